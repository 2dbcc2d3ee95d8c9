/// Joins single edges to long lines, so that a page holds fewer points.
enum Polylines {
    /// Chains the edges, each used once.
    ///
    /// Deterministic: starts at the lowest points and follows the lowest.
    static func chain(_ edges: [(MapPoint, MapPoint)]) -> [[MapPoint]] {
        var open: [MapPoint: [MapPoint]] = [:]
        for (a, b) in edges {
            open[a, default: []].append(b)
            open[b, default: []].append(a)
        }
        for point in open.keys { open[point]?.sort() }
        let points = open.keys.sorted()
        // Ends and junctions first: what is left over are closed loops.
        let ends = points.filter { open[$0]?.count != 2 }
        var lines: [[MapPoint]] = []
        for start in ends + points {
            while let line = follow(from: start, in: &open) { lines.append(line) }
        }
        return lines
    }

    private static func follow(from start: MapPoint, in open: inout [MapPoint: [MapPoint]]) -> [MapPoint]? {
        var line = [start]
        var here = start
        while let next = open[here]?.first {
            open[here]?.removeFirst()
            if let back = open[next]?.firstIndex(of: here) { open[next]?.remove(at: back) }
            line.append(next)
            here = next
        }
        return line.count > 1 ? line : nil
    }
}
