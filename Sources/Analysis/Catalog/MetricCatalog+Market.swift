extension MetricCatalog {
    static let market: [MetricDefinition] = people + development

    private static func define(
        _ key: MetricKey, _ title: String, _ unit: MetricUnit, _ formula: String, range: String,
        _ direction: MetricDirection, _ reasons: [UnavailableReason], _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .market, unit: unit, formula: formula, range: range,
            direction: direction, subjects: .owning, reasons: reasons, source: source)
    }

    private static let people: [MetricDefinition] = [
        define(
            .population, "Population", .people,
            "Σ over owned units of the population in the latest year of each; units without one are left out",
            range: "0 or more", .neutral, [.sourceMissing, .noPopulation], MetricSource.development),
        define(
            .populationGrowth, "Population growth", .ratio,
            "Σ population in the latest year of all data ÷ Σ in the earliest − 1, over owned units with both",
            range: "−1 or more", .higherIsBetter, [.sourceMissing, .oneYearOnly, .noPopulation],
            MetricSource.development),
        define(
            .landArea, "Land area", .squareKilometres, "Σ land area of owned units in km²", range: "above 0",
            .neutral,
            [.sourceMissing, .noArea], MetricSource.development),
        define(
            .populationDensity, "Population density", .peoplePerKm2,
            "Σ population ÷ Σ land area in km², over owned units with both", range: "0 or more", .neutral,
            [.sourceMissing, .noPopulation, .noArea], MetricSource.development),
    ]

    private static let development: [MetricDefinition] = [
        define(
            .salesPerCapita, "Sales per capita", .moneyPerPerson, "sales_trailing_year ÷ population",
            range: "any; below 0 where returns exceed sales", .higherIsBetter,
            [.sourceMissing, .noPopulation], MetricSource.development),
        define(
            .accountsPer10k, "Accounts per 10,000 people", .per10kPeople,
            "accounts × 10,000 ÷ population", range: "0 or more", .higherIsBetter,
            [.sourceMissing, .noPopulation], MetricSource.development),
        define(
            .bdi, "Brand development index", .index,
            "(share of the organisation's sales_trailing_year ÷ share of its population) × 100",
            range: "any, 100 = average", .higherIsBetter, [.sourceMissing, .noPopulation, .noSales],
            MetricSource.development),
        define(
            .cdi, "Category development index", .index,
            "(share of the organisation's potential ÷ share of its population) × 100",
            range: "above 0, 100 = average", .neutral, [.sourceMissing, .noPopulation, .noPotential],
            MetricSource.development),
    ]
}
