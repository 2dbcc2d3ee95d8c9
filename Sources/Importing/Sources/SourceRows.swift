import Tabular
import TerritoryModel

/// How far the import of one file is.
public struct ImportProgress: Hashable, Sendable {
    public let source: String
    public let file: String
    /// Bytes of the file on disk consumed so far.
    public let bytes: Int64
    public let rows: Int64
    public let isFinished: Bool
}

/// What an import needs beside the mappings.
public struct ImportContext: Sendable {
    public let rejectedRows: any RejectedRowStore
    public let progress: @Sendable (ImportProgress) -> Void

    public init(
        rejectedRows: any RejectedRowStore, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) {
        self.rejectedRows = rejectedRows
        self.progress = progress
    }
}

/// The rows of one file as mapped values, batch by batch, with the account of what became of them.
///
/// Several threads may read one file, each with rows of its own over the same `OpenFile`. Fields are addressed by
/// their place in `fields`. A value is a range of `bytes`, trimmed; an empty range is nothing (blank, a null word,
/// or a field that the mapping lacks). What makes more of a value than to read it is in `FieldEvaluation`.
final class SourceRows {
    /// The file, which other threads may read too.
    let open: OpenFile
    let plan: RowPlan
    /// The account of the batch under way.
    var ledger: LedgerPage
    private(set) var batch = RecordBatch()
    /// The rows of this batch that passed the filter and have all required fields.
    private(set) var taken: TakenRows
    /// How the values of this file are read, as far as that is known here.
    var conventions: FileConventions
    private var evaluation: FieldEvaluation
    var recentRefusals = RecentRefusals()
    /// Records of the batch that have been taken, and the bytes of the batch as it was read.
    private var takenRecords = 0
    private var readBytes = 0
    /// Whether a batch is under way.
    private var hasPage = false
    /// Which part of the batch its rows are; a batch is taken in several where much is composed of it.
    private(set) var part = 0

    /// How many bytes a batch may gain by values that are composed or looked up, before its rows are handed out.
    private static let composedLimit = 16 << 20

    var source: SourceFile { plan.source }
    var mapping: SourceMapping { plan.source.mapping }
    var file: TabularInput { plan.source.input }
    /// What is read, in the order asked for; a field that stands for a column per year stands once for each.
    var fields: [FieldPlan] { plan.fields }
    var amountField: Int? { plan.amountField }

    /// Rows of a file that is open.
    init(_ open: OpenFile) {
        self.open = open
        plan = open.plan
        ledger = LedgerPage(BatchPlace(ordinal: 0, bytesRead: 0), of: open.plan.source)
        taken = TakenRows(fieldCount: plan.fields.count)
        conventions = open.decisions.conventions
        evaluation = FieldEvaluation(plan.source, keys: plan.keys, nullWords: plan.nullWords)
    }

    /// Opens a file that nobody else reads; the first `required` of the fields must be present in every row.
    convenience init(
        _ source: SourceFile, fields: [String], required: Int, context: ImportContext
    ) throws(ImportError) {
        self.init(try OpenFile(source, fields: fields, required: required, context: context))
    }

    /// What became of the rows of the file; complete when all that read it have come to its end.
    var account: FileAccount { open.ledger.account }

    /// Reads the next batch; false where there is none left.
    func next() throws(ImportError) -> Bool {
        taken.removeAll()
        if takenRecords < batch.records.count {
            batch.bytes.removeLast(batch.bytes.count - readBytes)
            part += 1
            try takeRecords()
            return true
        }
        try enterPage()
        switch open.feed.next(into: &batch) {
        case .batch(let place):
            try begin(place)
            return true
        case .end(let place, let notices):
            if let repeated = open.repeatedRows {
                repeated.rows.end(file: repeated.file, batches: place.ordinal)
            }
            ledger = LedgerPage(place, of: source)
            ledger.ending = LedgerPage.Ending(notices: notices)
            try open.ledger.enter(ledger)
            return false
        case .failure(let place, let error):
            ledger = LedgerPage(place, of: source)
            throw error
        case .nothing: return false
        }
    }

    private func enterPage() throws(ImportError) {
        guard hasPage else { return }
        hasPage = false
        ledger.unknownKeys = evaluation.takeUnknownKeys()
        try open.ledger.enter(ledger)
    }

    private func begin(_ place: BatchPlace) throws(ImportError) {
        ledger = LedgerPage(place, of: source)
        hasPage = true
        part = 0
        takenRecords = 0
        readBytes = batch.bytes.count
        ledger.countRead(batch.records.count + batch.faults.count)
        for fault in batch.faults { refuse(fault) }
        try takeRecords()
    }

    /// Takes the records up to the last, or until what was composed of them has become large.
    private func takeRecords() throws(ImportError) {
        if plan.calculates {
            try settleDecimals()
            evaluation.separator = separatorInForce
        }
        while takenRecords < batch.records.count,
            batch.bytes.count - readBytes <= SourceRows.composedLimit
        {
            if let plainFields = plan.plainFields {
                takenRecords = taken.take(from: takenRecords, in: batch, plainFields)
                guard takenRecords < batch.records.count else { return }
            }
            takenRecords += 1
            try take(batch.records[takenRecords - 1])
        }
    }

    /// Whether the batch has no more rows than those that are taken.
    var isAtEndOfBatch: Bool { takenRecords >= batch.records.count }

    /// Lines of the rows.
    var lines: [Int] { taken.lines }

    /// The value of a field of a row; empty = nothing.
    @inline(__always)
    func value(_ row: Int, _ field: Int) -> Range<Int> { taken.value(row, field) }

    /// The value as text; nil = nothing.
    func text(_ row: Int, _ field: Int) -> String? {
        let range = value(row, field)
        return range.isEmpty ? nil : String(decoding: batch.bytes[range], as: UTF8.self)
    }

    /// What the file calls the field.
    func columnName(_ field: Int) -> String {
        fields[field].title
    }

    private func take(_ record: RecordPosition) throws(ImportError) {
        if plan.isWorkedOut { evaluation.begin() }
        for filter in plan.filters where !passes(filter, record) {
            ledger.countFiltered()
            return
        }
        let row = taken.lines.count
        taken.begin(line: record.line)
        for field in plan.fields.indices { taken.append(range(of: field, in: record)) }
        if try refuse(row, record) { taken.removeLast() }
    }

    private func passes(_ filter: PlannedFilter, _ record: RecordPosition) -> Bool {
        let value: Range<Int>
        if filter.places.count == 1, case .column(let column) = filter.places[0] {
            let found = batch.range(of: column, in: record) ?? 0..<0
            value = FieldParsing.trimmed(found, in: batch.bytes.span)
        } else {
            value = evaluation.first(filter.places, of: record, in: &batch, skippingNullWords: false)
        }
        let bytes = batch.bytes
        return filter.passes(bytes.span, value)
    }

    /// Refuses a row whose values could not be worked out or that lacks a required one; false where it is good.
    private func refuse(_ row: Int, _ record: RecordPosition) throws(ImportError) -> Bool {
        if plan.isWorkedOut, let fault = evaluation.fault {
            try refuse(row, fault)
            return true
        }
        for field in 0..<plan.required where value(row, field).isEmpty {
            if record.fieldCount < plan.columnCount {
                try reject(
                    row, field, .tooFewFields(found: record.fieldCount, expected: plan.columnCount))
            } else if let fault = evaluation.missing(fields[field], in: batch) {
                try refuse(row, fault)
            } else {
                try reject(row, field, .missing)
            }
            return true
        }
        return false
    }

    private func range(of field: Int, in record: RecordPosition) -> Range<Int> {
        guard let column = plan.plainColumns[field] else {
            return evaluation.value(plan.fields[field], of: record, in: &batch)
        }
        guard let found = batch.range(of: column, in: record) else { return 0..<0 }
        let range = FieldParsing.trimmed(found, in: batch.bytes.span)
        let isNull = plan.nullWords.contains { $0.elementsEqual(batch.bytes[range]) }
        return isNull ? 0..<0 : range
    }
}
