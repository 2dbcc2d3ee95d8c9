/// A geographic unit: the smallest area that is assigned as a whole, such as a county.
public struct GeographicUnit: Hashable, Sendable {
    public let id: String
    public let name: String
    /// The wider area it belongs to, such as a state; nil where the source has none.
    public let region: String?
    /// Land area in km²; nil where the source has none.
    public let landAreaKm2: Double?
    /// Sales potential of the unit per year; nil where the source has none.
    public let potential: Money?

    public init(id: String, name: String, region: String?, landAreaKm2: Double?, potential: Money?) {
        self.id = id
        self.name = name
        self.region = region
        self.landAreaKm2 = landAreaKm2
        self.potential = potential
    }
}

/// What a territory is for.
public enum TerritoryKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A leaf that owns units and accounts; at most one owns each.
    case exclusive
    /// A leaf whose reps sell beside the owners (specialists); it never owns.
    case overlay
    /// A node with children; it owns nothing itself and sums what its children own.
    case group
}

/// A node of the territory tree.
public struct Territory: Hashable, Sendable {
    public let id: String
    public let name: String
    /// Index of the parent in `Dimensions.territories`; nil at the top.
    public let parent: Int?
    public let kind: TerritoryKind

    public init(id: String, name: String, parent: Int?, kind: TerritoryKind) {
        self.id = id
        self.name = name
        self.parent = parent
        self.kind = kind
    }
}

/// A sales representative.
public struct Rep: Hashable, Sendable {
    public let id: String
    public let name: String
    /// Day of hiring; nil where unknown, which counts as long ago.
    public let hired: Day?
    /// Working capacity for customers in hours per week; nil where unknown.
    public let weeklyCapacityHours: FixedPoint?

    public init(id: String, name: String, hired: Day?, weeklyCapacityHours: FixedPoint?) {
        self.id = id
        self.name = name
        self.hired = hired
        self.weeklyCapacityHours = weeklyCapacityHours
    }
}

/// A sum of money that a territory or a rep is asked to sell in a span of days.
public struct Quota: Hashable, Sendable {
    /// Index in `Dimensions.territories`; nil where the row names only a rep.
    public let territory: Int?
    /// Index in `Dimensions.reps`; nil where the row names only a territory.
    public let rep: Int?
    public let span: DayRange
    public let amount: Money

    public init(territory: Int?, rep: Int?, span: DayRange, amount: Money) {
        self.territory = territory
        self.rep = rep
        self.span = span
        self.amount = amount
    }
}

/// One value of one demographic indicator of one unit in one year.
public struct DemographicObservation: Hashable, Sendable {
    /// Index in `Dimensions.units`.
    public let unit: Int
    /// Indicator name as configured, such as `population`.
    public let indicator: String
    public let year: Int
    public let value: Double

    public init(unit: Int, indicator: String, year: Int, value: Double) {
        self.unit = unit
        self.indicator = indicator
        self.year = year
        self.value = value
    }
}

/// What a rep left in writing for colleagues.
public struct Note: Hashable, Sendable {
    public let day: Day?
    /// Index in `Dimensions.territories`.
    public let territory: Int?
    /// Index in `Dimensions.reps`.
    public let rep: Int?
    /// Index in `Dimensions.accounts`.
    public let account: Int?
    public let tags: [String]
    public let text: String

    public init(day: Day?, territory: Int?, rep: Int?, account: Int?, tags: [String], text: String) {
        self.day = day
        self.territory = territory
        self.rep = rep
        self.account = account
        self.tags = tags
        self.text = text
    }
}
