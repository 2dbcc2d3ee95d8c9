import Foundation
import Glibc
import Synchronization
import Testing

@testable import Pipeline

/// A clock that a test moves on; it shows the files of a workspace as old as the test wants.
private final class StoppedClock: Sendable {
    let state: Mutex<(now: Double, pauses: Int)>
    /// What happens during a pause.
    let happening: @Sendable (_ pauses: Int) throws -> Void

    init(at now: Double, _ happening: @escaping @Sendable (Int) throws -> Void = { _ in }) {
        state = Mutex((now, 0))
        self.happening = happening
    }

    var pauses: Int { state.withLock { $0.pauses } }

    var clock: RunClock {
        RunClock(
            now: { self.state.withLock { $0.now } },
            pause: { duration in
                let pauses = self.state.withLock { state in
                    state.now += duration.inSeconds
                    state.pauses += 1
                    return state.pauses
                }
                do { try self.happening(pauses) } catch { Issue.record(error) }
            })
    }
}

extension TemporaryWorkspace {
    /// A workspace with keys added to source `sales`.
    fileprivate static func sales(_ keys: String, _ changed: [String: String?] = [:]) throws
        -> TemporaryWorkspace
    {
        let configuration = TemporaryWorkspace.file(
            "bailiwick.yaml", replacing: "sales: {file: \"data/sales*.csv\", ",
            by: "sales: {file: \"data/sales*.csv\", \(keys), ")
        return try TemporaryWorkspace(configuration.merging(changed) { $1 })
    }

    /// Lets a file look as if it had last been written then.
    fileprivate func age(_ name: String, to seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path + "/" + name)
    }

    fileprivate func outcome(_ clock: RunClock) throws -> String {
        var settings = try settings()
        settings.clock = clock
        do throws(PipelineError) {
            _ = try Pipeline.run(settings, observe: { _ in })
            return "published"
        } catch {
            return "\(error.exitCode): \(error.message)"
        }
    }
}

@Suite("Inputs that come late or in part")
struct InputArrivalTests {
    /// 2026-06-29 00:00 UTC, the day behind the as-of day.
    private static let now = 1_782_691_200.0

    @Test("A file that was written to a moment ago is refused where nothing is waited for")
    func stillWritten() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {stable: 30s}")
        try workspace.age("data/sales.csv", to: Self.now - 12)
        #expect(
            try workspace.outcome(StoppedClock(at: Self.now).clock) == """
                65: data/sales.csv: the file of source 'sales' has not arrived whole: it was written to 12 seconds ago, \
                and must rest for 30s
                  run again when it has, or let the run wait longer with sources.sales.complete.wait
                """)
        try workspace.age("data/sales.csv", to: Self.now - 30)
        #expect(try workspace.outcome(StoppedClock(at: Self.now).clock) == "published")
    }

    @Test("A file that grows is waited for until it rests")
    func growing() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {stable: 30s, wait: 10m}")
        try workspace.age("data/sales.csv", to: Self.now)
        let stopped = StoppedClock(at: Self.now) { [path = workspace.path] pauses in
            // It grows during the first minute.
            guard pauses <= 30 else { return }
            let file = path + "/data/sales.csv"
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Self.now + Double(pauses) * 2)],
                ofItemAtPath: file)
        }
        #expect(try workspace.outcome(stopped.clock) == "published")
        #expect(stopped.pauses == 45)
    }

    @Test("A file whose time lies ahead counts as at rest when nothing changes for long enough")
    func ahead() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {stable: 30s, wait: 10m}")
        try workspace.age("data/sales.csv", to: Self.now + 7_200)
        let stopped = StoppedClock(at: Self.now)
        #expect(try workspace.outcome(stopped.clock) == "published")
        #expect(stopped.pauses == 15)
    }

    @Test("A file that does not come to rest in time is told, and nothing is published")
    func tooLong() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {stable: 1h, wait: 10m}")
        try workspace.age("data/sales.csv", to: Self.now - 60)
        #expect(
            try workspace.outcome(StoppedClock(at: Self.now).clock) == """
                65: data/sales.csv: the file of source 'sales' has not arrived whole after waiting for 10m: it was written \
                to 11 minutes ago, and must rest for 1h
                  run again when it has, or let the run wait longer with sources.sales.complete.wait
                """)
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports/latest"))
    }

    @Test("A file without its marker, or with one that is older, has not arrived")
    func marker() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {marker: \"{file}.done\"}")
        let clock = StoppedClock(at: Self.now).clock
        try workspace.age("data/sales.csv", to: Self.now - 60)
        let place = "65: data/sales.csv: the file of source 'sales' has not arrived whole: its marker"
        #expect(try workspace.outcome(clock).hasPrefix("\(place) 'data/sales.csv.done' is not there\n"))
        try workspace.write("", to: "data/sales.csv.done")
        try workspace.age("data/sales.csv.done", to: Self.now - 61)
        #expect(
            try workspace.outcome(clock).hasPrefix(
                "\(place) 'data/sales.csv.done' is older than the file itself\n"))
        try workspace.age("data/sales.csv.done", to: Self.now - 60)
        #expect(try workspace.outcome(clock) == "published")
    }

    @Test("A file with another last line has not arrived; a footer that is named in both places is no row")
    func lastLine() throws {
        let keys = "footers: [\"END;*\"], complete: {last_line: \"END;*\"}"
        let workspace = try TemporaryWorkspace.sales(keys)
        let clock = StoppedClock(at: Self.now).clock
        #expect(
            try workspace.outcome(clock).hasPrefix(
                "65: data/sales.csv: the file of source 'sales' has not arrived whole: its last line is "
                    + "'2025-06-10,A6,R3,P1,90', and must be like 'END;*'\n"))
        let whole = (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "END;10\n\n"
        try workspace.write(whole, to: "data/sales.csv")
        #expect(try workspace.outcome(clock) == "published")
        try workspace.write("", to: "data/sales.csv")
        #expect(try workspace.outcome(clock).contains("it has no last line, which must be like 'END;*'\n"))
    }

    @Test("A file that is not there yet is waited for, and missed when the time is over")
    func late() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {wait: 10m}", ["data/sales.csv": nil])
        #expect(
            try workspace.outcome(StoppedClock(at: Self.now).clock) == """
                66: bailiwick.yaml:12: no file matches 'data/sales*.csv' of source 'sales' after waiting for 10m
                  put the export there, or correct 'file'
                """)
        let stopped = StoppedClock(at: Self.now) { [path = workspace.path] pauses in
            guard pauses == 3 else { return }
            try Data((TemporaryWorkspace.files["data/sales.csv"] ?? "").utf8).write(
                to: URL(fileURLWithPath: path + "/data/sales.csv"))
        }
        #expect(try workspace.outcome(stopped.clock) == "published")
        #expect(stopped.pauses == 3)
    }

    @Test("What a run would wait for is told at once by check")
    func check() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {wait: 10m}", ["data/sales.csv": nil])
        #expect(throws: PipelineError.self) { try workspace.check() }
    }

    @Test("A second run is locked out while the first waits")
    func waitingIsLocked() throws {
        let workspace = try TemporaryWorkspace.sales("complete: {wait: 2s}", ["data/sales.csv": nil])
        let seen = Mutex<String?>(nil)
        let settings = try workspace.settings()
        let stopped = StoppedClock(at: Self.now) { _ in
            do throws(PipelineError) {
                _ = try Pipeline.run(settings, observe: { _ in })
            } catch {
                seen.withLock { $0 = "\(error.exitCode)" }
            }
        }
        _ = try workspace.outcome(stopped.clock)
        #expect(seen.withLock { $0 } == "75")
    }

    @Test("A source whose newest file is too old stops a run; fresh, it does not")
    func staleFile() throws {
        let workspace = try TemporaryWorkspace.sales("freshness: {max_age: 8d, by: file}")
        try workspace.age("data/sales.csv", to: Self.now - 9 * 86_400)
        let clock = StoppedClock(at: Self.now).clock
        #expect(
            try workspace.outcome(clock) == """
                65: data/sales.csv: the newest file of source 'sales' was last written 9 days ago, 2026-06-20 00:00 UTC, \
                which is older than 8d
                  export it again, or raise sources.sales.freshness.max_age
                nothing was published; all refused rows: \(workspace.path)/reports/rejected_rows.csv
                """)
        try workspace.age("data/sales.csv", to: Self.now - 8 * 86_400)
        #expect(try workspace.outcome(clock) == "published")
    }

    @Test("A source whose newest row is too old stops a run; rows behind the as-of day do not make it new")
    func staleRows() throws {
        let workspace = try TemporaryWorkspace.sales("freshness: {max_age: 8d, by: newest_row}")
        let clock = StoppedClock(at: Self.now).clock
        try workspace.write(
            (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "2026-07-01,A1,R1,P1,1\n",
            to: "data/sales.csv")
        #expect(
            try workspace.outcome(clock).hasPrefix(
                """
                65: source 'sales': the newest row is of 2026-06-12, 16 days before 2026-06-28, which is older than 8d
                  export it again, or raise sources.sales.freshness.max_age
                """))
        try workspace.write(
            (TemporaryWorkspace.files["data/sales.csv"] ?? "") + "2026-06-20,A1,R1,P1,1\n",
            to: "data/sales.csv")
        #expect(try workspace.outcome(clock) == "published")
    }

    @Test("A stale source that is only to be warned of is published; the page, the data and the grade tell")
    func warned() throws {
        let workspace = try TemporaryWorkspace.sales(
            "freshness: {max_age: 8d, on_stale: warn}",
            [
                "data/accounts.csv": (TemporaryWorkspace.files["data/accounts.csv"] ?? "").replacing(
                    "A8,Theta,,900", with: "A8,Theta,U4,900")
            ])
        try workspace.age("data/sales.csv", to: Self.now - 9 * 86_400)
        let clock = StoppedClock(at: Self.now).clock
        #expect(try workspace.outcome(clock) == "published")
        let files = try workspace.published()
        let page = String(decoding: files["quality.md"] ?? Data(), as: UTF8.self)
        #expect(
            page.contains(
                "| sales | Jun 12, 2026 | 16 days before the as-of day | 2026-06-20 00:00 UTC | 8d | "
                    + "the newest row is of 2026-06-12, 16 days before 2026-06-28; data/sales.csv was last written "
                    + "2026-06-20 00:00 UTC: older than 8d |"))
        #expect(page.contains("| activities | Jun 9, 2026 | 19 days before the as-of day |  |  |  |"))
        let ages = try workspace.reportJSON()["quality"]["ages"].array
        #expect(try ages.map { try $0["source"].string } == ["sales", "activities"])
        #expect(try ages[0]["age_days"].number == 16)
        #expect(try ages[0]["newest_row"].string == "2026-06-12")
    }

    @Test(
        "A file that is too old is waited for where the rules say so, and told by the gate when the time is over"
    )
    func waitsForFreshFile() throws {
        let workspace = try TemporaryWorkspace.sales(
            "freshness: {max_age: 8d, by: file}, complete: {wait: 1m}")
        try workspace.age("data/sales.csv", to: Self.now - 9 * 86_400)
        #expect(
            try workspace.outcome(StoppedClock(at: Self.now).clock).hasPrefix(
                "65: data/sales.csv: the newest file of source 'sales' was last written 9 days ago"))
        let stopped = StoppedClock(at: Self.now) { [path = workspace.path] pauses in
            guard pauses == 5 else { return }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Self.now)],
                ofItemAtPath: path + "/data/sales.csv")
        }
        #expect(try workspace.outcome(stopped.clock) == "published")
        #expect(stopped.pauses == 5)
    }

    @Test("check lists the age of the sources, warnings and repeated rows with their money")
    func checkSummary() throws {
        let overlapping = (TemporaryWorkspace.files["data/sales.csv"] ?? "").split(separator: "\n").prefix(4)
        let workspace = try TemporaryWorkspace.sales(
            "unique: \"{date}/{account}\", freshness: {max_age: 8d, by: newest_row, on_stale: warn}",
            ["data/sales-2.csv": overlapping.joined(separator: "\n") + "\n"])
        let summary = try workspace.check().summary
        #expect(
            summary.contains(
                "    3 rows, 0 loaded, 0 refused, 3 repeated and left out (600.7500 USD), 0.0000 USD loaded\n"
            ))
        #expect(
            summary.contains(
                "age of the sources\n  sales: newest row 2026-06-12, 16 days before 2026-06-28, at most 8d, too old\n"
                    + "  activities: newest row 2026-06-09, 19 days before 2026-06-28\n"))
        #expect(
            summary.hasSuffix(
                """
                warning: source 'sales': the newest row is of 2026-06-12, 16 days before 2026-06-28, which is older than 8d
                  export it again, or raise sources.sales.freshness.max_age
                the data passes the quality gate
                """))
    }

    @Test("A report of overlapping files equals that of the rows once, but for what the inputs say")
    func overlap() throws {
        let plain = try TemporaryWorkspace()
        try plain.run()
        let rows = (TemporaryWorkspace.files["data/sales.csv"] ?? "").split(separator: "\n")
        let twice = try TemporaryWorkspace.sales(
            "unique: \"{date}/{account}\"",
            [
                "data/sales.csv": rows.prefix(8).joined(separator: "\n") + "\n",
                "data/sales-2.csv": ([rows[0]] + rows.dropFirst(5)).joined(separator: "\n") + "\n",
            ])
        try twice.run()
        let expected = try plain.published()
        let found = try twice.published()
        for name in ["data/territories.csv", "data/reps.csv", "data/weekly.csv", "index.md"] {
            #expect(found[name] == expected[name], "\(name)")
        }
        let inputs = try twice.reportJSON()["quality"]["inputs"].array.filter {
            try $0["source"].string == "sales"
        }
        #expect(try inputs.map { try $0["rows_repeated"].number } == [3, 0])
    }
}
