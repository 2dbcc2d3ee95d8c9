import Digesting
import Foundation
import GRDB
import TerritoryModel
import Testing

@testable import History

@Suite("A history that cannot be used")
struct HistoryFaultTests {
    @Test("Reading where there is none makes none")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: HistoryError.missing(path: folder.database)) {
            try RunHistory(reading: folder.database)
        }
        #expect(try folder.names == [])
    }

    @Test("A database that another program has locked is waited for, then told")
    func locked() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0)])
        let other = try DatabaseQueue(path: folder.database)
        let history = try RunHistory(path: folder.database, patience: 0.01)
        try other.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN EXCLUSIVE")
            #expect(throws: HistoryError.locked(path: folder.database)) {
                try history.begin(RunFixture.run(1))
            }
            try database.execute(sql: "ROLLBACK")
        }
        try history.publish(try history.begin(RunFixture.run(1)))
    }

    @Test("Reading goes on while a run writes")
    func readingWhileWriting() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0)])
        let writer = try RunHistory(path: folder.database)
        try writer.queue.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE; DELETE FROM run")
            let reader = try RunHistory(reading: folder.database, patience: 0)
            #expect(try reader.runs().map(\.asOf) == [RunFixture.first])
            try database.execute(sql: "ROLLBACK")
        }
    }

    @Test("A history of a newer version is refused and left as it is")
    func newer() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0)])
        try DatabaseQueue(path: folder.database).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: things to come')")
        }
        let expected = HistoryError.newer(path: folder.database)
        #expect(throws: expected) { try RunHistory(path: folder.database) }
        #expect(throws: expected) { try RunHistory(reading: folder.database) }
        #expect(throws: expected) { try RunHistory.opened(folder.database, reports: folder.reports) }
    }

    @Test("A database of something else is refused and left as it is")
    func foreign() throws {
        let folder = try TemporaryFolder()
        try DatabaseQueue(path: folder.database).write { try $0.execute(sql: "CREATE TABLE mine (id)") }
        #expect(throws: HistoryError.foreign(path: folder.database)) {
            try RunHistory.opened(folder.database, reports: folder.reports)
        }
    }

    @Test("A file that cannot be made is told with the system's words")
    func unwritable() throws {
        let path = try TemporaryFolder().path + "/nowhere/bailiwick.sqlite"
        #expect(throws: HistoryError.cannotWrite(path: path, cause: "unable to open database file")) {
            try RunHistory(path: path)
        }
    }

    @Test(
        "Every fault says where, what and what to do",
        arguments: [
            (
                HistoryError.locked(path: "h"),
                "h: another program has locked the history\n"
                    + "  close it (a tool that looks into the database, a copy, a backup), then run again"
            ),
            (
                .corrupt(path: "h", cause: "c"),
                "h: the history is damaged: c\n  the next 'bailiwick run' moves it aside and restores it"
            ),
            (
                .newer(path: "h"),
                "h: the history was written by a newer version of bailiwick\n"
                    + "  install that version again, or name another file in 'history'"
            ),
            (
                .foreign(path: "h"),
                "h: is a database, but not a history of bailiwick\n"
                    + "  name another file in 'history' of bailiwick.yaml"
            ),
            (
                .cannotWrite(path: "h", cause: "c"),
                "h: the history cannot be written: c\n  make room or allow writing there, then run again"
            ),
            (
                .cannotRead(path: "h", cause: "c"),
                "h: the history cannot be read: c\n  allow reading it, then try again"
            ),
            (.missing(path: "h"), "h: there is no history yet\n  'bailiwick run' starts it"),
            (
                .noRun(path: "h", day: "2026-06-28", days: []),
                "h: the history has no run as of 2026-06-28\n  it has no runs yet; 'bailiwick run' makes the first"
            ),
            (
                .noRun(path: "h", day: "2026-06-28", days: [Day(number: 0), Day(number: 7)]),
                "h: the history has no run as of 2026-06-28\n  it has 1970-01-01, 1970-01-08"
            ),
            (
                .noRun(path: "h", day: "2026-06-28", days: (0..<4).map { Day(number: $0) }),
                "h: the history has no run as of 2026-06-28\n"
                    + "  'bailiwick history' lists its 4 days; the newest is 1970-01-04"
            ),
            (
                .unreadableReport(path: "r", cause: "c"),
                "r: cannot be recorded in the history: c\n  publish the day again with 'bailiwick run --as-of DAY'"
            ),
        ] as [(HistoryError, String)])
    func messages(_ error: HistoryError, _ message: String) {
        #expect(error.message == message)
    }

    @Test(
        "SHA-256 of the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func digests(_ text: String, _ digest: String) {
        #expect(ContentDigest.of(text) == digest)
    }
}
