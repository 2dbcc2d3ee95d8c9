import Foundation
import Glibc
import Testing

@testable import Pipeline

@Suite("doctor")
struct DoctorTests {
    /// What is not well, as `subject: finding → remedy`.
    private func faults(_ workspace: TemporaryWorkspace) throws -> (code: Int32, faults: [String]) {
        var settings = try workspace.settings()
        settings.clock = RunClock(now: { Date().timeIntervalSince1970 }, pause: { _ in })
        let diagnosis = diagnose(settings, version: "1.2.3")
        return (
            diagnosis.exitCode,
            diagnosis.symptoms.filter { $0.severity != .ok }.map { symptom in
                "\(symptom.severity) \(symptom.subject): \(symptom.finding) → \(symptom.remedy ?? "")"
            }
        )
    }

    private func configured(_ old: String, _ new: String) -> [String: String?] {
        TemporaryWorkspace.file("bailiwick.yaml", replacing: old, by: new)
    }

    @Test("A sound workspace has neither faults nor warnings, before its first run and after it")
    func sound() throws {
        let workspace = try TemporaryWorkspace()
        #expect(try faults(workspace) == (0, []))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports"))
        try workspace.run()
        #expect(try faults(workspace) == (0, []))
    }

    @Test("A wrong configuration is told, and nothing that depends on it")
    func configuration() throws {
        let workspace = try TemporaryWorkspace(configured("currency: USD", "currency: dollars"))
        let (code, faults) = try faults(workspace)
        #expect(code == 78)
        #expect(
            faults == [
                "fault configuration: bailiwick.yaml:3: 'currency' is 'dollars' → write an ISO 4217 code such as USD"
            ])
    }

    @Test("All files that are missing are told, and the code is that of the run")
    func missing() throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": nil, "data/calls.csv": nil])
        let (code, faults) = try faults(workspace)
        #expect(code == 66)
        #expect(
            faults == [
                "fault source sales: bailiwick.yaml:12: no file matches 'data/sales*.csv' of source 'sales' "
                    + "→ put the export there, or correct 'file'",
                "fault source activities: bailiwick.yaml:13: no file matches 'data/calls.csv' of source 'activities' "
                    + "→ put the export there, or correct 'file'",
            ])
        #expect(try workspace.failure()?.exitCode == code)
    }

    @Test("A file for which a run would wait is a warning")
    func late() throws {
        let workspace = try TemporaryWorkspace(
            configured("sales: {file:", "sales: {complete: {wait: 10m}, file:").merging([
                "data/sales.csv": nil
            ]) {
                $1
            })
        let (code, faults) = try faults(workspace)
        #expect(code == 0)
        #expect(
            faults == [
                "warning source sales: bailiwick.yaml:12: no file matches 'data/sales*.csv' of source 'sales'; a run "
                    + "waits up to 10m for it → put the export there, or correct 'file'"
            ])
    }

    @Test("A source that is too old is told")
    func stale() throws {
        let workspace = try TemporaryWorkspace(
            configured("sales: {file:", "sales: {freshness: {max_age: 8d, by: file}, file:"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_577_836_800)],
            ofItemAtPath: workspace.path + "/data/sales.csv")
        let (code, faults) = try faults(workspace)
        #expect(code == 65)
        #expect(
            faults == [
                "fault source sales: data/sales.csv: 1 file, 279 bytes, last written 2020-01-01 00:00 UTC, which is "
                    + "older than 8d → export it again, or raise sources.sales.freshness.max_age"
            ])
    }

    @Test("Leftovers, a wrong link and a template that cannot be parsed are told")
    func leftovers() throws {
        let workspace = try TemporaryWorkspace(["templates/html/index.mustache": "{{#open}}"])
        try workspace.write("", to: "reports/.staging-99/half")
        try workspace.write("", to: "reports/2026-06-21/index.html")
        try FileManager.default.createSymbolicLink(
            atPath: workspace.path + "/reports/latest", withDestinationPath: "2026-06-14")
        let (code, faults) = try faults(workspace)
        #expect(code == 78)
        #expect(faults.count == 3)
        #expect(faults[0].hasPrefix("fault templates: "))
        #expect(
            Array(faults.dropFirst()) == [
                "warning leftovers: .staging-99 of a run that was killed → the next run removes it",
                "warning latest report: 'latest' leads to 2026-06-14, and the newest report is of 2026-06-21 → the next "
                    + "run corrects it",
            ])
    }

    @Test("A folder in the place of the reports, or of the link to them, is a fault of output")
    func inTheWay() throws {
        let file = try TemporaryWorkspace(["reports": "a file in the way"])
        let (code, faults) = try faults(file)
        #expect(code == 73)
        #expect(
            faults.first
                == "fault reports folder: \(file.path)/reports: cannot be written: it is no folder → make room or allow "
                + "writing there, then run again")
        let folder = try TemporaryWorkspace([
            "reports/latest/index.html": "", "reports/2026-06-21/index.html": "",
        ])
        #expect(try self.faults(folder).code == 73)
        #expect(try folder.failure()?.exitCode == 73)
    }

    @Test("The table ends with what it comes to, the object says the same to programs")
    func output() throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": nil])
        let run = try Program.run(["doctor", "--workspace", workspace.path])
        #expect(run.code == 66 && run.errors == "")
        #expect(run.output.hasSuffix("\n\n1 fault: a run would end with 66\n"))
        #expect(run.output.contains("\nfault    source sales             bailiwick.yaml:12: no file matches"))
        let object = try Program.run(["doctor", "--json", "--workspace", workspace.path])
        let json = try JSON(Data(object.output.utf8))
        #expect(object.code == 66)
        #expect(try json["exit_code"].number == 66 && json["schema"].string == "bailiwick.doctor/1")
        let subjects = try json["checks"].array.map { try $0["subject"].string }
        #expect(
            subjects.prefix(3) == ["versions", "clock", "configuration"] && subjects.last == "disk space")
    }
}
