import TerritoryModel

/// The sums of several threads put together. Sums, minima and maxima, so the order does not matter.
extension FactPartial {
    /// Adds the sums of another thread.
    mutating func merge(_ other: FactPartial) throws(ImportError) {
        var fits = totals.add(other.totals)
        fits = accumulate(other.quantityMagnitude, into: &quantityMagnitude) && fits
        fits = accumulate(other.minutes, into: &minutes) && fits
        guard fits else { throw .overflow(source: "sales", file: "sales", sum: "a sum over all files") }
        pairs.merge(other.pairs)
        cells.merge(other.cells, setting)
        products.merge(other.products)
        weeks.merge(other.weeks)
        weeksAsWas.merge(other.weeksAsWas)
        repWeeks.merge(other.repWeeks)
        unmatched.merge(other.unmatched)
    }

    /// The sums in the order that the analysis expects.
    func summary() -> FactSummary {
        var summary = FactSummary()
        summary.accountReps = pairs.facts(setting.segments)
        summary.territoryReps = cells.facts(setting.segments)
        products.add(to: &summary)
        summary.territoryWeeks = weeks.facts
        summary.territoryWeeksAsWas = weeksAsWas.facts
        summary.repWeeks = repWeeks.facts
        summary.totals = totals
        for window in Window.allCases {
            summary.totals.amount[window] = summary.territoryReps.reduce(0) { $0 &+ $1.amount[window] }
            summary.totals.lines[window] = summary.accountReps.reduce(0) { $0 &+ $1.lines[window] }
        }
        for pair in summary.accountReps {
            summary.totals.firstSale = earlier(summary.totals.firstSale, pair.firstSale)
            summary.totals.lastSale = later(summary.totals.lastSale, pair.lastSale)
        }
        return summary
    }
}
