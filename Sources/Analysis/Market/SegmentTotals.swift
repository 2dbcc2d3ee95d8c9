import TerritoryModel

/// What the accounts of one segment bought and could buy.
struct SegmentTally: Hashable, Sendable {
    var accounts: Int64 = 0
    /// Trailing-year amount.
    var amount: Int64 = 0
    var potential: Int64 = 0
    var withPotential: Int64 = 0

    mutating func add(_ other: SegmentTally, _ name: @autoclosure () -> String) throws(SumOverflow) {
        accounts += other.accounts
        withPotential += other.withPotential
        try Analysis.add(other.amount, to: &amount, name())
        try Analysis.add(other.potential, to: &potential, name())
    }
}

/// The segment mix of every node of the tree.
struct SegmentTotals: Sendable {
    /// Segments by their names, the empty one first where there are accounts without one.
    let names: [String]
    /// By node: its segments by place in `names`, ascending.
    let byNode: [[(segment: Int, tally: SegmentTally)]]

    init(_ field: Field) throws(SumOverflow) {
        let accounts = field.dimensions.accounts
        // Number 0 stands for accounts without a segment.
        let texts = [""] + accounts.segments
        let order = texts.indices.sorted { precedesById(texts[$0], texts[$1]) }
        var place = [Int](repeating: 0, count: texts.count)
        for (new, old) in order.enumerated() { place[old] = new }
        names = order.map { texts[$0] }
        var sums = [[Int: SegmentTally]](repeating: [:], count: field.tree.nodeCount)
        for account in accounts.indices {
            let segment = place[accounts.segmentNumber(of: account).map { $0 + 1 } ?? 0]
            let potential = accounts.potential(of: account)
            let tally = SegmentTally(
                accounts: 1, amount: field.activity[account].amount.trailingYear,
                potential: potential?.units ?? 0,  // an account without one adds nothing
                withPotential: potential == nil ? 0 : 1)
            try sums[field.territoryOfAccount[account]][segment, default: SegmentTally()].add(
                tally, "sales of a segment")
        }
        try SegmentTotals.rollUp(&sums, field)
        byNode = sums.map { segments in
            segments.sorted { $0.key < $1.key }.map { (segment: $0.key, tally: $0.value) }
        }
    }

    private static func rollUp(_ sums: inout [[Int: SegmentTally]], _ field: Field) throws(SumOverflow) {
        for leaf in field.leaves + [field.tree.unassigned] {
            for node in field.tree.lineage(of: leaf).dropFirst() {
                for (segment, tally) in sums[leaf] {
                    try sums[node][segment, default: SegmentTally()].add(
                        tally, "segments of \(field.nodeNames[node])")
                }
            }
        }
    }

    /// The sum over all segments of a node.
    func whole(ofNode node: Int) -> SegmentTally {
        byNode[node].reduce(into: SegmentTally()) { sum, part in
            // Parts of sums that fit.
            sum.accounts += part.tally.accounts
            sum.amount &+= part.tally.amount
            sum.potential &+= part.tally.potential
        }
    }

    /// The tally of one segment, by binary search.
    func tally(_ segment: Int, ofNode node: Int) -> SegmentTally {
        let segments = byNode[node]
        let place = segments.partitioningIndex { $0.segment >= segment }
        return place < segments.count && segments[place].segment == segment
            ? segments[place].tally : SegmentTally()
    }

    /// The segments of a node with their indices against another one.
    func shares(ofNode node: Int, of whole: Int) -> [SegmentShare] {
        let (own, all) = (self.whole(ofNode: node), self.whole(ofNode: whole))
        return byNode[node].map { segment, tally in
            let reference = self.tally(segment, ofNode: whole)
            var share = SegmentShare(
                segment: names[segment], accounts: tally.accounts,
                trailingYearSales: Money(units: tally.amount),
                potential: tally.withPotential > 0 ? Money(units: tally.potential) : nil)
            share.accountsIndex = index(
                (tally.accounts, own.accounts), against: (reference.accounts, all.accounts))
            share.salesIndex = index((tally.amount, own.amount), against: (reference.amount, all.amount))
            if tally.withPotential > 0 {
                share.potentialIndex = index(
                    (tally.potential, own.potential), against: (reference.potential, all.potential))
            }
            return share
        }
    }
}

/// One share against another, 100 = the same; nil where a denominator is not above zero.
private func index(
    _ own: (part: Int64, whole: Int64), against reference: (part: Int64, whole: Int64)
) -> Double? {
    guard own.whole > 0, reference.whole > 0, reference.part > 0 else { return nil }
    return (Double(own.part) / Double(own.whole)) / (Double(reference.part) / Double(reference.whole)) * 100
}
