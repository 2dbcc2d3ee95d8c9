import Analysis
import Foundation
import GRDB
import TerritoryModel
import Testing

@testable import History

@Suite("The history of runs")
struct RunHistoryTests {
    @Test("A published run is read back as it was recorded")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0), RunFixture.run(1)])
        let history = try RunHistory(reading: folder.database)
        #expect(try history.run(asOf: RunFixture.first) == RunFixture.run(0))
        #expect(try history.run(asOf: RunFixture.first + 7) == RunFixture.run(1))
        #expect(try history.run(asOf: RunFixture.first + 1) == nil)
    }

    @Test("A run is seen by nobody before its report is live, and not at all where it never is")
    func pending() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory(path: folder.database)
        let pending = try history.begin(RunFixture.run(0))
        #expect(try history.runs() == [])
        for view in RunHistory.viewNames { #expect(try history.rows(of: "SELECT * FROM \(view)") == []) }
        try history.abandon(pending)
        for table in ["run", "metric_value", "input", "exception", "configuration", "snapshot", "unit_row"] {
            #expect(try history.rows(of: "SELECT count(*) FROM \(table)") == [[.integer(0)]], "\(table)")
        }
    }

    @Test("A day that is run again replaces that day and no other")
    func replaced() throws {
        let folder = try TemporaryFolder()
        let again = RunFixture.run(1, RunFixture.other)
        try folder.history(of: [RunFixture.run(1), RunFixture.run(0), again])
        let history = try RunHistory(reading: folder.database)
        #expect(try history.run(asOf: RunFixture.first + 7) == again)
        #expect(try history.runs().map(\.asOf) == [RunFixture.first, RunFixture.first + 7])
        #expect(try history.rows(of: "SELECT count(*) FROM run") == [[.integer(2)]])
    }

    @Test("What is the same in many runs is kept once, and goes with the last of them")
    func snapshots() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: (0..<5).map { RunFixture.run($0) })
        let history = try RunHistory(path: folder.database)
        #expect(try history.rows(of: "SELECT count(*) FROM snapshot") == [[.integer(3)]])
        #expect(try history.rows(of: "SELECT count(*) FROM unit_row") == [[.integer(2)]])
        #expect(try history.rows(of: "SELECT count(*) FROM configuration") == [[.integer(1)]])
        _ = try history.prune(.keep(1), reports: folder.reports, isRehearsal: false)
        #expect(try history.run(asOf: RunFixture.first + 28) == RunFixture.run(4))
        #expect(try history.rows(of: "SELECT count(*) FROM unit_row") == [[.integer(2)]])
    }

    @Test("A subject is called as in its newest run, whatever the order of the runs")
    func names() throws {
        let folder = try TemporaryFolder()
        var old = RunFixture.run(0)
        old.reps[0] = Named(id: "R1", name: "Jane Maiden")
        old.territories[0] = PastTerritory(
            territory: RunFixture.north, parent: nil, kind: .exclusive, owner: old.reps[0],
            reps: [old.reps[0]])
        try folder.history(of: [RunFixture.run(1), old])
        let history = try RunHistory(reading: folder.database)
        let names = try history.rows(
            of: "SELECT DISTINCT subject FROM metrics WHERE subject_kind = 'rep'")
        #expect(names == [[.text(RunFixture.jane.name)]])
        #expect(try history.run(asOf: RunFixture.first) == old)
    }

    @Test(
        "Only runs of days before are given, the newest, the one of a year ago, and thirteen under one configuration"
    )
    func earlier() throws {
        let folder = try TemporaryFolder()
        let weeks = Array(0..<50) + [51, 52, 53, 54]
        try folder.history(
            of: weeks.map {
                RunFixture.run($0, $0 == 50 || $0 == 40 ? RunFixture.other : RunFixture.configuration)
            })
        let history = try RunHistory(reading: folder.database)
        let asOf = RunFixture.first + 7 * 54
        let earlier = try history.earlierRuns(
            before: asOf, under: RunFixture.configuration, watching: [.attainment, .calls])
        #expect(earlier.last?.asOf == asOf - 7)
        #expect(earlier.last?.hasOtherConfiguration == false)
        #expect(earlier.last?.exceptions == [RunFixture.exception(53)])
        #expect(earlier.yearAgo?.asOf == RunFixture.first + 14)
        let recent = [41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53]
        #expect(
            earlier.recent[.organisation]?[.attainment]?.suffix(12)
                == recent.map { Optional(0.1 * Double($0)) }[...])
        #expect(earlier.recent[.rep("R1")]?[.calls]?.count == 13)
        #expect(earlier.recent[.rep("R1")]?[.calls]?.first == 39)
        let none = try history.earlierRuns(
            before: RunFixture.first, under: RunFixture.configuration, watching: [.attainment])
        #expect(none == EarlierRuns())
    }

    @Test(
        "The run of the year before is at most three days off, the nearest first",
        arguments: [
            (-4, nil), (-3, -3), (3, 3), (4, nil),
        ] as [(Int, Int?)])
    func yearAgo(_ offset: Int, _ expected: Int?) throws {
        let folder = try TemporaryFolder()
        var run = RunFixture.run(0)
        run.facts.asOf = RunFixture.first + offset
        try folder.history(of: [run])
        let earlier = try RunHistory(reading: folder.database).earlierRuns(
            before: RunFixture.first + 364, under: RunFixture.configuration, watching: [])
        #expect(earlier.yearAgo?.asOf == expected.map { RunFixture.first + $0 })
    }

    @Test("A run under another configuration is told with the keys that differ")
    func otherConfiguration() throws {
        let folder = try TemporaryFolder()
        try folder.history(of: [RunFixture.run(0, RunFixture.other)])
        let earlier = try RunHistory(reading: folder.database).earlierRuns(
            before: RunFixture.first + 7, under: RunFixture.configuration, watching: [.attainment])
        #expect(earlier.last?.hasOtherConfiguration == true)
        #expect(earlier.last?.changedConfigurationKeys == ["bands", "period"])
        #expect(earlier.recent == [:])
    }

    @Test("A value that a run has not is nil among the recent ones")
    func gaps() throws {
        let folder = try TemporaryFolder()
        var gap = RunFixture.run(1)
        gap.metrics[.organisation] = ["attainment": .unavailable("no_quota")]
        try folder.history(of: [RunFixture.run(0), gap, RunFixture.run(2)])
        let earlier = try RunHistory(reading: folder.database).earlierRuns(
            before: RunFixture.first + 21, under: RunFixture.configuration, watching: [.attainment, .sales])
        #expect(earlier.recent[.organisation]?[.attainment] == [0, nil, 0.2])
        #expect(earlier.recent[.organisation]?[.sales] == [100, nil, 100.0002])
    }

    @Test("A hundred values of a run take less than 3 kB")
    func size() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory(path: folder.database)
        var pages: [Int64] = []
        for week in 0..<12 {
            var run = RunFixture.run(week)
            run.territories = (0..<60).map {
                PastTerritory(
                    territory: Named(id: "T\($0)", name: "Territory \($0)"), parent: nil, kind: .exclusive,
                    owner: nil, reps: [])
            }
            run.metrics = Dictionary(
                uniqueKeysWithValues: (0..<60).map { territory in
                    let values = MetricKey.allCases.enumerated().map { place, key in
                        (key.rawValue, RecordedValue.number(Double(territory * place + week) / 7))
                    }
                    return (.territory("T\(territory)"), Dictionary(uniqueKeysWithValues: values))
                })
            try history.publish(try history.begin(run))
            guard case .integer(let count)? = try history.rows(of: "PRAGMA page_count").first?.first else {
                continue
            }
            pages.append(count * 4096)
        }
        let growth = (pages[11] - pages[1]) / 10
        #expect(growth * 100 < 3_000 * Int64(60 * MetricKey.allCases.count))
    }
}
