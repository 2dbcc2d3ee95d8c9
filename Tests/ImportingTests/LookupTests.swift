import Tabular
import TerritoryModel
import Testing

@testable import Importing

@Suite("Look-ups")
struct LookupTests {
    /// Order lines that look up their orders, and through them the customers.
    static func lines(_ csv: String, change: (inout SourceMapping) throws -> Void = { _ in }) throws
        -> SourceMapping
    {
        try source(
            csv,
            [
                "date": expression("orders.OrderDate"), "account_id": expression("orders.CustomerID"),
                "amount": expression("{Price} * {Quantity} * {orders.Rate}", isNumeric: true),
                "product_id": expression("customers.Country"),
                "rep_id": expression("{orders.OrderDate:4}-{customers.Country}"),
            ], file: "data/lines.csv"
        ) { mapping in
            mapping.look(
                up: "orders",
                "OrderID,Ignored,CustomerID,OrderDate,Rate\n 1 ,x,C1,2026-01-02,0.5\n2,x,C9,2026-01-03,2\n3,x,-,NULL,\n"
                    + "1,x,C2,2026-02-02,1\n,x,C1,2026-02-02,1\n",
                key: "OrderID", on: "OrderID", file: "data/orders.csv"
            ) { $0.nullWords = ["NULL", "-"] }
            mapping.look(
                up: "customers", "ID,Country\nC1,Spain\n", key: "ID", on: "orders.CustomerID",
                file: "data/customers.csv")
            try change(&mapping)
        }
    }

    static let fields = ["date", "account_id", "amount", "product_id", "rep_id"]

    @Test("Columns of another file are found by a key, through chains, in arithmetic and templates")
    func chain() throws {
        let result = try read(
            LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n 2,1.5,1\n3,1,1\n"), fields: LookupTests.fields
        )
        #expect(
            result.rows == [
                ["2026-01-02", "C1", "15.0000", "Spain", "2026-01-02-Spain"],
                ["2026-01-03", "C9", "3.0000", nil, "2026-01-03-"], [nil, nil, nil, nil, nil],
            ])
        #expect(
            result.notices == [
                FileNotice(
                    key: "unknown_keys", count: 1,
                    text:
                        "1 row with a key that is not in data/customers.csv: values from 'customers' are blank"
                )
            ])
    }

    @Test("A required value whose key is unknown refuses the row and tells the key")
    func unknownKey() throws {
        let store = CollectedRows()
        let mapping = try LookupTests.lines("OrderID,Price,Quantity\n10248,1,1\n,1,1\n3,1,1\n2,1,1\n")
        let context = ImportContext(rejectedRows: store)
        let lookups = try SourceLookups(
            mapping, catalog: SourceCatalog(mappings: [mapping], unitNormalization: .asGiven),
            context: ImportContext(rejectedRows: CollectedRows()))
        let rows = try SourceRows(
            SourceFile(
                mapping: mapping, input: mapping.files[0], ordinal: 0, lookups: lookups.tables),
            fields: ["product_id"], required: 1, context: context)
        #expect(try rows.next() && rows.lines.isEmpty)
        #expect(try !rows.next())
        func row(_ line: Int, _ column: String, _ value: String, _ reason: RowReason) -> RejectedRow {
            RejectedRow(
                source: "sales", file: "data/lines.csv", line: line, column: column, value: value,
                reason: reason)
        }
        func missing(_ column: String) -> RowReason {
            ValueFault.missing.reason(value: "", column: column, source: "sales")
        }
        #expect(
            store.all == [
                row(
                    2, "OrderID", "10248",
                    RowReason(
                        key: "unknown_key", text: "'10248' in column 'OrderID' is not in data/orders.csv",
                        remedy: "correct the cell, or export data/orders.csv again with all its rows")),
                row(3, "OrderID", "", missing("OrderID")),
                row(4, "orders.CustomerID", "", missing("orders.CustomerID")),
                row(
                    5, "orders.CustomerID", "C9",
                    RowReason(
                        key: "unknown_key",
                        text: "'C9' in column 'orders.CustomerID' is not in data/customers.csv",
                        remedy: "correct the cell, or export data/customers.csv again with all its rows")),
            ])
    }

    @Test("A looked-up file has its own account: rows read, loaded, refused, and keys that stand twice")
    func account() throws {
        let store = CollectedRows()
        let mapping = try LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n")
        let catalog = SourceCatalog(mappings: [mapping], unitNormalization: .asGiven)
        let lookups = try SourceLookups(
            mapping, catalog: catalog, context: ImportContext(rejectedRows: store))
        var orders = ImportedFile(source: "sales/orders", file: "data/orders.csv")
        orders.bytes = lookups.files[1]?.bytes ?? 0
        orders.rowsRead = 5
        orders.rowsLoaded = 4
        orders.rowsRejected = 1
        orders.notices = [
            FileNotice(
                key: "duplicate_keys", count: 1,
                text: "1 row with the key of an earlier one: the first counts")
        ]
        var customers = ImportedFile(source: "sales/customers", file: "data/customers.csv")
        customers.bytes = lookups.files[2]?.bytes ?? 0
        customers.rowsRead = 1
        customers.rowsLoaded = 1
        #expect(lookups.files == [1: orders, 2: customers])
        #expect(orders.bytes > 0 && customers.bytes > 0)
        #expect(
            store.all == [
                RejectedRow(
                    source: "sales/orders", file: "data/orders.csv", line: 6, column: "OrderID", value: "",
                    reason: ValueFault.missing.reason(value: "", column: "OrderID", source: "sales/orders"))
            ])
        #expect(lookups.rejections.map(\.rows) == [1])
    }

    @Test("A column of the file that has the whole name wins over the look-up")
    func ownColumn() throws {
        let result = try read(
            LookupTests.lines("OrderID,Price,Quantity,orders.CustomerID\n1,10,3,own\n"),
            fields: ["account_id"])
        #expect(result.rows == [["own"]])
    }

    @Test("Rows are filtered by looked-up columns")
    func filtered() throws {
        let result = try read(
            LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n2,1,1\n9,1,1\n") {
                $0.filters = [RowFilter(column: ColumnReference(["customers.Country"]), accepted: ["Spain"])]
            }, fields: ["account_id"])
        #expect(result.rows == [["C1"]] && result.filtered == 2)
        #expect(result.notices.map(\.count) == [1, 1])
    }

    @Test("XML is looked up in XML, and several files make one table")
    func xml() throws {
        func xml(_ text: String, _ name: String) -> TabularInput { input("<r>\(text)</r>", named: name) }
        let format = RecordFormat.xml(XMLRecordSettings(recordPath: "/r/x"))
        var mapping = try SourceMapping(
            source: "sales", files: [xml("<x k='2'/><x k='1'/><x k='3'/>", "lines.xml")], format: format,
            fields: ["account_id": expression("orders.@c")])
        var lookup = Lookup(
            name: "orders",
            files: [
                xml("<x><k>1</k></x><x c='B'><k>2</k></x>", "1.xml"), xml("<x c='A'><k>1</k></x>", "2.xml"),
            ],
            format: format, key: ColumnReference(["k"]), on: ColumnReference(["@k"]))
        mapping.lookups = [lookup]
        #expect(try read(mapping, fields: ["account_id"]).rows == [["B"], [nil], [nil]])
        #expect(
            try read(mapping, fields: ["account_id"]).notices.map(\.text) == [
                "1 row with a key that is not in 1.xml and 1 more: values from 'orders' are blank"
            ])
        lookup.files.reverse()
        mapping.lookups = [lookup]
        #expect(try read(mapping, fields: ["account_id"]).rows == [["B"], ["A"], [nil]])
    }

    @Test("An optional column that the looked-up file lacks is blank, a needed one is an error")
    func missingColumns() throws {
        let optional = try LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n") {
            $0.fields["rep_id"] = try expression("orders.Rep?")
        }
        #expect(try read(optional, fields: ["rep_id", "account_id"]).rows == [[nil, "C1"]])
        func error(_ mapping: SourceMapping) -> [String] {
            do throws(ImportError) {
                return [try "\(read(mapping, fields: ["amount"]))"]
            } catch {
                return [error.place, error.problem, error.remedy]
            }
        }
        let column = try LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n") {
            $0.fields["rep_id"] = try expression("orders.OrderDay")
        }
        #expect(
            error(column) == [
                "data/orders.csv",
                "the header has no column 'OrderDay', which source 'sales/orders' reads; "
                    + "it has: OrderID, Ignored, CustomerID, OrderDate, Rate",
                "did you mean 'OrderDate'? correct lookup 'orders' of source 'sales' in bailiwick.yaml, "
                    + "or the export",
            ])
        let key = try LookupTests.lines("Orderid,Price,Quantity\n1,10,3\n")
        #expect(
            error(key) == [
                "data/lines.csv",
                "the header has no column 'OrderID', which source 'sales' looks up in 'orders'; "
                    + "it has: Orderid, Price, Quantity",
                "did you mean 'Orderid'? correct 'lookups.orders' of source 'sales' in bailiwick.yaml, "
                    + "or the export",
            ])
    }

    @Test(
        "A table over its bound of rows or bytes stops the import",
        arguments: [LookupTable.Limits(rows: 2, bytes: 1000), .init(rows: 100, bytes: 30)])
    func bounds(_ limits: LookupTable.Limits) throws {
        let mapping = try LookupTests.lines("OrderID,Price,Quantity\n") {
            $0.lookups.removeLast()
            $0.fields["product_id"] = nil
            $0.fields["rep_id"] = nil
        }
        let catalog = SourceCatalog(mappings: [mapping], unitNormalization: .asGiven)
        let context = ImportContext(rejectedRows: CollectedRows())
        let error = #expect(throws: ImportError.self) {
            try SourceLookups(mapping, catalog: catalog, context: context, limits: limits)
        }
        #expect(
            error
                == .lookupTooLarge(
                    source: "sales/orders", file: "data/orders.csv", rows: limits.rows, bytes: limits.bytes))
        #expect(throws: Never.self) {
            try SourceLookups(
                mapping, catalog: catalog, context: context, limits: .init(rows: 3, bytes: 1000))
        }
    }

    @Test("The words of a table that is too large")
    func boundWords() {
        let error = ImportError.lookupTooLarge(
            source: "sales/orders", file: "data/orders.csv", rows: 20_000_000, bytes: 1 << 30)
        #expect(
            [error.place, error.problem, error.remedy] == [
                "data/orders.csv",
                "the looked-up file has more than 20000000 rows or 1024 MiB in the columns in use",
                "check the columns of lookup 'sales/orders', or join the files before the export",
            ])
    }

    @Test("Sales are folded over looked-up orders, the same on several threads")
    func folded() throws {
        let accounts = try source(
            "id,name\nC1,One\nC9,Nine\n", ["account_id": expression("id"), "name": expression("name")],
            of: "accounts", file: "data/accounts.csv")
        let sales = try LookupTests.lines("OrderID,Price,Quantity\n1,10,3\n2,1.5,1\n10248,1,1\n") {
            $0.fields["rep_id"] = nil
            $0.files.append(
                TabularInput(
                    .bytes(Array("OrderID,Price,Quantity\n1,1,1\n".utf8)), displayPath: "data/lines-2.csv"))
        }
        let catalog = SourceCatalog(mappings: [accounts, sales], unitNormalization: .asGiven)
        func fold(threads: Int) throws -> (FoldedFacts, ImportQuality) {
            let context = ImportContext(rejectedRows: CollectedRows())
            let asOf = try #require(try latestSale(catalog, context: context))
            #expect(asOf.description == "2026-01-03")
            let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
            let facts = try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                    windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13), fiscalYearStarts: 1),
                    threads: threads), context: context)
            return (facts, ImportQuality(dimensions, facts))
        }
        let (facts, quality) = try fold(threads: 1)
        #expect(facts.summary.totals.salesAmount.description == "18.5000")
        #expect(
            quality.files.map { "\($0.source) \($0.file) \($0.rowsLoaded) \($0.rowsRejected)" } == [
                "accounts data/accounts.csv 2 0", "sales data/lines.csv 2 1", "sales data/lines-2.csv 1 0",
                "sales/orders data/orders.csv 4 1", "sales/customers data/customers.csv 1 0",
            ])
        #expect(
            quality.rejections.map { "\($0.source) \($0.reason) \($0.rows)" } == [
                "sales unknown_key 1", "sales/orders missing_value 1",
            ])
        let (_, other) = try fold(threads: 4)
        #expect(other == quality)
    }
}
