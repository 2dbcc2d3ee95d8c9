import TerritoryModel

/// Which metrics need which optional source of the workspace.
enum SourceNeeds {
    /// In the order in which missing sources are told; keys in the order of the catalog.
    static let all: [(source: String, metrics: [MetricKey])] = [
        ("units", unitMetrics + [.landArea] + marketMetrics),
        ("demographics", [.unitCoverageByPopulation] + marketMetrics),
        ("unit_assignments", unitMetrics + [.landArea] + marketMetrics),
        (
            "reps",
            [.capacityHours, .utilisation, .sharedAccounts] + roleMetrics + overlayMetrics
                + performanceMetrics + RelationshipTally.metricKeys
        ),
        (
            "rep_assignments",
            [.vacantDays, .capacityHours, .utilisation] + roleMetrics + overlayMetrics + performanceMetrics
                + RelationshipTally.metricKeys
        ),
        (
            "activities",
            [
                .accountsCalled, .accountCoverage, .accountCoverageByPotential, .reach, .frequency,
                .planAttainment, .overCalling, .uncalledValue, .overlayCalls, .calls, .callsPerWeek,
                .salesPerCall,
            ]
        ),
        ("quotas", [.quota, .attainment, .pace]),
    ]

    private static let unitMetrics: [MetricKey] = [
        .unitCoverage, .unitCoverageByPopulation, .sharedUnits, .unitOverlapRate,
    ]

    private static let marketMetrics: [MetricKey] = [
        .population, .populationGrowth, .populationDensity, .salesPerCapita, .accountsPer10k, .bdi, .cdi,
    ]

    private static let overlayMetrics: [MetricKey] = [
        .overlayAccountsTouched, .overlaySales, .overlayCalls, .overlayShare,
    ]

    private static let performanceMetrics: [MetricKey] = [
        .expectedSales, .expectedSalesLow, .expectedSalesHigh, .performanceGap, .rank, .rankAtWorst,
    ]

    private static let roleMetrics: [MetricKey] = [
        .contestedAccounts, .accountOverlapRate, .outsideSalesIn, .outsideSalesOut, .outsideSalesShare,
    ]

    /// The sources that the workspace does not have.
    static func missing(from sources: Set<String>) -> [QualityReport.MissingSource] {
        all.filter { !sources.contains($0.source) }.map {
            QualityReport.MissingSource(source: $0.source, metrics: $0.metrics)
        }
    }
}
