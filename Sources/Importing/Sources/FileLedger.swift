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
    private(set) var file: ImportedFile
    private(set) var rejections: [String: RejectionCount] = [:]
    private let ordinal: Int
    private let store: any RejectedRowStore
    private var writer: (any RejectedRowWriter)?
    private let countsMoney: Bool

    init(source: String, file: String, ordinal: Int, store: any RejectedRowStore, countsMoney: Bool) {
        self.file = ImportedFile(source: source, file: file)
        self.ordinal = ordinal
        self.store = store
        self.countsMoney = countsMoney
        if countsMoney {
            self.file.amountLoaded = .zero
            self.file.amountRejected = .zero
        }
    }

    mutating func countRead(_ rows: Int) { file.rowsRead += Int64(rows) }
    mutating func countFiltered() { file.rowsFiltered += 1 }
    mutating func note(_ notice: FileNotice) { file.notices.append(notice) }
    mutating func setBytes(_ bytes: Int64) { file.bytes = bytes }

    /// Counts a loaded row and its amount.
    mutating func countLoaded(_ amount: Money? = nil) throws(ImportError) {
        file.rowsLoaded += 1
        if let amount { file.amountLoaded = try sum(file.amountLoaded, amount, "the loaded amount") }
    }

    /// Counts loaded rows by their amounts.
    mutating func countLoaded(amounts: some Sequence<Int64>) throws(ImportError) {
        var sum = (file.amountLoaded ?? .zero).units
        var fits = true
        for amount in amounts {
            file.rowsLoaded += 1
            fits = accumulate(amount, into: &sum) && fits
        }
        guard fits else {
            throw .overflow(source: file.source, file: file.file, sum: "the loaded amount")
        }
        file.amountLoaded = Money(units: sum)
    }

    /// Counts a refused row and writes it down.
    mutating func reject(_ row: RejectedRow, amount: Money?) throws(ImportError) {
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

    mutating func close() throws(ImportError) {
        try writer?.close()
        writer = nil
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
