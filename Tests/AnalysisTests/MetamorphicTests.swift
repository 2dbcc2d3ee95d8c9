import Analysis
import Testing
import TerritoryModel

/// What must follow from a change of the inputs, whatever they are.
@Suite struct MetamorphicTests {
    static let seeds = UInt64(1)...4

    /// Metric by metric: each value against the one before.
    private func compare(
        _ before: MetricSet?, _ after: MetricSet?, leavingOut left: Set<MetricKey> = [],
        _ isRight: (MetricKey, MetricValue, MetricValue) -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let before, let after else {
            Issue.record("no such subject", sourceLocation: sourceLocation)
            return
        }
        for (key, value) in before.ordered where !left.contains(key) {
            guard let new = after[key] else { continue }
            #expect(isRight(key, value, new), "\(key): \(value) \(new)", sourceLocation: sourceLocation)
        }
    }

    private func isSame(_ key: MetricKey, _ left: MetricValue, _ right: MetricValue) -> Bool {
        guard case .number(let first) = left, case .number(let second) = right else { return left == right }
        return abs(first - second) <= 1e-9 * max(1, abs(first))
    }

    /// Money doubles, up to what rounding to 1/10,000 does; all else stays.
    private func isDoubled(_ key: MetricKey, _ left: MetricValue, _ right: MetricValue) -> Bool {
        switch (left, right) {
        case (.money(let first), .money(let second)):
            let slack =
                [.expectedSales, .expectedSalesLow, .expectedSalesHigh].contains(key)
                ? first.units / 1_000_000_000 + 2 : 2
            return abs(second.units - 2 * first.units) <= slack
        case (.number(let first), .number(let second)) where key == .salesPerCapita:
            return abs(second - 2 * first) <= 1e-9 * abs(second)
        default: return isSame(key, left, right)
        }
    }

    @Test("Doubling all amounts doubles money and leaves ratios alone", arguments: seeds)
    func doubling(seed: UInt64) throws {
        let field = WideField(seed: seed)
        var doubled = field
        for row in doubled.sales.indices { doubled.sales[row].amount *= 2 }
        doubled.dimensions.quotas = field.dimensions.quotas.map {
            Quota(
                territory: $0.territory, rep: $0.rep, span: $0.span, amount: Money(units: $0.amount.units * 2)
            )
        }
        doubled.dimensions.accounts = AccountTable(
            field.dimensions.accounts.map { account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: account.segment,
                    potential: account.potential.map { Money(units: $0.units * 2) },
                    plannedCallsPerYear: account.plannedCallsPerYear, parent: account.parent)
            })
        let (before, after) = (try field.report(), try doubled.report())
        #expect(before.regression != nil)
        compare(before.organisation, after.organisation, isDoubled)
        for (old, new) in zip(before.territories, after.territories) {
            compare(old.metrics, new.metrics, isDoubled)
            #expect(old.similar.map(\.territory) == new.similar.map(\.territory))
            #expect(old.strategy.whiteSpace.map(\.unit) == new.strategy.whiteSpace.map(\.unit))
        }
        for (old, new) in zip(before.reps, after.reps) { compare(old.metrics, new.metrics, isDoubled) }
        #expect(before.relationshipsAtRisk.map(\.account) == after.relationshipsAtRisk.map(\.account))
        #expect(before.exceptions.map(\.kind) == after.exceptions.map(\.kind))
    }

    @Test("Moving a unit moves exactly its money", arguments: seeds)
    func movingUnit(seed: UInt64) throws {
        let field = WideField(seed: seed)
        var moved = field
        moved.dimensions.unitAssignments[7] = UnitAssignment(unit: 7, territory: 30, validity: .always)
        let (before, after) = (try field.report(), try moved.report())
        let money = try #require(before.units.first { $0.unit.id == "U1007" }).sales
        #expect(money > .zero)
        func sales(_ report: Report, _ territory: Int) -> Int64 {
            report.territories[territory].metrics[.sales]?.money?.units ?? .min
        }
        #expect(sales(before, 2) - sales(after, 2) == money.units)
        #expect(sales(after, 30) - sales(before, 30) == money.units)
        for place in before.territories.indices where place != 2 && place != 30 {
            #expect(sales(before, place) == sales(after, place))
        }
        #expect(before.organisation[.sales] == after.organisation[.sales])
        #expect(before.weeklyTotals == after.weeklyTotals)
    }

    @Test("Splitting a territory in two and grouping them leaves the group unchanged", arguments: seeds)
    func splitting(seed: UInt64) throws {
        let field = WideField(seed: seed)
        var split = field
        let whole = 5
        let (first, second) = (WideField.territories, WideField.territories + 1)
        split.dimensions.territories[whole] = Territory(
            id: "T105", name: "Territory 5", parent: nil, kind: .group)
        split.dimensions.territories += ["T801", "T802"].map {
            Territory(id: $0, name: $0, parent: whole, kind: .exclusive)
        }
        split.dimensions.repAssignments.removeAll { $0.territory == whole }
        for part in [first, second] {
            split.dimensions.repAssignments.append(
                RepAssignment(rep: whole, territory: part, role: .owner, validity: .always))
        }
        for unit in 15..<18 {
            split.dimensions.unitAssignments[unit] = UnitAssignment(
                unit: unit, territory: unit == 15 ? first : second, validity: .always)
        }
        let quota = field.dimensions.quotas[whole]
        split.dimensions.quotas[whole] = Quota(
            territory: first, rep: nil, span: quota.span, amount: quota.amount)
        let (before, after) = (try field.report(), try split.report())
        compare(before.metrics(ofTerritory: "T105"), after.metrics(ofTerritory: "T105"), isSame)
        #expect(before.territories[whole].market == after.territories[whole].market)
        compare(
            before.organisation, after.organisation,
            leavingOut: Set(MetricKey.allCases.filter { MetricCatalog.definition(of: $0).topic == .balance }),
            isSame)
        // The rep answers for the same accounts: only the places in the ranking may move with it, and do not.
        compare(before.metrics(ofRep: "R105"), after.metrics(ofRep: "R105"), isSame)
    }

    @Test("Adding an overlay changes no owner's number", arguments: seeds)
    func addingOverlay(seed: UInt64) throws {
        let field = GeneratedField(seed: seed)
        var more = field
        let overlay = field.dimensions.territories.count
        more.dimensions.territories.append(
            Territory(id: "T900", name: "Specialists", parent: nil, kind: .overlay))
        more.dimensions.reps.append(Rep(id: "R900", name: "Specialist", hired: nil, weeklyCapacityHours: nil))
        more.dimensions.repAssignments.append(
            RepAssignment(
                rep: field.dimensions.reps.count, territory: overlay, role: .overlay, validity: .always))
        for unit in 0..<20 {
            more.dimensions.unitAssignments.append(
                UnitAssignment(unit: unit, territory: overlay, validity: .always))
        }
        let (before, after) = (try field.report(), try more.report())
        #expect(before.organisation == after.organisation)
        #expect(before.territories == after.territories.filter { $0.territory.id != "T900" })
        #expect(before.reps == after.reps.filter { $0.rep.id != "R900" })
        #expect(before.exceptions == after.exceptions)
        #expect(before.sharedAccounts == after.sharedAccounts)
        #expect(after.metrics(ofTerritory: "T900")?[.overlayAccounts] != .count(0))
    }

    @Test("Shifting all dates by a week with the as-of day changes nothing", arguments: seeds)
    func shifting(seed: UInt64) throws {
        let field = GeneratedField(seed: seed)
        let (before, after) = (try field.report(), try field.shifted(by: 7).report())
        // The fiscal year does not shift along.
        compare(before.organisation, after.organisation, leavingOut: [.pace]) { $1 == $2 }
        for (old, new) in zip(before.territories, after.territories) {
            compare(old.metrics, new.metrics, leavingOut: [.pace]) { $1 == $2 }
            #expect(old.similar == new.similar)
            #expect(old.strategy == new.strategy)
            #expect(old.market == new.market)
        }
        for (old, new) in zip(before.reps, after.reps) {
            compare(old.metrics, new.metrics, leavingOut: [.pace]) { $1 == $2 }
            #expect(old.weeks.map(\.sales) == new.weeks.map(\.sales))
        }
        #expect(before.repPairs == after.repPairs)
        #expect(before.exceptions.map(\.money) == after.exceptions.map(\.money))
        #expect(before.relationshipsAtRisk.map(\.reasons) == after.relationshipsAtRisk.map(\.reasons))
        #expect(before.accountsToCall.map(\.daysSinceCall) == after.accountsToCall.map(\.daysSinceCall))
    }
}

extension Validity {
    fileprivate func shifted(by days: Int) -> Validity {
        Validity(from: from.map { $0 + days }, to: to.map { $0 + days })
    }
}

extension GeneratedField {
    /// The same field so many days later.
    fileprivate func shifted(by days: Int) -> GeneratedField {
        var later = self
        let windows = settings.windows
        later.settings.windows = ReportingWindows(
            asOf: windows.asOf + days, period: windows.period, fiscalYearStarts: windows.fiscalYearStarts)
        for row in sales.indices { later.sales[row].day = sales[row].day + days }
        for row in calls.indices { later.calls[row].day = calls[row].day + days }
        later.dimensions.unitAssignments = dimensions.unitAssignments.map {
            UnitAssignment(unit: $0.unit, territory: $0.territory, validity: $0.validity.shifted(by: days))
        }
        later.dimensions.accountAssignments = dimensions.accountAssignments.map {
            AccountAssignment(
                account: $0.account, territory: $0.territory, validity: $0.validity.shifted(by: days))
        }
        later.dimensions.repAssignments = dimensions.repAssignments.map {
            RepAssignment(
                rep: $0.rep, territory: $0.territory, role: $0.role, validity: $0.validity.shifted(by: days))
        }
        later.dimensions.quotas = dimensions.quotas.map {
            Quota(
                territory: $0.territory, rep: $0.rep,
                span: DayRange(from: $0.span.from + days, to: $0.span.to + days), amount: $0.amount)
        }
        later.dimensions.reps = dimensions.reps.map {
            Rep(
                id: $0.id, name: $0.name, hired: $0.hired.map { $0 + days },
                weeklyCapacityHours: $0.weeklyCapacityHours)
        }
        return later
    }
}
