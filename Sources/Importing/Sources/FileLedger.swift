import Tabular
import TerritoryModel

/// Takes the refused rows of one file, in their order.
public protocol RejectedRowWriter: AnyObject {
    func write(_ rows: RefusedRows) throws(ImportError)
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
        func write(_ rows: RefusedRows) {}
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
    /// In the order of their first rows.
    private(set) var rejections: [RejectionCount] = []
    private(set) var values = ValueTally()
    private(set) var repeated = RepeatedCount()
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
            self.file.amountRepeated = .zero
        }
    }

    /// Adds the account of the next batch, and writes its refused rows down.
    mutating func enter(_ page: LedgerPage) throws(ImportError) {
        file.bytes = page.place.bytesRead
        file.rowsRead += page.rowsRead
        file.rowsFiltered += page.rowsFiltered
        file.rowsLoaded += page.rowsLoaded
        if countsMoney {
            guard let sum = (file.amountLoaded ?? .zero).adding(page.amountLoaded) else {
                throw overflow(FileLedger.loadedAmount)
            }
            file.amountLoaded = sum
        }
        try reject(page.refused)
        guard repeated.add(page.repeated) else { throw overflow(RepeatedCount.amountSum) }
        file.rowsRepeated = repeated.rows
        if countsMoney { file.amountRepeated = repeated.amount }
        if page.newestDay > .min {
            let day = Day(number: page.newestDay)
            file.newestDay = max(file.newestDay ?? day, day)
        }
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

    /// Counts refused rows and writes them down.
    private mutating func reject(_ refused: RefusedRows) throws(ImportError) {
        guard !refused.isEmpty else { return }
        file.rowsRejected += Int64(refused.count)
        // Per refusal of the page, where its rows are counted.
        var places = [Int](repeating: -1, count: refused.refusals.count)
        for index in refused.rows.indices {
            let refusal = refused.rows[index].refusal
            if places[refusal] < 0 { places[refusal] = placeOfCount(refused, index) }
            try count(refused.rows[index].amount, at: places[refusal])
        }
        let open: any RejectedRowWriter
        if let writer { open = writer } else { open = try store.writer(forFile: ordinal) }
        writer = open
        try open.write(refused)
    }

    /// Where rows with the reason of a row are counted; there are few reasons.
    private mutating func placeOfCount(_ refused: RefusedRows, _ place: Int) -> Int {
        let key = refused.refusals[refused.rows[place].refusal].words.key
        if let known = rejections.firstIndex(where: { $0.reason == key }) { return known }
        let example = refused[place]
        rejections.append(
            RejectionCount(
                source: example.source, reason: key, rows: 0, amount: countsMoney ? .zero : nil,
                example: example))
        return rejections.count - 1
    }

    private mutating func count(_ amount: Money?, at place: Int) throws(ImportError) {
        rejections[place].rows += 1
        guard countsMoney else { return }
        guard let amount else {
            file.rowsWithoutAmount += 1
            rejections[place].rowsWithoutAmount += 1
            return
        }
        guard let total = (file.amountRejected ?? .zero).adding(amount),
            let sum = (rejections[place].amount ?? .zero).adding(amount)
        else { throw overflow("the refused amount") }
        file.amountRejected = total
        rejections[place].amount = sum
    }

    private func overflow(_ sum: String) -> ImportError {
        .overflow(source: file.source, file: file.file, sum: sum)
    }
}
