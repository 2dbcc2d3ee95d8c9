import TerritoryModel

/// Sums over the units that a territory owns, of those that have what is summed.
struct MarketTally: Hashable, Sendable {
    var populatedUnits = 0
    var population = 0.0
    var measuredUnits = 0
    var area = 0.0
    /// Over units with a population and an area.
    var densityUnits = 0
    var densityPopulation = 0.0
    var densityArea = 0.0
    /// Over units with a population in the earliest and in the latest year.
    var comparedUnits = 0
    var earliestPopulation = 0.0
    var latestPopulation = 0.0
    /// By indicator: counted units, Σ value (or value × weight), Σ weight.
    var indicators: [IndicatorTally]

    init(indicators count: Int) {
        indicators = [IndicatorTally](repeating: IndicatorTally(), count: count)
    }

    /// Adds what the sources say of one unit.
    mutating func add(_ unit: Int, area unitArea: Double?, _ facts: UnitFacts) {
        if let people = facts.population[unit] {
            populatedUnits += 1
            population += people
            if let unitArea {
                densityUnits += 1
                densityPopulation += people
                densityArea += unitArea
            }
        }
        if let unitArea {
            measuredUnits += 1
            area += unitArea
        }
        guard let change = facts.populationChange, let before = change.earliest[unit],
            let after = change.latest[unit]
        else { return }
        comparedUnits += 1
        earliestPopulation += before
        latestPopulation += after
    }
}

/// Sums of one indicator.
struct IndicatorTally: Hashable, Sendable {
    var units = 0
    var sum = 0.0
    var weight = 0.0

    /// The sum, or the weighted mean; nil where no unit counts.
    func value(_ aggregate: IndicatorRule.Aggregate) -> Double? {
        guard units > 0 else { return nil }
        if case .sum = aggregate { return sum }
        return weight == 0 ? nil : sum / weight
    }
}

extension Field {
    /// The market of every node of the tree; sums are made in the order of the units' ids.
    func marketTallies() -> [MarketTally] {
        let rules = settings.indicators
        var tallies = [MarketTally](
            repeating: MarketTally(indicators: rules.count), count: tree.nodeCount)
        let lineages = (0...tree.unassigned).map(tree.lineage(of:))
        for unit in dimensions.units.indices {
            let area = dimensions.units[unit].landAreaKm2
            for node in lineages[territoryOfUnit[unit]] { tallies[node].add(unit, area: area, units) }
        }
        for (place, rule) in rules.enumerated() {
            let values = units.indicators[rule.name, default: []]
            for (unit, value) in values.enumerated() {
                guard let value, let weight = weight(of: rule, unit) else { continue }
                for node in lineages[territoryOfUnit[unit]] {
                    tallies[node].indicators[place].units += 1
                    tallies[node].indicators[place].sum += value * weight
                    tallies[node].indicators[place].weight += weight
                }
            }
        }
        return tallies
    }

    private func weight(of rule: IndicatorRule, _ unit: Int) -> Double? {
        switch rule.aggregate {
        case .sum: 1
        case .mean(let name): units.indicators[name].flatMap { $0[unit] }
        }
    }
}
