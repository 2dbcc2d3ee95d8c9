extension MetricCatalog {
    static let coverage: [MetricDefinition] = units + accounts + calls + capacity

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        _ direction: MetricDirection, of subjects: Set<SubjectKind> = .owningAndReps,
        _ reasons: [UnavailableReason], _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .coverage, unit: unit, formula: formula, range: range,
            direction: direction, subjects: subjects, reasons: reasons, source: source)
    }

    private static let units: [MetricDefinition] = [
        define(
            .unitCoverage, "Unit coverage", .ratio,
            "units owned by the territory on the as-of day ÷ all units; of the organisation: units with an "
                + "exclusive territory in force ÷ all units",
            range: "0 to 1", .higherIsBetter, of: .assigned, [.sourceMissing, .noUnits],
            MetricSource.ownership),
        define(
            .unitCoverageByPopulation, "Population coverage", .ratio,
            "as unit_coverage, each unit weighted by its latest population; units without one are left out",
            range: "0 to 1", .higherIsBetter, of: .assigned, [.sourceMissing, .noPopulation],
            MetricSource.ownership),
        define(
            .unassignedSalesShare, "Unassigned sales share", .ratio,
            "current sales of the territory unassigned ÷ all current sales",
            range: "0 to 1; outside where returns exceed sales", .lowerIsBetter, of: [.organisation],
            [.noSales],
            MetricSource.accounting),
    ]

    private static let accounts: [MetricDefinition] = [
        define(
            .accounts, "Accounts", .count, "accounts owned on the as-of day", range: "0 or more", .neutral,
            [.noAccounts], MetricSource.ownership),
        define(
            .accountsCalled, "Accounts called", .count,
            "owned accounts with at least one call by anyone in the current period", range: "0 to accounts",
            .higherIsBetter, [.sourceMissing, .noAccounts], MetricSource.practice),
        define(
            .accountCoverage, "Account coverage", .ratio, "accounts_called ÷ accounts", range: "0 to 1",
            .higherIsBetter, [.sourceMissing, .noAccounts], MetricSource.practice),
        define(
            .accountCoverageByPotential, "Potential coverage", .ratio,
            "Σ potential of called accounts ÷ Σ potential of owned accounts, over accounts with a potential",
            range: "0 to 1", .higherIsBetter, [.sourceMissing, .noPotential, .noAccounts],
            MetricSource.practice),
        define(
            .activeAccounts, "Active accounts", .count,
            "owned accounts whose current sales by anyone are above 0", range: "0 to accounts",
            .higherIsBetter, [.noAccounts], MetricSource.practice),
        define(
            .activeRate, "Active rate", .ratio, "active_accounts ÷ accounts", range: "0 to 1",
            .higherIsBetter, [.noAccounts], MetricSource.practice),
    ]

    private static let calls: [MetricDefinition] = [
        define(
            .targets, "Target accounts", .count, "owned accounts with planned calls per year above 0",
            range: "0 to accounts", .neutral, [.noAccounts], MetricSource.practice),
        define(
            .reach, "Reach", .ratio, "targets with at least one call in the current period ÷ targets",
            range: "0 to 1", .higherIsBetter, [.sourceMissing, .noTargets, .noAccounts],
            MetricSource.practice),
        define(
            .frequency, "Frequency", .callsPerAccount, "calls on called targets ÷ called targets",
            range: "1 or more", .higherIsBetter,
            [.sourceMissing, .noTargets, .noCallsRecorded, .noAccounts], MetricSource.practice),
        define(
            .planAttainment, "Call plan attainment", .ratio,
            "Σ min(calls, planned) ÷ Σ planned over targets; planned = planned calls per year × days of the "
                + "current period ÷ 364",
            range: "0 to 1", .higherIsBetter, [.sourceMissing, .noTargets, .noAccounts],
            MetricSource.practice),
        define(
            .overCalling, "Over-calling", .ratio,
            "Σ max(0, calls − planned) over owned accounts with a call plan ÷ Σ calls on owned accounts",
            range: "0 to 1", .lowerIsBetter, [.sourceMissing, .noCallsRecorded, .noAccounts],
            MetricSource.practice),
        define(
            .uncalledValue, "Uncalled value", .money,
            "trailing-year sales of owned accounts without a call in the current period",
            range: "any; below 0 where returns exceed sales", .lowerIsBetter, [.sourceMissing, .noAccounts],
            MetricSource.practice),
    ]

    private static let capacity: [MetricDefinition] = [
        define(
            .vacantDays, "Vacant days", .days,
            "days of the current period without an owner rep; summed over the territories of a group",
            range: "0 to days of the period × territories", .lowerIsBetter, of: .assigned, [.sourceMissing],
            MetricSource.ownership),
        define(
            .workloadHours, "Workload", .hoursPerYear,
            "Σ planned calls per year × (call + travel minutes of the segment) ÷ 60 over owned accounts",
            range: "above 0", .neutral, [.noWorkload, .noAccounts], MetricSource.sizing),
        define(
            .capacityHours, "Capacity", .hoursPerYear,
            "Σ weekly capacity × 52 over the owner reps on the as-of day, each rep once; reps without a known "
                + "capacity are left out",
            range: "above 0", .neutral, of: [.organisation, .group, .exclusive, .rep],
            [.sourceMissing, .noCapacity], MetricSource.sizing),
        define(
            .utilisation, "Utilisation", .ratio, "workload_hours ÷ capacity_hours", range: "0 or more",
            .neutral, of: [.organisation, .group, .exclusive, .rep],
            [.sourceMissing, .noCapacity, .noWorkload, .noAccounts], MetricSource.sizing),
    ]
}
