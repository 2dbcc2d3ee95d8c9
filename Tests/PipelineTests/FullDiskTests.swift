import Foundation
import Pipeline
import Testing

/// Runs of the program whose files may not outgrow a limit, as on a disk that is full.
@Suite("A full disk")
struct FullDiskTests {
    private static let bad = String(repeating: "soon,A1,R1,P1,5\n", count: 400)
    private static let header = "date,account,rep,product,amount\n"
    /// The history is a file as well, and would be the first that does not fit.
    private static let yaml = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "") + "history: off\n"
    private static let anyRows =
        yaml
        .replacing("max_rejected_rows: 50%", with: "max_rejected_rows: 100%")
    private static let remedy = "\n  make room or allow writing there, then run again\n"

    /// Runs the program with files of at most so many KiB; the process id in paths is written as `PID`.
    private func run(
        _ arguments: [String], kibibytes: Int, _ redirection: String = ""
    ) throws -> (code: Int32, errors: String) {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "bailiwick").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        // Without the signal, writing fails with its reason.
        process.arguments =
            [
                "-c", "trap '' XFSZ; ulimit -f \(kibibytes); exec \"$@\" \(redirection)", "bash", program,
            ] + arguments
        let errors = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text.replacing(/staging-[0-9]+/, with: "staging-PID"))
    }

    private func reports(_ workspace: TemporaryWorkspace) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports").sorted()
    }

    @Test("A file of the report that does not fit ends with 73, leaves the old report and no draft")
    func page() throws {
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": Self.yaml])
        try workspace.run()
        let before = try workspace.published()
        let run = try run(["run", "--quiet", "--workspace", workspace.path], kibibytes: 4)
        #expect(run.code == 73)
        #expect(
            run.errors.wholeMatch(
                of:
                    /error: (.*)\/reports\/\.staging-PID\/report\/[a-z\/0-9]+\.(?:html|json): cannot be written: File too large\n  make room or allow writing there, then run again\n/
            ) != nil, "\(run.errors)")
        #expect(try workspace.published() == before)
        #expect(try reports(workspace) == [".lock", "2026-06-28", "latest"])
    }

    @Test("A history that does not fit ends with 73, leaves the old report and no draft")
    func history() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "publish: {", by: "publish: {formats: [markdown], "))
        try workspace.run()
        let before = try workspace.published()
        let run = try run(["run", "--quiet", "--workspace", workspace.path], kibibytes: 64)
        #expect(run.code == 73)
        #expect(
            run.errors.hasPrefix(
                "error: \(workspace.path)/bailiwick.sqlite: the history cannot be written: "),
            "\(run.errors)")
        #expect(try workspace.published() == before)
        #expect(try reports(workspace) == [".lock", "2026-06-28", "latest"])
        try workspace.run()
        #expect(try workspace.published() == before)
    }

    @Test("Refused rows that do not fit end with 73 and name their file")
    func spool() throws {
        let workspace = try TemporaryWorkspace([
            "bailiwick.yaml": Self.anyRows, "data/sales.csv": Self.header + Self.bad + Self.bad,
        ])
        let run = try run(["run", "--quiet", "--workspace", workspace.path], kibibytes: 16)
        #expect(run.code == 73)
        let start =
            "error: \(workspace.path)/reports/.staging-PID/rejected-6.part: refused rows cannot be written: "
        let end = " refused rows of data/sales.csv" + Self.remedy
        #expect(
            run.errors.hasPrefix(start + "File too large, at ") && run.errors.hasSuffix(end), "\(run.errors)")
        #expect(try reports(workspace) == [".lock"])
    }

    @Test("Refused rows of several files that do not fit in one leave the file of before")
    func assembly() throws {
        let workspace = try TemporaryWorkspace([
            "bailiwick.yaml": Self.yaml, "data/sales.csv": Self.header + Self.bad,
            "data/sales-2.csv": Self.header + Self.bad,
        ])
        let path = workspace.path + "/reports/rejected_rows.csv"
        try workspace.write("of the last run\n", to: "reports/rejected_rows.csv")
        let run = try run(["run", "--quiet", "--workspace", workspace.path], kibibytes: 120)
        #expect(run.code == 73)
        #expect(
            run.errors
                == "error: \(workspace.path)/reports/.staging-PID/rejected-6.part: cannot be written: File too large"
                + Self.remedy)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "of the last run\n")
        #expect(try reports(workspace) == [".lock", "rejected_rows.csv"])
    }

    @Test("check --rejected leaves the file of before where the rows do not fit, and nothing beside it")
    func check() throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": Self.header + Self.bad + Self.bad])
        try workspace.write("of the last run\n", to: "out/rejected.csv")
        let path = workspace.path + "/out/rejected.csv"
        let run = try run(
            ["check", "--quiet", "--workspace", workspace.path, "--rejected", path], kibibytes: 16)
        #expect(run.code == 73 && run.errors.hasSuffix(" refused rows of data/sales.csv" + Self.remedy))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "of the last run\n")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/out") == ["rejected.csv"])
    }

    @Test("check --rejected to a full device ends with 73")
    func device() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(
            ["check", "--quiet", "--workspace", workspace.path, "--rejected", "/dev/full"])
        #expect(run.code == 73)
        #expect(run.errors == "error: /dev/full: cannot be written: No space left on device" + Self.remedy)
    }

    @Test(
        "A log that cannot be written does not stop a run",
        arguments: ["2>/dev/full", "2>&-", "<&- >&- 2>&-"])
    func log(_ redirection: String) throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let before = try workspace.published()
        try FileManager.default.removeItem(atPath: workspace.path + "/reports/2026-06-28")
        let run = try run(["run", "--workspace", workspace.path], kibibytes: 100_000, redirection)
        #expect(run.code == 0)
        #expect(try workspace.published() == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/reports/.lock")) == Data())
    }

    @Test("A summary that cannot be printed ends with 73", arguments: ["check", "run"])
    func output(_ command: String) throws {
        let workspace = try TemporaryWorkspace()
        let run = try run(
            [command, "--log-format", "json", "--workspace", workspace.path], kibibytes: 100_000, ">/dev/full"
        )
        #expect(run.code == 73)
        #expect(
            run.errors.hasSuffix(
                "}\nerror: standard output: cannot be written: No space left on device" + Self.remedy))
    }
}

@Suite("Where refused rows go")
struct RejectedFileTests {
    private static let sales = "date,account,rep,product,amount\nsoon,A1,R1,P1,5\n2026-06-01,A1,R1,P1,6\n"
    private static let header = "source,file,line,column,value,reason,text,remedy\r\n"

    private static func row(_ file: String) -> String {
        "sales,data/\(file),2,date,soon,unreadable_date,'soon' in column 'date' is not a date (yyyy-MM-dd, "
            + "as line 3 '2026-06-01' shows),\"correct the cell, or set 'date_format' of source 'sales'\"\r\n"
    }

    private func written(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
            // The row of the other fields that a spreadsheet would count as text.
            .replacing(
                "\"'soon' in column 'date' is not a date (yyyy-MM-dd, as line 3 '2026-06-01' shows)\"",
                with: "'soon' in column 'date' is not a date (yyyy-MM-dd, as line 3 '2026-06-01' shows)")
    }

    @Test("Rows of several files stand in their order below one header, through a link too")
    func order() throws {
        let names = ["sales-a.csv", "sales-b.csv", "sales-c.csv"]
        var files: [String: String?] = ["data/sales.csv": nil]
        for name in names { files["data/" + name] = Self.sales }
        let workspace = try TemporaryWorkspace(files)
        let path = workspace.path + "/out.csv"
        let link = workspace.path + "/link.csv"
        try workspace.write("of the last run, which is longer than a header and three rows\n", to: "real.csv")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: workspace.path + "/real.csv")
        for place in [path, link] {
            _ = try Pipeline.check(workspace.settings(), rejectedRows: place) { _ in }
        }
        let expected = Self.header + names.map(Self.row).joined()
        #expect(try written(path) == expected)
        #expect(try written(workspace.path + "/real.csv") == expected)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == workspace.path + "/real.csv")
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path)
        #expect(left.sorted() == ["bailiwick.yaml", "data", "link.csv", "out.csv", "real.csv"])
    }

    @Test("A name without a folder is a file where the program was started")
    func plainName() throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": Self.sales])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "bailiwick")
        process.arguments = ["check", "--quiet", "--rejected", "rejected.csv"]
        process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try written(workspace.path + "/rejected.csv") == Self.header + Self.row("sales.csv"))
    }

    @Test("A pipe gets the rows")
    func pipe() throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": Self.sales])
        let run = try Program.run(
            ["check", "--quiet", "--workspace", workspace.path, "--rejected", "/dev/stdout"])
        #expect(run.code == 0 && run.errors == "")
        #expect(run.output.hasPrefix(Self.header + "sales,data/sales.csv,2,date,soon,"))
    }

    @Test("The rows of a run that the gate stopped go with the next report")
    func stale() throws {
        let workspace = try TemporaryWorkspace([
            "data/sales.csv": Self.sales.replacing("2026-06-01", with: "x")
        ])
        #expect(try workspace.failure()?.exitCode == 65)
        let path = workspace.path + "/reports/rejected_rows.csv"
        #expect(FileManager.default.fileExists(atPath: path))
        try workspace.write(TemporaryWorkspace.files["data/sales.csv"] ?? "", to: "data/sales.csv")
        try workspace.run()
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
