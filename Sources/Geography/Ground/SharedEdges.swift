/// The edges of all shapes, sorted out by how many sides they have: an edge that two shapes have, or one shape twice,
/// is a border between them; an edge with one side is open.
struct SharedEdges {
    /// One side of an edge, with its shape on the left.
    struct Side {
        let shape: Int32
        let start: Coordinate
        let end: Coordinate
    }

    /// Pairs of shapes with a common edge, the lower in the upper half, ascending, each once.
    private(set) var pairs: [UInt64] = []
    /// By shape, in the order of its rings.
    private(set) var open: [Side] = []

    init(_ shapes: [UnitShape]) {
        var numbers: [Coordinate: UInt32] = [:]
        var sides: [(ends: UInt64, side: Int32)] = []
        var all: [Side] = []
        for (shape, outline) in shapes.enumerated() {
            for ring in outline.polygons.lazy.flatMap(SharedEdges.turned) {
                var last: (place: Coordinate, number: UInt32)?
                for place in ring {
                    let number = numbers[place, default: UInt32(numbers.count)]
                    numbers[place] = number
                    if let last, last.number != number {
                        let ends = UInt64(min(last.number, number)) << 32 | UInt64(max(last.number, number))
                        sides.append((ends, Int32(all.count)))
                        all.append(Side(shape: Int32(shape), start: last.place, end: place))
                    }
                    last = (place, number)
                }
            }
        }
        sides.sort { $0 < $1 }
        var openPlaces: [Int32] = []
        var place = 0
        while place < sides.count {
            let first = place
            while place < sides.count, sides[place].ends == sides[first].ends { place += 1 }
            if place == first + 1 { openPlaces.append(sides[first].side) }
            addPairs(sides[first..<place].map { all[Int($0.side)].shape })
        }
        pairs.sortDistinct()
        openPlaces.sort()
        open = openPlaces.map { all[Int($0)] }
    }

    /// The rings of a polygon with its ground on the left: the outer one anticlockwise, holes clockwise.
    private static func turned(_ rings: [[Coordinate]]) -> [[Coordinate]] {
        rings.enumerated().map { place, ring in
            var area = 0.0
            for (start, end) in zip(ring, ring.dropFirst()) {
                area += (start.longitude - ring[0].longitude) * (end.latitude - ring[0].latitude)
                area -= (end.longitude - ring[0].longitude) * (start.latitude - ring[0].latitude)
            }
            return (area > 0) == (place == 0) ? ring : ring.reversed()
        }
    }

    /// Adds the pairs of the shapes of one edge, which ascend.
    private mutating func addPairs(_ shapes: [Int32]) {
        for (place, first) in shapes.enumerated() {
            for second in shapes.dropFirst(place + 1) where second != first {
                pairs.append(UInt64(first) << 32 | UInt64(second))
            }
        }
    }
}
