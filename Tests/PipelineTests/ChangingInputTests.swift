import Foundation
import Glibc
import Pipeline
import Synchronization
import Testing

/// Something that happens to a file of a workspace while a run reads it.
struct FileChange: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let change: @Sendable (_ path: String) throws -> Void
    let message: String

    init(
        _ name: String, _ file: String, _ message: String,
        _ change: @escaping @Sendable (String) throws -> Void
    ) {
        (testDescription, self.file, self.message, self.change) = (name, file, message, change)
    }
}

@Suite("Input that is not what it was")
struct ChangingInputTests {
    private static let wait = "\n  wait until the export is complete, then run again"

    static let changes: [FileChange] = [
        FileChange(
            "a file to be read shrinks, in the middle of a number", "data/sales.csv",
            "data/sales.csv: the file of source 'sales' shrank from 279 to 56 bytes while it was read"
        ) { try ChangingInputTests.cut($0, to: 56) },
        FileChange(
            "a file to be read grows", "data/sales.csv",
            "data/sales.csv: the file of source 'sales' grew from 279 to 286 bytes while it was read"
        ) { try ChangingInputTests.append("2026-06", to: $0) },
        FileChange(
            "a file that was read grows", "data/accounts.csv",
            "data/accounts.csv: the file of source 'accounts' grew from 172 to 173 bytes while it was read"
        ) { try ChangingInputTests.append("A", to: $0) },
        FileChange(
            "a file is replaced by one of the same bytes", "data/sales.csv",
            "data/sales.csv: the file of source 'sales' was replaced while it was read"
        ) { path in
            try FileManager.default.copyItem(atPath: path, toPath: path + ".new")
            guard unsafe rename(path + ".new", path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        },
        FileChange(
            "a file that was read is removed", "data/units.csv",
            "data/units.csv: the file of source 'units' was removed while it was read"
        ) { try FileManager.default.removeItem(atPath: $0) },
        FileChange(
            "a file to be read is removed", "data/calls.csv",
            "data/calls.csv: the file of source 'activities' was removed while it was read"
        ) { try FileManager.default.removeItem(atPath: $0) },
        FileChange(
            "a file to be read shrinks to what cannot be read", "data/sales.csv",
            "data/sales.csv: the file of source 'sales' shrank from 279 to 0 bytes while it was read"
        ) { try ChangingInputTests.cut($0, to: 0) },
        FileChange(
            "a file is written to in place", "data/sales.csv",
            "data/sales.csv: the file of source 'sales' was written to while it was read"
        ) {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: $0)
        },
    ]

    private static func cut(_ path: String, to bytes: Int) throws {
        guard unsafe truncate(path, bytes) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func append(_ text: String, to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    /// The failure of a run during which something happens: dimensions have been read then, facts have not.
    private func failure(
        of workspace: TemporaryWorkspace, _ happening: @escaping @Sendable () throws -> Void
    ) throws -> PipelineError? {
        let count = Mutex(0)
        defer { #expect(count.withLock { $0 } == 1) }
        do {
            _ = try Pipeline.run(workspace.settings()) { event in
                guard case .stageStarted(.facts) = event else { return }
                do {
                    try happening()
                    count.withLock { $0 += 1 }
                } catch {
                    Issue.record(error)
                }
            }
            return nil
        } catch let error as PipelineError {
            return error
        }
    }

    @Test(
        "A change while files are read stops the run, is told, and leaves the old report", arguments: changes)
    func stops(_ change: FileChange) throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let before = try workspace.published()
        let path = workspace.path + "/" + change.file
        let error = try failure(of: workspace) { try change.change(path) }
        #expect(error?.message == change.message + Self.wait)
        #expect(error?.exitCode == 65)
        #expect(try workspace.published() == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports").sorted()
                == [".lock", "2026-06-28", "latest"])
    }

    @Test("A change is told rather than the fault of the data that came of it")
    func causeFirst() throws {
        let workspace = try TemporaryWorkspace()
        let path = workspace.path + "/data/sales.csv"
        let error = try failure(of: workspace) { try Self.append("2026-06-01,\"A1", to: path) }
        #expect(
            error?.message
                == "data/sales.csv: the file of source 'sales' grew from 279 to 293 bytes while it was read"
                + Self.wait)
    }

    @Test("A pipe is refused at once, because it can be read only once", arguments: ["run", "check"])
    func pipe(_ command: String) throws {
        let workspace = try TemporaryWorkspace(["data/calls.csv": nil])
        #expect(unsafe mkfifo(workspace.path + "/data/calls.csv", 0o600) == 0)
        let run = try Program.run([command, "--quiet", "--workspace", workspace.path])
        #expect(run.code == 65)
        #expect(
            run.errors == """
                error: data/calls.csv: source 'activities' is a pipe, but files are read more than once
                  write what comes out of it to a file first

                """)
    }

    @Test(
        "What is no file of records ends with its reason",
        arguments: [
            ("/", "is a directory"), ("loop.csv", "Too many levels of symbolic links"),
            ("/proc/self/mem", "Input/output error"),
        ])
    func links(_ target: String, _ cause: String) throws {
        let workspace = try TemporaryWorkspace(["data/calls.csv": nil])
        let place = workspace.path + "/data/calls.csv"
        try FileManager.default.createSymbolicLink(
            atPath: place, withDestinationPath: target == "loop.csv" ? place : target)
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 65)
        #expect(
            run.errors == """
                error: data/calls.csv: cannot be read: \(cause)
                  check that it is a file and that its permissions allow reading it

                """)
    }

    @Test("A device without end and without lines ends at the longest line")
    func device() throws {
        let workspace = try TemporaryWorkspace(["data/calls.csv": nil])
        try FileManager.default.createSymbolicLink(
            atPath: workspace.path + "/data/calls.csv", withDestinationPath: "/dev/zero")
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 65)
        #expect(
            run.errors == """
                error: data/calls.csv:1: the header cannot be read: is longer than 8388608 bytes
                  check the line for a missing line end or quote

                """)
    }
}
