/// What the outlines of the units, and those that territories bring themselves, say about the ground.
///
/// Arrays hold one value per unit, in the order of `Dimensions.units`.
public struct GroundGeometry: Hashable, Sendable {
    /// The units that share a border of positive length with each unit, ascending; empty where it has no outline.
    ///
    /// Units that touch in single points are no neighbours ("rook" adjacency).
    public var neighbours: [[Int]]
    /// Area inside the outline in km², in an equal-area projection of WGS 84; nil without an outline.
    public var areaKm2: [Double?]
    /// Whether a part of the unit's border lies at the outer edge of all units together.
    public var touchesOutside: [Bool]
    /// The units round each gap in the ground, such as a lake that belongs to no unit, ascending; at least two each.
    public var gaps: [[Int]]
    public var hasOutline: [Bool]
    /// Where outlines that exclusive territories bring themselves lie over each other, by the ids of the two.
    public var areaOverlaps: [AreaOverlap]

    public init(
        neighbours: [[Int]], areaKm2: [Double?], touchesOutside: [Bool], hasOutline: [Bool],
        gaps: [[Int]] = [], areaOverlaps: [AreaOverlap] = []
    ) {
        self.neighbours = neighbours
        self.areaKm2 = areaKm2
        self.touchesOutside = touchesOutside
        self.hasOutline = hasOutline
        self.gaps = gaps
        self.areaOverlaps = areaOverlaps
    }
}

/// Ground that lies inside the own outlines of two exclusive territories.
public struct AreaOverlap: Hashable, Sendable {
    /// Indices in `Dimensions.territories`, the lower first.
    public let first: Int
    public let second: Int
    /// Above 0.01 km², in an equal-area projection of WGS 84.
    public let areaKm2: Double
    /// Parts of the area of each territory, 0 to 1.
    public let shareOfFirst: Double
    public let shareOfSecond: Double

    public init(first: Int, second: Int, areaKm2: Double, shareOfFirst: Double, shareOfSecond: Double) {
        self.first = first
        self.second = second
        self.areaKm2 = areaKm2
        self.shareOfFirst = shareOfFirst
        self.shareOfSecond = shareOfSecond
    }
}
