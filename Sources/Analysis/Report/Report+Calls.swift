import TerritoryModel

/// An owned account that nobody called in the current window, or that is behind its call plan.
public struct AccountToCall: Hashable, Sendable {
    public var account: Named
    public var territory: Named
    /// The owner rep on the as-of day; nil = vacant.
    public var owner: Named?
    public var segment: String?
    public var trailingYearSales: Money
    public var potential: Money?
    public var plannedCallsPerYear: FixedPoint?
    /// Last call by anyone in all the data up to the as-of day; nil = never.
    public var lastCall: Day?
    /// Calls in the current window by anyone, and those planned for it; nil = no plan.
    public var calls: Int64 = 0
    public var plannedCalls: Double?
    /// From the last call to the as-of day; nil = never called.
    public var daysSinceCall: Int?
    /// Trailing-year sales, at least 0, × the share of the plan that is missing (all of it without a call).
    public var atStake = Money.zero

    public init(
        account: Named, territory: Named, owner: Named?, segment: String?, trailingYearSales: Money,
        potential: Money?, plannedCallsPerYear: FixedPoint?, lastCall: Day?
    ) {
        self.account = account
        self.territory = territory
        self.owner = owner
        self.segment = segment
        self.trailingYearSales = trailingYearSales
        self.potential = potential
        self.plannedCallsPerYear = plannedCallsPerYear
        self.lastCall = lastCall
    }
}
