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
/// Fields are addressed by their place in `fields`. A value is a range of `bytes`, trimmed; an empty range is
/// nothing (blank, a null word, or a field that the mapping lacks). What makes more of a value than to read it is in
/// `FieldEvaluation`.
final class SourceRows {
    let source: SourceFile
    let mapping: SourceMapping
    let file: TabularInput
    var ledger: FileLedger
    private(set) var batch = RecordBatch()
    /// The rows of this batch that passed the filter and have all required fields.
    private(set) var taken: TakenRows
    /// What is read, in the order asked for; a field that stands for a column per year stands once for each.
    let fields: [FieldPlan]
    private let reader: any RecordReader
    private let required: Int
    /// Per field: the column of a plain mapping; nil for all else.
    private let plainColumns: [Int?]
    /// Whether a row has more than plain fields.
    private let isWorkedOut: Bool
    /// nil where a row must be filtered or worked out.
    private let plainFields: PlainFields?
    /// Whether numbers of the file are calculated with, so that how it writes them must be known beforehand.
    private let calculates: Bool
    private let filters: [PlannedFilter]
    private let nullWords: [[UInt8]]
    let amountField: Int?
    /// How the values of this file are read.
    var conventions: FileConventions
    private var evaluation: FieldEvaluation
    private let progress: @Sendable (ImportProgress) -> Void
    /// Records of the batch that have been taken, and the bytes of the batch as it was read.
    private var takenRecords = 0
    private var readBytes = 0
    /// Refused rows of the batch that wait until the rows above them have been judged.
    private var held: [HeldRow] = []

    private struct HeldRow {
        let row: RejectedRow
        let amount: Money?
    }

    /// How many bytes a batch may gain by values that are composed or looked up, before its rows are handed out.
    private static let composedLimit = 16 << 20

    /// Opens the file; the first `required` of the fields must be present in every row.
    init(
        _ source: SourceFile, fields names: [String], required: Int, context: ImportContext
    ) throws(ImportError) {
        mapping = source.mapping
        file = source.input
        self.required = required
        progress = context.progress
        self.source = source
        conventions = FileConventions(mapping)
        amountField = names.firstIndex(of: "amount")
        ledger = FileLedger(
            source: mapping.source, file: file.displayPath, ordinal: source.ordinal,
            store: context.rejectedRows, countsMoney: amountField != nil)
        nullWords = mapping.nullWords.map { Array($0.utf8) }
        reader = try SourceRows.open(mapping, file: file)
        let planning = RowPlanning(source, header: reader.columns)
        try planning.requireColumns()
        fields = try planning.fields(names)
        filters = planning.filters()
        plainColumns = fields.map(\.plainColumn)
        isWorkedOut = plainColumns.contains(nil) || !source.lookups.isEmpty
        taken = TakenRows(fieldCount: fields.count)
        plainFields =
            isWorkedOut || !filters.isEmpty
            ? nil
            : PlainFields(
                columns: plainColumns.compactMap { $0 }, required: required, nullWords: nullWords)
        calculates = fields.contains(where: \.calculates)
        evaluation = FieldEvaluation(source, keys: planning.keys(), nullWords: nullWords)
    }

    private static func open(
        _ mapping: SourceMapping, file: TabularInput
    ) throws(ImportError) -> any RecordReader {
        do throws(TabularError) {
            return try openRecords(file, as: mapping.formatFindingHeader, columns: mapping.askedColumns)
        } catch {
            throw .unreadable(source: mapping.source, error)
        }
    }

    /// Reads the next batch; false at the end of the file, when the account is complete.
    func next() throws(ImportError) -> Bool {
        taken.removeAll()
        try release(through: takenRecords < batch.records.count ? lastTakenLine : .max)
        if takenRecords < batch.records.count {
            batch.bytes.removeLast(batch.bytes.count - readBytes)
            try takeRecords()
            return true
        }
        let more = try read()
        takenRecords = 0
        readBytes = batch.bytes.count
        ledger.countRead(batch.records.count + batch.faults.count)
        for fault in batch.faults { hold(fault) }
        try takeRecords()
        progress(
            ImportProgress(
                source: mapping.source, file: file.displayPath, bytes: reader.bytesRead,
                rows: ledger.file.rowsRead, isFinished: !more))
        if !more {
            ledger.setBytes(reader.bytesRead)
            for notice in reader.notices {
                ledger.note(FileNotice(key: notice.kind.rawValue, count: notice.count, text: notice.text))
            }
            for notice in conventions.notices { ledger.note(notice) }
            for notice in evaluation.notices { ledger.note(notice) }
            try release(through: .max)
            try ledger.close()
        }
        return more
    }

    private func read() throws(ImportError) -> Bool {
        do throws(TabularError) {
            return try reader.next(into: &batch)
        } catch {
            if case .noRecords = error, mapping.allowsEmpty {
                batch.removeAll()
                return false
            }
            throw .unreadable(source: mapping.source, error)
        }
    }

    /// Takes the records up to the last, or until what was composed of them has become large.
    private func takeRecords() throws(ImportError) {
        if calculates && takenRecords == 0 { try settleDecimals() }
        evaluation.separator = separatorInForce
        while takenRecords < batch.records.count,
            batch.bytes.count - readBytes <= SourceRows.composedLimit
        {
            if let plainFields {
                takenRecords = taken.take(from: takenRecords, in: batch, plainFields)
                guard takenRecords < batch.records.count else { return }
            }
            takenRecords += 1
            try take(batch.records[takenRecords - 1])
        }
    }

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

    /// What the configuration says of a field; nil where it is not mapped.
    func fieldMapping(_ field: Int) -> FieldMapping? { mapping.fields[fields[field].name] }

    /// Refuses a row for the value of one field.
    func reject(_ row: Int, _ field: Int, _ fault: ValueFault) throws(ImportError) {
        try release(through: lines[row])
        let refused = try refusal(row, field, fault)
        try ledger.reject(refused.row, amount: refused.amount)
    }

    private func refusal(_ row: Int, _ field: Int, _ fault: ValueFault) throws(ImportError) -> HeldRow {
        let text = text(row, field) ?? ""
        return HeldRow(
            row: RejectedRow(
                source: mapping.source, file: file.displayPath, line: lines[row], column: columnName(field),
                value: String(text.prefix(80)),
                reason: fault.reason(
                    value: text, column: columnName(field), source: mapping.source,
                    decimals: conventions.decimals)),
            amount: try refusedAmount(row))
    }

    /// Writes the held rows down to a line, in the order of their lines.
    private func release(through line: Int) throws(ImportError) {
        guard !held.isEmpty else { return }
        held.sort { ($0.row.line ?? 0) < ($1.row.line ?? 0) }
        let count = held.firstIndex { ($0.row.line ?? 0) > line } ?? held.count
        for refused in held[..<count] { try ledger.reject(refused.row, amount: refused.amount) }
        held.removeFirst(count)
    }

    private var lastTakenLine: Int { takenRecords > 0 ? batch.records[takenRecords - 1].line : 0 }

    /// What the file calls the field.
    func columnName(_ field: Int) -> String {
        fields[field].title
    }

    private func hold(_ fault: RecordFault) {
        held.append(
            HeldRow(
                row: RejectedRow(
                    source: mapping.source, file: file.displayPath, line: fault.line, column: fault.column,
                    value: String(fault.excerpt.prefix(80)), reason: fault.reason), amount: nil))
    }

    private func take(_ record: RecordPosition) throws(ImportError) {
        if isWorkedOut { evaluation.begin() }
        for filter in filters where !passes(filter, record) {
            ledger.countFiltered()
            return
        }
        let row = taken.lines.count
        taken.begin(line: record.line)
        for field in fields.indices { taken.append(range(of: field, in: record)) }
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
        if isWorkedOut, let fault = evaluation.fault {
            try hold(row, fault)
            return true
        }
        for field in 0..<required where value(row, field).isEmpty {
            if record.fieldCount < reader.columns.count {
                held.append(
                    try refusal(
                        row, field,
                        .tooFewFields(found: record.fieldCount, expected: reader.columns.count)))
            } else if let fault = evaluation.missing(fields[field], in: batch) {
                try hold(row, fault)
            } else {
                held.append(try refusal(row, field, .missing))
            }
            return true
        }
        return false
    }

    private func hold(_ row: Int, _ fault: FieldEvaluation.Fault) throws(ImportError) {
        held.append(
            HeldRow(
                row: RejectedRow(
                    source: mapping.source, file: file.displayPath, line: lines[row], column: fault.column,
                    value: String(fault.value.prefix(80)),
                    reason: fault.fault.reason(
                        value: fault.value, column: fault.column, source: mapping.source)),
                amount: try refusedAmount(row)))
    }

    private func range(of field: Int, in record: RecordPosition) -> Range<Int> {
        guard let column = plainColumns[field] else {
            return evaluation.value(fields[field], of: record, in: &batch)
        }
        guard let found = batch.range(of: column, in: record) else { return 0..<0 }
        let range = FieldParsing.trimmed(found, in: batch.bytes.span)
        let isNull = nullWords.contains { $0.elementsEqual(batch.bytes[range]) }
        return isNull ? 0..<0 : range
    }
}
