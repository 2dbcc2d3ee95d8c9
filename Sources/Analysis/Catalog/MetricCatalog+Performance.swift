extension MetricCatalog {
    static let performance: [MetricDefinition] =
        sales + alignment + growth + quota + calls + accounts + potential + expectation

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        _ direction: MetricDirection, of subjects: Set<SubjectKind> = .owningAndReps,
        _ reasons: [UnavailableReason], _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .performance, unit: unit, formula: formula, range: range,
            direction: direction, subjects: subjects, reasons: reasons, source: source)
    }

    private static let anyMoney = "any; below 0 where returns exceed sales"

    private static let sales: [MetricDefinition] = [
        define(
            .sales, "Sales", .money,
            "Σ amount in the current period; of a territory: of the accounts owned on the as-of day (as-is); "
                + "of a rep: credited to the rep",
            range: anyMoney, .higherIsBetter, [], MetricSource.accounting),
        define(
            .salesPrior, "Sales, prior period", .money, "Σ amount in the prior period", range: anyMoney,
            .higherIsBetter, [], MetricSource.accounting),
        define(
            .salesYearAgo, "Sales, year ago", .money, "Σ amount in the same period a year ago",
            range: anyMoney, .higherIsBetter, [], MetricSource.accounting),
        define(
            .salesTrailingYear, "Sales, trailing year", .money,
            "Σ amount in the 364 days up to the as-of day",
            range: anyMoney, .higherIsBetter, [], MetricSource.accounting),
    ]

    private static let alignment: [MetricDefinition] = [
        define(
            .salesAsWas, "Sales as-was", .money,
            "Σ current amount by the territory on the sales row, else the one that owned the account on the "
                + "sale day",
            range: anyMoney, .neutral, of: .owning, [], MetricSource.accounting),
        define(
            .salesMovedIn, "Sales moved in", .money,
            "current sales that as-is gives to the territory and as-was to another; "
                + "sales = sales_as_was + sales_moved_in − sales_moved_out",
            range: anyMoney, .neutral, of: .owning, [], MetricSource.accounting),
        define(
            .salesMovedOut, "Sales moved out", .money,
            "current sales that as-was gives to the territory and as-is to another", range: anyMoney,
            .neutral, of: .owning, [], MetricSource.accounting),
    ]

    private static let growth: [MetricDefinition] = [
        define(
            .growth, "Growth", .ratio, "sales ÷ sales_prior − 1", range: "any", .higherIsBetter,
            [.noPriorSales], MetricSource.accounting),
        define(
            .growthYear, "Growth on year", .ratio, "sales ÷ sales_year_ago − 1", range: "any",
            .higherIsBetter, [.noPriorSales], MetricSource.accounting),
    ]

    private static let quota: [MetricDefinition] = [
        define(
            .quota, "Quota", .money,
            "Σ quota amount × days shared with the current period ÷ days of the quota, each quota rounded to "
                + "1/10,000",
            range: "above 0", .neutral, [.sourceMissing, .noQuota], MetricSource.accounting),
        define(
            .attainment, "Attainment", .ratio, "sales ÷ quota", range: "0 or more", .higherIsBetter,
            [.sourceMissing, .noQuota], MetricSource.accounting),
        define(
            .pace, "Pace", .ratio, "fiscal-year-to-date sales ÷ fiscal-year-to-date quota",
            range: "0 or more", .higherIsBetter, [.sourceMissing, .noQuota],
            MetricSource.accounting),
    ]

    private static let calls: [MetricDefinition] = [
        define(
            .calls, "Calls", .count,
            "calls in the current period; of a territory: on its accounts by anyone; of a rep: the rep's own",
            range: "0 or more", .neutral, [.sourceMissing], MetricSource.practice),
        define(
            .callsPerWeek, "Calls per week", .callsPerWeek, "calls ÷ (days of the current period ÷ 7)",
            range: "0 or more", .neutral, [.sourceMissing], MetricSource.practice),
        define(
            .salesPerCall, "Sales per call", .money, "sales ÷ calls, rounded to 1/10,000", range: anyMoney,
            .higherIsBetter, [.sourceMissing, .noCallsRecorded], MetricSource.practice),
    ]

    private static let accounts: [MetricDefinition] = [
        define(
            .newAccounts, "New accounts", .count,
            "accounts whose first sale in all the data lies in the current period; of a rep: those that the "
                + "rep sold to first",
            range: "0 or more", .higherIsBetter, [], MetricSource.accounting),
        define(
            .lostAccounts, "Lost accounts", .count,
            "accounts with sales above 0 a year ago and none in the current period; of a rep: those that the "
                + "rep sold to a year ago",
            range: "0 or more", .lowerIsBetter, [], MetricSource.accounting),
        define(
            .lostSales, "Lost sales", .money,
            "sales a year ago of lost accounts; of a rep: the rep's own sales there", range: "0 or more",
            .lowerIsBetter, [], MetricSource.accounting),
        define(
            .accountConcentration, "Account concentration", .concentration,
            "Σ (account's share of current sales)² × 10,000", range: "0 to 10,000", .lowerIsBetter,
            [.negativeSales, .noSales], MetricSource.guidelines),
    ]

    private static let potential: [MetricDefinition] = [
        define(
            .potential, "Potential", .moneyPerYear,
            "Σ potential per year of owned accounts; where no account has one: of owned units",
            range: "above 0", .neutral, [.noPotential], MetricSource.response),
        define(
            .shareOfPotential, "Share of potential", .ratio, "sales_trailing_year ÷ potential",
            range: "0 or more", .higherIsBetter, [.noPotential], MetricSource.response),
        define(
            .performanceIndex, "Performance index", .index,
            "(sales ÷ potential) ÷ (organisation's sales ÷ organisation's potential) × 100",
            range: "0 or more, 100 = average", .higherIsBetter, [.noPotential, .noSales],
            MetricSource.response),
    ]

    /// What the ground leads one to expect, and how sure a comparison is.
    private static let expectation: [MetricDefinition] = [
        define(
            .salesMargin, "Margin of sales", .ratio,
            "t(95%, n − 1) × s ÷ (m × √n): half-width of the 90% interval of mean weekly sales ÷ mean, over the "
                + "n whole weeks of the current period; m mean, s standard deviation of the weekly sales",
            range: "0 or more", .lowerIsBetter, of: [.exclusive, .rep], [.notEnoughWeeks, .noSales],
            MetricSource.interval),
        define(
            .expectedSales, "Expected sales", .money,
            "exp of the least-squares estimate of ln(sales_trailing_year) on ln(potential), ln(workload_hours) "
                + "and ln(accounts) over the territories with an owner rep; as many of these, in this order, as "
                + "there are ten territories per coefficient",
            range: "above 0", .neutral, of: [.exclusive], groundReasons, MetricSource.response),
        define(
            .expectedSalesLow, "Expected sales, low", .money, "lower end of the 90% prediction interval",
            range: "above 0", .neutral, of: [.exclusive], groundReasons, MetricSource.response),
        define(
            .expectedSalesHigh, "Expected sales, high", .money, "upper end of the 90% prediction interval",
            range: "above 0", .neutral, of: [.exclusive], groundReasons, MetricSource.response),
        define(
            .performanceGap, "Gap to expectation", .ratio, "sales_trailing_year ÷ expected sales − 1",
            range: "above −1", .higherIsBetter, of: [.exclusive], groundReasons, MetricSource.response),
        define(
            .rank, "Rank", .rank,
            "1 + number of ranked reps whose whole interval lies above; interval = performance_index (attainment "
                + "where no rep has one) × (1 ± sales_margin); ranked are reps who own a territory and are past "
                + "ramping",
            range: "1 to number of ranked reps", .lowerIsBetter, of: [.rep], [.sourceMissing, .notRanked],
            MetricSource.response),
        define(
            .rankAtWorst, "Rank at worst", .rank,
            "number of ranked reps − those whose whole interval lies below; reps from rank to rank_at_worst are "
                + "not told apart",
            range: "rank to number of ranked reps", .lowerIsBetter, of: [.rep], [.sourceMissing, .notRanked],
            MetricSource.response),
    ]

    private static let groundReasons: [UnavailableReason] = [
        .sourceMissing, .notEnoughTerritories, .notComparable,
    ]
}
