import TerritoryModel

/// Joins single edges to long lines, so that a page holds fewer points.
struct Polylines {
    /// Every edge in both directions, `from` in the upper half, sorted: the edges of a point stand together, the
    /// lowest end first.
    private let halves: [UInt64]
    /// The place in `starts` of the point that a half-edge leaves.
    private let pointOfHalf: [Int32]
    /// Where the half-edges of each point start in `halves`; points ascend, the last entry is the end.
    private let starts: [Int32]
    private var isUsed: [Bool]
    /// The first half-edge of each point that may still be unused.
    private var next: [Int32]

    /// Chains the edges, each used once; points are given by their places in an ascending list.
    ///
    /// Deterministic, whatever the order of the edges: starts at the lowest points and follows the lowest.
    static func chain(_ edges: [(Int32, Int32)]) -> [[Int32]] {
        var lines = Polylines(edges)
        return lines.chained()
    }

    private init(_ edges: [(Int32, Int32)]) {
        var halves: [UInt64] = []
        halves.reserveCapacity(edges.count * 2)
        for (a, b) in edges {
            halves.append(Polylines.half(from: a, to: b))
            halves.append(Polylines.half(from: b, to: a))
        }
        halves.sort()
        var starts: [Int32] = []
        var points: [Int32] = []
        points.reserveCapacity(halves.count)
        for (place, half) in halves.enumerated() {
            if place == 0 || half >> 32 != halves[place - 1] >> 32 { starts.append(Int32(place)) }
            points.append(Int32(starts.count - 1))
        }
        next = starts
        starts.append(Int32(halves.count))
        isUsed = Array(repeating: false, count: halves.count)
        self.halves = halves
        self.starts = starts
        pointOfHalf = points
    }

    private static func half(from: Int32, to: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
    }

    private mutating func chained() -> [[Int32]] {
        var lines: [[Int32]] = []
        // Ends and junctions first: what is left over are closed loops.
        for point in next.indices where starts[point + 1] - starts[point] != 2 {
            while let line = follow(from: point) { lines.append(line) }
        }
        for point in next.indices {
            while let line = follow(from: point) { lines.append(line) }
        }
        return lines
    }

    private mutating func follow(from start: Int) -> [Int32]? {
        guard var half = unusedHalf(of: start) else { return nil }
        var line = [Int32(truncatingIfNeeded: halves[half] >> 32)]
        while true {
            let back = place(of: halves[half] << 32 | halves[half] >> 32)
            isUsed[half] = true
            isUsed[back] = true
            line.append(Int32(truncatingIfNeeded: halves[half]))
            guard let following = unusedHalf(of: Int(pointOfHalf[back])) else { return line }
            half = following
        }
    }

    private mutating func unusedHalf(of point: Int) -> Int? {
        while next[point] < starts[point + 1] {
            let half = Int(next[point])
            if !isUsed[half] { return half }
            next[point] += 1
        }
        return nil
    }

    /// Where a half-edge stands that is known to be there.
    private func place(of half: UInt64) -> Int { halves.partitioningIndex { $0 >= half } }
}
