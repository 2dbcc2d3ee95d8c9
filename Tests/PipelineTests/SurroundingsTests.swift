import Foundation
import Glibc
import Testing

@testable import Pipeline

@Suite("What surrounds a run")
struct SurroundingsTests {
    /// Runs the program under another environment and umask.
    private func run(_ workspace: TemporaryWorkspace, umask: String = "022", _ environment: String) throws
        -> Int32
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "umask \(umask); exec env -i \(environment) \"$0\" run --quiet --workspace \"$1\"",
            Program.path,
            workspace.path,
        ]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test(
        "The report is the same in every time zone and locale",
        arguments: [
            "TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8", "TZ=America/Los_Angeles LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8",
            "LC_ALL=C PATH=/usr/bin:/bin HOME=/", "TZ=:/nonexistent LANG=xx",
        ])
    func environment(_ environment: String) throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let expected = try workspace.published()
        #expect(try run(workspace, environment) == 0)
        #expect(try workspace.published() == expected)
    }

    @Test("today is the day of the time zone that TZ names")
    func today() throws {
        // At every moment it is another day on these two sides of the world.
        for zone in ["Pacific/Kiritimati", "Pacific/Niue"] {
            let workspace = try TemporaryWorkspace(
                TemporaryWorkspace.file("bailiwick.yaml", replacing: "as_of: 2026-06-28", by: "as_of: today"))
            let before = try #require(TimeZone(identifier: zone)).day()
            #expect(try run(workspace, "TZ=\(zone)") == 0)
            let after = try #require(TimeZone(identifier: zone)).day()
            let link = try FileManager.default.destinationOfSymbolicLink(
                atPath: workspace.path + "/reports/latest")
            #expect([before, after].contains(link))
        }
    }

    @Test("All that is made has the permissions of the umask", arguments: ["077", "027", "002"])
    func umask(_ umask: String) throws {
        let workspace = try TemporaryWorkspace()
        #expect(try run(workspace, umask: umask, "LC_ALL=C") == 0)
        let mask = try #require(UInt16(umask, radix: 8))
        let root = workspace.path + "/reports"
        var seen: Set<UInt16> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) + [""] {
            let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + name)
            let type = try #require(attributes[.type] as? FileAttributeType)
            guard type != .typeSymbolicLink else { continue }
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).uint16Value
            let expected = (type == .typeDirectory ? 0o777 : 0o666) & ~mask
            #expect(mode == expected, "\(name)")
            seen.insert(mode)
        }
        #expect(seen.count == 2)
    }

    @Test("A new workspace has the permissions of the umask", arguments: ["077", "027"])
    func newWorkspace(_ umask: String) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/bailiwick-umask-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a leftover harms nobody
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "umask \(umask); exec \"$0\" init --sample \"$1\"", Program.path, folder]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let mask = try #require(UInt16(umask, radix: 8))
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) + [""] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            let mode = try #require(attributes[.posixPermissions] as? NSNumber).uint16Value
            #expect(mode & mask == 0, "\(name)")
        }
    }
}

extension TimeZone {
    /// The present day there.
    fileprivate func day() -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = self
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
