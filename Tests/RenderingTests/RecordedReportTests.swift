import Analysis
import Foundation
import History
import TerritoryModel
import Testing

@testable import Rendering

@Suite("What the history remembers of a report")
struct RecordedReportTests {
    static let facts = RunFacts(
        asOf: ReportFixture.asOf, programVersion: "0.1.0",
        configuration: RunConfiguration(settings: ["currency": "USD", "sources.sales": "{a: \"=\"}"]),
        files: [
            InputFile(source: "sales", file: "data/sales.csv", digest: "ab", bytes: 12),
            InputFile(source: "boundaries", file: "data/map.zip", digest: "cd", bytes: 5),
        ])

    /// The fixture with everything that the history has to carry over.
    static var report: Report {
        var report = ReportFixture.report
        report.organisation[.sales] = .money(Money(units: -9_223_372_036_854_775_807))
        report.organisation[.growth] = .number(-1.0 / 3.0)
        report.organisation[.attainment] = .number(1e-17)
        report.organisation[.pace] = .unavailable(.noQuota)
        report.exceptions.indices.forEach { report.exceptions[$0].firstSeen = ReportFixture.asOf - 14 }
        var file = ImportedFile(source: "sales", file: "data/sales.csv")
        file.rowsRead = 12
        file.rowsLoaded = 11
        file.amountLoaded = Money(units: 123_456)
        file.amountUpToAsOf = Money(units: 123_455)
        report.quality.imports.files = [
            file, ImportedFile(source: "territory_boundaries", file: "data/map.zip!/map.geojson"),
            ImportedFile(source: "history", file: "bailiwick.sqlite"),
        ]
        return report
    }

    @Test("It is the same from the report and from the report.json and run.json that were published")
    func sameFromBoth() throws {
        let text = try #require(try ReportFixture.files([.json], of: Self.report)["report.json"])
        let sealed = try RunFile.sealed(Self.facts, files: ["report.json": "00"])
        let read = try RunFile.facts(Data(RunFile.bytes(sealed)), path: "run.json")
        #expect(read == sealed)
        let published = try RecordedRun(reportJSON: Data(text.utf8), facts: read, path: "report.json")
        let recorded = RecordedRun(Self.report, facts: sealed)
        #expect(published == recorded)
        #expect(recorded.inputs.map(\.digest) == ["ab", "cd"])
        #expect(!recorded.exceptions.isEmpty && !recorded.units.isEmpty)
    }

    @Test("The digest of a run covers its facts and every file")
    func contentDigest() throws {
        let sealed = try RunFile.sealed(Self.facts, files: ["a": "1", "b": "2"])
        #expect(try RunFile.sealed(sealed, files: ["b": "2", "a": "1"]) == sealed)
        var digests: Set = [sealed.contentDigest]
        digests.insert(try RunFile.sealed(Self.facts, files: ["a": "1"]).contentDigest)
        digests.insert(try RunFile.sealed(Self.facts, files: ["a": "2", "b": "1"]).contentDigest)
        var other = Self.facts
        other.programVersion = "0.2.0"
        digests.insert(try RunFile.sealed(other, files: ["a": "1", "b": "2"]).contentDigest)
        #expect(digests.count == 4)
    }

    @Test(
        "A number that its metric cannot have makes no run",
        arguments: [("sales", "1e300"), ("sales", "0.00001"), ("accounts", "0.5"), ("accounts", "1e300")])
    func unfit(_ metric: String, _ number: String) throws {
        let text = try #require(try ReportFixture.files([.json], of: Self.report)["report.json"])
        let value = try Regex("\"\(metric)\" : \\{\\s*\"value\" : [-0-9.]+")
        let spoiled = text.replacing(value, with: "\"\(metric)\" : {\"value\" : \(number)")
        #expect(spoiled != text)
        #expect(
            throws: HistoryError.unreadableReport(
                path: "x", cause: "the value of metric '\(metric)' cannot be one")
        ) { try RecordedRun(reportJSON: Data(spoiled.utf8), facts: Self.facts, path: "x") }
    }

    @Test("Files that are no report of this version are refused with their path")
    func unreadable() throws {
        let wrong = Data("{}".utf8)
        #expect(
            throws: HistoryError.unreadableReport(
                path: "x/run.json", cause: "it is not a run.json that this version knows")
        ) { try RunFile.facts(wrong, path: "x/run.json") }
        #expect(
            throws: HistoryError.unreadableReport(
                path: "x/report.json", cause: "it is not a report.json that this version knows")
        ) { try RecordedRun(reportJSON: wrong, facts: Self.facts, path: "x/report.json") }
        let text = try #require(try ReportFixture.files([.json])["report.json"])
            .replacing("bailiwick.report/1", with: "bailiwick.report/9")
        #expect(
            throws: HistoryError.unreadableReport(
                path: "x/report.json", cause: "its schema is 'bailiwick.report/9', not 'bailiwick.report/1'")
        ) { try RecordedRun(reportJSON: Data(text.utf8), facts: Self.facts, path: "x/report.json") }
        let run = String(decoding: try RunFile.bytes(Self.facts), as: UTF8.self)
            .replacing("bailiwick.run/1", with: "bailiwick.run/9")
        #expect(
            throws: HistoryError.unreadableReport(
                path: "x/run.json", cause: "its schema is 'bailiwick.run/9', not 'bailiwick.run/1'")
        ) { try RunFile.facts(Data(run.utf8), path: "x/run.json") }
    }
}
