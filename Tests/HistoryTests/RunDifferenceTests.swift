import Analysis
import TerritoryModel
import Testing

@testable import History

@Suite("What two runs say differently")
struct RunDifferenceTests {
    @Test("A run differs from itself in nothing")
    func same() {
        let difference = RunDifference(from: RunFixture.run(0), to: RunFixture.run(0))
        #expect(difference.metrics == [] && difference.inputs == [] && difference.territories == [])
        #expect(difference.units == [] && difference.reps == [] && difference.configuration == [])
        #expect(difference.newExceptions == [] && difference.goneExceptions == [])
        #expect(difference.lastingExceptions.count == 1)
    }

    @Test("Metrics that differ are told by subject in the order of the catalog, and what only one run has")
    func metrics() {
        var from = RunFixture.run(0)
        var to = RunFixture.run(0)
        from.metrics[.organisation]?["calls"] = .count(1)
        from.metrics[.organisation]?["metric_of_another_version"] = .number(2)
        to.metrics[.organisation]?["attainment"] = .unavailable("no_quota")
        to.metrics[.rep("R1")] = nil
        let difference = RunDifference(from: from, to: to)
        #expect(
            difference.metrics.map { [$0.name, $0.key] } == [
                ["Organisation", "attainment"], ["Organisation", "calls"],
                ["Organisation", "metric_of_another_version"], [RunFixture.jane.name, "attainment"],
                [RunFixture.jane.name, "calls"],
            ])
        #expect(difference.metrics[0].change.from == .number(0))
        #expect(difference.metrics[0].change.to == .unavailable("no_quota"))
        #expect(difference.metrics[1].change.to == nil)
    }

    @Test("Exceptions are new, gone or lasting by their identity")
    func exceptions() {
        var to = RunFixture.run(1)
        let gone = RunFixture.run(0).exceptions[0]
        var fresh = gone
        fresh.identity = "conflict:*"
        to.exceptions = [fresh]
        let difference = RunDifference(from: RunFixture.run(0), to: to)
        #expect(difference.newExceptions == [fresh])
        #expect(difference.goneExceptions == [gone])
        #expect(difference.lastingExceptions == [])
    }

    @Test("Assignments, names and inputs that differ are told whole")
    func lists() {
        var to = RunFixture.run(0)
        to.units[0] = PastUnit(unit: to.units[0].unit, territory: nil)
        to.units.removeLast()
        to.reps.append(Named(id: "R9", name: "New"))
        to.territories[0].owner = RunFixture.joe
        to.inputs[0].digest = "0"
        let difference = RunDifference(from: RunFixture.run(0), to: to)
        #expect(difference.units.map(\.from) == RunFixture.run(0).units)
        #expect(difference.units.map(\.to) == [to.units[0], nil])
        #expect(difference.reps.map(\.to) == [to.reps[2]])
        #expect(difference.territories.map(\.to) == [to.territories[0]])
        #expect(difference.inputs.map(\.to) == [to.inputs[0]])
    }
}
