/// One integer per window of the report.
///
/// Money and quantities are counts of 1/10,000; lines are plain counts.
public struct WindowValues: Hashable, Sendable {
    public var current: Int64 = 0
    public var prior: Int64 = 0
    public var yearAgo: Int64 = 0
    public var trailingYear: Int64 = 0
    public var fiscalYearToDate: Int64 = 0
    public var lastRun: Int64 = 0

    public init() {}

    public subscript(window: Window) -> Int64 {
        get {
            switch window {
            case .current: current
            case .prior: prior
            case .yearAgo: yearAgo
            case .trailingYear: trailingYear
            case .fiscalYearToDate: fiscalYearToDate
            case .lastRun: lastRun
            }
        }
        set {
            switch window {
            case .current: current = newValue
            case .prior: prior = newValue
            case .yearAgo: yearAgo = newValue
            case .trailingYear: trailingYear = newValue
            case .fiscalYearToDate: fiscalYearToDate = newValue
            case .lastRun: lastRun = newValue
            }
        }
    }

    /// The amount of a window as money.
    public func money(_ window: Window) -> Money { Money(units: self[window]) }

    /// Adds to every window of the mask; the sums must be known to fit.
    @inlinable
    public mutating func addWrapping(_ value: Int64, in mask: WindowMask) {
        if mask.contains(.current) { current &+= value }
        if mask.contains(.prior) { prior &+= value }
        if mask.contains(.yearAgo) { yearAgo &+= value }
        if mask.contains(.trailingYear) { trailingYear &+= value }
        if mask.contains(.fiscalYearToDate) { fiscalYearToDate &+= value }
        if mask.contains(.lastRun) { lastRun &+= value }
    }

    /// Adds window by window; false where a sum overflowed.
    public mutating func add(_ other: WindowValues) -> Bool {
        var fits = add(other.current, to: &current)
        fits = add(other.prior, to: &prior) && fits
        fits = add(other.yearAgo, to: &yearAgo) && fits
        fits = add(other.trailingYear, to: &trailingYear) && fits
        fits = add(other.fiscalYearToDate, to: &fiscalYearToDate) && fits
        return add(other.lastRun, to: &lastRun) && fits
    }

    private func add(_ value: Int64, to sum: inout Int64) -> Bool {
        let (result, overflow) = sum.addingReportingOverflow(value)
        sum = result
        return !overflow
    }
}

/// What one rep sold to and called at one account.
public struct AccountRepFacts: Hashable, Sendable {
    /// Index in `Dimensions.accounts`, or `Dimensions.unknownAccount`.
    public var account: Int32
    /// Index in `Dimensions.reps`, or `Dimensions.unassignedRep`.
    public var rep: Int32
    /// Sales lines per window.
    public var lines = WindowValues()
    /// Quantity per window, in 1/10,000.
    public var quantity = WindowValues()
    /// Amount per window, in 1/10,000 of the currency.
    public var amount = WindowValues()
    /// Calls in the current window.
    public var calls: Int64 = 0
    /// Minutes of those calls, where recorded.
    public var minutes: Int64 = 0
    /// First and last day of a sale up to the as-of day, whatever the window; nil without one.
    public var firstSale: Day?
    public var lastSale: Day?
    /// First and last day of a call up to the as-of day, whatever the window; nil without one.
    public var firstCall: Day?
    public var lastCall: Day?

    public init(account: Int32, rep: Int32) {
        self.account = account
        self.rep = rep
    }
}

/// What one rep sold in one as-was territory.
public struct TerritoryRepFacts: Hashable, Sendable {
    /// Index in `Dimensions.territories`, or `Dimensions.unassignedTerritory`.
    public var territory: Int32
    /// Index in `Dimensions.reps`, or `Dimensions.unassignedRep`.
    public var rep: Int32
    /// Amount per window, in 1/10,000 of the currency.
    public var amount = WindowValues()
    /// The part of the amount that is outside sales: on the sale day the rep held no role in the territory nor
    /// in an overlay covering the account.
    public var outside = WindowValues()

    public init(territory: Int32, rep: Int32) {
        self.territory = territory
        self.rep = rep
    }
}

/// What was sold of one product in one as-is territory.
public struct TerritoryProductFacts: Hashable, Sendable {
    /// Index in `Dimensions.territories`, or `Dimensions.unassignedTerritory`.
    public var territory: Int32
    /// Index in `FactSummary.products`.
    public var product: Int32
    /// Amount in the current and in the prior window.
    public var current: Money
    public var prior: Money

    public init(territory: Int32, product: Int32, current: Money, prior: Money) {
        self.territory = territory
        self.product = product
        self.current = current
        self.prior = prior
    }
}

/// Sales and calls of one subject in one week.
public struct WeekFacts: Hashable, Sendable {
    public var lines: Int64 = 0
    public var amount: Int64 = 0
    public var calls: Int64 = 0

    public init() {}
}

/// All accepted sales rows together, the check sum of everything else.
public struct FactTotals: Hashable, Sendable {
    /// Accepted sales rows and their amount, whatever their day.
    public var salesRows: Int64 = 0
    public var salesAmount = Money.zero
    /// Accepted calls, whatever their day.
    public var activityRows: Int64 = 0
    /// Rows after the as-of day; in no window.
    public var futureSalesRows: Int64 = 0
    public var futureSalesAmount = Money.zero
    public var futureActivityRows: Int64 = 0
    /// Amount and lines per window over all rows.
    public var amount = WindowValues()
    public var lines = WindowValues()
    public var calls: Int64 = 0
    /// Sum of |amount| over all accepted sales rows, and the part whose account is unknown: the measure of the
    /// gate `max_unmatched_sales`.
    public var absoluteAmount = Money.zero
    public var absoluteUnmatchedAmount = Money.zero
    /// First and last day of an accepted sales row up to the as-of day.
    public var firstSale: Day?
    public var lastSale: Day?

    public init() {}
}

/// Everything that the analysis needs of the sales and calls.
///
/// Its size depends on accounts, reps and territories, not on rows. It holds only sums, counts, minima and
/// maxima, so parts made by threads or machines can be merged in any order with the same result.
public struct FactSummary: Hashable, Sendable {
    /// Sorted by account, then rep; a pair without facts is absent.
    public var accountReps = AccountRepTable()
    /// As-was; sorted by territory, then rep.
    public var territoryReps: [TerritoryRepFacts] = []
    /// Product ids as given, sorted by their bytes; the empty id stands for rows without one.
    public var products: [String] = []
    /// As-is; sorted by territory, then product.
    public var territoryProducts: [TerritoryProductFacts] = []
    /// [territory slot][column of the week], as-is; the last slot is unassigned.
    ///
    /// `ReportingWindows.weekColumn(of:)` tells the columns.
    public var territoryWeeks: [[WeekFacts]] = []
    /// [territory slot][column of the week], as-was; the last slot is unassigned.
    public var territoryWeeksAsWas: [[WeekFacts]] = []
    /// [rep slot][column of the week]; the last slot is unassigned.
    public var repWeeks: [[WeekFacts]] = []
    /// Current sales that as-is gives to the territory slot and as-was to another.
    public var movedIn: [Money] = []
    /// Current sales that as-was gives to the territory slot and as-is to another.
    public var movedOut: [Money] = []
    public var totals = FactTotals()

    public init() {}
}
