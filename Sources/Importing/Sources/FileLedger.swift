import Tabular
import TerritoryModel

/// Takes the refused rows of one file, in their order.
public protocol RejectedRowWriter: AnyObject {
    func write(_ row: RejectedRow) throws(ImportError)
    func close() throws(ImportError)
}

/// Keeps refused rows outside the memory; may be asked from several threads.
public protocol RejectedRowStore: Sendable {
    /// A writer for one file; `ordinal` is the place of the file in the order of the report.
    func writer(forFile ordinal: Int) throws(ImportError) -> any RejectedRowWriter
}

/// Drops refused rows: for a look at the data beside the import that keeps them.
public struct NoRejectedRows: RejectedRowStore {
    private final class Writer: RejectedRowWriter {
        func write(_ row: RejectedRow) {}
        func close() {}
    }

    public init() {}

    public func writer(forFile ordinal: Int) -> any RejectedRowWriter { Writer() }
}

/// The account kept of one file: what was read, loaded, left out and refused, and why.
struct FileLedger {
    /// What overflows where the amounts of a file do.
    static let loadedAmount = "the loaded amount"

    private(set) var file: ImportedFile
    private(set) var rejections: [String: RejectionCount] = [:]
    private(set) var values = ValueTally()
    /// Per look-up: the rows whose key it does not have.
    private(set) var unknownKeys: [Int64] = []
    private let ordinal: Int
    private let store: any RejectedRowStore
    private var writer: (any RejectedRowWriter)?
    private let countsMoney: Bool

    init(_ source: SourceFile, store: any RejectedRowStore, countsMoney: Bool) {
        self.file = ImportedFile(source: source.mapping.source, file: source.input.displayPath)
        self.ordinal = source.ordinal
        self.store = store
        self.countsMoney = countsMoney
        if countsMoney {
            self.file.amountLoaded = .zero
            self.file.amountRejected = .zero
        }
    }

    /// Adds the account of the next batch, and writes its refused rows down.
    mutating func enter(_ page: LedgerPage) throws(ImportError) {
        file.bytes = page.place.bytesRead
        file.rowsRead += page.rowsRead
        file.rowsFiltered += page.rowsFiltered
        file.rowsLoaded += page.rowsLoaded
        if countsMoney {
            file.amountLoaded = try sum(file.amountLoaded, page.amountLoaded, FileLedger.loadedAmount)
        }
        for refused in page.refused { try reject(refused.row, amount: refused.amount) }
        values.add(page.values)
        if unknownKeys.isEmpty {
            unknownKeys = page.unknownKeys
        } else {
            for (lookup, rows) in page.unknownKeys.enumerated() { unknownKeys[lookup] += rows }
        }
    }

    /// Ends the account.
    mutating func close(_ notices: [FileNotice]) throws(ImportError) {
        file.notices += notices
        try writer?.close()
        writer = nil
    }

    /// Counts a refused row and writes it down.
    private mutating func reject(_ row: RejectedRow, amount: Money?) throws(ImportError) {
        file.rowsRejected += 1
        let money = countsMoney ? amount ?? .zero : nil
        let unknown: Int64 = countsMoney && amount == nil ? 1 : 0
        file.rowsWithoutAmount += unknown
        if let money { file.amountRejected = try sum(file.amountRejected, money, "the refused amount") }
        if var count = rejections[row.reason.key] {
            count.rows += 1
            count.rowsWithoutAmount += unknown
            if let money { count.amount = try sum(count.amount, money, "the refused amount") }
            rejections[row.reason.key] = count
        } else {
            rejections[row.reason.key] = RejectionCount(
                source: row.source, reason: row.reason.key, rows: 1, amount: money,
                rowsWithoutAmount: unknown, example: row)
        }
        let open: any RejectedRowWriter
        if let writer { open = writer } else { open = try store.writer(forFile: ordinal) }
        writer = open
        try open.write(row)
    }

    private func sum(_ left: Money?, _ right: Money, _ name: String) throws(ImportError) -> Money {
        guard let sum = (left ?? .zero).adding(right) else {
            throw .overflow(source: file.source, file: file.file, sum: name)
        }
        return sum
    }
}

/// Unknown references by value, bounded: the lowest values are kept, so the result does not depend on the order
/// of rows.
struct UnmatchedTally: Sendable {
    struct Key: Hashable {
        let source: String
        let kind: UnmatchedReference.Kind
    }

    static let limit = 10_000
    private var byKey: [Key: [String: (rows: Int64, amount: Money?)]] = [:]
    private var total: Int64 = 0

    mutating func add(
        source: String, kind: UnmatchedReference.Kind, value: String, rows: Int64 = 1, amount: Money? = nil
    ) {
        total += rows
        let key = Key(source: source, kind: kind)
        var values = byKey.removeValue(forKey: key) ?? [:]
        var entry = values[value] ?? (0, nil)
        entry.rows += rows
        if let amount {
            // A sum of unknown references is bounded by the checked sum of its file, so saturation is unreachable.
            entry.amount = (entry.amount ?? .zero).adding(amount) ?? Money(units: .max)
        }
        values[value] = entry
        if values.count > UnmatchedTally.limit * 2 { values = UnmatchedTally.lowest(values) }
        byKey[key] = values
    }

    mutating func merge(_ other: UnmatchedTally) {
        for (key, values) in other.byKey {
            for (value, entry) in values {
                add(source: key.source, kind: key.kind, value: value, rows: entry.rows, amount: entry.amount)
            }
        }
        total += other.total - other.byKey.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.rows } }
    }

    /// The references sorted by source, kind and value, and the rows that are in none of them.
    func result() -> (references: [UnmatchedReference], beyond: Int64) {
        var references: [UnmatchedReference] = []
        for (key, values) in byKey {
            for (value, entry) in UnmatchedTally.lowest(values) {
                references.append(
                    UnmatchedReference(
                        source: key.source, kind: key.kind, value: value, rows: entry.rows,
                        amount: entry.amount))
            }
        }
        references.sort {
            ($0.source, $0.kind.rawValue) != ($1.source, $1.kind.rawValue)
                ? ($0.source, $0.kind.rawValue) < ($1.source, $1.kind.rawValue)
                : precedesById($0.value, $1.value)
        }
        return (references, total - references.reduce(0) { $0 + $1.rows })
    }

    private static func lowest(
        _ values: [String: (rows: Int64, amount: Money?)]
    ) -> [String: (rows: Int64, amount: Money?)] {
        guard values.count > limit else { return values }
        let kept = Set(values.keys.sorted(by: precedesById).prefix(limit))
        return values.filter { kept.contains($0.key) }
    }
}
