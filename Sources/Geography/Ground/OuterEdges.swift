/// Which shapes lie at the outer edge of all, and which lie round gaps between them.
///
/// The edges that run along no other shape make closed lines. Their shapes lie on the left, so a line that goes round
/// them all turns anticlockwise, and one round a gap clockwise. Two lines that meet in a point are taken for one.
struct OuterEdges {
    private(set) var touchesOutside: [Bool]
    /// The shapes round each gap, ascending, at least two; in the order of the first edges.
    private(set) var gaps: [[Int]] = []

    /// Tolerances of edges without company that a shape needs to lie at the line: at a corner between neighbours some
    /// of an edge is near the other's.
    private static let least = 2.0
    /// Tolerances between the ends of edges that belong to one line.
    private static let reach = 4.0

    /// Tolerances of an edge without company that may be errors of calculation.
    private static let rounding = 0.001

    /// Shapes without such edges.
    init(shapes: Int) {
        touchesOutside = Array(repeating: false, count: shapes)
    }

    /// Finds the lines; `tree` holds the boxes of the edges.
    mutating func find(
        _ edges: [CloseEdges.Edge], lonelyLengths: [Double], tolerance: Double, in tree: BoxTree
    ) throws(GEOSFault) {
        var lines = Array(edges.indices)
        var found: [Int] = []
        let reach = tolerance * OuterEdges.reach
        let isLonely = lonelyLengths.map { $0 > tolerance * OuterEdges.rounding }
        for place in edges.indices where isLonely[place] {
            try tree.find(edges[place].box.grown(by: reach), into: &found)
            for other in found
            where other < place && isLonely[other]
                && edges[place].part(within: reach, of: edges[other]) != nil
            {
                let (one, two) = (OuterEdges.line(place, &lines), OuterEdges.line(other, &lines))
                lines[max(one, two)] = min(one, two)
            }
        }
        let members = Dictionary(
            grouping: edges.indices.filter { isLonely[$0] }, by: { OuterEdges.line($0, &lines) })
        for (_, line) in members.sorted(by: { $0.key < $1.key }) {
            add(line.map { (edges[$0], lonelyLengths[$0]) }, least: tolerance * OuterEdges.least)
        }
    }

    private mutating func add(_ line: [(edge: CloseEdges.Edge, lonely: Double)], least: Double) {
        var lengths: [Int: Double] = [:]
        var area = 0.0
        let origin = line[0].edge.start
        for (edge, lonely) in line {
            lengths[Int(edge.shape), default: 0] += lonely
            area += (edge.start.x - origin.x) * (edge.end.y - origin.y)
            area -= (edge.end.x - origin.x) * (edge.start.y - origin.y)
        }
        let shapes = lengths.filter { $0.value > least }.keys.sorted()
        if area > 0 {
            for shape in shapes { touchesOutside[shape] = true }
        } else if shapes.count > 1 {
            gaps.append(shapes)
        }
    }

    /// The lowest edge that is known to belong to the line of an edge.
    private static func line(_ edge: Int, _ lines: inout [Int]) -> Int {
        var root = edge
        while lines[root] != root {
            lines[root] = lines[lines[root]]
            root = lines[root]
        }
        return root
    }
}
