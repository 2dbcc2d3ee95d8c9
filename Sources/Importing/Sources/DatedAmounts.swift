import TerritoryModel

/// Amounts of loaded rows by how old the rows are, in 1/10,000 of the currency.
///
/// Adds without a check: the sum of all magnitudes is checked, and these are sums of some of them.
struct DatedAmounts: Hashable, Sendable {
    /// Of rows dated up to the as-of day.
    private(set) var upToAsOf: Int64 = 0
    /// Of rows dated up to the as-of day of the last run; 0 where there is none.
    private(set) var upToLastRun: Int64 = 0

    init() {}

    /// The amounts of a run of sales.
    init(_ run: Span<PendingRow>, _ windows: ReportingWindows) {
        let asOf = windows.asOf
        for place in run.indices { upToAsOf &+= run[place].day <= asOf ? run[place].value : 0 }
        guard let last = windows.lastRun?.asOf else { return }
        for place in run.indices { upToLastRun &+= run[place].day <= last ? run[place].value : 0 }
    }

    /// Enters the amounts in the account of a file of sales.
    func tell(of file: inout ImportedFile, _ windows: ReportingWindows) {
        file.amountUpToAsOf = Money(units: upToAsOf)
        file.amountUpToLastRun = windows.lastRun.map { _ in Money(units: upToLastRun) }
    }

    mutating func add(_ other: DatedAmounts) {
        upToAsOf &+= other.upToAsOf
        upToLastRun &+= other.upToLastRun
    }
}
