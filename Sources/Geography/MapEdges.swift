/// The edges of all shapes and which units each one bounds, in flat arrays.
struct MapEdges: Sendable {
    /// One edge; its ends are places in `points`.
    fileprivate struct Edge: Sendable {
        /// The lower end.
        let first: Int32
        let second: Int32
        /// Where its units stand in `shapes`: one at the outer edge, two between neighbours.
        let shapes: Range<Int32>
    }

    /// Every point of the map, ascending, each once.
    private let points: [MapPoint]
    /// Sorted by their ends.
    private let edges: [Edge]
    /// The units of all edges, ascending within one edge.
    private let shapes: [Int32]
    /// By shape: its edges.
    private let edgesOfShape: [[Int32]]

    /// One side of an edge, as a ring has it.
    private struct Side: Comparable {
        let first: Int32
        let second: Int32
        let shape: Int32

        static func < (left: Side, right: Side) -> Bool {
            (left.first, left.second, left.shape) < (right.first, right.second, right.shape)
        }
    }

    init(_ drawn: [MapShape]) {
        let points = MapEdges.points(of: drawn)
        let sides = MapEdges.sides(of: drawn, points: points)
        var edges: [Edge] = []
        var shapes: [Int32] = []
        var edgesOfShape = [[Int32]](repeating: [], count: drawn.count)
        var place = 0
        while place < sides.count {
            let side = sides[place]
            let start = Int32(shapes.count)
            // A shape may run along an edge twice; it counts once.
            var last: Int32?
            while place < sides.count, sides[place].first == side.first, sides[place].second == side.second {
                let shape = sides[place].shape
                if shape != last {
                    shapes.append(shape)
                    edgesOfShape[Int(shape)].append(Int32(edges.count))
                }
                last = shape
                place += 1
            }
            edges.append(
                Edge(first: side.first, second: side.second, shapes: start..<Int32(shapes.count)))
        }
        self.points = points
        self.edges = edges
        self.shapes = shapes
        self.edgesOfShape = edgesOfShape
    }

    /// Pairs of shapes with a common edge, the lower first, sorted.
    var neighbours: [(Int, Int)] {
        var pairs: [UInt64] = []
        for edge in edges {
            for (place, first) in shapes[edge.places].enumerated() {
                for second in shapes[edge.places].dropFirst(place + 1) {
                    pairs.append(UInt64(first) << 32 | UInt64(second))
                }
            }
        }
        pairs.sortDistinct()
        return pairs.map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    }

    /// Lines between the given shapes where their owners differ, and round them all.
    ///
    /// - Parameters:
    ///   - places: The shapes to look at, each once.
    ///   - owner: By shape; other shapes are as if they were not on the map.
    func borders(among places: [Int], owner: [Int]) -> [[MapPoint]] {
        var isPresent = [Bool](repeating: false, count: edgesOfShape.count)
        for place in places { isPresent[place] = true }
        var chosen: [(Int32, Int32)] = []
        for place in places {
            for edge in edgesOfShape[place] {
                let edge = edges[Int(edge)]
                if isBorder(edge, seenFrom: place, isPresent, owner) {
                    chosen.append((edge.first, edge.second))
                }
            }
        }
        return Polylines.chain(chosen).map { line in line.map { points[Int($0)] } }
    }

    /// Whether the edge divides owners or lies outside; only the first of its shapes that is present says yes.
    private func isBorder(_ edge: Edge, seenFrom place: Int, _ isPresent: [Bool], _ owner: [Int]) -> Bool {
        var others = 0
        var differs = false
        for shape in edge.places.lazy.map({ Int(shapes[$0]) }) where isPresent[shape] && shape != place {
            if shape < place { return false }
            others += 1
            differs = differs || owner[shape] != owner[place]
        }
        return others == 0 || differs
    }

    private static func points(of shapes: [MapShape]) -> [MapPoint] {
        var points: [MapPoint] = []
        for shape in shapes {
            for ring in shape.rings { points += ring }
        }
        points.sortDistinct()
        return points
    }

    private static func sides(of shapes: [MapShape], points: [MapPoint]) -> [Side] {
        let places = Dictionary(
            uniqueKeysWithValues: zip(points, Int32(0)..<Int32(points.count)))
        var sides: [Side] = []
        sides.reserveCapacity(points.count * 2)
        for (index, shape) in shapes.enumerated() {
            for ring in shape.rings {
                let ids = ring.compactMap { places[$0] }
                for (place, one) in ids.enumerated() {
                    let other = ids[place + 1 < ids.count ? place + 1 : 0]
                    sides.append(
                        Side(first: min(one, other), second: max(one, other), shape: Int32(index)))
                }
            }
        }
        sides.sort()
        return sides
    }
}

extension MapEdges.Edge {
    fileprivate var places: Range<Int> { Int(shapes.lowerBound)..<Int(shapes.upperBound) }
}
