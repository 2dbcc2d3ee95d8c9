import Foundation
import GRDB
import TerritoryModel
import Testing

@testable import History

@Suite("A history that is put right")
struct HistoryRepairTests {
    private func opened(_ folder: TemporaryFolder) throws -> (history: RunHistory, repairs: [HistoryRepair]) {
        try RunHistory.opened(folder.database, reports: folder.reports)
    }

    @Test("A pending run whose report is live is published by the next run")
    func completed() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(1, RunFixture.other)])
        let history = try RunHistory(path: folder.database)
        _ = try history.begin(RunFixture.run(1))
        try history.close()
        try folder.publishFacts(RunFixture.run(1))
        let (repaired, repairs) = try opened(folder)
        #expect(try repaired.run(asOf: RunFixture.first + 7) == RunFixture.run(1))
        #expect(
            repairs.map(\.text) == [
                "the run of \(RunFixture.first + 7) had been cut short after its report was published; its "
                    + "history is complete now"
            ])
        #expect(try opened(folder).repairs == [])
    }

    @Test("A pending run whose report is not live is forgotten by the next run")
    func forgotten() throws {
        let folder = try TemporaryFolder()
        let old = RunFixture.run(1, RunFixture.other)
        try folder.history(of: [old])
        try folder.publishFacts(old)
        let history = try RunHistory(path: folder.database)
        _ = try history.begin(RunFixture.run(1))
        _ = try history.begin(RunFixture.run(2))
        try history.close()
        let (repaired, repairs) = try opened(folder)
        #expect(repairs == [])
        #expect(try repaired.run(asOf: RunFixture.first + 7) == old)
        #expect(try repaired.rows(of: "SELECT count(*) FROM run") == [[.integer(1)]])
    }

    @Test("A damaged history is kept aside and restored from its backup")
    func restored() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory(path: folder.database)
        for week in 0..<3 { try history.publish(try history.begin(RunFixture.run(week))) }
        try history.backUp()
        try history.close()
        try folder.damage(folder.database, at: 0, bytes: 4096)
        let (repaired, repairs) = try opened(folder)
        #expect(try repaired.runs().count == 3)
        #expect(try repaired.run(asOf: RunFixture.first) == RunFixture.run(0))
        #expect(
            repairs == [
                HistoryRepair(
                    kind: .restored,
                    text:
                        "the history \(folder.database) was damaged (file is not a database) and is kept as "
                        + "\(folder.database).corrupt-1; it was restored from its backup")
            ])
        #expect(try folder.names.contains("bailiwick.sqlite.corrupt-1"))
    }

    @Test("A damaged table that every run reads is found when the history is opened")
    func damagedTable() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0)])
        let root = try DatabaseQueue(path: folder.database).read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'run'") ?? 0
        }
        try folder.damage(folder.database, at: UInt64((root - 1) * 4096), bytes: 4096)
        let error = #expect(throws: HistoryError.self) { try RunHistory(path: folder.database) }
        guard case .corrupt? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Where the backup is damaged too, both are kept and the history is begun anew")
    func backupDamagedToo() throws {
        let folder = try TemporaryFolder()
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: folder.database))
        try Data(repeating: 8, count: 9000).write(to: URL(fileURLWithPath: folder.database + ".backup"))
        let (repaired, repairs) = try opened(folder)
        #expect(try repaired.runs() == [])
        #expect(
            repairs.map(\.text) == [
                "the history \(folder.database) was damaged (file is not a database) and is kept as "
                    + "\(folder.database).corrupt-1; its backup was damaged too (file is not a database) and is "
                    + "kept as \(folder.database).backup.corrupt-1; it was begun anew"
            ])
    }

    @Test("A history that is missing is restored from its backup; without one it is simply begun")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(try opened(folder).repairs == [])
        let history = try RunHistory(path: folder.database)
        try history.publish(try history.begin(RunFixture.run(0)))
        try history.backUp()
        try history.close()
        try FileManager.default.removeItem(atPath: folder.database)
        // The log of the file that went is not that of the copy.
        try Data(repeating: 1, count: 100).write(to: URL(fileURLWithPath: folder.database + "-wal"))
        let (repaired, repairs) = try opened(folder)
        #expect(try folder.names.contains("bailiwick.sqlite.corrupt-1-wal"))
        #expect(try repaired.run(asOf: RunFixture.first) == RunFixture.run(0))
        #expect(
            repairs.map(\.text)
                == ["the history \(folder.database) was missing; it was restored from its backup"])
    }

    @Test("A report that cannot be recorded is told, and no reason to stop")
    func unrecorded() throws {
        let folder = try TemporaryFolder()
        try folder.publishFacts(RunFixture.run(0))
        let repairs = try opened(folder).repairs
        let report = "\(folder.path)/reports/\(RunFixture.first)/report.json"
        #expect(
            repairs == [
                HistoryRepair(
                    kind: .unrecorded,
                    text: "\(report) is not in the history: the report was published without the format json")
            ])
    }

    @Test(
        "A backup has every run, also where one was cut short, is damaged or lags behind",
        arguments: [
            "none", "cut short", "damaged", "behind", "taken",
        ])
    func backup(_ state: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.database + ".backup"
        let history = try RunHistory(path: folder.database)
        try history.record(RunFixture.run(0))
        switch state {
        case "cut short": try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path + ".new"))
        case "damaged": try Data(repeating: 9, count: 9000).write(to: URL(fileURLWithPath: path))
        case "behind":
            try history.backUp()
            try history.record(RunFixture.run(1))
        case "taken": try history.backUp()
        default: break
        }
        for run in [RunFixture.run(2), RunFixture.run(2, RunFixture.other)] {
            try history.record(run)
            try history.backUp(run)
        }
        #expect(
            try folder.names.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
                == ["bailiwick.sqlite", "bailiwick.sqlite.backup"])
        let copy = try RunHistory(reading: path)
        try copy.check()
        #expect(try copy.runs() == history.runs())
        #expect(try copy.run(asOf: RunFixture.first + 14) == RunFixture.run(2, RunFixture.other))
    }

    @Test("Pruning forgets what its rule names and keeps runs whose report is published")
    func pruned() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: (0..<6).map { RunFixture.run($0) })
        try folder.publishFacts(RunFixture.run(1))
        let history = try RunHistory(path: folder.database)
        let days = (0..<6).map { RunFixture.first + 7 * $0 }
        let rehearsal = try history.prune(.keep(2), reports: folder.reports, isRehearsal: true)
        #expect(rehearsal.removed == [days[0], days[2], days[3]])
        #expect(rehearsal.published == [days[1]])
        #expect(try history.runs().count == 6)
        let before = try history.prune(.before(days[1]), reports: folder.reports, isRehearsal: false)
        #expect(before.removed == [days[0]] && before.kept == 5)
        let outcome = try history.prune(.keep(2), reports: folder.reports, isRehearsal: false)
        #expect(outcome.removed == [days[2], days[3]])
        #expect(try history.runs().map(\.asOf) == [days[1], days[4], days[5]])
        try history.check()
    }
}
