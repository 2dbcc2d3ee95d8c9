import Foundation
import History
import Testing

@Suite("docs/history.md")
struct HistoryDocumentTests {
    private static func document() throws -> String {
        try String(contentsOfFile: Repository.root + "/docs/history.md", encoding: .utf8)
    }

    @Test("Its five queries give what they say")
    func queries() throws {
        let queries = try Self.document().split(separator: "```sql\n").dropFirst().map { block in
            String(block[..<(block.firstRange(of: "```")?.lowerBound ?? block.endIndex)])
        }
        #expect(queries.count == 5)
        let workspace = try HistoryCommandTests.field()
        let history = try RunHistory(reading: workspace.database)
        let results = try queries.map { try history.rows(of: $0).map { $0.map(Self.text) } }
        #expect(
            results[0].map { "\($0[0]) \($0[1]) \($0[2])" } == [
                "2026-06-14 N North", "2026-06-21 N North", "2026-06-28 N North", "2026-06-14 T1 Ashland",
                "2026-06-21 T1 Ashland", "2026-06-28 T1 Ashland", "2026-06-14 T2 Birchwood",
                "2026-06-21 T2 Birchwood", "2026-06-28 T2 Birchwood",
            ])
        let exceptions = try workspace.reportJSON()["exceptions"].array
        #expect(results[1].count == min(20, exceptions.count))
        #expect(
            Set(results[1].map { $0[4] }).isSubset(of: Set(try exceptions.map { try $0["text"].string })))
        #expect(results[2] == [["2026-06-21", "U2", "Birch", "T2", "T1"]])
        #expect(
            results[3].map { $0.prefix(5) } == [
                ["2026-06-21", "sales", "data/sales.csv", "1719.0834", "1736.5834"],
                ["2026-06-21", "unit_assignments", "data/unit_assignments.csv", "", ""],
                ["2026-06-28", "reps", "data/reps.csv", "", ""],
            ])
        #expect(
            results[4] == [
                ["T1", "Ashland", "Ann Ames", "2026-06-14", "2026-06-28"],
                ["T2", "Birchwood", "Bob | <Birk>", "2026-06-14", "2026-06-28"],
                ["T3", "Cedar Hill", "Cho Cerny", "2026-06-14", "2026-06-28"],
                ["T4", "Elmton", "Dee Diaz", "2026-06-14", "2026-06-28"],
            ])
    }

    private static func text(_ cell: ViewCell) -> String {
        switch cell {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .null: ""
        }
    }

    @Test("It lists every view with its columns")
    func views() throws {
        let document = try Self.document()
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let history = try RunHistory(reading: workspace.database)
        for view in RunHistory.viewNames {
            var columns: [String] = []
            try history.rows(ofView: view, header: { columns = $0 }, row: { _ in })
            let row = try #require(document.split(separator: "\n").first { $0.hasPrefix("| `\(view)` |") })
            let listed = row.replacing(/\s\([^)]*\)/, with: "")
            #expect(listed.hasSuffix(" | \(columns.map { "`\($0)`" }.joined(separator: ", ")) |"), "\(view)")
        }
    }
}
