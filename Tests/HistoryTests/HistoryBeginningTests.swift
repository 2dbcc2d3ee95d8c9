import Foundation
import GRDB
import TerritoryModel
import Testing

@testable import History

@Suite("What a history is begun with")
struct HistoryBeginningTests {
    @Test("What was recorded is on disk when recording ends")
    func forcedToDisk() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory(path: folder.database)
        // 2 is FULL: every transaction waits for the disk.
        let levels = try history.queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(levels == 2)
    }

    @Test("A history whose making was cut short is made by the next run")
    func cutShort() throws {
        let folder = try TemporaryFolder()
        try DatabaseQueue(path: folder.database).write {
            try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        let (history, repairs) = try RunHistory.opened(folder.database, reports: folder.reports)
        #expect(repairs == [])
        try history.publish(try history.begin(RunFixture.run(0)))
        #expect(try history.run(asOf: RunFixture.first) == RunFixture.run(0))
    }

    @Test("A database of something else is left as it is, to the byte")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let other = try DatabaseQueue(path: folder.database)
        try other.write { try $0.execute(sql: "CREATE TABLE customer (name)") }
        try other.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        #expect(throws: HistoryError.foreign(path: folder.database)) {
            try RunHistory.opened(folder.database, reports: folder.reports)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
        #expect(try folder.names == ["bailiwick.sqlite"])
    }

    @Test("A history without a byte is restored from its backup; one that lacks a table is damaged")
    func lacking() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0)])
        let history = try RunHistory(path: folder.database)
        try history.backUp()
        try history.close()
        try Data().write(to: URL(fileURLWithPath: folder.database))
        let (restored, repairs) = try RunHistory.opened(folder.database, reports: folder.reports)
        #expect(try restored.run(asOf: RunFixture.first) == RunFixture.run(0))
        #expect(
            repairs.map(\.text)
                == ["the history \(folder.database) was empty; it was restored from its backup"])
        try restored.queue.write { try $0.execute(sql: "DROP VIEW metrics; DROP TABLE metric_value") }
        let cause = "no such table: metric_value"
        #expect(throws: HistoryError.corrupt(path: folder.database, cause: cause)) {
            try restored.run(asOf: RunFixture.first)
        }
    }
}
