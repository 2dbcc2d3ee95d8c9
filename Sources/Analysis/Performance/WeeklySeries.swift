import TerritoryModel

extension Field {
    /// The weeks of the exclusive territories and of `unassigned`, oldest first in each.
    func weeklyFacts() -> [WeeklyFacts] {
        (leaves + [tree.unassigned]).flatMap { place in
            (0..<windows.weekCount).map { week in
                let asIs = facts.territoryWeeks.week(week, of: place)
                let asWas = facts.territoryWeeksAsWas.week(week, of: place)
                var entry = WeeklyFacts(
                    territory: named(territory: place), weekEnding: windows.weekEnding(week),
                    sales: Money(units: asIs.amount), salesAsWas: Money(units: asWas.amount),
                    calls: asIs.calls)
                entry.salesYearAgo = facts.territoryWeeks.salesYearAgo(week, of: place, self)
                return entry
            }
        }
    }

    /// The organisation's weeks, oldest first.
    func weeklyTotals() throws(SumOverflow) -> [WeekTotals] {
        var totals: [WeekTotals] = []
        for week in 0..<windows.weekCount {
            var amount: Int64 = 0
            var calls: Int64 = 0
            var before: Int64 = 0
            for place in 0...tree.unassigned {
                let facts = facts.territoryWeeks.week(week, of: place)
                try add(facts.amount, to: &amount, "sales of the week of \(windows.weekEnding(week))")
                let earlier = self.facts.territoryWeeks.week(windows.weekCount + week, of: place)
                try add(
                    earlier.amount, to: &before, "sales of the week a year before \(windows.weekEnding(week))"
                )
                try add(facts.calls, to: &calls, "calls of the week of \(windows.weekEnding(week))")
            }
            totals.append(
                WeekTotals(
                    weekEnding: windows.weekEnding(week), sales: Money(units: amount), calls: calls,
                    salesYearAgo: reachesYearBefore(week) ? Money(units: before) : nil))
        }
        return totals
    }

    /// Sales by territory and product: by territory, then current sales, highest first.
    func productSales() -> [ProductSales] {
        let order = facts.territoryProducts.sorted {
            ($0.territory, $1.current, $0.product) < ($1.territory, $0.current, $1.product)
        }
        return order.map {
            ProductSales(
                territory: named(territory: Int($0.territory)), product: facts.products[Int($0.product)],
                sales: $0.current, salesPrior: $0.prior)
        }
    }
}

extension Field {
    /// Whether the data reach back to the whole of the same week a year before.
    func reachesYearBefore(_ week: Int) -> Bool {
        facts.totals.firstSale.map { $0 <= windows.weekEnding(week) - 364 - 6 } ?? false
    }
}

extension [[WeekFacts]] {
    /// Sales of the same week a year before; nil where the data do not reach back so far.
    func salesYearAgo(_ week: Int, of place: Int, _ field: Field) -> Money? {
        guard field.reachesYearBefore(week) else { return nil }
        return Money(units: self.week(field.windows.weekCount + week, of: place).amount)
    }
}
