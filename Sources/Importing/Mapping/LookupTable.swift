import Tabular
import TerritoryModel

/// The rows of a looked-up file by their key: only the columns in use, all bytes in one piece.
struct LookupTable: Sendable {
    /// What stands before the dot.
    let name: String
    /// What messages call its files.
    let title: String
    /// The columns in use by their references, without the prefix.
    let columns: [ColumnReference: Int]
    private var keys = IdentifierTable()
    private var bytes: [UInt8] = []
    /// Ends of the cells in `bytes`, row by row.
    private var ends: [UInt32] = []
    private var keyBytes = 0

    init(name: String, title: String, columns: [ColumnReference]) {
        self.name = name
        self.title = title
        self.columns = Dictionary(zip(columns, columns.indices)) { first, _ in first }
    }

    /// How many rows and bytes of keys and values a table may have.
    struct Limits {
        var rows = 20_000_000
        var bytes = 1 << 30
    }

    var count: Int { keys.count }
    /// Bytes of keys and values.
    var size: Int { bytes.count + keyBytes }

    /// The row of a key; nil where unknown.
    func row(_ key: Span<UInt8>, _ range: Range<Int>) -> Int? { keys.index(key, range) }

    /// The bytes of a cell; none = blank.
    func cell(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
        let place = row * columns.count + column
        let start = place == 0 ? 0 : Int(ends[place - 1])
        return bytes[start..<Int(ends[place])]
    }

    /// Takes in a row; false where the key stands before.
    mutating func add(_ source: [UInt8], key: Range<Int>, cells: [Range<Int>]) -> Bool {
        let before = keys.count
        guard keys.insert(source.span, key) == before else { return false }
        keyBytes += key.count
        for cell in cells {
            bytes.append(contentsOf: source[cell])
            ends.append(UInt32(bytes.count))
        }
        return true
    }
}

/// The lookups of a source, read, and what became of their files.
struct SourceLookups: Sendable {
    var tables: [LookupTable] = []
    /// By place in the report's order of files.
    var files: [Int: ImportedFile] = [:]
    var rejections: [RejectionCount] = []

    /// Reads all lookups of a source whole.
    init(
        _ mapping: SourceMapping, catalog: SourceCatalog, context: ImportContext,
        limits: LookupTable.Limits = .init()
    ) throws(ImportError) {
        var ordinal = catalog.firstOrdinal(of: mapping) + mapping.files.count
        for lookup in mapping.lookups {
            let columns = Array(Set(mapping.references.compactMap { $0.column.inside(lookup.name) }))
                .sorted {
                    $0.names != $1.names
                        ? $0.names.lexicographicallyPrecedes($1.names) : !$0.isOptional && $1.isOptional
                }
            var table = LookupTable(name: lookup.name, title: lookup.title, columns: columns)
            let rowMapping = lookup.mapping(of: mapping, columns: columns)
            for file in lookup.files {
                try read(
                    SourceFile(mapping: rowMapping, input: file, ordinal: ordinal), into: &table, context,
                    limits)
                ordinal += 1
            }
            tables.append(table)
        }
    }

    private mutating func read(
        _ file: SourceFile, into table: inout LookupTable, _ context: ImportContext,
        _ limits: LookupTable.Limits
    ) throws(ImportError) {
        let columns = 0..<table.columns.count
        let rows = try SourceRows(
            file, fields: [Lookup.keyField] + columns.map(Lookup.field), required: 1, context: context)
        var duplicates: Int64 = 0
        while try rows.next() {
            for row in rows.lines.indices {
                let cells = columns.map { rows.value(row, $0 + 1) }
                let isNew = table.add(rows.batch.bytes, key: rows.value(row, 0), cells: cells)
                if !isNew { duplicates += 1 }
                guard table.count <= limits.rows, table.size <= limits.bytes else {
                    throw .lookupTooLarge(
                        source: file.mapping.source, file: file.input.displayPath, rows: limits.rows,
                        bytes: limits.bytes)
                }
                try rows.ledger.countLoaded()
            }
        }
        var account = rows.account
        if duplicates > 0 {
            account.file.notices.append(
                FileNotice(
                    key: "duplicate_keys", count: duplicates,
                    text: "\(counted(duplicates, "row")) with the key of an earlier one: the first counts"))
        }
        files[file.ordinal] = account.file
        rejections += account.rejections
    }
}

extension Lookup {
    static let keyField = "key"
    static func field(_ column: Int) -> String { "column \(column)" }

    /// What messages call its files.
    var title: String {
        let first = files.first?.displayPath ?? name
        return files.count > 1 ? "\(first) and \(files.count - 1) more" : first
    }

    /// Its rows as those of a source of their own, such as `sales/orders`.
    func mapping(of source: SourceMapping, columns: [ColumnReference]) -> SourceMapping {
        var fields = [Lookup.keyField: FieldMapping(.column(key))]
        for (index, column) in columns.enumerated() {
            fields[Lookup.field(index)] = FieldMapping(.column(column))
        }
        var mapping = SourceMapping(
            source: "\(source.source)/\(name)", files: files, format: format, fields: fields)
        mapping.nullWords = nullWords
        return mapping
    }
}
