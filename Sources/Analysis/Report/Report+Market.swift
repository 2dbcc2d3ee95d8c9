import TerritoryModel

/// What the market of a territory, a group or the organisation looks like beside its metrics.
public struct MarketReport: Hashable, Sendable {
    /// By brand and category development; nil where one of them is not available.
    public var quadrant: MarketQuadrant?
    /// One for each configured indicator, by name.
    public var indicators: [IndicatorReport] = []
    /// Segments with at least one owned account, by segment.
    public var segments: [SegmentShare] = []

    public init() {}
}

/// The standard reading of brand against category development; 100 and above is high.
public enum MarketQuadrant: String, Hashable, Sendable, CaseIterable {
    /// High category, low brand development: the market is there and others have it.
    case opportunity
    /// Both high: defend it.
    case stronghold
    /// Low category, high brand development: keep it at low cost, and watch the market.
    case harvest
    /// Both low.
    case lowPriority = "low_priority"

    /// What it means, in words.
    public var reading: String {
        switch self {
        case .opportunity: "the market is there and others have it: win share"
        case .stronghold: "a strong share of a strong market: defend it"
        case .harvest: "a strong share of a weak market: keep it at low cost"
        case .lowPriority: "a weak share of a weak market: serve it at low cost"
        }
    }
}

/// The value of one configured indicator.
public struct IndicatorReport: Hashable, Sendable {
    public var name: String
    /// nil where no owned unit has a value.
    public var value: Double?
    /// Owned units that are counted.
    public var units: Int
    /// value ÷ the organisation's × 100, of weighted means; nil for sums.
    public var index: Double?

    public init(name: String, value: Double?, units: Int, index: Double?) {
        self.name = name
        self.value = value
        self.units = units
        self.index = index
    }
}

/// One segment's part of a territory; an index of 100 is the organisation's share.
public struct SegmentShare: Hashable, Sendable {
    /// As given; empty = accounts without one.
    public var segment: String
    public var accounts: Int64
    public var trailingYearSales: Money
    /// Σ potential of those with one; nil where none has.
    public var potential: Money?
    public var accountsIndex: Double?
    public var salesIndex: Double?
    public var potentialIndex: Double?

    public init(
        segment: String, accounts: Int64, trailingYearSales: Money, potential: Money?
    ) {
        self.segment = segment
        self.accounts = accounts
        self.trailingYearSales = trailingYearSales
        self.potential = potential
    }
}

/// How the configuration aggregates a demographic indicator over units.
public struct IndicatorRule: Hashable, Sendable {
    public enum Aggregate: Hashable, Sendable {
        case sum
        /// Weighted by another indicator of the same unit.
        case mean(weightedBy: String)
    }

    public enum Unit: String, Hashable, Sendable, CaseIterable { case number, percent, money }

    /// As the demographic sources name it.
    public var name: String
    public var title: String
    public var aggregate: Aggregate
    public var unit: Unit
    public var direction: MetricDirection

    public init(
        name: String, title: String, aggregate: Aggregate, unit: Unit = .number,
        direction: MetricDirection = .neutral
    ) {
        self.name = name
        self.title = title
        self.aggregate = aggregate
        self.unit = unit
        self.direction = direction
    }
}

/// How money came to its territory.
public enum PlacementWay: String, Hashable, Sendable, CaseIterable {
    /// By hand: an account assignment in force.
    case accountAssignment = "account_assignment"
    /// By the territory of the unit that the account row names.
    case unitId = "unit_id"
    /// By the territory of the unit in which the account's coordinates lie.
    case coordinates
    /// By the territory of the unit that the crosswalk gives the postal code.
    case postalCode = "postal_code"
    /// By the territory that the account row names.
    case territoryName = "territory_name"
    /// Not at all: a known account without a territory.
    case unassigned
    /// Not at all: no source knows the account.
    case unknownAccount = "unknown_account"
}

/// The accounts and the money that came to their territory in one way.
public struct PlacementShare: Hashable, Sendable {
    public var way: PlacementWay
    public var accounts: Int64
    /// In the current period.
    public var sales: Money
    public var trailingYearSales: Money
    /// Of all current sales; nil where they sum up to zero.
    public var share: Double?

    public init(way: PlacementWay, accounts: Int64, sales: Money, trailingYearSales: Money, share: Double?) {
        self.way = way
        self.accounts = accounts
        self.sales = sales
        self.trailingYearSales = trailingYearSales
        self.share = share
    }
}
