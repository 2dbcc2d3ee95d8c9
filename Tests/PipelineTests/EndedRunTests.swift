import Foundation
import Glibc
import Testing

@testable import Pipeline

/// A run of the program in a process of its own, which is so long that it can be ended at a known stage.
private struct LongRun {
    let workspace: TemporaryWorkspace
    let process: Process
    private let errors: FileHandle

    /// Publishes a report of few sales, then starts a run over many.
    init(_ arguments: [String] = []) throws {
        workspace = try TemporaryWorkspace()
        try workspace.run()
        var text = TemporaryWorkspace.files["data/sales.csv"] ?? ""
        for row in 0..<400_000 {
            text += "2026-06-\(10 + row % 19),A\(1 + row % 8),R\(1 + row % 5),P1,\(row)\n"
        }
        try workspace.write(text, to: "data/sales.csv")
        let pipe = Pipe()
        process = try Program.start(
            ["run", "--log-format", "json", "--workspace", workspace.path] + arguments, errors: pipe)
        errors = pipe.fileHandleForReading
    }

    /// Reads the log up to an event.
    func wait(for event: String) {
        var log = Data()
        while !String(decoding: log, as: UTF8.self).contains("\"event\":\"\(event)\"") {
            let more = errors.availableData
            guard !more.isEmpty else {
                Issue.record("the run ended before '\(event)': \(String(decoding: log, as: UTF8.self))")
                return
            }
            log += more
        }
    }

    /// The rest of what the run told.
    func end() throws -> String {
        let rest = try errors.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: rest, as: UTF8.self)
    }

    var reports: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports").sorted()
        }
    }
}

@Suite("A run that is ended")
struct EndedRunTests {
    @Test(
        "A signal ends the run by that signal; its staging goes, the old report stays, the lock is free",
        arguments: [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGHUP, "SIGHUP")])
    func signal(_ number: Int32, _ name: String) throws {
        let run = try LongRun()
        let old = try run.workspace.published()
        run.wait(for: "dimensions")
        #expect(try run.reports.contains { $0.hasPrefix(".staging-") })
        kill(run.process.processIdentifier, number)
        let told = try run.end()
        #expect(run.process.terminationReason == .uncaughtSignal)
        #expect(run.process.terminationStatus == number)
        #expect(
            told.contains("the run was ended by \(name)\\n  the reports are as they were; run again"))
        #expect(try run.reports == [".lock", "2026-06-28", "latest"])
        #expect(try run.workspace.published() == old)
        try run.workspace.write(TemporaryWorkspace.files["data/sales.csv"] ?? "", to: "data/sales.csv")
        try run.workspace.run()
    }

    @Test("A run whose time is over ends with 75 and leaves everything as it was")
    func timeout() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "sales: {file:",
                by: "sales: {complete: {marker: none, wait: 1h}, file:"))
        let run = try Program.run(["run", "--quiet", "--timeout", "1s", "--workspace", workspace.path])
        #expect(run.code == 75 && run.output == "")
        #expect(
            run.errors == """
                error: the run did not end within 1s (--timeout)
                  the reports are as they were; look in the log which stage took the time, then run again

                """)
        // On a busy machine the time may be over before the folder is made.
        let left = (try? FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports")) ?? []
        #expect(left.allSatisfy { $0 == ".lock" })
    }

    @Test("A run with time enough is not disturbed")
    func enoughTime() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(["run", "--quiet", "--timeout", "1h", "--workspace", workspace.path])
        #expect(run.code == 0 && run.output == "" && run.errors == "")
    }

    @Test("A signal that the caller ignores, as nohup does, does not end the run")
    func ignored() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "sales: {file:",
                by: "sales: {complete: {marker: go, wait: 1h}, file:"))
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "trap '' HUP; exec \"$0\" run --log-format json --workspace \"$1\"", Program.path,
            workspace.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = pipe
        try process.run()
        var log = Data()
        while !String(decoding: log, as: UTF8.self).contains("\"waiting\"") {
            let more = pipe.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            log += more
        }
        kill(process.processIdentifier, SIGHUP)
        try workspace.write("", to: "go")
        _ = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test("check ends cleanly too: no half file of refused rows, no scratch folder")
    func check() throws {
        let run = try LongRun()
        run.wait(for: "dimensions")
        kill(run.process.processIdentifier, SIGKILL)
        _ = try run.end()
        let pipe = Pipe()
        let folder = run.workspace.path + "/rejects"
        let process = try Program.start(
            [
                "check", "--log-format", "json", "--rejected", folder + "/rows.csv", "--workspace",
                run.workspace.path,
            ], errors: pipe)
        var log = Data()
        while !String(decoding: log, as: UTF8.self).contains("\"dimensions\"") {
            let more = pipe.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            log += more
        }
        kill(process.processIdentifier, SIGTERM)
        _ = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationStatus == SIGTERM)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test("A killed owner leaves no lock, and the next run tidies up; a living one is named to others")
    func killedOwner() throws {
        let run = try LongRun()
        let old = try run.workspace.published()
        run.wait(for: "dimensions")
        let identifier = run.process.processIdentifier
        let turnedAway = try Program.run(["run", "--quiet", "--workspace", run.workspace.path])
        #expect(turnedAway.code == 75)
        #expect(
            turnedAway.errors.wholeMatch(
                of:
                    /error: another run is at work here: process (\d+) since [-0-9]+ [0-9:]+ UTC holds .*\/\.lock\n  wait for it to end; a killed run leaves no lock\n/
            )?.1 == "\(identifier)")
        let examined = try Program.run(["doctor", "--workspace", run.workspace.path])
        #expect(examined.code == 0 && examined.output.contains("process \(identifier) since "))
        kill(identifier, SIGKILL)
        _ = try run.end()
        #expect(try run.reports.contains(".staging-\(identifier)"))
        #expect(try run.workspace.published() == old)
        let afterwards = try Program.run(["doctor", "--workspace", run.workspace.path])
        #expect(afterwards.output.contains(".staging-\(identifier) of a run that was killed"))
        try run.workspace.write(TemporaryWorkspace.files["data/sales.csv"] ?? "", to: "data/sales.csv")
        try run.workspace.run()
        #expect(try run.reports == [".lock", "2026-06-28", "latest"])
    }
}

@Suite("Unfinished work")
struct UnfinishedWorkTests {
    @Test("Ending removes the folders; ending a run that is published removes nothing")
    func ending() throws {
        let workspace = try TemporaryWorkspace()
        let folder = workspace.path + "/data"
        let published = UnfinishedWork()
        published.add(folder)
        published.committing {}
        #expect(published.end() == .published)
        #expect(FileManager.default.fileExists(atPath: folder))
        let unfinished = UnfinishedWork()
        unfinished.add(folder)
        #expect(unfinished.making { 1 } == 1)
        #expect(unfinished.end() == .removed)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("A report that could not be put in its place may be ended")
    func failedCommit() {
        let unfinished = UnfinishedWork()
        #expect(throws: CocoaError.self) {
            try unfinished.committing { throw CocoaError(.fileWriteUnknown) }
        }
        #expect(unfinished.end() == .removed)
    }
}
