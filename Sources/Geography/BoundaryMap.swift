/// A point of the map in tenths of an SVG unit; y grows downwards.
public struct MapPoint: Hashable, Comparable, Sendable {
    public let x: Int
    public let y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    public static func < (left: MapPoint, right: MapPoint) -> Bool {
        (left.x, left.y) < (right.x, right.y)
    }
}

/// A box on the map in tenths of an SVG unit, edges included.
public struct MapBox: Hashable, Sendable {
    public var minX: Int
    public var minY: Int
    public var maxX: Int
    public var maxY: Int

    public init(minX: Int, minY: Int, maxX: Int, maxY: Int) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    public var width: Int { maxX - minX }
    public var height: Int { maxY - minY }

    public func union(_ other: MapBox) -> MapBox {
        MapBox(
            minX: min(minX, other.minX), minY: min(minY, other.minY), maxX: max(maxX, other.maxX),
            maxY: max(maxY, other.maxY))
    }

    public func intersects(_ other: MapBox) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// The box grown by the margin on all sides.
    public func grown(by margin: Int) -> MapBox {
        MapBox(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
    }
}

/// One unit on the map.
public struct MapShape: Hashable, Sendable {
    /// The unit id.
    public let id: String
    /// Rings without the repeated last point; at least three points each.
    public let rings: [[MapPoint]]
    public let box: MapBox
    /// Twice the area of the rings, holes taken off, in tenths squared.
    public let doubleArea: Int
    /// The centre of gravity of the largest ring.
    public let centre: MapPoint
}

/// The units drawn flat: projected, and simplified to tenths of an SVG unit.
///
/// Neighbours share the same points, so a border between them is found by the edges they share.
public struct BoundaryMap: Sendable {
    /// Sorted by id; units that vanish at this scale are left out.
    public let shapes: [MapShape]
    /// From (0, 0) to the size of the map.
    public let box: MapBox
    private let edges: MapEdges

    /// Draws the boundaries `width` SVG units wide.
    public init(_ boundaries: Boundaries, width: Int = 900) {
        let places = boundaries.shapes.lazy.flatMap { $0.rings.lazy.flatMap { $0 } }
        guard let projection = AlbersProjection(fitting: places) else {
            shapes = []
            edges = MapEdges([])
            box = MapBox(minX: 0, minY: 0, maxX: 0, maxY: 0)
            return
        }
        let flat = boundaries.shapes.map { shape in shape.rings.map { $0.map(projection.project) } }
        let points = flat.lazy.flatMap { $0.lazy.flatMap { $0 } }
        let west = points.map(\.x).min() ?? 0
        let east = points.map(\.x).max() ?? 0
        let north = points.map(\.y).max() ?? 0
        let south = points.map(\.y).min() ?? 0
        let scale = Double(width * 10) / max(east - west, 1e-9)
        box = MapBox(
            minX: 0, minY: 0, maxX: width * 10, maxY: Int(((north - south) * scale).rounded(.up)))
        shapes = zip(boundaries.shapes, flat).compactMap { shape, rings in
            MapShape(
                id: shape.id,
                rings: rings.map { ring in
                    ring.map {
                        MapPoint(
                            x: Int((($0.x - west) * scale).rounded()),
                            y: Int(((north - $0.y) * scale).rounded()))
                    }
                })
        }
        edges = MapEdges(shapes)
    }

    init(shapes: [MapShape], box: MapBox) {
        self.shapes = shapes
        self.box = box
        edges = MapEdges(shapes)
    }

    /// Pairs of neighbouring units, as indices in `shapes`, the lower first, sorted.
    public var neighbours: [(Int, Int)] { edges.neighbours }

    /// Lines between units whose owners differ, and the outer edge, chained into polylines.
    ///
    /// The cost is that of the units looked at, whatever the size of the map.
    ///
    /// - Parameters:
    ///   - places: The units to look at, as indices in `shapes`, each once; the others are left out as if they
    ///     were not on the map.
    ///   - owner: What each unit of `shapes` belongs to, as a number.
    public func borders(among places: [Int], owner: [Int]) -> [[MapPoint]] {
        edges.borders(among: places, owner: owner)
    }
}

extension MapShape {
    /// Makes a shape of closed rings; nil where nothing is left at this scale.
    init?(id: String, rings closed: [[MapPoint]]) {
        let rings = closed.map(MapShape.deduplicated).filter { $0.count >= 3 }
        let areas = rings.map(MapShape.signedDoubleArea)
        guard let first = rings.first?.first,
            let largest = areas.indices.max(by: { abs(areas[$0]) < abs(areas[$1]) })
        else { return nil }
        self.id = id
        self.rings = rings
        box = rings.joined().reduce(MapBox(minX: first.x, minY: first.y, maxX: first.x, maxY: first.y)) {
            $0.union(MapBox(minX: $1.x, minY: $1.y, maxX: $1.x, maxY: $1.y))
        }
        // Outer rings turn the same way and holes the other way (RFC 7946, section 3.1.6).
        doubleArea = abs(areas.reduce(0, +))
        centre = MapShape.centre(of: rings[largest], doubleArea: areas[largest])
    }

    /// The ring without points that repeat the one before, and without the closing point.
    private static func deduplicated(_ ring: [MapPoint]) -> [MapPoint] {
        var points: [MapPoint] = []
        for point in ring where points.last != point { points.append(point) }
        if points.count > 1, points.first == points.last { points.removeLast() }
        return points
    }

    private static func signedDoubleArea(_ ring: [MapPoint]) -> Int {
        edges(of: ring).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    private static func centre(of ring: [MapPoint], doubleArea: Int) -> MapPoint {
        guard doubleArea != 0 else { return ring[0] }
        var x = 0
        var y = 0
        for (a, b) in edges(of: ring) {
            let cross = a.x * b.y - b.x * a.y
            x += (a.x + b.x) * cross
            y += (a.y + b.y) * cross
        }
        return MapPoint(x: x / (3 * doubleArea), y: y / (3 * doubleArea))
    }

    static func edges(of ring: [MapPoint]) -> [(MapPoint, MapPoint)] {
        ring.indices.map { (ring[$0], ring[($0 + 1) % ring.count]) }
    }
}
