import TerritoryModel

/// What the sources say of the geographic units, by unit.
struct UnitFacts: Sendable {
    /// Latest population; nil where no source has one.
    let population: [Double?]
    let totalPopulation: Double

    init(_ dimensions: Dimensions) {
        var latest = [(year: Int, value: Double)?](repeating: nil, count: dimensions.units.count)
        for observation in dimensions.demographics where observation.indicator == "population" {
            let candidate = (year: observation.year, value: observation.value)
            // Two values of one year: the larger, so that the order of the rows decides nothing.
            if let known = latest[observation.unit], known >= candidate { continue }
            latest[observation.unit] = candidate
        }
        population = latest.map { $0?.value }
        totalPopulation = population.reduce(0) { $0 + ($1 ?? 0) }  // unknown adds nothing
    }
}
