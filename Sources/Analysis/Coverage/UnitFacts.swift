import TerritoryModel

/// What the sources say of the geographic units, by unit.
struct UnitFacts: Sendable {
    /// Latest population; nil where no source has one.
    let population: [Double?]
    /// Population in the earliest and in the latest year of all units; nil where there are not two years.
    let populationChange: (earliest: [Double?], latest: [Double?])?
    /// The latest value of each configured indicator and of those that weigh one.
    let indicators: [String: [Double?]]

    static let populationName = "population"

    init(_ dimensions: Dimensions, indicators rules: [IndicatorRule]) {
        let count = dimensions.units.count
        population = UnitFacts.latest(UnitFacts.populationName, dimensions.demographics, units: count)
        populationChange = UnitFacts.populationChange(dimensions.demographics, units: count)
        var names = Set(rules.map(\.name))
        for rule in rules { if case .mean(let weight) = rule.aggregate { names.insert(weight) } }
        indicators = Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, UnitFacts.latest($0, dimensions.demographics, units: count))
            })
    }

    /// The latest value of each unit.
    ///
    /// Of two values of one year the larger counts, so that the order of the rows decides nothing.
    private static func latest(
        _ indicator: String, _ observations: [DemographicObservation], units count: Int
    ) -> [Double?] {
        var latest = [(year: Int, value: Double)?](repeating: nil, count: count)
        for observation in observations where observation.indicator == indicator {
            let candidate = (year: observation.year, value: observation.value)
            if let known = latest[observation.unit], known >= candidate { continue }
            latest[observation.unit] = candidate
        }
        return latest.map { $0?.value }
    }

    private static func populationChange(
        _ observations: [DemographicObservation], units count: Int
    ) -> (earliest: [Double?], latest: [Double?])? {
        let populations = observations.filter { $0.indicator == populationName }
        guard let first = populations.map(\.year).min(), let last = populations.map(\.year).max(),
            first < last
        else { return nil }
        return (
            latest(populationName, populations.filter { $0.year == first }, units: count),
            latest(populationName, populations.filter { $0.year == last }, units: count)
        )
    }
}
