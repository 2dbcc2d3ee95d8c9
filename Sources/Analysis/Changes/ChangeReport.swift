import TerritoryModel

/// What differs from earlier runs.
public struct ChangeReport: Hashable, Sendable {
    /// Against the run of the newest as-of day before this one's.
    public var last = Comparison.none
    /// Against the run of the same week a year before.
    public var yearAgo = Comparison.none

    public init() {}

    /// The report compared with the runs before it; before this, the ages of its exceptions are known.
    init(
        _ report: Report, _ field: Field, _ totals: FieldTotals, _ earlier: EarlierRuns
    ) throws(SumOverflow) {
        last = try Comparison(report, earlier.last) { run throws(SumOverflow) in
            try RunComparison(report, field, totals, run, .lastRun, recent: earlier.recent)
        }
        yearAgo = try Comparison(report, earlier.yearAgo) { run throws(SumOverflow) in
            try RunComparison(report, field, totals, run, .yearAgo, recent: [:])
        }
    }
}

/// Whether the report could be compared with an earlier run, and how it differs.
public enum Comparison: Hashable, Sendable {
    /// There is no such run.
    case none
    /// The run had another configuration, so its numbers mean something else.
    case otherConfiguration(PastRunNote)
    case compared(RunComparison)

    /// A run that the report is not compared with.
    public struct PastRunNote: Hashable, Sendable {
        public var asOf: Day
        /// Keys of the configuration that differ, such as `period`.
        public var changedKeys: [String]

        public init(asOf: Day, changedKeys: [String]) {
            self.asOf = asOf
            self.changedKeys = changedKeys
        }
    }

    init(
        _ report: Report, _ run: PastRun?, compare: (PastRun) throws(SumOverflow) -> RunComparison
    ) throws(SumOverflow) {
        guard let run else {
            self = .none
            return
        }
        self =
            run.hasOtherConfiguration
            ? .otherConfiguration(PastRunNote(asOf: run.asOf, changedKeys: run.changedConfigurationKeys))
            : .compared(try compare(run))
    }

    /// The differences; nil where nothing was compared.
    public var differences: RunComparison? {
        if case .compared(let comparison) = self { comparison } else { nil }
    }
}

/// How the report differs from one earlier run.
public struct RunComparison: Hashable, Sendable {
    public var asOf: Day
    /// The reporting period of that run.
    public var current: DayRange
    /// Watched metrics that changed: unusual ones first, each part by its order; see `MetricChange`.
    public var metrics: [MetricChange] = []
    /// How many runs the usual spread is known from; nil where changes are not judged by it.
    public var spreadRuns: Int?
    /// The organisation, territories by id, reps by id; those that sold nothing in both runs are left out.
    public var sales: [SalesChange] = []
    public var exceptions = ExceptionChanges()
    public var assignments: [AssignmentChange] = []
    /// Sales files whose past rows changed; nil against the year before, where it is not told.
    public var inputs: RestatedInputs?

    public init(asOf: Day, current: DayRange) {
        self.asOf = asOf
        self.current = current
    }

    init(
        _ report: Report, _ field: Field, _ totals: FieldTotals, _ run: PastRun, _ window: Window,
        recent: [Subject: [MetricKey: [Double?]]]
    ) throws(SumOverflow) {
        asOf = run.asOf
        current = run.current
        let isLast = window == .lastRun
        metrics = MetricChange.all(of: report, since: run, recent: recent)
        spreadRuns = isLast ? UsualSpread.runs(recent) : nil
        exceptions = ExceptionChanges(report.exceptions, since: run, asOf: report.windows.asOf)
        assignments = AssignmentChange.all(of: report, since: run)
        inputs = isLast ? try RestatedInputs(report.quality.imports.files, since: run) : nil
        let split = SalesSplit(field, totals, run, window, inputs: inputs)
        sales = try split.changes(of: report)
    }

    /// The metrics that moved beyond their usual spread.
    public var unusual: [MetricChange] { metrics.filter(\.isUnusual) }

    /// Whether there are enough runs to know what is usual.
    public var knowsSpread: Bool { (spreadRuns ?? 0) > UsualSpread.fewestDifferences }
}

extension EarlierRuns {
    /// What the last run looked at, where the report is compared with it.
    public var comparedPeriod: ReportingWindows.PastPeriod? {
        guard let last, !last.hasOtherConfiguration else { return nil }
        return ReportingWindows.PastPeriod(asOf: last.asOf, current: last.current)
    }
}
