import TerritoryModel

/// How long an account has had its owner rep, and what changed lately.
struct Relationship: Hashable, Sendable {
    /// The owner rep on the as-of day; nil = vacant or unassigned.
    let owner: Int?
    /// First day of the present owner rep, or of the vacancy, without a break; nil = ever since.
    let since: Day?
    /// The latest other owner rep before that.
    let formerOwner: Int?
    /// Whether a territory owned the account on the as-of day and 364 days before, and the same rep on both days.
    let isOwnedOnBothDays: Bool
    let isContinuous: Bool
    /// Whether the owner rep changed within the last days that count as transition.
    let isInTransition: Bool

    /// Days before the as-of day on which continuity is judged, and days of the transition.
    static let yearDays = 364
    static let transitionDays = 182
    /// Half of the days after which an account is fully known: 24 months of 30.4375 days.
    static let fullTenureHalfDays: Int64 = 1461
    static let daysPerMonth = 30.4375

    /// Of an account's history of territories.
    init(ofAccount account: Int, _ ownership: Ownership, asOf: Day) {
        let steps = ownership.ownerSteps(ofAccount: account).filter { step in
            step.from.map { $0 <= asOf } ?? true
        }
        let now = steps.last?.value
        owner = now
        since = steps.last?.from
        formerOwner = steps.dropLast().last { $0.value != nil && $0.value != now }?.value
        let before = asOf - Relationship.yearDays
        isOwnedOnBothDays =
            ownership.territory(ofAccount: account, on: asOf) != nil
            && ownership.territory(ofAccount: account, on: before) != nil
        let ownerBefore = ownership.owner(ofAccount: account, on: before)
        isContinuous = isOwnedOnBothDays && now != nil && now == ownerBefore
        isInTransition = steps.last?.from.map { asOf - $0 < Relationship.transitionDays } ?? false
    }

    /// Days from the start of the relationship, not before the first day of the data, to the as-of day.
    func tenureDays(asOf: Day, dataFrom first: Day) -> Int? {
        owner == nil ? nil : asOf - max(since ?? first, first)
    }
}

/// The relationships of all accounts: accounts with one history of territories share theirs.
struct Relationships: Sendable {
    private let distinct: [Relationship]
    private let placeOfAccount: [Int32]

    init(_ accounts: AccountTable, _ ownership: Ownership, asOf: Day) {
        var places: [Int: Int32] = [:]
        var distinct: [Relationship] = []
        placeOfAccount = accounts.indices.map { account in
            let history = ownership.history(ofAccount: account)
            if let known = places[history] { return known }
            let place = Int32(distinct.count)
            distinct.append(Relationship(ofAccount: account, ownership, asOf: asOf))
            places[history] = place
            return place
        }
        self.distinct = distinct
    }

    subscript(account: Int) -> Relationship { distinct[Int(placeOfAccount[account])] }
}
