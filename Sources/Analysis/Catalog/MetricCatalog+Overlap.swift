extension MetricCatalog {
    static let overlap: [MetricDefinition] = contact + overlays

    private static let contact: [MetricDefinition] = [
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

    /// Reported beside the owners' numbers and never added to them.
    private static let overlays: [MetricDefinition] = [
        define(
            .overlayAccounts, "Accounts covered", .count,
            "accounts that the overlay covers on the as-of day, by assignments of their own or of their unit",
            range: "0 or more", .neutral, of: [.overlay], [], MetricSource.ownership),
        define(
            .overlayAccountsTouched, "Covered accounts touched", .count,
            "covered accounts with a sale or a call in the current period by a rep who has a role in the "
                + "overlay on the as-of day",
            range: "0 to overlay_accounts", .higherIsBetter, of: [.overlay], [.sourceMissing],
            MetricSource.practice),
        define(
            .overlaySales, "Sales by the overlay", .money,
            "current sales of those reps at covered accounts; part of the owners' sales, never added to them",
            range: "any; below 0 where returns exceed sales", .higherIsBetter, of: [.overlay],
            [.sourceMissing], MetricSource.accounting),
        define(
            .overlayCalls, "Calls by the overlay", .count,
            "current calls of those reps at covered accounts", range: "0 or more", .neutral, of: [.overlay],
            [.sourceMissing], MetricSource.practice),
        define(
            .overlayCoveredSales, "Sales of covered accounts", .money,
            "current sales of the covered accounts by everybody",
            range: "any; below 0 where returns exceed sales", .neutral, of: [.overlay], [],
            MetricSource.accounting),
        define(
            .overlayShare, "Share sold by the overlay", .ratio, "overlay_sales ÷ overlay_covered_sales",
            range: "0 to 1; outside where returns exceed sales", .neutral, of: [.overlay],
            [.sourceMissing, .noSales], MetricSource.accounting),
    ]

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        _ direction: MetricDirection = .lowerIsBetter, of subjects: Set<SubjectKind>,
        _ reasons: [UnavailableReason], _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .overlap, unit: unit, formula: formula, range: range,
            direction: direction, subjects: subjects, reasons: reasons, source: source)
    }
}
