import TerritoryModel

/// The sums of several threads put together. Sums, minima and maxima, so the order does not matter.
extension FactPartial {
    /// Adds the sums of another thread.
    mutating func merge(_ other: FactPartial) throws(ImportError) {
        try merge(totals.add(other.totals), "sales", FileLedger.loadedAmount)
        try merge(
            accumulate(other.quantityMagnitude, into: &quantityMagnitude), "sales", FactPartial.salesSum)
        try merge(accumulate(other.minutes, into: &minutes), "activities", FactPartial.minutesSum)
        cells.merge(other.cells, setting)
        products.merge(other.products)
        weeks.merge(other.weeks)
        weeksAsWas.merge(other.weeksAsWas)
        repWeeks.merge(other.repWeeks)
        unmatched.merge(other.unmatched)
    }

    /// Adds what has been gathered to the sums by account and rep; to be called behind the last row.
    mutating func handOverPairs() {
        sales.close()
        calls.close()
    }

    private func merge(_ fits: Bool, _ source: String, _ sum: String) throws(ImportError) {
        if !fits { throw .overflow(source: source, file: source, sum: sum) }
    }

    /// The sums in the order that the analysis expects, with those by account and rep.
    func summary(_ pairs: AccountRepTable) -> FactSummary {
        var summary = FactSummary()
        summary.accountReps = pairs
        summary.territoryReps = cells.facts(setting.segments)
        products.add(to: &summary)
        summary.territoryWeeks = weeks.facts
        summary.territoryWeeksAsWas = weeksAsWas.facts
        summary.repWeeks = repWeeks.facts
        summary.totals = totals
        for window in Window.allCases {
            summary.totals.amount[window] = summary.territoryReps.reduce(0) { $0 &+ $1.amount[window] }
        }
        summary.totals.lines = pairs.lines
        (summary.totals.firstSale, summary.totals.lastSale) = pairs.saleDays
        return summary
    }
}
