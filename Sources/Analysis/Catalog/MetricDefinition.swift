/// The name of a metric everywhere: the case in Swift, the raw value in files, templates and commands.
public enum MetricKey: String, Hashable, Sendable, CaseIterable {
    // Coverage
    case unitCoverage = "unit_coverage"
    case unitCoverageByPopulation = "unit_coverage_by_population"
    case unassignedSalesShare = "unassigned_sales_share"
    case accounts
    case accountsCalled = "accounts_called"
    case accountCoverage = "account_coverage"
    case accountCoverageByPotential = "account_coverage_by_potential"
    case activeAccounts = "active_accounts"
    case activeRate = "active_rate"
    case targets, reach, frequency
    case planAttainment = "plan_attainment"
    case overCalling = "over_calling"
    case uncalledValue = "uncalled_value"
    case vacantDays = "vacant_days"
    case workloadHours = "workload_hours"
    case capacityHours = "capacity_hours"
    case utilisation
    // Overlap
    case sharedUnits = "shared_units"
    case unitOverlapRate = "unit_overlap_rate"
    case sharedAccounts = "shared_accounts"
    case contestedAccounts = "contested_accounts"
    case accountOverlapRate = "account_overlap_rate"
    case outsideSalesIn = "outside_sales_in"
    case outsideSalesOut = "outside_sales_out"
    case outsideSalesShare = "outside_sales_share"
    case overlayAccounts = "overlay_accounts"
    case overlayAccountsTouched = "overlay_accounts_touched"
    case overlaySales = "overlay_sales"
    case overlayCalls = "overlay_calls"
    case overlayCoveredSales = "overlay_covered_sales"
    case overlayShare = "overlay_share"
    // Performance
    case sales
    case salesPrior = "sales_prior"
    case salesYearAgo = "sales_year_ago"
    case salesTrailingYear = "sales_trailing_year"
    case salesAsWas = "sales_as_was"
    case salesMovedIn = "sales_moved_in"
    case salesMovedOut = "sales_moved_out"
    case growth
    case growthYear = "growth_year"
    case quota, attainment, pace, calls
    case callsPerWeek = "calls_per_week"
    case salesPerCall = "sales_per_call"
    case newAccounts = "new_accounts"
    case lostAccounts = "lost_accounts"
    case lostSales = "lost_sales"
    case accountConcentration = "account_concentration"
    case potential
    case shareOfPotential = "share_of_potential"
    case performanceIndex = "performance_index"
    case salesMargin = "sales_margin"
    case expectedSales = "expected_sales"
    case expectedSalesLow = "expected_sales_low"
    case expectedSalesHigh = "expected_sales_high"
    case performanceGap = "performance_gap"
    case rank
    case rankAtWorst = "rank_at_worst"
    // Market
    case population
    case populationGrowth = "population_growth"
    case landArea = "land_area_km2"
    case populationDensity = "population_density"
    case salesPerCapita = "sales_per_capita"
    case accountsPer10k = "accounts_per_10k"
    case bdi, cdi
    // Familiarity
    case tenureMonths = "tenure_months"
    case familiarity, continuity
    case continuityBySales = "continuity_by_sales"
    case revenueInTransition = "revenue_in_transition"
    case accountsAtRisk = "accounts_at_risk"
    case salesAtRisk = "sales_at_risk"
    // Balance
    case deviationSales = "deviation_sales"
    case deviationPotential = "deviation_potential"
    case deviationWorkloadHours = "deviation_workload_hours"
    case deviationAccounts = "deviation_accounts"
    case maxDeviationSales = "max_deviation_sales"
    case maxDeviationPotential = "max_deviation_potential"
    case maxDeviationWorkloadHours = "max_deviation_workload_hours"
    case maxDeviationAccounts = "max_deviation_accounts"
    case cvSales = "cv_sales"
    case cvPotential = "cv_potential"
    case cvWorkloadHours = "cv_workload_hours"
    case cvAccounts = "cv_accounts"
    case giniSales = "gini_sales"
    case giniPotential = "gini_potential"
    case giniWorkloadHours = "gini_workload_hours"
    case giniAccounts = "gini_accounts"
    case shareOutsideBandSales = "share_outside_band_sales"
    case shareOutsideBandPotential = "share_outside_band_potential"
    case shareOutsideBandWorkloadHours = "share_outside_band_workload_hours"
    case shareOutsideBandAccounts = "share_outside_band_accounts"
}

/// The question that a group of metrics answers.
public enum MetricTopic: String, Hashable, Sendable, CaseIterable {
    case coverage, overlap, performance, market, familiarity, balance

    public var title: String {
        switch self {
        case .coverage: "Coverage"
        case .overlap: "Overlap"
        case .performance: "Performance"
        case .market: "Market"
        case .familiarity: "Familiarity"
        case .balance: "Balance"
        }
    }
}

/// What a metric is measured in; decides how it is printed.
public enum MetricUnit: String, Hashable, Sendable, CaseIterable {
    case money
    case moneyPerYear = "money_per_year"
    case count
    case days
    case ratio
    case callsPerAccount = "calls_per_account"
    case callsPerWeek = "calls_per_week"
    case hoursPerYear = "hours_per_year"
    case people
    case squareKilometres = "km2"
    case peoplePerKm2 = "people_per_km2"
    case moneyPerPerson = "money_per_person"
    case per10kPeople = "per_10k_people"
    /// Of 30.4375 days.
    case months
    /// 100 = average.
    case index
    /// 0 to 10,000.
    case concentration
    /// 1 = first.
    case rank
}

/// Which way of the metric is good.
public enum MetricDirection: String, Hashable, Sendable, CaseIterable {
    case higherIsBetter = "higher_is_better"
    case lowerIsBetter = "lower_is_better"
    case neutral
}

/// What a metric can be told of.
public enum SubjectKind: String, Hashable, Sendable, CaseIterable {
    case organisation, group, exclusive, overlay, unassigned, rep
}

/// One entry of the catalog: everything that is known about a metric, typed once.
public struct MetricDefinition: Hashable, Sendable {
    public let key: MetricKey
    public let title: String
    public let topic: MetricTopic
    public let unit: MetricUnit
    /// The formula in words and other keys.
    public let formula: String
    /// Valid range in words, such as `0 to 1`.
    public let range: String
    public let direction: MetricDirection
    /// Which subjects have the metric.
    public let subjects: Set<SubjectKind>
    /// When there is no value.
    public let reasons: [UnavailableReason]
    /// Paper, standard or practice that the definition comes from.
    public let source: String

    public init(
        key: MetricKey, title: String, topic: MetricTopic, unit: MetricUnit, formula: String, range: String,
        direction: MetricDirection, subjects: Set<SubjectKind>, reasons: [UnavailableReason], source: String
    ) {
        self.key = key
        self.title = title
        self.topic = topic
        self.unit = unit
        self.formula = formula
        self.range = range
        self.direction = direction
        self.subjects = subjects
        self.reasons = reasons
        self.source = source
    }
}
