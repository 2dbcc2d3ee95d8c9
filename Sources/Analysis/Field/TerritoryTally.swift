import TerritoryModel

/// Everything that adds up over territories.
struct TerritoryTally: Hashable, Sendable {
    var ground = GroundTally()
    var sales = SalesTally()
    /// Amounts by the territory of the sale day.
    var asWas = WindowValues()
    /// Current amounts that realignment moved.
    var movedIn: Int64 = 0
    var movedOut: Int64 = 0
    /// Current as-was amount by reps without a role there.
    var outsideIn: Int64 = 0
    var vacantDays: Int64 = 0
    var ownedUnits: Int64 = 0
    var sharedAccounts: Int64 = 0
    var contestedAccounts: Int64 = 0
    /// Owned accounts with a sales line or a call in the current window.
    var touchedAccounts: Int64 = 0

    init() {}

    /// Adds the tally of another part of the same subject.
    mutating func add(_ other: TerritoryTally, of subject: String) throws(SumOverflow) {
        try ground.add(other.ground, of: subject)
        try sales.add(other.sales, of: subject)
        try Analysis.add(other.asWas, to: &asWas, "as-was sales of \(subject)")
        try Analysis.add(other.movedIn, to: &movedIn, "sales moved into \(subject)")
        try Analysis.add(other.movedOut, to: &movedOut, "sales moved out of \(subject)")
        try Analysis.add(other.outsideIn, to: &outsideIn, "outside sales in \(subject)")
        vacantDays += other.vacantDays
        ownedUnits += other.ownedUnits
        sharedAccounts += other.sharedAccounts
        contestedAccounts += other.contestedAccounts
        touchedAccounts += other.touchedAccounts
    }
}

/// What a rep did.
struct RepTally: Hashable, Sendable {
    var sales = SalesTally()
    /// Current amount in territories where the rep held no role.
    var outside: Int64 = 0
    /// Accounts with a sales line or a call of the rep in the current window.
    var touchedAccounts = 0
    /// What lies in the territories that the rep owns on the as-of day; nil without any.
    var ground: GroundTally?

    init() {}
}
