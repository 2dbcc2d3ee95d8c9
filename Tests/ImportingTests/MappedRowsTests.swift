import Tabular
import TerritoryModel
import Testing

@testable import Importing

@Suite("Mapped rows")
struct MappedRowsTests {
    @Test("Null words, value map, default, scale and sign are applied in this order")
    func order() throws {
        var flag = try expression("Flag")
        flag.nullWords = ["?"]
        flag.valueMap = ["Y": "true", "-": ""]
        flag.otherwise = "false"
        flag.fallback = "none"
        var amount = try expression("Amount", isNumeric: true)
        amount.nullWords = ["n/a"]
        amount.valueMap = ["free": "0.5"]
        amount.fallback = "2"
        amount.scale = "1000"
        amount.isNegated = true
        let result = try read(
            source(
                "Flag,Amount\nY,1.5\n N ,n/a\n?,free\n-,\nNULL,-0.00015\n,x\n",
                ["flag": flag, "amount": amount]
            ) { $0.nullWords = ["NULL"] }, fields: ["flag", "amount"])
        #expect(
            result.rows == [
                ["true", "-1500.0000"], ["false", "-2000.0000"], ["none", "-500.0000"],
                ["none", "-2000.0000"], ["none", "0.1500"], ["none", "x"],
            ])
    }

    @Test("Without 'otherwise' the map leaves other values as they are; a literal is the same on every row")
    func mapAndLiteral() throws {
        var kind = try expression("Kind")
        kind.valueMap = ["O": "overlay"]
        let result = try read(
            source("Kind\nO\nX\no\n", ["kind": kind, "name": FieldMapping(.literal(" West "))]),
            fields: ["kind", "name", "unmapped"])
        #expect(result.rows == [["overlay", "West", nil], ["X", "West", nil], ["o", "West", nil]])
    }

    @Test("Templates pad digits, cut to the last characters, and are blank where all columns are")
    func templates() throws {
        let result = try read(
            source(
                "A,B\n1,0500000US01001\n12a,é→𝄞xyz\n123456,ab\n-,\n-,-\n",
                [
                    "one": try expression("{A:5}/{B:-5}"), "two": try expression("#{A}"),
                    "three": try expression("{A?}{C?}"),
                ]
            ) { $0.nullWords = ["-"] }, fields: ["one", "two", "three"])
        #expect(
            result.rows == [
                ["00001/01001", "#1", "1"], ["12a/→𝄞xyz", "#12a", "12a"], ["123456/ab", "#123456", "123456"],
                [nil, nil, nil], [nil, nil, nil],
            ])
    }

    @Test("A template over a megabyte refuses its row")
    func longTemplate() throws {
        let text = String(repeating: "x", count: 600_000)
        let result = try read(
            source("A\n\(text)\nshort\n", ["name": try expression("{A}{A}")]), fields: ["name"])
        #expect(result.rows == [["shortshort"]])
        #expect(result.refused == ["2 A+A value_too_long \(text.prefix(80))"])
    }

    @Test("Rows whose composed values are large are handed out in parts, none lost")
    func parts() throws {
        let text = String(repeating: "x", count: 1000)
        let count = 5000
        let csv = "A\n" + (0..<count).map { "\($0)\n" }.joined()
        let mapping = try source(csv, ["a": try expression("{A}"), "b": FieldMapping(.literal(""))]) {
            $0.fields["b"] = FieldMapping(
                .template([
                    .literal(String(repeating: text, count: 10)), .column(ColumnReference(["A"]), width: nil),
                ]
                ))
        }
        let result = try read(mapping, fields: ["a", "b"])
        #expect(result.rows.map { $0[0] } == (0..<count).map { "\($0)" })
        #expect(result.rows.allSatisfy { $0[1]?.utf8.count == 10_000 + ($0[0]?.utf8.count ?? 0) })
    }

    @Test("Arithmetic reads numbers as the source writes them and writes what it reads back")
    func arithmetic() throws {
        let store = CollectedRows()
        let mapping = try source(
            "p;q;d\n9,8;10;0,15\n1;;0\n0,00005;1;0\n",
            ["amount": try expression("{p}*{q}*(1-{d})", isNumeric: true)]
        ) {
            $0.decimalSeparator = UInt8(ascii: ",")
            var dialect = CSVDialect()
            dialect.delimiter = [UInt8(ascii: ";")]
            $0.format = .csv(dialect)
        }
        let rows = try SourceRows(
            SourceFile(mapping: mapping, input: mapping.files[0], ordinal: 0), fields: ["amount"],
            required: 0,
            context: ImportContext(rejectedRows: store))
        #expect(try rows.next())
        #expect(rows.lines.indices.map { rows.text($0, 0) } == ["83,3000", nil, "0,0001"])
        #expect(try rows.lines.indices.map { try rows.decimal($0, 0)?.units } == [833_000, nil, 1])
        #expect(try !rows.next() && store.all.isEmpty)
    }

    @Test("A number that cannot be calculated refuses the row by its own column")
    func arithmeticFaults() throws {
        let store = CollectedRows()
        var scaled = try expression("c", isNumeric: true)
        scaled.scale = "1000000"
        let mapping = try source(
            "a,b,c\n1,x,\n99999999999,99999999999,\n,y,\n1,1,999999999999999\n2,3,4\n",
            ["amount": try expression("{a} * {b}", isNumeric: true), "quantity": scaled])
        let rows = try SourceRows(
            SourceFile(mapping: mapping, input: mapping.files[0], ordinal: 0),
            fields: ["amount", "quantity"], required: 1, context: ImportContext(rejectedRows: store))
        #expect(try rows.next())
        #expect(rows.lines == [6])
        #expect([rows.text(0, 0), rows.text(0, 1)] == ["6.0000", "4000000.0000"])
        #expect(try !rows.next())
        func row(_ line: Int, _ column: String, _ value: String, _ reason: RowReason) -> RejectedRow {
            RejectedRow(
                source: "sales", file: "data/sales.csv", line: line, column: column, value: value,
                reason: reason)
        }
        let unreadable = ValueFault.unreadableAmount
        #expect(
            store.all == [
                row(2, "b", "x", unreadable.reason(value: "x", column: "b", source: "sales")),
                row(
                    3, "a+b", "",
                    RowReason(
                        key: "number_out_of_range",
                        text: "the number made of column 'a+b' outgrows the range of ±922 trillion",
                        remedy: "correct the cells, or the arithmetic of source 'sales'")),
                row(4, "b", "y", unreadable.reason(value: "y", column: "b", source: "sales")),
                row(
                    5, "c", "",
                    RowReason(
                        key: "number_out_of_range",
                        text: "the number made of column 'c' outgrows the range of ±922 trillion",
                        remedy: "correct the cells, or the arithmetic of source 'sales'")),
            ])
        #expect(rows.account.file.amountRejected == FixedPoint(units: 10_000))
    }

    @Test("The words of a value that is too long")
    func tooLong() {
        #expect(
            ValueFault.tooLong(limit: 9).reason(value: "v", column: "A+B", source: "sales")
                == RowReason(
                    key: "value_too_long", text: "the text made of column 'A+B' is longer than 9 bytes",
                    remedy: "correct the cells, or the template of source 'sales'"))
    }

    @Test("The first of several names that a CSV file has counts; in XML the first with a value")
    func alternatives() throws {
        let names = FieldMapping(.column(ColumnReference(["Id", "Account ID"])))
        #expect(
            try read(source("Account ID,Id\na,b\nc,\n", ["id": names]), fields: ["id"]).rows
                == [["b"], [nil]])
        #expect(try read(source("Account ID\na\n", ["id": names]), fields: ["id"]).rows == [["a"]])
        let xml = "<r><x><Id>b</Id><other>a</other></x><x><other>c</other></x></r>"
        let mapping = SourceMapping(
            source: "sales", files: [input(xml, named: "s.xml")],
            format: .xml(XMLRecordSettings(recordPath: "/r/x")),
            fields: [
                "id": FieldMapping(.column(ColumnReference(["Id", "other"]))),
                "name": try expression("Name?"),
            ])
        #expect(try read(mapping, fields: ["id", "name"]).rows == [["b", nil], ["c", nil]])
    }

    @Test(
        "The name of the file is a value",
        arguments: [
            (TabularInput.Content.bytes(Array("a\n1\n".utf8)), "in/Key.Account.csv", "Key"),
            (.bytes(Array("a\n1\n".utf8)), "x.zip!/dir/West.csv", "West"),
        ])
    func fileName(_ content: TabularInput.Content, _ path: String, _ name: String) throws {
        let mapping = try source(
            "", ["name": try expression("$file"), "text": try expression("{$file}-{a}")]
        ) {
            $0.files = [TabularInput(content, displayPath: path)]
        }
        #expect(try read(mapping, fields: ["name", "text"]).rows == [[name, "\(name)-1"]])
    }

    @Test("The name of a file is that on disk, of a member that in the archive")
    func fileNames() throws {
        func name(_ content: TabularInput.Content) throws -> String {
            SourceFile(
                mapping: try source("", [:]), input: TabularInput(content, displayPath: "d"), ordinal: 0
            )
            .name
        }
        #expect(try name(.file(path: "/a/b.c/West.2024.csv.gz")) == "West")
        #expect(try name(.member(archive: "/a/x.zip", name: "dir/East.csv")) == "East")
    }

    @Test("A missing column is told with the nearest name")
    func missingColumn() throws {
        func error(_ mapping: SourceMapping) -> [String] {
            do throws(ImportError) {
                return [try "\(read(mapping, fields: ["amount"]))"]
            } catch {
                return [error.place, error.problem, error.remedy]
            }
        }
        #expect(
            try error(source("Amout,Date\n", ["amount": try expression("Amount", isNumeric: true)])) == [
                "data/sales.csv",
                "the header has no column 'Amount', which source 'sales' maps to 'amount'; it has: Amout, Date",
                "did you mean 'Amout'? correct 'fields.amount' of source 'sales' in bailiwick.yaml, or the export",
            ])
        #expect(
            try error(source("x\n", ["amount": FieldMapping(.column(ColumnReference(["Amount", "Net"])))]))
                == [
                    "data/sales.csv",
                    "the header has no column 'Amount' or 'Net', which source 'sales' maps to 'amount'; it has: x",
                    "correct 'fields.amount' of source 'sales' in bailiwick.yaml, or the export",
                ])
        let filtered = try source("IsWin\n", [:]) {
            $0.filters = [RowFilter(column: ColumnReference(["IsWon"]), accepted: ["true"])]
        }
        #expect(
            error(filtered) == [
                "data/sales.csv",
                "the header has no column 'IsWon', which source 'sales' filters by; it has: IsWin",
                "did you mean 'IsWin'? correct 'where' of source 'sales' in bailiwick.yaml, or the export",
            ])
    }

    @Test("A scale that is no decimal stops the import")
    func scale() throws {
        var amount = try expression("a", isNumeric: true)
        amount.scale = "1/2"
        let error = #expect(throws: ImportError.self) {
            try read(source("a\n1\n", ["amount": amount]), fields: ["amount"])
        }
        #expect(error == .notAScale(source: "sales", field: "amount", text: "1/2"))
        #expect(
            [error?.place, error?.problem, error?.remedy] == [
                "source 'sales', field 'amount'", "the scale '1/2' is not a decimal",
                "write a decimal with a point, such as 0.001",
            ])
        #expect(FieldMapping.isScale("0.001") && !FieldMapping.isScale("1/2"))
    }

    @Test(
        "Rows pass a filter by exact values, booleans in any case; an optional column that is absent passes")
    func filters() throws {
        let csv = "n,won\n1,true\n2,True\n3,TRUE\n4, true \n5,false\n6,1\n7,\n8,truer\n"
        func numbers(_ accepted: Set<String>, _ column: ColumnReference = ColumnReference(["won"])) throws
            -> [String?]
        {
            try read(
                source(csv, ["n": try expression("n")]) {
                    $0.filters = [RowFilter(column: column, accepted: accepted)]
                }, fields: ["n"]
            ).rows.map { $0[0] }
        }
        #expect(try numbers(["true"]) == ["1", "2", "3", "4"])
        #expect(try numbers(["True"]) == ["2"])
        #expect(try numbers(["true", "1", ""]) == ["1", "2", "3", "4", "6", "7"])
        #expect(try numbers(["false"]) == ["5"])
        #expect(try numbers(["x"], ColumnReference(["lost"], isOptional: true)).count == 8)
        #expect(try numbers(["x"]).isEmpty)
    }

    @Test("The header is found by the names that the mapping needs, unless its line is given")
    func headerNames() throws {
        var mapping = try source(
            "",
            [
                "amount": try expression("{Price} * {Qty} * {orders.Rate}", isNumeric: true),
                "rep_id": try expression("Rep?"), "name": try expression("$file"),
                "account_id": FieldMapping(.column(ColumnReference(["Id", "Account ID"]))),
            ])
        mapping.filters = [RowFilter(column: ColumnReference(["IsWon"]), accepted: ["true"])]
        mapping.look(up: "orders", "OrderID,Rate\n", key: "OrderID", on: "OrderID", file: "o.csv")
        func names(_ format: RecordFormat) -> Set<String>? {
            mapping.format = format
            return switch mapping.formatFindingHeader {
            case .csv(let dialect), .recognised(let dialect): dialect.layout.headerNames
            case .worksheet(let settings): settings.layout.headerNames
            case .xml, .sdmx: nil
            }
        }
        let expected: Set = ["Price", "Qty", "IsWon", "OrderID"]
        #expect(names(.csv(CSVDialect())) == expected)
        #expect(names(.recognised(CSVDialect())) == expected)
        #expect(names(.worksheet(WorksheetSettings())) == expected)
        var dialect = CSVDialect()
        dialect.layout.headerLine = 3
        #expect(names(.csv(dialect)) == [])
        #expect(names(.sdmx) == nil)
        mapping.fields = ["account_id": FieldMapping(.column(ColumnReference(["Id", "Account ID"])))]
        mapping.filters = []
        mapping.lookups = []
        #expect(names(.csv(CSVDialect())) == ["Id"])
    }

    @Test("XML that may be empty has no records, other XML is refused")
    func emptyXML() throws {
        var mapping = SourceMapping(
            source: "notes", files: [input("<r></r>", named: "n.xml")],
            format: .xml(XMLRecordSettings(recordPath: "/r/x")), fields: ["text": try expression("t")])
        #expect(throws: ImportError.self) { try read(mapping, fields: ["text"]) }
        mapping.allowsEmpty = true
        #expect(try read(mapping, fields: ["text"]) == ReadRows())
    }
}
