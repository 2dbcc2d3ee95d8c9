import TerritoryModel

/// Which exceptions came, went and stayed.
///
/// Compared are matters, which are the exceptions of the report and those that others took in: what another exception
/// takes in has not gone, and what it lets go of again is not new.
public struct ExceptionChanges: Hashable, Sendable {
    /// In the order of the report, what an exception takes in behind it.
    public var new: [ExceptionChange] = []
    /// In the order of the earlier report.
    public var gone: [ExceptionChange] = []
    /// In the order of the report.
    public var lasting: [ExceptionChange] = []

    public init() {}

    init(_ exceptions: [ReportException], since run: PastRun, asOf: Day) {
        let matters = exceptions.flatMap { PastException.matters(of: $0, asOf: asOf) }
            .map { ExceptionChange($0, asOf: asOf) }
        let before = Set(run.exceptions.map(\.identity))
        let now = Set(matters.map(\.identity))
        new = matters.filter { !before.contains($0.identity) }
        lasting = matters.filter { before.contains($0.identity) }
        gone = run.exceptions.filter { !now.contains($0.identity) }.map {
            ExceptionChange($0, asOf: run.asOf)
        }
    }
}

/// An exception that came, went or stayed.
public struct ExceptionChange: Hashable, Sendable {
    /// `ReportException.identity`.
    public var identity: String
    public var kind: ReportException.Kind
    public var territory: Named?
    public var money: Money
    public var text: String
    /// As-of day of the first of the unbroken row of runs that had it.
    public var firstSeen: Day
    /// As-of day of the run that told it: of this run, or of the earlier one where it has gone.
    public var asOf: Day
    /// Identity of the exception that took it in; nil where it stands by itself.
    public var within: String?

    /// Whole weeks for which it had been told.
    public var weeks: Int { wholeWeeks(from: firstSeen, to: asOf) }

    public init(_ past: PastException, asOf: Day) {
        self.asOf = asOf
        identity = past.identity
        kind = past.kind
        territory = past.territory
        money = past.money
        text = past.text
        firstSeen = past.firstSeen
        within = past.within
    }
}

extension [ReportException] {
    /// Takes over since when the last run knew of each; also from one under another configuration, where a matter
    /// lasts though its numbers are not compared.
    mutating func carryAges(from last: PastRun?) {
        guard let last else { return }
        let ages = Dictionary(
            last.exceptions.map { ($0.identity, $0.firstSeen) }, uniquingKeysWith: Swift.min)
        for place in indices {
            self[place].firstSeen = ages[self[place].identity]
            for part in self[place].also.indices {
                self[place].also[part].firstSeen = ages[self[place].also[part].identity]
            }
        }
    }
}

/// Whole weeks from one day to another.
public func wholeWeeks(from first: Day, to last: Day) -> Int { (last - first) / 7 }
