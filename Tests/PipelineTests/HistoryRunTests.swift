import Foundation
import GRDB
import Glibc
import History
import Pipeline
import TerritoryModel
import Testing

@Suite("Reports and history are published together")
struct HistoryRunTests {
    static let days = ["2026-06-07", "2026-06-14", "2026-06-21", "2026-06-28"]

    /// What the history remembers, by day.
    static func remembered(_ workspace: TemporaryWorkspace) throws -> [String: RecordedRun] {
        let history = try RunHistory(reading: workspace.database)
        var runs: [String: RecordedRun] = [:]
        for run in try history.runs() { runs["\(run.asOf)"] = try history.run(asOf: run.asOf) }
        return runs
    }

    /// What the published reports say, by day.
    static func published(_ workspace: TemporaryWorkspace) throws -> [String: RecordedRun] {
        let reports = workspace.path + "/reports/"
        var runs: [String: RecordedRun] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: reports) where Day(iso: name) != nil {
            let facts = try RunFile.facts(
                Data(contentsOf: URL(fileURLWithPath: reports + name + "/run.json")), path: name)
            runs[name] = try RecordedRun(
                reportJSON: Data(contentsOf: URL(fileURLWithPath: reports + name + "/report.json")),
                facts: facts, path: name)
        }
        return runs
    }

    static func latest(_ workspace: TemporaryWorkspace) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: workspace.path + "/reports/latest")
    }

    @Test(
        "The history says what report.json says, whatever the order of the days and however often they are run"
    )
    func agree() throws {
        let workspace = try TemporaryWorkspace()
        for day in ["2026-06-28", "2026-06-14", "2026-06-21", "2026-06-28", "2026-06-14"] {
            try workspace.run(asOf: day)
        }
        let runs = try Self.remembered(workspace)
        #expect(runs.keys.sorted() == ["2026-06-14", "2026-06-21", "2026-06-28"])
        #expect(runs == (try Self.published(workspace)))
        #expect(try Self.latest(workspace) == "2026-06-28")
    }

    @Test("The history says what report.json says of the whole sample")
    func sample() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/bailiwick-sample-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a leftover harms nobody
        _ = try makeWorkspace(at: folder, sample: true, resources: Repository.resources())
        let today = try #require(Day(iso: "2026-07-01"))
        _ = try Pipeline.run(
            RunSettings(
                workspace: folder, asOf: nil, today: today, threads: 2, resources: try Repository.resources()),
            observe: { _ in })
        let report = folder + "/reports/latest/"
        let facts = try RunFile.facts(
            Data(contentsOf: URL(fileURLWithPath: report + "run.json")), path: "run.json")
        let published = try RecordedRun(
            reportJSON: Data(contentsOf: URL(fileURLWithPath: report + "report.json")), facts: facts,
            path: report)
        let history = try RunHistory(reading: folder + "/bailiwick.sqlite")
        #expect(try history.run(asOf: facts.asOf) == published)
        try history.check()
    }

    @Test("A report that retention removes stays in the history")
    func retention() throws {
        let workspace = try TemporaryWorkspace()
        for day in Self.days { try workspace.run(asOf: day) }
        #expect(try Self.published(workspace).keys.sorted() == Array(Self.days.dropFirst()))
        #expect(try Self.remembered(workspace).keys.sorted() == Self.days)
    }

    @Test("A failed run leaves history and reports as they were")
    func failure() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let before = (try Self.remembered(workspace), try workspace.published())
        try workspace.write("date,account,rep,product,amount\n", to: "data/sales.csv")
        #expect(try workspace.failure()?.exitCode == 65)
        #expect(try Self.remembered(workspace) == before.0)
        #expect(try workspace.published() == before.1)
    }

    @Test("A run killed at any moment is in both or in neither after the next one")
    func killed() throws {
        let workspace = try TemporaryWorkspace()
        for (number, delay) in stride(from: 10_000, through: 150_000, by: 14_000).enumerated() {
            let day = "\(2020 + number)-06-28"
            let process = try Program.start(
                ["run", "--quiet", "--as-of", day, "--workspace", workspace.path])
            usleep(UInt32(delay))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try workspace.run()
            let published = try Self.published(workspace)
            #expect(try Self.remembered(workspace).filter { published[$0.key] != nil } == published)
            let newest = published.keys.max()
            #expect(try Self.latest(workspace) == newest)
        }
        let left = try RunHistory(reading: workspace.database).rows(
            of: "SELECT count(*) FROM run WHERE state = 'pending'")
        #expect(left == [[.integer(0)]])
    }

    @Test("A run cut short between its report and its history, and before 'latest', is completed by the next")
    func cutShort() throws {
        let workspace = try TemporaryWorkspace()
        for day in Self.days.suffix(2) { try workspace.run(asOf: day) }
        let whole = try Self.remembered(workspace)
        // As the kill would leave it.
        try DatabaseQueue(path: workspace.database).write {
            try $0.execute(sql: "UPDATE run SET state = 'pending' WHERE as_of = '2026-06-28'")
        }
        try FileManager.default.removeItem(atPath: workspace.path + "/reports/latest")
        try FileManager.default.createSymbolicLink(
            atPath: workspace.path + "/reports/latest", withDestinationPath: "2026-06-21")
        let outcome = try workspace.run(asOf: "2026-06-14")
        #expect(
            outcome.notices == [
                "the run of 2026-06-28 had been cut short after its report was published; its history is "
                    + "complete now"
            ])
        #expect(try Self.remembered(workspace).filter { $0.key != "2026-06-14" } == whole)
        #expect(try Self.latest(workspace) == "2026-06-28")
    }

    @Test("A history that is lost with its backup is rebuilt from the published reports")
    func rebuilt() throws {
        let workspace = try TemporaryWorkspace()
        for day in Self.days.suffix(2) { try workspace.run(asOf: day) }
        let before = try Self.remembered(workspace)
        for name in ["", ".backup"] { try FileManager.default.removeItem(atPath: workspace.database + name) }
        let outcome = try workspace.run(asOf: "2026-06-14")
        #expect(
            outcome.notices
                == ["2 reports of 2026-06-21 to 2026-06-28 were recorded in the history from report.json"])
        #expect(try Self.remembered(workspace).filter { $0.key != "2026-06-14" } == before)
    }

    @Test("A damaged history is restored quietly, and the quality page tells it")
    func damaged() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run(asOf: "2026-06-21")
        let before = try Self.remembered(workspace)
        try Data(repeating: 0x5A, count: 50_000).write(to: URL(fileURLWithPath: workspace.database))
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 0 && run.output == "" && run.errors == "")
        #expect(try Self.remembered(workspace)["2026-06-21"] == before["2026-06-21"])
        let pages = try workspace.published()
        for name in ["quality.html", "quality.md"] {
            let page = String(decoding: try #require(pages[name]), as: UTF8.self)
            #expect(page.contains("it was restored from its backup"), "\(name)")
        }
        #expect(FileManager.default.fileExists(atPath: workspace.database + ".corrupt-1"))
    }

    @Test("Damage that only shows when old runs are read is mended too")
    func damagedDeep() throws {
        let workspace = try TemporaryWorkspace()
        for day in Self.days.suffix(2) { try workspace.run(asOf: day) }
        let before = try Self.remembered(workspace)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: workspace.database))
        let pages = try DatabaseQueue(path: workspace.database).read {
            try Int.fetchAll(
                $0, sql: "SELECT pageno FROM dbstat WHERE name = 'metric_value' AND pagetype = 'leaf'")
        }
        for page in pages {
            try handle.seek(toOffset: UInt64((page - 1) * 4096))
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        }
        try handle.close()
        let outcome = try workspace.run(asOf: "2026-07-05")
        #expect(outcome.notices.count == 1)
        #expect(outcome.notices.first?.contains("it was restored from its backup") == true)
        #expect(try Self.remembered(workspace).filter { $0.key != "2026-07-05" } == before)
    }

    @Test("A history that another program has locked ends the run with 75, and nothing is published")
    func locked() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run(asOf: "2026-06-21")
        let before = try workspace.published("2026-06-21")
        try DatabaseQueue(path: workspace.database).writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN EXCLUSIVE")
            #expect(
                try workspace.failure()?.message
                    == "\(workspace.database): another program has locked the history\n"
                    + "  close it (a tool that looks into the database, a copy, a backup), then run again")
            #expect(try workspace.failure()?.exitCode == 75)
            try database.execute(sql: "ROLLBACK")
        }
        #expect(try workspace.published("2026-06-21") == before)
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports/2026-06-28"))
        try workspace.run()
    }

    @Test("Without a history nothing is remembered, and the report is the same")
    func off() throws {
        let off = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD", by: "currency: USD\nhistory: off"))
        try off.run()
        #expect(!FileManager.default.fileExists(atPath: off.database))
        let on = try TemporaryWorkspace()
        try on.run()
        #expect(try off.published() == on.published())
        let list = try Program.run(["history", "--workspace", off.path])
        #expect(list.code == 78)
        #expect(list.errors.contains("'history' is off"))
    }

    @Test("The history lies where the configuration says; a place that cannot be is told with 73")
    func place() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD", by: "currency: USD\nhistory: data/past.sqlite"))
        try workspace.run()
        #expect(FileManager.default.fileExists(atPath: workspace.path + "/data/past.sqlite"))
        let wrong = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "currency: USD",
                by: "currency: USD\nhistory: nowhere/past.sqlite"))
        let failure = try wrong.failure()
        #expect(failure?.exitCode == 73)
        #expect(
            failure?.message
                == "\(wrong.path)/nowhere/past.sqlite: the history cannot be written: unable to open database "
                + "file\n  make room or allow writing there, then run again")
    }

    @Test("Equal workspaces have equal reports with equal run.json, whatever the number of threads")
    func deterministic() throws {
        let (one, two) = (try TemporaryWorkspace(), try TemporaryWorkspace())
        for day in ["2026-06-21", "2026-06-28"] {
            try one.run(threads: 1, asOf: day)
            try two.run(threads: 2, asOf: day)
            let published = try one.published(day)
            #expect(published["run.json"] != nil)
            #expect(published == (try two.published(day)))
        }
    }
}

extension TemporaryWorkspace {
    var database: String { path + "/bailiwick.sqlite" }
}
