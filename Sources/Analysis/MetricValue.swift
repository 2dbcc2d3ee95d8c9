import TerritoryModel

/// Why a metric has no value; printed as "n/a" with these words, never as zero.
public enum UnavailableReason: String, Hashable, Sendable, CaseIterable {
    case noQuota = "no_quota"
    case noPotential = "no_potential"
    case noPopulation = "no_population"
    case noAccounts = "no_accounts"
    case noTargets = "no_targets"
    case noUnits = "no_units"
    case noCapacity = "no_capacity"
    case noWorkload = "no_workload"
    case noCallsRecorded = "no_calls_recorded"
    case noPriorSales = "no_prior_sales"
    case noSales = "no_sales"
    case negativeSales = "negative_sales"
    case notRanked = "not_ranked"
    case notComparable = "not_comparable"
    case notEnoughWeeks = "not_enough_weeks"
    case noArea = "no_area"
    case oneYearOnly = "one_year_only"
    case noOwner = "no_owner"
    case notEnoughTerritories = "not_enough_territories"
    case sourceMissing = "source_missing"

    /// The reason in words, such as `no quota covers the period`.
    public var text: String {
        switch self {
        case .noQuota: "no quota covers the period"
        case .noPotential: "no potential is known"
        case .noPopulation: "no population is known"
        case .noAccounts: "there are no accounts"
        case .noTargets: "no account has planned calls"
        case .noUnits: "there are no geographic units"
        case .noCapacity: "no capacity of an owner rep is known"
        case .noWorkload: "no workload is planned"
        case .noCallsRecorded: "no calls are recorded"
        case .noPriorSales: "there were no sales to compare with"
        case .noSales: "there are no sales"
        case .negativeSales: "an account has negative sales, so shares mean nothing"
        case .notRanked: "new, without a territory, or without the index that ranks"
        case .notComparable: "without an owner rep or without a measure that the expectation rests on"
        case .notEnoughWeeks: "fewer than four whole weeks lie in the period"
        case .noArea: "no land area is known"
        case .oneYearOnly: "population is known for one year only"
        case .noOwner: "no account has an owner rep"
        case .notEnoughTerritories: "there are not enough territories"
        case .sourceMissing: "the workspace has no such source"
        }
    }
}

/// The value of one metric for one subject.
public enum MetricValue: Hashable, Sendable {
    case money(Money)
    case count(Int64)
    /// Ratios, indices, hours and averages.
    case number(Double)
    case unavailable(UnavailableReason)

    /// The value as a `Double`, for charts and ratios; nil where unavailable.
    public var doubleValue: Double? {
        switch self {
        case .money(let money): money.doubleValue
        case .count(let count): Double(count)
        case .number(let number): number
        case .unavailable: nil
        }
    }

    /// The value as money; nil where it is none.
    public var money: Money? {
        if case .money(let money) = self { money } else { nil }
    }
}

/// The metrics of one subject, in the order of the catalog; what does not apply to the subject is absent.
public struct MetricSet: Hashable, Sendable {
    private var values: [MetricKey: MetricValue] = [:]

    public init() {}

    public subscript(key: MetricKey) -> MetricValue? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// Key and value of all metrics present, in the order of the catalog.
    public var ordered: [(key: MetricKey, value: MetricValue)] {
        MetricKey.allCases.compactMap { key in values[key].map { (key, $0) } }
    }
}
