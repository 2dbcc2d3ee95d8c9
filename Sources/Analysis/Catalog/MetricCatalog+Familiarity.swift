extension MetricCatalog {
    static let familiarity: [MetricDefinition] = tenure + transition

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        _ direction: MetricDirection, of subjects: Set<SubjectKind> = .assignedAndReps,
        _ reasons: [UnavailableReason]
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .familiarity, unit: unit, formula: formula, range: range,
            direction: direction, subjects: subjects, reasons: reasons, source: MetricSource.disruption)
    }

    private static let tenure: [MetricDefinition] = [
        define(
            .tenureMonths, "Tenure", .months,
            "mean, over owned accounts with an owner rep, of the days since the rep became the owner without a "
                + "break (not before the first day of sales data) ÷ 30.4375",
            range: "0 or more", .higherIsBetter, [.sourceMissing, .noOwner, .noSales, .noAccounts]),
        define(
            .familiarity, "Familiarity", .ratio,
            "Σ s × min(tenure, 24 months) ÷ 24 months ÷ Σ s over owned accounts; s = trailing-year sales, at "
                + "least 0; an account without an owner rep counts as unknown",
            range: "0 to 1", .higherIsBetter, [.sourceMissing, .noSales, .noAccounts]),
        define(
            .continuity, "Continuity", .ratio,
            "accounts with the same owner rep on the as-of day and 364 days before ÷ accounts owned by a "
                + "territory on both days; vacant counts as changed",
            range: "0 to 1", .higherIsBetter, [.sourceMissing, .noAccounts]),
        define(
            .continuityBySales, "Continuity by sales", .ratio,
            "as continuity, each account weighted by its trailing-year sales, at least 0", range: "0 to 1",
            .higherIsBetter, [.sourceMissing, .noSales, .noAccounts]),
    ]

    private static let transition: [MetricDefinition] = [
        define(
            .revenueInTransition, "Revenue in transition", .money,
            "trailing-year sales of accounts whose owner rep changed within the last 182 days",
            range: "any; below 0 where returns exceed sales", .lowerIsBetter, of: .owningAndReps,
            [.sourceMissing, .noAccounts]),
        define(
            .accountsAtRisk, "Relationships at risk", .count,
            "accounts of exclusive territories with trailing-year sales above 0 that have no owner rep, changed "
                + "it within the last 182 days, or whose owner rep never sold to or called at them",
            range: "0 to accounts", .lowerIsBetter, [.sourceMissing, .noAccounts]),
        define(
            .salesAtRisk, "Sales at risk", .money,
            "trailing-year sales of the relationships at risk", range: "0 or more", .lowerIsBetter,
            [.sourceMissing, .noAccounts]),
    ]
}
