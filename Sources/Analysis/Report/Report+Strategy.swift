import TerritoryModel

/// Where an exclusive territory differs from the organisation, and what that is worth.
public struct TerritoryStrategy: Hashable, Sendable {
    /// Segments beyond the floors; most money under the organisation's rate first, then by segment.
    public var segments: [SegmentGap] = []
    /// Products beyond the floors, in the same order.
    public var products: [ProductGap] = []
    /// Units with much market and few active accounts; most money first.
    public var whiteSpace: [WhiteSpace] = []

    public init() {}
}

/// Sales in one segment against what the organisation's rate gives for the same accounts.
public struct SegmentGap: Hashable, Sendable {
    /// As given; empty = accounts without one.
    public var segment: String
    public var accounts: Int64
    public var trailingYearSales: Money
    /// The organisation's sales per potential (or per account) in the segment × the territory's.
    public var expected: Money
    /// Sales − expected.
    public var gap: Money
    /// As in the segment mix; nil where it has none.
    public var salesIndex: Double?

    public init(
        segment: String, accounts: Int64, trailingYearSales: Money, expected: Money, gap: Money,
        salesIndex: Double?
    ) {
        self.segment = segment
        self.accounts = accounts
        self.trailingYearSales = trailingYearSales
        self.expected = expected
        self.gap = gap
        self.salesIndex = salesIndex
    }
}

/// Current sales of one product against its share of the organisation's sales.
public struct ProductGap: Hashable, Sendable {
    public var product: String
    public var sales: Money
    /// The product's share of all current sales × the territory's current sales.
    public var expected: Money
    /// Sales − expected.
    public var gap: Money
    /// Sales ÷ expected × 100; nil where nothing is expected.
    public var index: Double?

    public init(product: String, sales: Money, expected: Money, gap: Money, index: Double?) {
        self.product = product
        self.sales = sales
        self.expected = expected
        self.gap = gap
        self.index = index
    }
}

/// A unit with high potential and few active accounts.
public struct WhiteSpace: Hashable, Sendable {
    public var unit: Named
    /// nil where unknown.
    public var population: Double?
    /// Accounts in the unit, whoever owns them, and those with current sales.
    public var accounts: Int
    public var activeAccounts: Int
    /// Active accounts that the organisation's rate gives for its market.
    public var expectedAccounts: Double
    public var trailingYearSales: Money
    /// Trailing-year sales that are missing to the organisation's rate.
    public var gap: Money

    public init(
        unit: Named, population: Double?, accounts: Int, activeAccounts: Int, expectedAccounts: Double,
        trailingYearSales: Money, gap: Money
    ) {
        self.unit = unit
        self.population = population
        self.accounts = accounts
        self.activeAccounts = activeAccounts
        self.expectedAccounts = expectedAccounts
        self.trailingYearSales = trailingYearSales
        self.gap = gap
    }
}
