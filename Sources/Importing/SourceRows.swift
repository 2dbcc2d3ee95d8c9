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
/// nothing (blank, a null word, or a field that the mapping lacks).
final class SourceRows {
    let mapping: SourceMapping
    let file: TabularInput
    var ledger: FileLedger
    private(set) var batch = RecordBatch()
    /// Lines of the rows of this batch that passed the filter and have all required fields.
    private(set) var lines: [Int] = []
    private var values: [Range<Int32>] = []
    private let reader: any RecordReader
    private let fields: [String]
    private let required: Int
    private let expressions: [FieldExpression?]
    /// Per field: the column of a plain mapping; nil for templates and unmapped fields.
    private let plainColumns: [Int?]
    private let columnOf: [String: Int]
    private let filters: [(column: Int, accepted: Set<String>)]
    private let nullWords: [[UInt8]]
    let amountField: Int?
    /// How the values of this file are read.
    var conventions: FileConventions
    private let progress: @Sendable (ImportProgress) -> Void

    /// Opens the file; the first `required` of `fields` must be present in every row.
    init(
        _ mapping: SourceMapping, file: TabularInput, ordinal: Int, fields: [String], required: Int,
        context: ImportContext
    ) throws(ImportError) {
        self.mapping = mapping
        self.file = file
        self.fields = fields
        self.required = required
        progress = context.progress
        conventions = FileConventions(mapping)
        expressions = fields.map { mapping.fields[$0]?.value }
        amountField = fields.firstIndex(of: "amount")
        ledger = FileLedger(
            source: mapping.source, file: file.displayPath, ordinal: ordinal, store: context.rejectedRows,
            countsMoney: amountField != nil)
        nullWords = mapping.nullWords.map { Array($0.utf8) }
        reader = try SourceRows.open(mapping, file: file)
        let columns = reader.columns
        var columnOf: [String: Int] = [:]
        for (index, column) in columns.enumerated() { columnOf[column] = index }
        for (field, expression) in mapping.fields.sorted(by: { $0.key < $1.key }) {
            for column in expression.value.columns
            where column.place(in: columnOf) == nil && !column.isOptional {
                throw .missingColumn(
                    source: mapping.source, file: file.displayPath, column: column.title, field: field,
                    header: columns)
            }
        }
        var filters: [(column: Int, accepted: Set<String>)] = []
        for filter in mapping.filters {
            if let index = filter.column.place(in: columnOf) {
                filters.append((index, filter.accepted))
            } else if !filter.column.isOptional {
                throw .missingColumn(
                    source: mapping.source, file: file.displayPath, column: filter.column.title,
                    field: "where",
                    header: columns)
            }
        }
        self.filters = filters
        self.columnOf = columnOf
        plainColumns = expressions.map { expression in
            if case .column(let column)? = expression { column.place(in: columnOf) } else { nil }
        }
    }

    private static func open(
        _ mapping: SourceMapping, file: TabularInput
    ) throws(ImportError) -> any RecordReader {
        do throws(TabularError) {
            let columns = Set(mapping.fields.values.flatMap(\.value.columns).flatMap(\.names))
                .union(mapping.filters.flatMap(\.column.names))
            return try openRecords(file, as: mapping.format, columns: columns.sorted())
        } catch {
            throw .unreadable(source: mapping.source, error)
        }
    }

    /// Reads the next batch; false at the end of the file, when the account is complete.
    func next() throws(ImportError) -> Bool {
        let more: Bool
        do throws(TabularError) {
            more = try reader.next(into: &batch)
        } catch {
            throw .unreadable(source: mapping.source, error)
        }
        lines.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        ledger.countRead(batch.records.count + batch.faults.count)
        for fault in batch.faults { try reject(fault) }
        for record in batch.records { try take(record) }
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
            try ledger.close()
        }
        return more
    }

    /// The value of a field of a row; empty = nothing.
    @inline(__always)
    func value(_ row: Int, _ field: Int) -> Range<Int> {
        let range = values[row * fields.count + field]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    /// The value as text; nil = nothing.
    func text(_ row: Int, _ field: Int) -> String? {
        let range = value(row, field)
        return range.isEmpty ? nil : String(decoding: batch.bytes[range], as: UTF8.self)
    }

    /// What the configuration says of a field; nil where it is not mapped.
    func fieldMapping(_ field: Int) -> FieldMapping? { mapping.fields[fields[field]] }

    /// Refuses a row for the value of one field.
    func reject(_ row: Int, _ field: Int, _ fault: ValueFault) throws(ImportError) {
        let text = text(row, field) ?? ""
        try ledger.reject(
            RejectedRow(
                source: mapping.source, file: file.displayPath, line: lines[row], column: columnName(field),
                value: String(text.prefix(80)),
                reason: fault.reason(
                    value: text, column: columnName(field), source: mapping.source,
                    decimals: conventions.decimals)),
            amount: try refusedAmount(row))
    }

    /// What the file calls the field.
    func columnName(_ field: Int) -> String {
        expressions[field]?.columns.map(\.title).joined(separator: "+") ?? fields[field]
    }

    private func reject(_ fault: RecordFault) throws(ImportError) {
        try ledger.reject(
            RejectedRow(
                source: mapping.source, file: file.displayPath, line: fault.line, column: fault.column,
                value: String(fault.excerpt.prefix(80)), reason: fault.reason), amount: nil)
    }

    private func take(_ record: RecordPosition) throws(ImportError) {
        for filter in filters {
            let found = batch.range(of: filter.column, in: record) ?? 0..<0
            let value = FieldParsing.trimmed(found, in: batch.bytes.span)
            guard filter.accepted.contains(String(decoding: batch.bytes[value], as: UTF8.self)) else {
                ledger.countFiltered()
                return
            }
        }
        let row = lines.count
        lines.append(record.line)
        for field in fields.indices { values.append(range(of: field, in: record)) }
        for field in 0..<required where value(row, field).isEmpty {
            let isShort = record.fieldCount < reader.columns.count
            try reject(
                row, field,
                isShort ? .tooFewFields(found: record.fieldCount, expected: reader.columns.count) : .missing)
            lines.removeLast()
            values.removeLast(fields.count)
            return
        }
    }

    private func range(of field: Int, in record: RecordPosition) -> Range<Int32> {
        let range: Range<Int>
        if let column = plainColumns[field] {
            guard let found = batch.range(of: column, in: record) else { return 0..<0 }
            range = FieldParsing.trimmed(found, in: batch.bytes.span)
        } else if case .template(let parts)? = expressions[field] {
            range = compose(parts, record)
        } else {
            return 0..<0
        }
        if !nullWords.isEmpty, nullWords.contains(where: { $0.elementsEqual(batch.bytes[range]) }) {
            return 0..<0
        }
        return Int32(range.lowerBound)..<Int32(range.upperBound)
    }

    /// Writes the composed value behind the batch's bytes; nothing where all its columns are blank.
    private func compose(_ parts: [FieldExpression.Part], _ record: RecordPosition) -> Range<Int> {
        let start = batch.bytes.count
        var hasValue = false
        for part in parts {
            switch part {
            case .literal(let text): batch.bytes.append(contentsOf: text.utf8)
            case .column(let reference, let width):
                guard let column = reference.place(in: columnOf),
                    let found = batch.range(of: column, in: record)
                else {
                    continue
                }
                let range = FieldParsing.trimmed(found, in: batch.bytes.span)
                hasValue = hasValue || !range.isEmpty
                let digits = range.allSatisfy { (0x30...0x39).contains(batch.bytes[$0]) }
                if let width, digits {
                    for _ in 0..<max(0, width - range.count) { batch.bytes.append(0x30) }
                }
                for place in range { batch.bytes.append(batch.bytes[place]) }
            }
        }
        return hasValue ? start..<batch.bytes.count : 0..<0
    }
}

extension ColumnReference {
    /// The place of the first of the names that the file has.
    func place(in columns: [String: Int]) -> Int? {
        for name in names { if let place = columns[name] { return place } }
        return nil
    }
}
