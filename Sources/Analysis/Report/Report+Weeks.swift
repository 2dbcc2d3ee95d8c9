import TerritoryModel

/// Sales and calls of one week.
public struct WeekTotals: Hashable, Sendable {
    public var weekEnding: Day
    public var sales: Money
    public var calls: Int64

    public init(weekEnding: Day, sales: Money, calls: Int64) {
        self.weekEnding = weekEnding
        self.sales = sales
        self.calls = calls
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

    public init(territory: Named, weekEnding: Day, sales: Money, salesAsWas: Money, calls: Int64) {
        self.territory = territory
        self.weekEnding = weekEnding
        self.sales = sales
        self.salesAsWas = salesAsWas
        self.calls = calls
    }
}
