import TerritoryModel

/// What the outlines of units say about each other: who borders on whom, how large each is, and which lie at the edge.
public struct UnitGround: Hashable, Sendable {
    /// The ids of the shapes, sorted by their bytes; all arrays follow them.
    public let ids: [String]
    /// The shapes that share a border of positive length with each, ascending.
    public let neighbours: [[Int]]
    /// In an equal-area projection of WGS 84.
    public let areaKm2: [Double]
    /// Whether a part of the border lies at the outer edge of all shapes together.
    public let touchesOutside: [Bool]
    /// The shapes round each gap between them, such as a lake, ascending; gaps round which there is only one are left
    /// out.
    public let gaps: [[Int]]

    /// The tolerance for borders whose points differ, as a part of the side of a square as large as the median shape.
    private static let tolerance = 0.001
    /// Mean radius of the earth in km, which is the unit of `AlbersProjection`.
    private static let earthRadius = 6371.0

    /// Compares the outlines.
    ///
    /// Borders are found by edges that are the same to the last digit. Edges that only one shape has are then compared
    /// by distance: two shapes are neighbours too where such edges lie within a thousandth of the side of the median
    /// shape, for more than a hundredth of it.
    public init(_ boundaries: SoundBoundaries) throws(BoundariesError) {
        let shapes = boundaries.shapes
        ids = shapes.map(\.id)
        areaKm2 = shapes.map { EqualArea.km2($0.polygons) }
        let shared = SharedEdges(shapes)
        var pairs = shared.pairs
        var rim = OuterEdges(shapes: shapes.count)
        if let projection = AlbersProjection(
            fitting: shared.open.lazy.flatMap { [$0.start, $0.end] })
        {
            let median = areaKm2.sorted()[areaKm2.count / 2]
            let tolerance = median.squareRoot() / UnitGround.earthRadius * UnitGround.tolerance
            let edges = shared.open.map {
                CloseEdges.Edge(
                    shape: $0.shape, start: projection.project($0.start), end: projection.project($0.end))
            }
            try SoundBoundaries.usable(boundaries.path, nil) { () throws(GEOSFault) in
                let tree = try BoxTree(edges.lazy.map(\.box), in: GEOSSession())
                let close = try CloseEdges(edges, tolerance: tolerance, in: tree)
                pairs += close.pairs
                pairs.sortDistinct()
                try rim.find(edges, lonelyLengths: close.lonelyLengths, tolerance: tolerance, in: tree)
            }
        }
        touchesOutside = rim.touchesOutside
        gaps = rim.gaps
        neighbours = UnitGround.lists(pairs, count: shapes.count)
    }

    private static func lists(_ pairs: [UInt64], count: Int) -> [[Int]] {
        var lists = [[Int]](repeating: [], count: count)
        // Pairs ascend, so the lower neighbours of a shape come before its higher ones.
        for pair in pairs { lists[Int(pair & 0xFFFF_FFFF)].append(Int(pair >> 32)) }
        for pair in pairs { lists[Int(pair >> 32)].append(Int(pair & 0xFFFF_FFFF)) }
        return lists
    }

    /// The same for the units of a workspace, in their order; what lies outside of them all is outside.
    ///
    /// - Parameter areaOverlaps: What is to be told with it of the territories' own outlines.
    public func geometry(ofUnits units: [String], areaOverlaps: [AreaOverlap] = []) -> GroundGeometry {
        let places = Dictionary(zip(units, units.indices)) { first, _ in first }
        let unitOfShape = ids.map { places[$0] }
        var geometry = GroundGeometry(
            neighbours: Array(repeating: [], count: units.count),
            areaKm2: Array(repeating: nil, count: units.count),
            touchesOutside: Array(repeating: false, count: units.count),
            hasOutline: Array(repeating: false, count: units.count), areaOverlaps: areaOverlaps)
        var opensOutwards = touchesOutside
        for gap in gaps {
            let known = gap.compactMap { unitOfShape[$0] }
            // A lake that borders on ground of nobody's units may be left over it.
            if known.count < gap.count { for shape in gap { opensOutwards[shape] = true } }
            if known.count == gap.count { geometry.gaps.append(known.sorted()) }
        }
        for (shape, unit) in unitOfShape.enumerated() {
            guard let unit else { continue }
            let known = neighbours[shape].compactMap { unitOfShape[$0] }
            geometry.neighbours[unit] = known.sorted()
            geometry.areaKm2[unit] = areaKm2[shape]
            geometry.touchesOutside[unit] = opensOutwards[shape] || known.count < neighbours[shape].count
            geometry.hasOutline[unit] = true
        }
        return geometry
    }
}
