import TerritoryModel

extension Evaluation {
    /// People, ground and development of a node.
    func measureMarket(_ node: Int, in metrics: inout MetricSet) {
        let market = markets[node]
        let people: MetricValue? =
            market.populatedUnits > 0 ? nil : .unavailable(.noPopulation)
        metrics[.population] = people ?? .number(market.population)
        metrics[.populationGrowth] = growth(of: market)
        metrics[.landArea] = market.measuredUnits > 0 ? .number(market.area) : .unavailable(.noArea)
        metrics[.populationDensity] =
            people
            ?? (market.densityArea > 0
                ? .number(market.densityPopulation / market.densityArea) : .unavailable(.noArea))
        measureDevelopment(node, in: &metrics)
    }

    private func growth(of market: MarketTally) -> MetricValue {
        guard field.units.populationChange != nil else { return .unavailable(.oneYearOnly) }
        guard market.earliestPopulation > 0 else { return .unavailable(.noPopulation) }
        return .number(market.latestPopulation / market.earliestPopulation - 1)
    }

    private func measureDevelopment(_ node: Int, in metrics: inout MetricSet) {
        let whole = field.tree.organisation
        let tally = totals.territories[node]
        let (population, allPopulation) = (markets[node].population, markets[whole].population)
        guard population > 0 else {
            for key in [MetricKey.salesPerCapita, .accountsPer10k, .bdi, .cdi] {
                metrics[key] = .unavailable(.noPopulation)
            }
            return
        }
        let sales = Money(units: tally.sales.amount.trailingYear).doubleValue
        let allSales = Money(units: totals.territories[whole].sales.amount.trailingYear).doubleValue
        metrics[.salesPerCapita] = .number(sales / population)
        metrics[.accountsPer10k] = .number(Double(tally.ground.accounts) * 10_000 / population)
        let share = population / allPopulation
        metrics[.bdi] = allSales > 0 ? .number(sales / allSales / share * 100) : .unavailable(.noSales)
        let potential = Double(potential(of: tally.ground))
        let allPotential = Double(self.potential(of: totals.territories[whole].ground))
        metrics[.cdi] =
            potential > 0 ? .number(potential / allPotential / share * 100) : .unavailable(.noPotential)
    }

    /// What stands beside the metrics: quadrant, indicators and segment mix.
    func marketReport(_ node: Int, _ metrics: MetricSet) -> MarketReport {
        var report = MarketReport()
        let whole = field.tree.organisation
        if node < field.tree.unassigned, let bdi = metrics[.bdi]?.doubleValue,
            let cdi = metrics[.cdi]?.doubleValue
        {
            report.quadrant = MarketQuadrant(bdi: bdi, cdi: cdi)
        }
        report.indicators = field.settings.indicators.enumerated().map { place, rule in
            let tally = markets[node].indicators[place]
            let value = tally.value(rule.aggregate)
            let all = markets[whole].indicators[place].value(rule.aggregate)
            return IndicatorReport(
                name: rule.name, value: value, units: tally.units, index: rule.index(value, of: all))
        }
        report.segments = segments.shares(ofNode: node, of: whole)
        return report
    }
}

extension MarketQuadrant {
    /// 100 and above is high.
    init(bdi: Double, cdi: Double) {
        switch (bdi >= 100, cdi >= 100) {
        case (false, true): self = .opportunity
        case (true, true): self = .stronghold
        case (true, false): self = .harvest
        case (false, false): self = .lowPriority
        }
    }
}

extension IndicatorRule {
    /// The value against the organisation's, 100 = the same; nil for sums and where it means nothing.
    fileprivate func index(_ value: Double?, of all: Double?) -> Double? {
        guard case .mean = aggregate, let value, let all, all != 0 else { return nil }
        return value / all * 100
    }
}
