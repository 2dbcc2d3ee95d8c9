import TerritoryModel

/// How several reps came to touch one account.
public enum OverlapKind: String, Hashable, Sendable, CaseIterable {
    case conflict, handover, overlay
}

/// Two reps with shared accounts in the current window.
public struct RepPair: Hashable, Sendable {
    /// The lower id first.
    public var first: Named
    public var second: Named
    public var accounts: Int
    public var byKind: [OverlapKind: Int]
    /// |A∩B| ÷ |A∪B| over the accounts that each touched in the current window, 0 to 1.
    public var jaccard: Double
    /// Current sales of the shared accounts.
    public var sales: Money
    /// Current sales of those in conflict.
    public var conflictingSales: Money

    public init(
        first: Named, second: Named, accounts: Int, byKind: [OverlapKind: Int], jaccard: Double, sales: Money,
        conflictingSales: Money
    ) {
        self.first = first
        self.second = second
        self.accounts = accounts
        self.byKind = byKind
        self.jaccard = jaccard
        self.sales = sales
        self.conflictingSales = conflictingSales
    }
}

/// An account that several reps touched in the current window.
public struct SharedAccount: Hashable, Sendable {
    public var account: Named
    /// The owning territory on the as-of day; nil = unassigned.
    public var territory: Named?
    public var kind: OverlapKind
    public var touches: [Touch]
    /// Current sales of the account by all reps.
    public var sales: Money

    /// Why the kind is what it is, in one sentence with days.
    public var evidence = ""

    /// The part that a rep plays at an account.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case owner
        /// Owner rep on a day of the current period, not on the as-of day.
        case formerOwner = "former_owner"
        /// An overlay role that covers the account.
        case overlay
        /// Another role in the owning territory.
        case other
        case none
    }

    /// What one rep did there in the current window.
    public struct Touch: Hashable, Sendable {
        public var rep: Named
        public var sales: Money
        public var calls: Int64
        public var role = Role.none
        /// The territory in which the rep has the role; nil without one.
        public var through: Named?
        /// Days of the role; nil = open, or no role.
        public var since: Day?
        public var until: Day?
        /// In all the data up to the as-of day; nil without a sale or call.
        public var firstSale: Day?
        public var lastSale: Day?
        public var firstCall: Day?
        public var lastCall: Day?

        public init(rep: Named, sales: Money, calls: Int64) {
            self.rep = rep
            self.sales = sales
            self.calls = calls
        }
    }

    public init(account: Named, territory: Named?, kind: OverlapKind, touches: [Touch], sales: Money) {
        self.account = account
        self.territory = territory
        self.kind = kind
        self.touches = touches
        self.sales = sales
    }
}

/// Current sales in a territory (as-was) by a rep without a role there.
public struct OutsideSales: Hashable, Sendable {
    public var territory: Named
    public var rep: Named
    public var amount: Money

    public init(territory: Named, rep: Named, amount: Money) {
        self.territory = territory
        self.rep = rep
        self.amount = amount
    }
}
