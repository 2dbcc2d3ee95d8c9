import TerritoryModel

/// The territories as a tree, with a place for `unassigned` and one for the organisation above all.
struct TerritoryTree: Sendable {
    let parents: [Int?]
    /// Places of `unassigned` and of the organisation in arrays over all nodes.
    let unassigned: Int
    let organisation: Int
    /// Every territory behind all of its children.
    private let childrenFirst: [Int]

    var nodeCount: Int { organisation + 1 }

    init(_ territories: [Territory]) {
        parents = territories.map(\.parent)
        unassigned = territories.count
        organisation = territories.count + 1
        var children = [[Int]](repeating: [], count: territories.count)
        for (index, territory) in territories.enumerated() {
            if let parent = territory.parent { children[parent].append(index) }
        }
        var order = territories.indices.filter { territories[$0].parent == nil }
        var next = 0
        while next < order.count {
            order += children[order[next]]
            next += 1
        }
        precondition(order.count == territories.count, "cycles are cut when territories are loaded")
        childrenFirst = order.reversed()
    }

    /// The node and everything above it, the organisation last.
    func lineage(of node: Int) -> [Int] {
        guard node < unassigned else { return [node, organisation] }
        var path = [node]
        var above = parents[node]
        while let parent = above {
            path.append(parent)
            above = parents[parent]
        }
        return path + [organisation]
    }

    /// Adds what each leaf and `unassigned` hold to all groups above and to the organisation.
    func rollUp(_ tallies: inout [TerritoryTally], names: [String]) throws(SumOverflow) {
        for node in childrenFirst {
            let target = parents[node] ?? organisation
            try tallies[target].add(tallies[node], of: names[target])
        }
        try tallies[organisation].add(tallies[unassigned], of: names[organisation])
    }

    /// How many distinct things lie at or under each node, given for each thing the leaves it lies in.
    func distinctCounts(of things: [[Int]]) -> [Int64] {
        var counts = [Int64](repeating: 0, count: nodeCount)
        forEachDistinct(things) { node, _ in counts[node] += 1 }
        return counts
    }

    /// Visits every pair of a node and a thing under it once, things in order.
    func forEachDistinct<Failure: Error>(
        _ things: [[Int]], _ visit: (_ node: Int, _ thing: Int) throws(Failure) -> Void
    ) throws(Failure) {
        var latest = [Int](repeating: -1, count: nodeCount)
        for (thing, leaves) in things.enumerated() {
            for leaf in leaves {
                for node in lineage(of: leaf) where latest[node] != thing {
                    latest[node] = thing
                    try visit(node, thing)
                }
            }
        }
    }
}
