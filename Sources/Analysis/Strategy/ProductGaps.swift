import TerritoryModel

/// What the whole organisation sells of each product in the current window.
struct ProductTotals: Sendable {
    /// By product: current amount, and exclusive territories in which it sells.
    private(set) var amounts: [Int64]
    private(set) var territories: [Int]
    /// The part of `facts.territoryProducts` of each territory slot.
    let partsOfTerritory: [Range<Int>]

    /// Fewest territories in which a product must sell to be compared.
    static let leastTerritories = 3

    init(_ field: Field) throws(SumOverflow) {
        let facts = field.facts
        amounts = [Int64](repeating: 0, count: facts.products.count)
        territories = [Int](repeating: 0, count: facts.products.count)
        for part in facts.territoryProducts {
            let product = Int(part.product)
            try add(part.current.units, to: &amounts[product], "sales of product \(facts.products[product])")
            if field.isExclusive(Int(part.territory)), part.current > .zero { territories[product] += 1 }
        }
        var next = 0
        partsOfTerritory = (0...field.tree.unassigned).map { territory in
            let first = next
            while next < facts.territoryProducts.count,
                Int(facts.territoryProducts[next].territory) == territory
            {
                next += 1
            }
            return first..<next
        }
    }
}

extension Evaluation {
    /// Products of which a territory sells clearly more or less than their share of all sales gives.
    func productGaps(of leaf: Int, _ products: ProductTotals) throws(SumOverflow) -> [ProductGap] {
        let sales = totals.territories[leaf].sales.amount.current
        let allSales = totals.territories[field.tree.organisation].sales.amount.current
        guard sales > 0, allSales > 0 else { return [] }
        let own = ownSales(of: leaf, products)
        var gaps: [ProductGap] = []
        for (product, name) in field.facts.products.enumerated() where !name.isEmpty {
            let amount = products.amounts[product]
            guard products.territories[product] >= ProductTotals.leastTerritories, amount > 0 else {
                continue
            }
            let sold = own[product] ?? 0  // no rows: nothing was sold
            let expected = try scaled(sales, amount, allSales, "expected sales of product \(name)")
            let gap = try difference(sold, expected, "gap of product \(name)")
            guard isWorthTelling(gap, of: sales) else { continue }
            gaps.append(
                ProductGap(
                    product: name, sales: Money(units: sold), expected: Money(units: expected),
                    gap: Money(units: gap),
                    index: expected > 0 ? Double(sold) / Double(expected) * 100 : nil))
        }
        return gaps.sorted { $0.gap == $1.gap ? precedesById($0.product, $1.product) : $0.gap < $1.gap }
    }

    private func ownSales(of leaf: Int, _ products: ProductTotals) -> [Int: Int64] {
        Dictionary(
            field.facts.territoryProducts[products.partsOfTerritory[leaf]].map {
                (Int($0.product), $0.current.units)
            }, uniquingKeysWith: { first, _ in first })
    }
}
