/// Finds borders where neighbours do not have the same points: stretches of open edges that run within a tolerance
/// along open edges of another shape.
///
/// `tree` holds the boxes of the edges. Positions are in any plane in which distances are about right.
struct CloseEdges {
    /// A straight edge of a shape, which lies on its left.
    struct Edge {
        let shape: Int32
        let start: (x: Double, y: Double)
        let end: (x: Double, y: Double)

        var length: Double { ((end.x - start.x).squared + (end.y - start.y).squared).squareRoot() }

        var box: PlaneBox {
            var box = PlaneBox(x: start.x, y: start.y)
            box.add(x: end.x, y: end.y)
            return box
        }
    }

    /// Pairs of shapes that run along each other for long enough, the lower in the upper half, ascending, each once.
    private(set) var pairs: [UInt64] = []
    /// By edge: the length that runs along no other shape.
    private(set) var lonelyLengths: [Double] = []

    /// Tolerances that two shapes must run along each other; where two only touch, they do for some of them.
    private static let shortestBorder = 10.0

    init(
        _ edges: [Edge], tolerance: Double, in tree: BoxTree
    ) throws(GEOSFault) {
        var found: [Int] = []
        // The length that the first shape runs along the second; added in the order of edges.
        var lengths: [UInt64: Double] = [:]
        for edge in edges {
            try tree.find(edge.box.grown(by: tolerance), into: &found)
            var stretches: [(shape: Int32, from: Double, to: Double)] = []
            for other in found where edges[other].shape != edge.shape {
                guard let part = edge.part(within: tolerance, of: edges[other]) else { continue }
                stretches.append((edges[other].shape, part.lowerBound, part.upperBound))
            }
            stretches.sort { ($0.shape, $0.from, $0.to) < ($1.shape, $1.from, $1.to) }
            let length = edge.length
            var rest = stretches[...]
            while let shape = rest.first?.shape {
                let count = rest.prefix { $0.shape == shape }.count
                let part = CloseEdges.covered(rest.prefix(count).map { ($0.from, $0.to) })
                lengths[UInt64(edge.shape) << 32 | UInt64(shape), default: 0] += part * length
                rest = rest.dropFirst(count)
            }
            stretches.sort { ($0.from, $0.to) < ($1.from, $1.to) }
            lonelyLengths.append((1 - CloseEdges.covered(stretches.map { ($0.from, $0.to) })) * length)
        }
        let borders = lengths.filter { $0.value > CloseEdges.shortestBorder * tolerance }.keys
        pairs = borders.map { min($0, $0 << 32 | $0 >> 32) }
        pairs.sortDistinct()
    }

    /// The length of the union of stretches that ascend.
    private static func covered(_ stretches: [(from: Double, to: Double)]) -> Double {
        var sum = 0.0
        var end = 0.0
        for stretch in stretches where stretch.to > end {
            sum += stretch.to - max(stretch.from, end)
            end = stretch.to
        }
        return sum
    }
}

extension CloseEdges.Edge {
    /// The part of the edge, 0 = start and 1 = end, that lies within a distance of another edge.
    ///
    /// What lies within the distance is convex: a band along the other edge and a disc at either end of it. So the
    /// part is one stretch, from the first to the last place in any of the three.
    func part(within distance: Double, of other: Self) -> ClosedRange<Double>? {
        let parts = [
            part(within: distance, of: other.start), part(within: distance, of: other.end),
            partInBand(within: distance, of: other),
        ].compactMap { $0 }
        guard let from = parts.map(\.lowerBound).min(), let to = parts.map(\.upperBound).max() else {
            return nil
        }
        return from...to
    }

    private func part(within distance: Double, of centre: (x: Double, y: Double)) -> ClosedRange<Double>? {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let (px, py) = (start.x - centre.x, start.y - centre.y)
        let square = dx.squared + dy.squared
        guard square > 0 else { return nil }
        let middle = -(px * dx + py * dy) / square
        let rest = middle.squared - (px.squared + py.squared - distance.squared) / square
        guard rest >= 0 else { return nil }
        return CloseEdges.Edge.clamped(middle - rest.squareRoot(), middle + rest.squareRoot())
    }

    private func partInBand(within distance: Double, of other: Self) -> ClosedRange<Double>? {
        let length = other.length
        guard length > 0 else { return nil }
        let (ux, uy) = ((other.end.x - other.start.x) / length, (other.end.y - other.start.y) / length)
        let (px, py) = (start.x - other.start.x, start.y - other.start.y)
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        guard
            let along = CloseEdges.Edge.part(
                from: px * ux + py * uy, by: dx * ux + dy * uy, inside: 0...length),
            let across = CloseEdges.Edge.part(
                from: px * uy - py * ux, by: dx * uy - dy * ux, inside: -distance...distance)
        else { return nil }
        return CloseEdges.Edge.clamped(
            max(along.lowerBound, across.lowerBound), min(along.upperBound, across.upperBound))
    }

    /// Where a value that changes evenly from a start by a step lies inside a range; 0 = start, 1 = all of the step.
    private static func part(
        from start: Double, by step: Double, inside range: ClosedRange<Double>
    ) -> ClosedRange<Double>? {
        guard step != 0 else { return range.contains(start) ? 0...1 : nil }
        let (one, other) = ((range.lowerBound - start) / step, (range.upperBound - start) / step)
        return clamped(min(one, other), max(one, other))
    }

    private static func clamped(_ from: Double, _ to: Double) -> ClosedRange<Double>? {
        let (from, to) = (max(from, 0), min(to, 1))
        return from <= to ? from...to : nil
    }
}

extension Double {
    fileprivate var squared: Double { self * self }
}
