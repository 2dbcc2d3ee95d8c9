import TerritoryModel

/// Sales and calls of one week.
public struct WeekTotals: Hashable, Sendable {
    public var weekEnding: Day
    public var sales: Money
    public var calls: Int64
    /// Of the same week 364 days before; nil where the data do not reach back so far.
    public var salesYearAgo: Money?

    public init(weekEnding: Day, sales: Money, calls: Int64, salesYearAgo: Money? = nil) {
        self.weekEnding = weekEnding
        self.sales = sales
        self.calls = calls
        self.salesYearAgo = salesYearAgo
    }
}

/// Sales and calls of one territory in one week.
public struct WeeklyFacts: Hashable, Sendable {
    public var territory: Named
    public var weekEnding: Day
    /// As-is.
    public var sales: Money
    public var salesAsWas: Money
    /// As-is.
    public var calls: Int64
    /// As-is, of the same week 364 days before; nil where the data do not reach back so far.
    public var salesYearAgo: Money?

    public init(territory: Named, weekEnding: Day, sales: Money, salesAsWas: Money, calls: Int64) {
        self.territory = territory
        self.weekEnding = weekEnding
        self.sales = sales
        self.salesAsWas = salesAsWas
        self.calls = calls
    }
}
