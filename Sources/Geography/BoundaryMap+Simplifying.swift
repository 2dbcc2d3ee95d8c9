extension BoundaryMap {
    /// Points of all rings; those on a border count for both of its units.
    public var pointCount: Int { shapes.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } } }

    /// The same units with about so many points, or as few as their shapes allow.
    ///
    /// Points that change least go first (Visvalingam and Whyatt, 1993, by passes with a growing limit). A point goes
    /// from all units that share it and points where borders meet stay, so neighbours still share every border.
    public func simplified(toPoints target: Int) -> BoundaryMap {
        guard pointCount > target else { return self }
        var thinning = BorderThinning(shapes)
        thinning.thin(toPoints: target)
        return BoundaryMap(
            shapes: shapes.compactMap { MapShape(id: $0.id, rings: $0.rings.map(thinning.kept)) }, box: box)
    }
}

/// Takes points off borders, the least important first.
private struct BorderThinning {
    /// Every point of the map, ascending, each once.
    private let points: [MapPoint]
    private let places: [MapPoint: Int32]
    /// The two neighbours of each point that lies on one border; -1 where the point has to stay.
    private var before: [Int32]
    private var after: [Int32]
    /// How many rings have the point.
    private let uses: [Int32]
    private var isKept: [Bool]
    /// Points of all rings that are left.
    private var count: Int

    init(_ shapes: [MapShape]) {
        var points = shapes.flatMap { $0.rings.flatMap { $0 } }
        count = points.count
        points.sortDistinct()
        let places = Dictionary(uniqueKeysWithValues: zip(points, Int32(0)..<Int32(points.count)))
        var before = [Int32](repeating: -1, count: points.count)
        var after = before
        var uses = [Int32](repeating: 0, count: points.count)
        var isFixed = [Bool](repeating: false, count: points.count)
        func note(_ point: Int, _ neighbour: Int32) {
            if before[point] == neighbour || after[point] == neighbour { return }
            if before[point] < 0 {
                before[point] = neighbour
            } else if after[point] < 0 {
                after[point] = neighbour
            } else {
                isFixed[point] = true
            }
        }
        for ring in shapes.lazy.flatMap(\.rings) {
            for (one, two) in MapShape.edges(of: ring) {
                guard let from = places[one], let to = places[two] else { continue }
                note(Int(from), to)
                note(Int(to), from)
                uses[Int(from)] += 1
            }
        }
        for point in points.indices where isFixed[point] || after[point] < 0 {
            before[point] = -1
            after[point] = -1
        }
        (self.before, self.after, self.uses) = (before, after, uses)
        (self.points, self.places) = (points, places)
        isKept = Array(repeating: true, count: points.count)
    }

    /// The points of a ring that are left.
    func kept(_ ring: [MapPoint]) -> [MapPoint] {
        ring.filter { point in places[point].map { isKept[Int($0)] } ?? true }
    }

    mutating func thin(toPoints target: Int) {
        var limit = 1
        // Twice the area of the largest map drawn is far below this.
        while count > target, limit < 1 << 40 {
            for point in points.indices where count > target { take(point, upTo: limit) }
            limit *= 2
        }
    }

    /// Takes the point out where that changes no more than the limit, in twice the area.
    private mutating func take(_ point: Int, upTo limit: Int) {
        guard isKept[point], before[point] >= 0 else { return }
        let (one, two) = (Int(before[point]), Int(after[point]))
        let (a, b, c) = (points[one], points[point], points[two])
        let area = abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y))
        guard area <= limit, !leavesTooFew(one, two) else { return }
        isKept[point] = false
        count -= Int(uses[point])
        replace(point, by: two, of: one)
        replace(point, by: one, of: two)
    }

    /// Whether the ring would be left with fewer than four points, or a border would fall onto another.
    private func leavesTooFew(_ one: Int, _ two: Int) -> Bool {
        // Between two fixed points the last free point has to stay: the straight line may be another border.
        if before[one] < 0, before[two] < 0 { return true }
        let ends = [before[one], after[one]].filter { $0 >= 0 }
        return ends.contains(Int32(two))
            || ends.contains { end in before[two] == end || after[two] == end }
    }

    private mutating func replace(_ point: Int, by other: Int, of neighbour: Int) {
        if before[neighbour] == Int32(point) { before[neighbour] = Int32(other) }
        if after[neighbour] == Int32(point) { after[neighbour] = Int32(other) }
    }
}
