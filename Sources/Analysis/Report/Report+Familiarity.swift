import TerritoryModel

/// An account whose relationship with its owner rep is young, broken or missing.
public struct RelationshipAtRisk: Hashable, Sendable {
    /// In the order in which they are told.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The territory has no owner rep on the as-of day.
        case vacant
        /// The owner rep changed within the last 182 days.
        case ownerChanged = "owner_changed"
        /// The owner rep never sold to the account nor called at it.
        case notMet = "not_met"
        /// Current sales are below half of those a year ago.
        case falling
        /// Nobody called in the current period.
        case noCall = "no_call"

        /// The reason in words, such as `no owner rep`.
        public var text: String {
            switch self {
            case .vacant: "no owner rep"
            case .ownerChanged: "new owner rep"
            case .notMet: "not met by its owner rep"
            case .falling: "sales below half of a year ago"
            case .noCall: "no call in the period"
            }
        }
    }

    public var account: Named
    public var territory: Named
    /// The owner rep on the as-of day; nil = vacant.
    public var owner: Named?
    /// The owner rep before the change or the vacancy; nil where there was none or nothing changed.
    public var formerOwner: Named?
    /// First day of the present owner or of the vacancy, where that is recent.
    public var changed: Day?
    public var reasons: [Reason]
    public var trailingYearSales: Money
    /// In the current period, and in the same period a year ago.
    public var sales: Money
    public var salesYearAgo: Money
    /// Last call by anyone; nil = never.
    public var lastCall: Day?

    public init(account: Named, territory: Named, reasons: [Reason], trailingYearSales: Money) {
        self.account = account
        self.territory = territory
        self.reasons = reasons
        self.trailingYearSales = trailingYearSales
        sales = .zero
        salesYearAgo = .zero
    }
}
