import Analysis
import TerritoryModel

/// What differs from earlier runs, with names as bad as names get.
extension ReportFixture {
    static let lastDay = asOf - 7
    static let gone = Named(id: "<gone>", name: "<b>Gone</b> | `x`")

    static var changes: ChangeReport {
        var changes = ChangeReport()
        changes.last = .compared(comparison)
        changes.yearAgo = .otherConfiguration(.init(asOf: asOf - 364, changedKeys: ["period", "<b>x</b>"]))
        return changes
    }

    static var comparison: RunComparison {
        var run = RunComparison(asOf: lastDay, current: DayRange(from: lastDay - 90, to: lastDay))
        run.spreadRuns = 13
        run.metrics = metricChanges
        run.sales = salesChanges
        run.exceptions.new = [exceptionChange(.vacancy, accent, lastDay + 7)]
        run.exceptions.gone = [exceptionChange(.conflict, gone, lastDay - 30)]
        var taken = exceptionChange(.lostAccounts, markup, asOf - 22)
        taken.within = "vacancy:T <1>"
        run.exceptions.lasting = [taken]
        run.assignments = assignments
        run.inputs = inputs
        return run
    }

    private static var metricChanges: [MetricChange] {
        let usual = UsualSpread(median: 0.001, spread: 0.015, differences: 12)
        let never = UsualSpread(median: 0, spread: 0, differences: 12)
        return [
            MetricChange(
                subject: .organisation, name: "Southeast <field> sales", metric: .attainment,
                before: .number(0.96), after: .number(0.88), usual: usual),
            MetricChange(
                subject: .territory(markup.id), name: markup.name, metric: .lostAccounts, before: .count(3),
                after: .count(1), usual: never),
            MetricChange(
                subject: .rep(joe.id), name: joe.name, metric: .sales, before: .money(money(10)),
                after: .money(money(12)), usual: nil),
        ].compactMap(\.self)
    }

    private static var salesChanges: [SalesChange] {
        func change(_ subject: Subject, _ name: String, _ before: Int64, _ parts: [Int64?]) -> SalesChange {
            let after = before + (parts[0] ?? 0) + (parts[1] ?? 0)  // what is not told is not moved
            var change = SalesChange(
                subject: subject, name: name, before: Money(units: before * 10_000),
                after: Money(units: after * 10_000))
            let money = parts.map { $0.map { Money(units: $0 * 10_000) } }
            change.real = money[0]
            change.notReal = money[1]
            change.realigned = money[2]
            change.restated = money[3]
            return change
        }
        return [
            change(.organisation, "Southeast <field> sales", 1_000, [70, -20, 0, -20]),
            change(.territory(markup.id), markup.name, 400, [10, 30, 50, -20]),
            change(.territory(gone.id), gone.name, 100, [0, -100, nil, nil]),
            change(.rep(jane.id), jane.name, 5, [nil, nil, nil, nil]),
        ]
    }

    private static func exceptionChange(
        _ kind: ReportException.Kind, _ territory: Named, _ firstSeen: Day
    ) -> ExceptionChange {
        ExceptionChange(
            PastException(
                identity: "\(kind.rawValue):\(territory.id)", kind: kind, territory: territory,
                money: money(90), text: "<script>why</script> | because.", firstSeen: firstSeen), asOf: asOf)
    }

    private static var assignments: [AssignmentChange] {
        var team = AssignmentChange(.team, markup)
        team.added = [jane]
        team.removed = [joe]
        var units = AssignmentChange(.units, from: nil, to: markup)
        units.units = (0..<7).map { Named(id: "u\($0)", name: "County \($0) <x>") }
        var kind = AssignmentChange(.kind, accent)
        kind.kinds = [.overlay, .exclusive]
        var new = AssignmentChange(.newUnits)
        new.units = [unit]
        return [
            AssignmentChange(.owner, markup, from: gone, to: jane),
            AssignmentChange(.renamed, markup, from: gone, to: markup),
            AssignmentChange(.parent, accent, from: nil, to: group),
            AssignmentChange(.newTerritory, accent), AssignmentChange(.goneTerritory, gone, from: jane), team,
            kind, units, new,
        ]
    }

    private static var inputs: RestatedInputs {
        var inputs = RestatedInputs(asOf: lastDay)
        var renamed = InputChange(.renamed, file: "b|.csv", before: money(7), after: money(7))
        renamed.formerName = "<a>.csv"
        inputs.files = [
            InputChange(.restated, file: "data/<sales>.csv", before: money(500), after: money(480)),
            InputChange(.new, file: "=new.csv", before: nil, after: money(3)), renamed,
        ]
        inputs.net = Money(units: -170_000)
        inputs.gross = Money(units: 230_000)
        return inputs
    }
}
