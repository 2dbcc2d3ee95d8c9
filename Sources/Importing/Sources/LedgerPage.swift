import Tabular
import TerritoryModel

/// The account of one batch: what became of its rows.
///
/// A thread of its own fills each; they are entered in the ledger of the file in the order of their batches.
struct LedgerPage: Sendable {
    /// What is known when a file has ended.
    struct Ending: Sendable {
        let notices: [ReadingNotice]
    }

    let place: BatchPlace
    private let source: String
    private let file: String
    private(set) var rowsRead: Int64 = 0
    private(set) var rowsFiltered: Int64 = 0
    private(set) var rowsLoaded: Int64 = 0
    private(set) var amountLoaded = Money.zero
    /// The parts of it that are dated up to the as-of day, and up to that of the last run.
    private(set) var datedAmounts = DatedAmounts()
    var refused = RefusedRows()
    /// What the report tells of the values.
    var values = ValueTally()
    /// Per look-up: the rows whose key it does not have.
    var unknownKeys: [Int64] = []
    /// nil but for the page behind the last batch.
    var ending: Ending?

    init(_ place: BatchPlace, of source: SourceFile) {
        self.place = place
        self.source = source.mapping.source
        file = source.input.displayPath
    }

    mutating func count(_ amounts: DatedAmounts) { datedAmounts.add(amounts) }

    mutating func countRead(_ rows: Int) { rowsRead += Int64(rows) }
    mutating func countFiltered() { rowsFiltered += 1 }

    /// Counts a loaded row and its amount.
    mutating func countLoaded(_ amount: Money = .zero) throws(ImportError) {
        try countLoaded(1) { _ in amount.units }
    }

    /// Counts so many loaded rows and their amounts.
    @inline(__always)
    mutating func countLoaded(_ rows: Int, amount: (_ row: Int) -> Int64) throws(ImportError) {
        var sum = amountLoaded.units
        var fits = true
        for row in 0..<rows { fits = accumulate(amount(row), into: &sum) && fits }
        guard fits else { throw .overflow(source: source, file: file, sum: FileLedger.loadedAmount) }
        rowsLoaded += Int64(rows)
        amountLoaded = Money(units: sum)
    }
}
