import Foundation
import Importing
import Tabular
import TerritoryModel
import Testing

@testable import Pipeline

/// A configuration whose one source is under test; line 3 is the first of the source's keys.
enum SourceText {
    static let rest = """
          territories: {file: t.csv, fields: {territory_id: id, name: name}}
          account_assignments: {file: a.csv, fields: {account_id: a, territory_id: t}}
        """

    /// Reads the source; presets are looked for in the workspace.
    static func entry(
        _ keys: String, entity: String = "sales", presets: [String: String] = [:]
    ) throws -> SourceEntry {
        let workspace = try TemporaryWorkspace(
            Dictionary(uniqueKeysWithValues: presets.map { ("presets/\($0.key).yaml", $0.value) }))
        var lines = ["sources:", "  \(entity):"] + keys.split(separator: "\n").map { "    \($0)" } + [rest]
        let others = [
            "accounts": "{file: c.csv, fields: {account_id: id, name: name}}",
            "sales": "{file: s.csv, fields: {date: d, account_id: a, amount: m}}",
        ]
        for (name, text) in others.sorted(by: { $0.key < $1.key }) where name != entity {
            lines.append("  \(name): \(text)")
        }
        let configuration = try Configuration(
            yaml: lines.joined(separator: "\n") + "\n", presets: Repository.presets(of: workspace.path))
        return try #require(configuration.sources.first { $0.mapping.source == entity })
    }

    /// What is wrong with the source; nil where it can be read.
    static func fault(
        _ keys: String, entity: String = "sales", presets: [String: String] = [:]
    ) throws -> String? {
        do {
            _ = try entry(keys, entity: entity, presets: presets)
            return nil
        } catch let error as ConfigurationError {
            return error.message
        }
    }

    static let fields = "fields: {date: d, account_id: a, amount: m}"
    static let file = "file: s.csv\n"
}

@Suite("Sources of the configuration")
struct SourceEntryTests {
    @Test("A file is one pattern or a list, each with its line")
    func files() throws {
        #expect(
            try SourceText.entry(SourceText.file + SourceText.fields).patterns == [
                FilePattern(text: "s.csv", line: 3)
            ])
        #expect(
            try SourceText.entry("file: [a.csv, \"b*.csv\"]\n" + SourceText.fields).patterns == [
                FilePattern(text: "a.csv", line: 3), FilePattern(text: "b*.csv", line: 3),
            ])
    }

    /// The dialect of the three needed columns.
    private static func dialect(_ change: (inout CSVDialect) -> Void) -> CSVDialect {
        var dialect = CSVDialect()
        dialect.layout.headerNames = ["d", "a", "m"]
        change(&dialect)
        return dialect
    }

    private static func worksheet(_ change: (inout WorksheetSettings) -> Void) -> WorksheetSettings {
        var settings = WorksheetSettings()
        settings.layout.headerNames = ["d", "a", "m"]
        change(&settings)
        return settings
    }

    static let formats: [(String, RecordFormat)] = [
        ("", .recognised(dialect { _ in })),
        ("format: csv", .csv(dialect { _ in })),
        ("encoding: windows-1252", .recognised(dialect { $0.encoding = .windows1252 })),
        ("format: csv\nencoding: utf-16le", .csv(dialect { $0.encoding = .utf16LittleEndian })),
        ("delimiter: \"~|~\"", .recognised(dialect { $0.delimiter = Array("~|~".utf8) })),
        ("delimiter: tab", .recognised(dialect { $0.delimiter = [0x09] })),
        ("delimiter: pipe", .recognised(dialect { $0.delimiter = Array("|".utf8) })),
        ("delimiter: semicolon", .recognised(dialect { $0.delimiter = Array(";".utf8) })),
        ("delimiter: comma", .recognised(dialect { $0.delimiter = Array(",".utf8) })),
        ("quote: \"'\"", .recognised(dialect { $0.quote = UInt8(ascii: "'") })),
        (
            "header_row: 3",
            .recognised(
                dialect {
                    $0.layout.headerLine = 3
                    $0.layout.headerNames = []
                })
        ),
        ("skip_after_header: 1", .recognised(dialect { $0.layout.rowsBehindHeader = 1 })),
        (
            "footers: [\"Total*\", \"{rows} records\"]",
            .recognised(
                dialect { $0.layout.footers = [RowPattern("Total*"), RowPattern("{rows} records")] })
        ),
        ("worksheet: Won", .worksheet(worksheet { $0.worksheet = "Won" })),
        ("format: spreadsheet-xml", .worksheet(worksheet { _ in })),
        ("records: //sale", .xml(XMLRecordSettings(recordPath: "//sale"))),
        (
            "records: /x:sales/x:sale\nnamespaces: {x: \"urn:x\"}",
            .xml(XMLRecordSettings(recordPath: "/x:sales/x:sale", namespaces: ["x": "urn:x"]))
        ),
        ("format: sdmx-ml", .sdmx),
    ]

    @Test("The reading keys make the format", arguments: formats)
    func format(_ keys: String, _ format: RecordFormat) throws {
        #expect(
            try SourceText.entry("\(SourceText.file)\(keys)\n\(SourceText.fields)").mapping.format == format)
    }

    private static func field(
        _ value: FieldExpression, _ change: (inout FieldMapping) -> Void = { _ in }
    ) -> FieldMapping {
        var mapping = FieldMapping(value)
        change(&mapping)
        return mapping
    }

    private static let column = FieldExpression.column(ColumnReference(["X"]))

    static let fieldTexts: [(String, FieldMapping)] = [
        ("X", field(column)),
        ("\"X?\"", field(.column(ColumnReference(["X?", "X"], isOptional: true)))),
        ("{column: X}", field(column)),
        ("{column: \"Weight {kg}\"}", field(.column(ColumnReference(["Weight {kg}"])))),
        ("{column: X, optional: true}", field(.column(ColumnReference(["X"], isOptional: true)))),
        ("{columns: [X, Y]}", field(.column(ColumnReference(["X", "Y"])))),
        ("{columns: [X, Y], optional: true}", field(.column(ColumnReference(["X", "Y"], isOptional: true)))),
        (
            "{template: \"{X:2}-{Y}\"}",
            field(
                .template([
                    .column(ColumnReference(["X"]), width: 2), .literal("-"),
                    .column(ColumnReference(["Y"]), width: nil),
                ]))
        ),
        ("{literal: web}", field(.literal("web"))),
        ("{column: X, default: none}", field(column) { $0.fallback = "none" }),
        ("{column: X, null_words: [NULL, \"-\"]}", field(column) { $0.nullWords = ["NULL", "-"] }),
        (
            "{column: X, map: {Y: true, n: \"\", \"*\": other}}",
            field(column) {
                $0.valueMap = ["Y": "true", "n": ""]
                $0.otherwise = "other"
            }
        ),
    ]

    @Test("A field is a text or a mapping", arguments: fieldTexts)
    func field(_ text: String, _ mapping: FieldMapping) throws {
        let entry = try SourceText.entry(
            "\(SourceText.file)fields: {date: d, account_id: a, amount: m, product_id: \(text)}")
        #expect(entry.mapping.fields["product_id"] == mapping)
    }

    @Test("A numeric field is scaled and negated")
    func numbers() throws {
        let entry = try SourceText.entry(
            SourceText.file
                + "fields: {date: d, account_id: a, amount: {column: X, scale: 0.001, negate: true}}")
        let expected = SourceEntryTests.field(SourceEntryTests.column) {
            $0.scale = "0.001"
            $0.isNegated = true
        }
        #expect(entry.mapping.fields["amount"] == expected)
    }

    @Test("The other keys of a source are read as they stand")
    func otherKeys() throws {
        let entry = try SourceText.entry(
            """
            \(SourceText.file)date_format: dd.MM.yyyy
            decimal: ","
            null_words: [NULL, "-"]
            where: {IsWon: ["true", "1"], "IsDeleted?": "false", Note: ""}
            allow_empty: true
            \(SourceText.fields)
            """)
        var expected = SourceMapping(
            source: "sales", files: [],
            format: .recognised(
                SourceEntryTests.dialect {
                    $0.layout.headerNames = ["d", "a", "m", "IsWon", "Note"]
                }),
            fields: [
                "date": FieldMapping(.column(ColumnReference(["d"]))),
                "account_id": FieldMapping(.column(ColumnReference(["a"]))),
                "amount": FieldMapping(.column(ColumnReference(["m"]))),
            ])
        expected.dateFormat = DatePattern("dd.MM.yyyy")
        expected.decimalSeparator = UInt8(ascii: ",")
        expected.nullWords = ["NULL", "-"]
        expected.filters = [
            RowFilter(column: ColumnReference(["IsWon"]), accepted: ["true", "1"]),
            RowFilter(
                column: ColumnReference(["IsDeleted?", "IsDeleted"], isOptional: true), accepted: ["false"]),
            RowFilter(column: ColumnReference(["Note"]), accepted: [""]),
        ]
        expected.allowsEmpty = true
        #expect(entry.mapping == expected)
    }

    @Test("Lookups are put in an order in which each finds what it needs; headers are found by what is read")
    func lookups() throws {
        let entry = try SourceText.entry(
            """
            file: lines.csv
            lookups:
              customer: {file: c.csv, key: CustomerID, on: order.CustomerID, null_words: NULL}
              order: {file: "o*.csv", key: OrderID, on: OrderID, delimiter: semicolon}
            fields: {date: order.OrderDate, account_id: customer.Code, amount: m}
            """)
        var order = CSVDialect()
        order.delimiter = Array(";".utf8)
        order.layout.headerNames = ["OrderID", "CustomerID", "OrderDate"]
        var customer = CSVDialect()
        customer.layout.headerNames = ["CustomerID", "Code"]
        var last = Lookup(
            name: "customer", files: [], format: .recognised(customer), key: ColumnReference(["CustomerID"]),
            on: ColumnReference(["order.CustomerID"]))
        last.nullWords = ["NULL"]
        #expect(
            entry.mapping.lookups == [
                Lookup(
                    name: "order", files: [], format: .recognised(order), key: ColumnReference(["OrderID"]),
                    on: ColumnReference(["OrderID"])), last,
            ])
        #expect(
            entry.lookupPatterns == [
                [FilePattern(text: "o*.csv", line: 6)], [FilePattern(text: "c.csv", line: 5)],
            ])
        guard case .recognised(let dialect) = entry.mapping.format else {
            Issue.record("\(entry.mapping.format)")
            return
        }
        #expect(dialect.layout.headerNames == ["OrderID", "m"])
    }

    @Test("Files that two patterns match are read once; a lookup's missing file is told")
    func resolving() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "\"data/sales*.csv\"", by: "[data/sales.csv, \"data/sa*.csv\"]"))
        #expect(try workspace.check().quality.files.filter { $0.source == "sales" }.count == 1)
        let lacking = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "file: \"data/sales*.csv\"",
                by: "file: data/sales.csv, lookups: {o: {file: data/o.csv, key: k, on: account}}"))
        #expect(
            try #require(try lacking.failure()).message == """
                bailiwick.yaml:12: no file matches 'data/o.csv' of source 'sales'
                  put the export there, or correct 'file'
                """)
    }

    @Test(
        "The year of demographics is a number, a field, or a place in the columns' names",
        arguments: [
            "year: 2019\nfields: {unit_id: u, population: p}", "fields: {unit_id: u, year: y, population: p}",
            "fields: {unit_id: u, population: \"P{year}\"}",
            "fields: {unit_id: u, population: {column: \"P{year}\", scale: 1000}}",
        ])
    func years(_ keys: String) throws {
        #expect(try SourceText.fault(SourceText.file + keys, entity: "demographics") == nil)
    }
}
