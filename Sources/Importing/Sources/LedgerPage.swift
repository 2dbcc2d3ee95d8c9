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
    /// Rows that stand in another place too.
    var repeated = RepeatedCount()
    /// Number of the newest day of the loaded rows up to the as-of day.
    var newestDay: Int32 = .min
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

    mutating func countRead(_ rows: Int) { rowsRead += Int64(rows) }
    mutating func countFiltered() { rowsFiltered += 1 }

    /// Counts a loaded row and its amount.
    mutating func countLoaded(_ amount: Money = .zero) throws(ImportError) {
        try countLoaded(1) { _ in amount.units }
    }

    /// Counts a row that is left out because it stands in another place too.
    mutating func countRepeated(_ amount: Money, differs: Bool) throws(ImportError) {
        repeated.rows += 1
        if differs { repeated.rowsDiffering += 1 }
        guard let sum = repeated.amount.adding(amount) else {
            throw .overflow(source: source, file: file, sum: RepeatedCount.amountSum)
        }
        repeated.amount = sum
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

/// Rows that are left out because the source has them in another place too.
struct RepeatedCount: Hashable, Sendable {
    /// What overflows where their amounts do.
    static let amountSum = "the amount of repeated rows"

    var rows: Int64 = 0
    /// Those of them that are not the same as the row that counts.
    var rowsDiffering: Int64 = 0
    var amount = Money.zero
    /// Rows that count because nothing tells them from others.
    var rowsWithoutIdentity: Int64 = 0

    /// Adds those of another page; false where the amount overflows.
    mutating func add(_ other: RepeatedCount) -> Bool {
        rows += other.rows
        rowsDiffering += other.rowsDiffering
        rowsWithoutIdentity += other.rowsWithoutIdentity
        guard let sum = amount.adding(other.amount) else { return false }
        amount = sum
        return true
    }

    /// What is told of them; nothing where there are none.
    ///
    /// - Parameter column: What tells a row from others, as the file calls it.
    func notices(by column: String) -> [FileNotice] {
        var notices: [FileNotice] = []
        if rows > 0 {
            let stand = rows == 1 ? "stands" : "stand"
            let amounts = amount == .zero ? "" : ", \(amount) in amounts"
            let differing =
                rowsDiffering == 0
                ? ""
                : "; \(grouped(rowsDiffering.magnitude)) of them \(rowsDiffering == 1 ? "differs" : "differ") from the "
                    + "row that counts"
            notices.append(
                FileNotice(
                    key: "repeated_rows", count: rows,
                    text:
                        "\(counted(rows, "row")) that \(stand) in a later file or further up in this one, by "
                        + "'\(column)', \(rows == 1 ? "was" : "were") left out\(amounts)\(differing)"))
        }
        if rowsWithoutIdentity > 0 {
            notices.append(
                FileNotice(
                    key: "rows_without_identity", count: rowsWithoutIdentity,
                    text: "\(counted(rowsWithoutIdentity, "row")) without a value in '\(column)' "
                        + "\(rowsWithoutIdentity == 1 ? "counts" : "count") as "
                        + "\(rowsWithoutIdentity == 1 ? "it stands" : "they stand")"))
        }
        return notices
    }
}
