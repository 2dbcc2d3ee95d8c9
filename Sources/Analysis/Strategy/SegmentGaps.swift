import TerritoryModel

extension Evaluation {
    /// How many times as many accounts the organisation must have in a segment as a territory's floor.
    private static let organisationFactor: Int64 = 4

    /// Segments in which a territory sells clearly more or less than the organisation's rate gives.
    ///
    /// - Parameter shares: The segment mix of the territory.
    func segmentGaps(of leaf: Int, _ shares: [SegmentShare]) throws(SumOverflow) -> [SegmentGap] {
        let whole = field.tree.organisation
        let sales = totals.territories[leaf].sales.amount.trailingYear
        guard sales > 0 else { return [] }
        var gaps: [SegmentGap] = []
        for (place, (segment, own)) in segments.byNode[leaf].enumerated() {
            let all = segments.tally(segment, ofNode: whole)
            let least = Int64(field.settings.strategy.minAccounts)
            guard own.accounts >= least, all.accounts >= least * Evaluation.organisationFactor,
                let expected = try expected(own, of: all)
            else { continue }
            let gap = try difference(own.amount, expected, "gap of a segment")
            guard isWorthTelling(gap, of: sales) else { continue }
            gaps.append(
                SegmentGap(
                    segment: segments.names[segment], accounts: own.accounts,
                    trailingYearSales: Money(units: own.amount), expected: Money(units: expected),
                    gap: Money(units: gap), salesIndex: shares[place].salesIndex))
        }
        return gaps.sorted { $0.gap == $1.gap ? precedesById($0.segment, $1.segment) : $0.gap < $1.gap }
    }

    /// The organisation's amount × the territory's part of its basis; nil where there is no basis.
    private func expected(_ own: SegmentTally, of all: SegmentTally) throws(SumOverflow) -> Int64? {
        let (part, basis) =
            usesAccountPotential ? (own.potential, all.potential) : (own.accounts, all.accounts)
        guard basis > 0 else { return nil }
        return try scaled(all.amount, part, basis, "expected sales of a segment")
    }

    /// Whether a gap is beyond the floor.
    func isWorthTelling(_ gap: Int64, of sales: Int64) -> Bool {
        Double(gap.magnitude) >= field.settings.strategy.minShare * Double(sales)
    }
}
