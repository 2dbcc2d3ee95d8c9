import Foundation
import Pipeline
import Testing

@Suite("Commands")
struct CommandTests {
    @Test("A good run under --quiet prints nothing")
    func quiet() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 0 && run.output == "" && run.errors == "")
    }

    @Test("A run tells what it published; JSON log lines are JSON")
    func log() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(["run", "--log-format", "json", "--workspace", workspace.path])
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("published \(workspace.path)/reports/2026-06-28: "))
        let lines = run.errors.split(separator: "\n")
        let objects = try lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(
            objects.map { $0["event"] as? String } == [
                "started", "configure", "dimensions", "facts", "analyse", "render", "publish", "published",
            ])
        for object in objects.dropFirst() {
            #expect(
                (object["seconds"] as? Double).map { $0 >= 0 } == true && object["level"] as? String == "info"
            )
        }
        #expect(objects.allSatisfy { ($0["time"] as? String).map(Self.isMoment) == true })
        #expect(objects[3]["rows"] as? Int == 14 && objects[3]["bytes"] as? Int == 382)
        #expect(objects[7]["sales_rows"] as? Int == 10 && objects[7]["as_of"] as? String == "2026-06-28")
    }

    private static func isMoment(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
    }

    @Test("Text log lines begin with the time, and name rows, bytes and seconds")
    func textLog() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(["run", "--workspace", workspace.path])
        let line = try #require(run.errors.split(separator: "\n").first { $0.contains(" facts ") })
        #expect(
            line.wholeMatch(
                of: /[-0-9T:.]+Z facts bytes=382 detail=10 sales, 4 calls files=2 rows=14 seconds=\d+\.\d\d/)
                != nil)
    }

    @Test("A failure is a line of JSON where the log is JSON, also under --quiet")
    func failureInJSON() throws {
        let workspace = try TemporaryWorkspace(["data/calls.csv": nil])
        let run = try Program.run(
            ["run", "--quiet", "--log-format", "json", "--workspace", workspace.path])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: Any])
        #expect(run.code == 66 && object["exit_code"] as? Int == 66)
        #expect(object["event"] as? String == "failed" && object["level"] as? String == "error")
        #expect((object["message"] as? String)?.hasPrefix("bailiwick.yaml:13: no file matches") == true)
    }

    @Test("--log-file takes the log of run after run, also under --quiet, and failures too")
    func logFile() throws {
        let workspace = try TemporaryWorkspace()
        let log = workspace.path + "/bailiwick.log"
        let arguments = [
            "run", "--quiet", "--log-format", "json", "--log-file", log, "--workspace", workspace.path,
        ]
        let first = try Program.run(arguments)
        #expect(first.code == 0 && first.output == "" && first.errors == "")
        try FileManager.default.removeItem(atPath: workspace.path + "/data/calls.csv")
        let second = try Program.run(arguments)
        #expect(second.code == 66 && second.errors.hasPrefix("error: bailiwick.yaml:13: no file matches"))
        let events = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["event"]
                as? String
        }
        #expect(
            events == [
                "started", "configure", "dimensions", "facts", "analyse", "render", "publish", "published",
                "started", "failed",
            ])
        let unwritable = try Program.run(
            ["run", "--quiet", "--log-file", "/nonexistent/log", "--workspace", workspace.path])
        #expect(unwritable.code == 73)
        #expect(
            unwritable.errors == """
                error: /nonexistent/log: the log cannot be written: No such file or directory
                  allow writing there, or choose another --log-file

                """)
    }

    @Test("A failure under --quiet is one block on standard error and the exit code")
    func failure() throws {
        let workspace = try TemporaryWorkspace(["data/calls.csv": nil])
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 66 && run.output == "")
        #expect(run.errors.hasPrefix("error: bailiwick.yaml:13: no file matches"))
    }

    @Test("check publishes nothing, sums up, and ends with 65 where the gate would stop a run")
    func check() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file("data/sales.csv", adding: "soon,A1,R1,P1,5\n"))
        let good = try Program.run(["check", "--workspace", workspace.path])
        #expect(good.code == 0)
        #expect(good.output.contains("\n  1 × sales: unreadable_date  5.0000 USD\n"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports"))
        try workspace.write("date,account,rep,product,amount\n", to: "data/sales.csv")
        #expect(try Program.run(["check", "--quiet", "--workspace", workspace.path]).code == 65)
    }

    @Test("init makes a configuration that is valid, and refuses to overwrite one")
    func newWorkspace() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/bailiwick-init-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a leftover harms nobody
        #expect(try Program.run(["init", folder]).code == 0)
        #expect(throws: Never.self) {
            try Configuration.load(workspace: folder, presets: Repository.presets(of: folder))
        }
        let again = try Program.run(["init", folder])
        #expect(again.code == 73 && again.errors.contains("exists already"))
    }

    @Test("init --sample makes a workspace that runs from any folder")
    func sampleWorkspace() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/bailiwick-init-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a leftover harms nobody
        #expect(try Program.run(["init", "--sample", folder]).code == 0)
        #expect(try Program.run(["check", "--quiet", "--workspace", folder]).code == 0)
    }

    @Test("metrics prints the catalog, one metric by key, and the nearest key for a wrong one")
    func metrics() throws {
        let all = try Program.run(["metrics"])
        #expect(all.code == 0 && all.output.contains("attainment — ") && all.output.contains("gini_sales — "))
        #expect(
            try Program.run(["metrics", "pace"]).output.split(separator: "\n").first?.hasPrefix("pace — ")
                == true)
        let wrong = try Program.run(["metrics", "atainment"])
        #expect(wrong.code == 64 && wrong.errors.contains("did you mean 'attainment'?"))
    }

    @Test(
        "Wrong usage ends with 64",
        arguments: [
            ["run", "--as-of", "soon"], ["run", "--threads", "0"], ["run", "--timeout", "soon"],
            ["run", "--timeout", "0s"], ["dance"],
        ])
    func usage(_ arguments: [String]) throws {
        #expect(try Program.run(arguments).code == 64)
    }

    @Test(
        "--as-of goes before the configured day",
        arguments: [("2026-05-31", "2026-05-31"), ("latest-sale", "2026-06-12")])
    func asOf(_ argument: String, _ day: String) throws {
        let workspace = try TemporaryWorkspace()
        #expect(
            try Program.run(["run", "--quiet", "--as-of", argument, "--workspace", workspace.path]).code == 0)
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: workspace.path + "/reports/latest")
        #expect(link == day)
    }

    @Test("A workspace template replaces one page and leaves the others")
    func template() throws {
        let plain = try TemporaryWorkspace()
        try plain.run()
        let changed = try TemporaryWorkspace([
            "templates/markdown/definitions.mustache": "# Our words for {{title}}\n"
        ])
        try changed.run()
        var expected = try plain.published()
        let own = expected.removeValue(forKey: "definitions.md")
        #expect(own != nil)
        var found = try changed.published()
        let page = found.removeValue(forKey: "definitions.md")
        #expect(page == Data("# Our words for Small field\n".utf8))
        // Its digest covers every page.
        let facts = (found.removeValue(forKey: "run.json"), expected.removeValue(forKey: "run.json"))
        #expect(facts.0 != nil && facts.0 != facts.1)
        #expect(found == expected)
    }
}
