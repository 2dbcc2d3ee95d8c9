import Analysis
import Testing
import TerritoryModel

@Suite("Where a change of sales comes from")
struct SalesSplitTests {
    /// Sales before and after, then real, realigned and restated, in whole dollars; nil where not told apart.
    private func lines(_ report: Report) throws -> [String: [Int64?]] {
        let sales = try #require(report.changes.last.differences).sales
        return Dictionary(
            uniqueKeysWithValues: sales.map {
                let name = $0.subject == .organisation ? "*" : $0.subject.text
                return (
                    name,
                    [$0.before, $0.after, $0.real, $0.realigned, $0.restated].map {
                        $0.map { $0.units / 10_000 }
                    }
                )
            })
    }

    /// A sale of the last week, a restated past row, and unit u1 in the hands of South since two days ago.
    private func changed(_ field: SmallField) -> SmallField {
        var field = field
        field.sales[0].amount = 280 * 10_000
        field.sales.append(SaleRow(day: SmallField.day(3), account: 0, amount: 70 * 10_000))
        field.dimensions.unitAssignments[0] = UnitAssignment(
            unit: 0, territory: 1, validity: Validity(from: nil, to: SmallField.day(3)))
        field.dimensions.unitAssignments.append(
            UnitAssignment(unit: 0, territory: 2, validity: Validity(from: SmallField.day(2), to: nil)))
        return field
    }

    @Test("Sold, realigned and restated money are told apart for the organisation, territories and reps")
    func split() throws {
        let field = SmallField()
        let last = try field.weekBefore()
        let report = try changed(field).report(after: last)
        #expect(
            try lines(report) == [
                "*": [1000, 1050, 70, 0, -20], "G": [950, 1000, 70, 0, -20], "N": [400, 0, 0, -380, -20],
                "S": [550, 1000, 70, 380, 0], "unassigned": [50, 50, 0, 0, 0],
                "rep ann": [400, 450, 70, 0, -20],
                "rep bob": [500, 500, 0, 0, 0], "rep cyd": [50, 50, 0, 0, 0],
                "rep unassigned": [50, 50, 0, 0, 0],
            ])
    }

    @Test("Without dated assignments nothing restated means that all is realigned")
    func undated() throws {
        let (last, now) = try undatedRuns()
        let report = try now.report(after: last)
        let lines = try lines(report)
        #expect(lines["N"] == [400, 0, 0, -400, 0])
        #expect(lines["S"] == [550, 950, 0, 400, 0])
        #expect(lines["*"] == [1000, 1000, 0, 0, 0])
    }

    @Test("Without dated assignments restated and realigned money cannot be told apart")
    func together() throws {
        var (last, now) = try undatedRuns()
        now.sales[0].amount = 290 * 10_000
        now.quality.files[0].amountUpToLastRun = SmallField.usd(990)
        let lines = try lines(try now.report(after: last))
        #expect(lines["N"] == [400, 0, 0, nil, nil])
        #expect(lines["S"] == [550, 940, 0, nil, nil])
        #expect(lines["*"] == [1000, 990, 0, 0, -10])
        last.current = DayRange(from: last.current.from, to: last.current.to)
    }

    private func undatedRuns() throws -> (PastRun, SmallField) {
        var field = SmallField()
        field.sales = field.sales.filter { SmallField.asOf - $0.day < 100 }
        field.sales[5].territory = .blank
        for place in field.dimensions.unitAssignments.indices {
            let old = field.dimensions.unitAssignments[place]
            field.dimensions.unitAssignments[place] = UnitAssignment(
                unit: old.unit, territory: old.territory, validity: .always)
        }
        field.dimensions.repAssignments = field.dimensions.repAssignments.map {
            RepAssignment(rep: $0.rep, territory: $0.territory, role: $0.role, validity: .always)
        }
        var file = ImportedFile(source: "sales", file: "sales.csv")
        file.amountUpToAsOf = SmallField.usd(1000)
        file.amountUpToLastRun = SmallField.usd(1000)
        field.quality.files = [file]
        let last = try field.weekBefore()
        field.dimensions.unitAssignments[0] = UnitAssignment(unit: 0, territory: 2, validity: .always)
        return (last, field)
    }

    @Test("Territories and reps that came or went are told with nothing on the other side")
    func comingAndGoing() throws {
        let field = SmallField()
        var last = try field.weekBefore()
        // N was a territory of another id, and a rep who is gone had the id that is now S's.
        last.metrics[.territory("OLD")] = last.metrics.removeValue(forKey: .territory("N"))
        last.metrics[.rep("S")] = last.metrics.removeValue(forKey: .rep("ann"))
        let lines = try lines(try field.report(after: last))
        #expect(lines["OLD"] == [400, 0, 0, 100, -500])
        #expect(lines["N"] == [0, 400, 0, -100, 500])
        #expect(lines["S"] == [550, 550, 0, 0, 0])
        #expect(lines["rep S"] == [400, 0, 0, 0, -400])
        #expect(lines["rep ann"] == [0, 400, 0, 0, 400])
    }

    @Test("A run whose period is not that of a year ago is compared but not split")
    func otherPeriod() throws {
        var earlier = EarlierRuns()
        var past = try SmallField().weekBefore()
        earlier.yearAgo = past
        var report = try SmallField().report(earlier)
        let sales = try #require(report.changes.yearAgo.differences?.sales.first)
        #expect([sales.before, sales.after] == [SmallField.usd(1000), SmallField.usd(1000)])
        #expect([sales.real, sales.notReal, sales.realigned, sales.restated] == [nil, nil, nil, nil])
        past.current = SmallField().settings.windows.yearAgo
        earlier.yearAgo = past
        report = try SmallField().report(earlier)
        // Of today's data that period had 560, the run said 1000.
        let split = try #require(report.changes.yearAgo.differences?.sales.first)
        #expect([split.real, split.notReal, split.restated] == [440, -440, -440].map(SmallField.usd))
    }

    @Test("The parts add up, over territories and over reps, on any field", arguments: UInt64(1)...8)
    func sums(seed: UInt64) throws {
        var field = GeneratedField(seed: seed)
        var before = field
        before.settings.windows = ReportingWindows(asOf: GeneratedField.asOf - 7, period: .trailingWeeks(13))
        let last = PastRun(try before.report())
        // Another field's assignments are a realignment that reaches back, other amounts are restated rows.
        field.dimensions.unitAssignments = GeneratedField(seed: seed + 50).dimensions.unitAssignments
        for row in stride(from: 0, to: field.sales.count, by: 7) { field.sales[row].amount += 12_345 }
        var earlier = EarlierRuns()
        earlier.last = last
        field.settings.windows.lastRun = earlier.comparedPeriod
        let report = try analyse(
            field.dimensions, ownership: Ownership(field.dimensions), facts: field.facts,
            quality: ImportQuality(), settings: field.settings, earlier: earlier)
        let sales = try #require(report.changes.last.differences).sales
        let whole = try #require(sales.first)
        #expect(whole.subject == .organisation && whole.realigned == .zero && whole.restated != .zero)
        for change in sales {
            #expect(change.after.units - change.before.units == units(change.real) + units(change.notReal))
            #expect(change.notReal.map(\.units) == units(change.realigned) + units(change.restated))
        }
        let kinds = Dictionary(uniqueKeysWithValues: report.territories.map { ($0.territory.id, $0.kind) })
        let leaves = sales.filter {
            if case .territory(let id) = $0.subject { kinds[id] != .group } else { false }
        }
        let reps = sales.filter { if case .rep = $0.subject { true } else { false } }
        for part in [\SalesChange.real, \.realigned, \.restated] {
            #expect(leaves.reduce(0) { $0 + units($1[keyPath: part]) } == units(whole[keyPath: part]))
            #expect(reps.reduce(0) { $0 + units($1[keyPath: part]) } == units(whole[keyPath: part]))
        }
        #expect(leaves.contains { $0.realigned != .zero })
    }

    private func units(_ money: Money?) -> Int64 { money?.units ?? .min }
}

extension Subject {
    fileprivate var text: String {
        switch self {
        case .organisation: "*"
        case .territory(let id): id
        case .rep(let id): "rep \(id)"
        }
    }
}
