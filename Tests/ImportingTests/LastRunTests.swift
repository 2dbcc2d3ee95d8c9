import Tabular
import Testing
import TerritoryModel

@testable import Importing

@Suite("The fold for a comparison with the last run")
struct LastRunTests {
    private static func source(_ name: String, _ fields: [String: String], _ texts: [String]) -> SourceMapping
    {
        SourceMapping(
            source: name, files: texts.enumerated().map { input($1, named: "\(name)-\($0).csv") },
            format: .csv(CSVDialect()),
            fields: fields.mapValues { .init(.column(ColumnReference(configured: $0))) })
    }

    /// Days from before to after the as-of day, amounts of both signs.
    private static let rows = (0..<3_000).map { row in (back: row * 7 % 140 - 10, amount: row * 13 % 101 - 30)
    }
    private static let asOf = Day(number: 20_632)

    private static func folded(_ lastRun: ReportingWindows.PastPeriod?, threads: Int) throws -> FoldedFacts {
        let lines = rows.enumerated().map { row, sale in
            "\(asOf - sale.back),A\(row % 5),\(sale.amount).5,R0\n"
        }
        let header = "day,account,amount,rep\n"
        let parts = [lines[..<1_999], lines[1_999...]].map { header + $0.joined() }
        let catalog = SourceCatalog(
            mappings: [
                source("accounts", ["account_id": "id"], ["id\nA0\nA1\nA2\nA3\nA4\n"]),
                source("reps", ["rep_id": "id", "name": "name"], ["id,name\nR0,Ann\n"]),
                source(
                    "sales", ["date": "day", "account_id": "account", "amount": "amount", "rep_id": "rep"],
                    parts),
            ], unitNormalization: .asGiven)
        let context = ImportContext(rejectedRows: CollectedRows())
        let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
        var windows = ReportingWindows(asOf: asOf, period: .trailingWeeks(13))
        windows.lastRun = lastRun
        return try LocalFactEngine().fold(
            FactRequest(
                catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                windows: windows, threads: threads), context: context)
    }

    private static func sum(_ rows: ArraySlice<(back: Int, amount: Int)>, _ days: (Int) -> Bool) -> Int64 {
        rows.reduce(0) {
            $0 + (days($1.back) ? Int64($1.amount) * 10_000 + ($1.amount < 0 ? -5_000 : 5_000) : 0)
        }
    }

    @Test("It sums the period of the last run and what each file holds up to its day", arguments: [1, 2, 3])
    func sums(threads: Int) throws {
        let last = LastRunTests.asOf - 7
        let facts = try LastRunTests.folded(
            .init(asOf: last, current: DayRange(from: last - 90, to: last)), threads: threads)
        let all = LastRunTests.rows[...]
        // "-0.5" is read as it is written, so 0 stands for a positive half.
        #expect(facts.summary.totals.amount.lastRun == LastRunTests.sum(all) { (7...97).contains($0) })
        #expect(facts.summary.totals.amount.current == LastRunTests.sum(all) { (0...90).contains($0) })
        let asWas = facts.summary.territoryReps.reduce(0) { $0 + $1.amount.lastRun }
        #expect(asWas == facts.summary.totals.amount.lastRun)
        let files = [1, 2].compactMap { place in
            facts.files.values.first { $0.file == "sales-\(place - 1).csv" }
        }
        let parts = [all[..<1_999], all[1_999...]]
        #expect(files.map(\.amountUpToAsOf) == parts.map { Money(units: LastRunTests.sum($0) { $0 >= 0 }) })
        #expect(
            files.map(\.amountUpToLastRun) == parts.map { Money(units: LastRunTests.sum($0) { $0 >= 7 }) })
        #expect(files.map(\.amountLoaded) == parts.map { Money(units: LastRunTests.sum($0) { _ in true }) })
    }

    @Test("Without a last run its sums are empty and all others the same")
    func none() throws {
        let last = LastRunTests.asOf - 7
        let with = try LastRunTests.folded(
            .init(asOf: last, current: DayRange(from: last - 90, to: last)), threads: 1)
        let without = try LastRunTests.folded(nil, threads: 1)
        #expect(without.summary.totals.amount.lastRun == 0)
        #expect(without.files.values.allSatisfy { $0.amountUpToLastRun == nil })
        var summary = with.summary.totals
        summary.amount.lastRun = 0
        summary.lines.lastRun = 0
        #expect(summary == without.summary.totals)
        #expect(with.summary.territoryWeeks == without.summary.territoryWeeks)
        #expect(without.files.values.filter { $0.source != "sales" }.allSatisfy { $0.amountUpToAsOf == nil })
    }
}
