import TerritoryModel

/// The published runs that a report is compared with, as the history remembers them.
public struct EarlierRuns: Hashable, Sendable {
    /// The run of the newest as-of day before this one's.
    public var last: PastRun?
    /// The run of the same week a year before: its as-of day is nearest to 364 days back, at most three days off.
    public var yearAgo: PastRun?
    /// Values of the watched metrics in up to 13 runs before this one under its configuration, oldest first; nil
    /// where a run had no value.
    public var recent: [Subject: [MetricKey: [Double?]]] = [:]

    public init() {}
}

/// Whom a metric is about.
public enum Subject: Hashable, Sendable {
    case organisation
    /// Id of a territory of any kind, groups and `unassigned` among them.
    case territory(String)
    /// Id of a rep, or `unassigned`.
    case rep(String)
}

/// What one published run said.
public struct PastRun: Hashable, Sendable {
    public var asOf: Day
    /// The reporting period.
    public var current: DayRange
    /// Whether it ran under another configuration digest; its numbers mean something else then.
    public var hasOtherConfiguration = false
    /// Keys of the configuration, such as `period`, that differ; only where `hasOtherConfiguration`.
    public var changedConfigurationKeys: [String] = []
    public var metrics: [Subject: MetricSet] = [:]
    /// By id.
    public var territories: [PastTerritory] = []
    /// By id.
    public var units: [PastUnit] = []
    /// In the order of the report, those that another took in behind it.
    public var exceptions: [PastException] = []
    /// In the order of the report.
    public var inputs: [PastInput] = []

    public init(asOf: Day, current: DayRange) {
        self.asOf = asOf
        self.current = current
    }
}

/// A territory and who worked in it.
public struct PastTerritory: Hashable, Sendable {
    public var territory: Named
    public var parent: String?
    public var kind: TerritoryReport.Kind
    public var owner: Named?
    /// All reps with a role, the owner first.
    public var reps: [Named]

    public init(territory: Named, parent: String?, kind: TerritoryReport.Kind, owner: Named?, reps: [Named]) {
        self.territory = territory
        self.parent = parent
        self.kind = kind
        self.owner = owner
        self.reps = reps
    }
}

/// A geographic unit and the territory that owned it.
public struct PastUnit: Hashable, Sendable {
    public var unit: Named
    /// Id of the territory; nil = unassigned.
    public var territory: String?

    public init(unit: Named, territory: String?) {
        self.unit = unit
        self.territory = territory
    }
}

/// An input file of an earlier run.
public struct PastInput: Hashable, Sendable {
    public var source: String
    /// Path as the configuration gives it.
    public var file: String
    /// SHA-256 of its bytes in lower-case hexadecimal digits.
    public var digest: String
    public var rowsLoaded: Int64
    /// Sum of the loaded amounts; nil for sources without amounts.
    public var amountLoaded: Money?
    /// The part of it that is dated up to the as-of day.
    public var amountUpToAsOf: Money?

    public init(
        source: String, file: String, digest: String, rowsLoaded: Int64, amountLoaded: Money?,
        amountUpToAsOf: Money?
    ) {
        self.source = source
        self.file = file
        self.digest = digest
        self.rowsLoaded = rowsLoaded
        self.amountLoaded = amountLoaded
        self.amountUpToAsOf = amountUpToAsOf
    }
}
