import Foundation
import Glibc
import Pipeline
import Testing

@Suite("Publishing")
struct PublishingTests {
    @Test("A run publishes one folder for the day and points latest to it")
    func publishes() throws {
        let workspace = try TemporaryWorkspace()
        let outcome = try workspace.run()
        #expect(outcome.reportDirectory == workspace.path + "/reports/2026-06-28")
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: workspace.path + "/reports/latest")
        #expect(link == "2026-06-28")
        let names = Set(try workspace.published().keys)
        let pages = ["index", "coverage", "overlap", "performance", "balance", "quality", "definitions"]
        for page in pages {
            #expect(names.contains("\(page).html") && names.contains("\(page).md"))
        }
        for data in ["territories", "reps", "overlaps", "accounts_to_call", "rejected_rows", "weekly"] {
            #expect(names.contains("data/\(data).csv"))
        }
        #expect(names.contains("report.json"))
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports")
        #expect(left.filter { $0.hasPrefix(".staging") } == [])
    }

    @Test("Pages link to nothing that is not written", arguments: ["[html]", "[html, json]", "[html, csv]"])
    func linksOfFewFormats(_ formats: String) throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "publish: {", by: "publish: {formats: \(formats), "))
        try workspace.run()
        let files = try workspace.published()
        for (name, bytes) in files where name.hasSuffix(".html") {
            let folder = URL(fileURLWithPath: "/" + name).deletingLastPathComponent()
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /href="([^"#]+)/) {
                let target = folder.appending(path: String(match.1)).standardizedFileURL.path.dropFirst()
                #expect(files[String(target)] != nil, "\(name) links to \(match.1)")
            }
        }
    }

    @Test("Old reports beyond the limit go, the newest stay, and latest is the newest day")
    func retention() throws {
        let workspace = try TemporaryWorkspace()
        let configuration = try #require(TemporaryWorkspace.files["bailiwick.yaml"])
        for day in ["2026-06-14", "2026-06-28", "2026-06-07", "2026-06-21", "2026-05-31"] {
            try workspace.write(
                configuration.replacing("as_of: 2026-06-28", with: "as_of: \(day)"), to: "bailiwick.yaml")
            try workspace.run()
        }
        let days = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports")
            .filter { $0.hasPrefix("2026") }.sorted()
        #expect(days == ["2026-05-31", "2026-06-14", "2026-06-21", "2026-06-28"])
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: workspace.path + "/reports/latest")
        #expect(link == "2026-06-28")
    }

    @Test("A failed run leaves the previous report of the day untouched")
    func failureKeepsTheOld() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let before = try workspace.published()
        try workspace.write("date,account,rep,product,amount\n", to: "data/sales.csv")
        #expect(try workspace.failure()?.exitCode == 65)
        #expect(try workspace.published() == before)
    }

    @Test("A second run at the same time is turned away with 75")
    func locked() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(workspace.path + "/reports/.lock", O_RDWR)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try workspace.failure()?.exitCode == 75)
        close(descriptor)
        try workspace.run()
    }

    @Test("A folder that cannot be made ends with 73")
    func cannotWrite() throws {
        let workspace = try TemporaryWorkspace(["reports": "a file in the way"])
        #expect(try workspace.failure()?.exitCode == 73)
    }

    @Test("A run killed at any moment leaves the old or the new report whole, and the next run succeeds")
    func killed() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let old = try workspace.published()
        try workspace.write(
            (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "2026-06-01,A1,R1,P1,1000\n",
            to: "data/sales.csv")
        var survivors: Set<String> = []
        var expected: [String: Data]?
        for delay in stride(from: 0, through: 120_000, by: 4_000) {
            let process = try Program.start(["run", "--quiet", "--workspace", workspace.path])
            usleep(UInt32(delay))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let now = try workspace.published()
            if now == old {
                survivors.insert("old")
            } else {
                if expected == nil { expected = now }
                #expect(now == expected)
                survivors.insert("new")
            }
        }
        #expect(survivors.contains("old"))
        try workspace.run()
        let new = try workspace.published()
        #expect(new != old)
        if let expected { #expect(new == expected) }
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports")
        #expect(left.filter { $0.hasPrefix(".staging") } == [])
    }
}

/// The built program.
enum Program {
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "bailiwick").path

    static func start(_ arguments: [String], output: Pipe? = nil, errors: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs to the end; code, standard output, standard error.
    static func run(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
        let output = Pipe()
        let errors = Pipe()
        let process = try start(arguments, output: output, errors: errors)
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let faults = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: text, as: UTF8.self),
            String(decoding: faults, as: UTF8.self)
        )
    }
}
