import Synchronization
import Tabular
import TerritoryModel

@testable import Importing

/// Keeps refused rows in memory.
final class CollectedRows: RejectedRowStore {
    private let rows = Mutex<[Int: [RejectedRow]]>([:])

    private final class Writer: RejectedRowWriter {
        let store: CollectedRows
        let ordinal: Int

        init(_ store: CollectedRows, _ ordinal: Int) {
            self.store = store
            self.ordinal = ordinal
        }

        func write(_ refused: RefusedRows) {
            store.rows.withLock { $0[ordinal, default: []] += refused.rows.indices.map { refused[$0] } }
        }
        func close() {}
    }

    func writer(forFile ordinal: Int) -> any RejectedRowWriter { Writer(self, ordinal) }

    /// All of them, by file.
    var all: [RejectedRow] { rows.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) } }
}

extension ValueFault {
    /// The reason for a row with a value that has the fault.
    func reason(value: String, column: String, source: String) -> RowReason {
        words(column: column, source: source).reason(value: value, number: number)
    }
}

func input(_ text: String, named name: String) -> TabularInput {
    TabularInput(.bytes(Array(text.utf8)), displayPath: name)
}

func expression(_ text: String, isNumeric: Bool = false) throws -> FieldMapping {
    FieldMapping(try FieldExpression(text, isNumeric: isNumeric))
}

/// What was read of one file: the fields of each row, as text.
struct ReadRows: Equatable {
    var rows: [[String?]] = []
    /// `line column key value` of each refused row.
    var refused: [String] = []
    var filtered: Int64 = 0
    var notices: [FileNotice] = []
}

/// Reads the first file of a mapping as the import does.
func read(
    _ mapping: SourceMapping, fields: [String], required: Int = 0
) throws(ImportError) -> ReadRows {
    let store = CollectedRows()
    let context = ImportContext(rejectedRows: store)
    let catalog = SourceCatalog(mappings: [mapping], unitNormalization: .asGiven)
    let lookups = try SourceLookups(mapping, catalog: catalog, context: context)
    let rows = try SourceRows(
        SourceFile(mapping: mapping, input: mapping.files[0], ordinal: 0, lookups: lookups.tables),
        fields: fields, required: required, context: context)
    var result = ReadRows()
    while try rows.next() {
        for row in rows.lines.indices { result.rows.append(rows.fields.indices.map { rows.text(row, $0) }) }
    }
    result.refused = store.all.map { row in
        "\(row.line ?? 0) \(row.column ?? "-") \(row.reason.key) \(row.value)"
    }
    result.filtered = rows.account.file.rowsFiltered
    result.notices = rows.account.file.notices
    return result
}

/// A source of one CSV file.
func source(
    _ csv: String, _ fields: [String: FieldMapping], of name: String = "sales",
    file: String = "data/sales.csv", change: (inout SourceMapping) throws -> Void = { _ in }
) throws -> SourceMapping {
    var mapping = SourceMapping(
        source: name, files: [input(csv, named: file)], format: .csv(CSVDialect()), fields: fields)
    try change(&mapping)
    return mapping
}

extension SourceMapping {
    /// Adds a looked-up CSV file.
    mutating func look(
        up name: String, _ csv: String, key: String, on: String, file: String,
        change: (inout Lookup) -> Void = { _ in }
    ) {
        var lookup = Lookup(
            name: name, files: [input(csv, named: file)], format: .csv(CSVDialect()),
            key: ColumnReference([key]), on: ColumnReference([on]))
        change(&lookup)
        lookups.append(lookup)
    }
}
