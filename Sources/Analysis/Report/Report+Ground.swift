import TerritoryModel

/// The shape of an exclusive territory on the map.
public struct GroundReport: Hashable, Sendable {
    /// Exclusive territories that share a border, by id.
    public var neighbours: [Named]
    /// Contiguous parts, one at least.
    public var parts: Int
    /// Units outside of the largest part, by id.
    public var detachedUnits: [Named]
    /// Stretches of other ground that the territory encloses.
    public var holes: [GroundHole]
    /// Area of the outlines of its units.
    public var areaKm2: Double

    public init(
        neighbours: [Named], parts: Int, detachedUnits: [Named], holes: [GroundHole], areaKm2: Double
    ) {
        self.neighbours = neighbours
        self.parts = parts
        self.detachedUnits = detachedUnits
        self.holes = holes
        self.areaKm2 = areaKm2
    }
}

/// Connected units that another territory encloses.
public struct GroundHole: Hashable, Sendable {
    /// By id.
    public var units: [Named]
    /// Territories that own them, by id; `unassigned` where nobody does.
    public var territories: [Named]

    public init(units: [Named], territories: [Named]) {
        self.units = units
        self.territories = territories
    }
}

/// An assignment of a unit to an exclusive territory that another contradicts.
public struct UnitClaim: Hashable, Sendable {
    public var territory: Named
    public var validity: Validity

    public init(territory: Named, validity: Validity) {
        self.territory = territory
        self.validity = validity
    }
}

/// Two territories whose own outlines overlap.
public struct AreaOverlapReport: Hashable, Sendable {
    /// The lower id first.
    public var first: Named
    public var second: Named
    public var areaKm2: Double
    /// Of the area of each, 0 to 1.
    public var shareOfFirst: Double
    public var shareOfSecond: Double

    public init(first: Named, second: Named, areaKm2: Double, shareOfFirst: Double, shareOfSecond: Double) {
        self.first = first
        self.second = second
        self.areaKm2 = areaKm2
        self.shareOfFirst = shareOfFirst
        self.shareOfSecond = shareOfSecond
    }
}
