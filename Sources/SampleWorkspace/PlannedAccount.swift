/// A customer of the plan.
struct PlannedAccount: Sendable {
    /// What is planted at an account.
    enum Part: Hashable, Sendable {
        case ordinary
        /// Worked by the owner and by the neighbour's rep.
        case contested
        /// Worked by a rep from outside alone.
        case visited
        /// Moved at the realignment, but still booked to the old territory.
        case retained
        /// Nobody called in the current period.
        case uncalled
        /// Most of its territory's sales.
        case giant
    }

    let id: String
    let name: String
    let postalCode: Int
    let county: Int
    let segment: Segment
    /// Whole dollars per year; nil where nobody has estimated it.
    var potential: Int?
    let plannedCalls: Int?
    /// Expected sales per year in cents; 0 = a prospect.
    var annualSales: Int
    /// Days of the sample on which it buys.
    let buys: ClosedRange<Int>
    /// Territory to which it is assigned by name.
    var namedTerritory: Int?
    var part = Part.ordinary
    /// Served by a specialist too.
    var hasSpecialist = false
}

/// The ground of the sample: territories, places of the planted facts, people and customers.
struct SampleGround: Sendable {
    let geography: SampleGeography
    let plan: TerritoryPlan
    let places: PlantedPlaces
    let force: FieldForce
    var accounts: [PlannedAccount] = []

    /// The territory that owns the account on a day of the sample; nil = unassigned.
    func territory(of account: PlannedAccount, on day: Int) -> Int? {
        if let named = account.namedTerritory { return named }
        if places.unassignedCounties.contains(account.county) { return nil }
        if places.movedCounties.contains(account.county) {
            return day < SampleCalendar.realignment ? places.realignedFrom : places.realignedTo
        }
        return plan.territoryOfCounty[account.county]
    }

    /// The territory on the as-of day; nil = unassigned.
    func home(of account: PlannedAccount) -> Int? {
        territory(of: account, on: SampleCalendar.dayCount - 1)
    }

    /// The owner rep of the account on a day of the sample; nil where unassigned or vacant.
    func owner(of account: PlannedAccount, on day: Int) -> Int? {
        territory(of: account, on: day).flatMap { force.owner(of: $0, on: day) }
    }

    /// The overlay, 0 or 1, whose specialist covers the territory's state.
    func overlay(of territory: Int) -> Int {
        ["GA", "SC"].contains(plan.territories[territory].state) ? 0 : 1
    }

    /// Who sells to the account on the day, the planted parts included.
    func seller(to account: PlannedAccount, on day: Int) -> Int? {
        switch account.part {
        case .retained where day >= SampleCalendar.realignment:
            force.owner(of: places.realignedFrom, on: day)
        case .visited where SampleCalendar.current.contains(day):
            force.owner(of: places.outsider, on: day)
        default: owner(of: account, on: day)
        }
    }

    /// Who calls on the account on the day; nil = nobody.
    func caller(on account: PlannedAccount, day: Int) -> Int? {
        if account.part == .uncalled, SampleCalendar.current.contains(day) { return nil }
        if let seller = seller(to: account, on: day) { return seller }
        guard territory(of: account, on: day) == places.longVacant else { return nil }
        return force.owner(of: places.interim, on: day)
    }
}
