extension MetricCatalog {
    static let overlap: [MetricDefinition] = [
        define(
            .sharedUnits, "Shared units", .count,
            "units with this and at least one other exclusive territory in force on the as-of day",
            range: "0 or more", of: .assigned, [.sourceMissing], MetricSource.ownership),
        define(
            .unitOverlapRate, "Unit overlap rate", .ratio,
            "shared_units ÷ units that the territory has in force, owned or not", range: "0 to 1",
            of: .assigned,
            [.sourceMissing, .noUnits], MetricSource.ownership),
        define(
            .sharedAccounts, "Shared accounts", .count,
            "owned accounts with sales or calls in the current period by two or more reps",
            range: "0 to accounts", of: .owning, [.sourceMissing], MetricSource.jaccard),
        define(
            .contestedAccounts, "Contested accounts", .count,
            "shared accounts that neither a handover nor an overlay role explains (kind conflict)",
            range: "0 to shared_accounts", of: .owning, [.sourceMissing], MetricSource.jaccard),
        define(
            .accountOverlapRate, "Account overlap rate", .ratio,
            "contested_accounts ÷ owned accounts with a sale or a call in the current period",
            range: "0 to 1", of: .owning, [.sourceMissing, .noAccounts], MetricSource.jaccard),
        define(
            .outsideSalesIn, "Outside sales received", .money,
            "current sales (as-was) in the territory by reps who on the sale day held no role in it nor in an "
                + "overlay that covers the account",
            range: "any; below 0 where returns exceed sales", of: .assigned, [.sourceMissing],
            MetricSource.jaccard),
        define(
            .outsideSalesOut, "Outside sales made", .money,
            "current sales by the territory's owner reps, each once, in territories where they held no role "
                + "on that day",
            range: "any; below 0 where returns exceed sales", of: [.organisation, .group, .exclusive, .rep],
            [.sourceMissing], MetricSource.jaccard),
        define(
            .outsideSalesShare, "Outside sales share", .ratio, "outside_sales_in ÷ sales_as_was",
            range: "0 to 1; outside where returns exceed sales", of: .assigned, [.sourceMissing, .noSales],
            MetricSource.jaccard),
    ]

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        of subjects: Set<SubjectKind>, _ reasons: [UnavailableReason], _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .overlap, unit: unit, formula: formula, range: range,
            direction: .lowerIsBetter, subjects: subjects, reasons: reasons, source: source)
    }
}
