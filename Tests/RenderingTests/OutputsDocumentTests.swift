import Analysis
import Foundation
import Testing

@testable import Rendering

@Suite("docs/outputs.md")
struct OutputsDocumentTests {
    private static func document() throws -> String {
        let docs = ReportFixture.templates.replacing("/Templates", with: "/docs")
        return try String(contentsOfFile: docs + "/outputs.md", encoding: .utf8)
    }

    @Test("It lists every table with its columns, as many as are not metrics")
    func tables() throws {
        let document = try Self.document()
        let files = try ReportFixture.files([.csv])
        let metrics = Set(MetricKey.allCases.map(\.rawValue))
        for table in CSVFile.allCases {
            let text = try #require(files["data/\(table.rawValue).csv"])
            let header = try #require(text.split(separator: "\r\n").first).split(separator: ",").map(
                String.init)
            let hasMetrics = table == .territories || table == .reps
            let columns = hasMetrics ? header.filter { !metrics.contains($0) } : header
            let listed = columns.map { "`\($0)`" } + (hasMetrics ? ["…"] : [])
            let row = document.split(separator: "\n").first { $0.hasPrefix("| `\(table.rawValue).csv`") }
            #expect(row?.hasSuffix(" | \(listed.joined(separator: ", ")) |") == true, "\(table.rawValue)")
        }
    }

    @Test("It lists every page and every name at the top of report.json")
    func names() throws {
        let document = try Self.document()
        for page in Page.single { #expect(document.contains("| `\(page.rawValue)` |")) }
        let text = try #require(try ReportFixture.files([.json])["report.json"])
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let rows = document.components(separatedBy: "## report.json").last ?? ""
        for name in root.keys.sorted() { #expect(rows.contains("`\(name)`"), "\(name)") }
    }

    @Test("The overview links to every table, in both formats")
    func links() throws {
        let files = try ReportFixture.files([.html, .markdown, .csv])
        for table in CSVFile.allCases {
            #expect(files["index.html"]?.contains("href=\"data/\(table.rawValue).csv\"") == true)
            #expect(files["index.md"]?.contains("](data/\(table.rawValue).csv)") == true)
        }
    }
}
