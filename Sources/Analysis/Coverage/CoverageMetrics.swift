import TerritoryModel

extension GroundTally {
    /// The metrics that `measure` gives.
    static let metricKeys: [MetricKey] = [
        .accounts, .accountsCalled, .accountCoverage, .accountCoverageByPotential, .activeAccounts,
        .activeRate, .targets, .reach, .frequency, .planAttainment, .overCalling, .uncalledValue,
        .workloadHours,
    ]

    /// Coverage of the accounts.
    func measure(in metrics: inout MetricSet) {
        metrics[.accounts] = .count(accounts)
        metrics[.accountsCalled] = .count(called)
        metrics[.accountCoverage] = ratio(called, accounts, orElse: .noAccounts)
        metrics[.accountCoverageByPotential] = ratio(calledPotential, accountPotential, orElse: .noPotential)
        metrics[.activeAccounts] = .count(active)
        metrics[.activeRate] = ratio(active, accounts, orElse: .noAccounts)
        metrics[.targets] = .count(targets)
        metrics[.reach] = ratio(calledTargets, targets, orElse: .noTargets)
        metrics[.frequency] =
            targets > 0
            ? ratio(callsOnTargets, calledTargets, orElse: .noCallsRecorded) : .unavailable(.noTargets)
        metrics[.planAttainment] = ratio(plannedMet, planned, orElse: .noTargets)
        metrics[.overCalling] = ratio(
            beyondPlan, Int128(calls) * GroundTally.callScale, orElse: .noCallsRecorded)
        metrics[.uncalledValue] = .money(Money(units: uncalledAmount))
        metrics[.workloadHours] = workloadHours.map(MetricValue.number) ?? .unavailable(.noWorkload)
    }

    /// Hours per year of all planned calls; nil where none is planned.
    var workloadHours: Double? {
        workload > 0 ? Double(workload) / Double(60 * FixedPoint.unitsPerOne) : nil
    }
}

extension Evaluation {
    /// Weeks of a year's capacity.
    static let capacityWeeks = 52.0

    func measureUnits(_ node: Int, in metrics: inout MetricSet) {
        let tally = totals.territories[node]
        metrics[.unitCoverage] = ratio(
            tally.ownedUnits, Int64(field.dimensions.units.count), orElse: .noUnits)
        let all = markets[field.tree.organisation].population
        // The organisation's own units are those that a territory owns.
        let owned =
            node == field.tree.organisation
            ? all - markets[field.tree.unassigned].population : markets[node].population
        metrics[.unitCoverageByPopulation] =
            all > 0 ? .number(owned / all) : .unavailable(.noPopulation)
        metrics[.unassignedSalesShare] = ratio(
            totals.territories[field.tree.unassigned].sales.amount.current, tally.sales.amount.current,
            orElse: .noSales)
    }

    /// Capacity and utilisation; `ground` is nil for a rep who owns no territory.
    func measureCapacity(_ weekly: Int64?, ground: GroundTally?, in metrics: inout MetricSet) {
        guard let weekly, weekly > 0 else {
            metrics[.capacityHours] = .unavailable(.noCapacity)
            metrics[.utilisation] = .unavailable(.noCapacity)
            return
        }
        let hours = FixedPoint(units: weekly).doubleValue * Evaluation.capacityWeeks
        metrics[.capacityHours] = .number(hours)
        guard let ground else {
            metrics[.utilisation] = .unavailable(.noAccounts)
            return
        }
        metrics[.utilisation] =
            ground.workloadHours.map { .number($0 / hours) } ?? .unavailable(.noWorkload)
    }
}
