import Tabular
import Testing
import TerritoryModel

@testable import Importing

@Suite("Sales in runs")
struct FoldRunTests {
    /// What becomes of a row, by its number.
    private enum Fate: Int {
        case known, unknownAccount, unknownRep, future, unreadableDay, unreadableAmount, noAccount
    }

    private static func fate(_ row: Int) -> Fate { Fate(rawValue: row * 7 / 3 % 23) ?? .known }

    private static func line(_ row: Int) -> String {
        let fate = fate(row)
        let day =
            switch fate {
            case .future: "2026-06-29"
            case .unreadableDay: "soon"
            default: "2026-06-\(10 + row % 19)"
            }
        let account =
            switch fate {
            case .unknownAccount: "X\(row % 5)"
            case .noAccount: ""
            default: "A\(row % 100)"
            }
        let amount = fate == .unreadableAmount ? "n/k" : "\(row).25"
        return "\(day),\(account),\(amount),\(fate == .unknownRep ? "Q" : "R\(row % 3)")\n"
    }

    private static func source(_ name: String, _ fields: [String: String], _ text: String) -> SourceMapping {
        SourceMapping(
            source: name, files: [input(text, named: "\(name).csv")], format: .csv(CSVDialect()),
            fields: fields.mapValues { .init(.column(ColumnReference(configured: $0))) })
    }

    @Test(
        "Every row comes to its sums, whatever the length of the last run",
        arguments: [0, 1, 127, 128, 129, 256, 5_000, 40_000])
    func runs(_ count: Int) throws {
        let rows = 0..<count
        let accounts = (0..<100).map { "A\($0),Account \($0)\n" }.joined()
        let sales = FoldRunTests.source(
            "sales", ["date": "day", "account_id": "account", "amount": "amount", "rep_id": "rep"],
            "day,account,amount,rep\n2026-06-28,A0,0,R0\n" + rows.map(FoldRunTests.line).joined())
        let catalog = SourceCatalog(
            mappings: [
                FoldRunTests.source(
                    "accounts", ["account_id": "id", "name": "name"], "id,name\n" + accounts),
                FoldRunTests.source(
                    "reps", ["rep_id": "id", "name": "name"], "id,name\nR0,Ann\nR1,Bob\nR2,Cy\n"), sales,
            ], unitNormalization: .asGiven)
        let asOf = try #require(Day(iso: "2026-06-28"))
        let context = ImportContext(rejectedRows: CollectedRows())
        let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
        let facts = try LocalFactEngine().fold(
            FactRequest(
                catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13)), threads: 2),
            context: context)

        func rowsOf(_ fates: Fate...) -> [Int] { rows.filter { fates.contains(FoldRunTests.fate($0)) } }
        func money(_ rows: [Int]) -> Int64 { rows.reduce(0) { $0 + Int64($1) * 10_000 + 2_500 } }
        let past = rowsOf(.known, .unknownAccount, .unknownRep)
        let totals = facts.summary.totals
        #expect(totals.salesRows == Int64(past.count + rowsOf(.future).count) + 1)
        #expect(totals.amount[.current] == money(past))
        #expect(totals.futureSalesAmount.units == money(rowsOf(.future)))
        #expect(totals.absoluteUnmatchedAmount.units == money(rowsOf(.unknownAccount)))
        var pairs: [[Int32]: Int64] = [[0, 0]: 0]
        for row in past {
            let account = FoldRunTests.fate(row) == .unknownAccount ? 100 : row % 100
            let rep = FoldRunTests.fate(row) == .unknownRep ? 3 : row % 3
            pairs[[Int32(account), Int32(rep)], default: 0] += money([row])
        }
        let index = IdentifierTable(dimensions.dimensions.accounts.map(\.id))
        var expected: [[Int32]: Int64] = [:]
        for (key, amount) in pairs {
            let account = index.index("A\(key[0])") ?? dimensions.dimensions.unknownAccount
            expected[[Int32(account), key[1]]] = amount
        }
        let found = facts.summary.accountReps.map { ([$0.account, $0.rep], $0.amount.current) }
        #expect(Dictionary(found) { $0 + $1 } == expected)
        let quality = ImportQuality(dimensions, facts)
        #expect(
            Dictionary(uniqueKeysWithValues: quality.rejections.map { ($0.reason, Int($0.rows)) })
                == [
                    "unreadable_date": rowsOf(.unreadableDay).count,
                    "unreadable_amount": rowsOf(.unreadableAmount).count,
                    "missing_value": rowsOf(.noAccount).count,
                ].filter { $0.value > 0 })
    }
}
