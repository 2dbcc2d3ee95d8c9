import Importing
import Tabular
import TerritoryModel

/// A whole import of sales whose file is the fuzzer's bytes, over a small field of known accounts.
enum FuzzedImport {
    private final class NoRows: RejectedRowStore, RejectedRowWriter {
        func writer(forFile ordinal: Int) -> any RejectedRowWriter { self }
        func write(_ refused: RefusedRows) {
            for place in refused.rows.indices { precondition(!refused[place].reason.text.isEmpty) }
        }
        func close() {}
    }

    private static func input(_ name: String, _ text: String) -> TabularInput {
        TabularInput(.bytes(Array(text.utf8)), displayPath: name)
    }

    private static func csv(
        _ source: String, _ text: String, _ fields: [String: String]
    ) -> SourceMapping {
        SourceMapping(
            source: source, files: [input(source, text)], format: .csv(CSVDialect()),
            fields: fields.mapValues { .init(.column(ColumnReference(configured: $0))) })
    }

    static func run(_ bytes: [UInt8]) {
        let accounts = csv(
            "accounts", "id,name,t\nA1,Ann,T1\nA2,Bob,T2\n",
            ["account_id": "id", "name": "name", "territory_id": "t"])
        let territories = csv(
            "territories", "id,name\nT1,One\nT2,Two\n", ["territory_id": "id", "name": "name"])
        var sales = csv(
            "sales", "", ["date": "date", "account_id": "account", "amount": "amount", "rep_id": "rep?"])
        sales.files = [TabularInput(.bytes(bytes), displayPath: "sales")]
        let catalog = SourceCatalog(
            mappings: [territories, accounts, sales], unitNormalization: .asGiven)
        guard let asOf = Day(iso: "2026-06-28") else { return }
        let context = ImportContext(rejectedRows: NoRows())
        do throws(ImportError) {
            let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
            let facts = try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                    windows: ReportingWindows(
                        asOf: asOf, period: .trailingWeeks(13), fiscalYearStarts: 1), threads: 1),
                context: context)
            let quality = ImportQuality(dimensions, facts)
            for file in quality.files {
                let seen = file.rowsLoaded + file.rowsRejected + file.rowsFiltered + file.rowsRepeated
                precondition(file.rowsRead == seen, "\(file.rowsRead) rows read, \(seen) accounted for")
            }
        } catch {
            precondition(!error.problem.isEmpty)
        }
    }
}
