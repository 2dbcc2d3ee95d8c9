import TerritoryModel

/// Accounts whose owning territory changed on one day from one territory to another.
public struct Realignment: Hashable, Sendable {
    public var day: Day
    /// nil = unassigned.
    public var from: Named?
    public var to: Named?
    /// Accounts that changed, and the units they lie in.
    public var accounts: Int
    public var units: Int
    /// Their trailing-year sales.
    public var trailingYearSales: Money

    public init(day: Day, from: Named?, to: Named?, accounts: Int, units: Int, trailingYearSales: Money) {
        self.day = day
        self.from = from
        self.to = to
        self.accounts = accounts
        self.units = units
        self.trailingYearSales = trailingYearSales
    }
}

/// A territory whose owner rep changed.
public struct OwnerChange: Hashable, Sendable {
    public var day: Day
    public var territory: Named
    /// nil = vacant.
    public var from: Named?
    public var to: Named?

    public init(day: Day, territory: Named, from: Named?, to: Named?) {
        self.day = day
        self.territory = territory
        self.from = from
        self.to = to
    }
}
