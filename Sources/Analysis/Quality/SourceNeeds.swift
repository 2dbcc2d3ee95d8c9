import TerritoryModel

/// Which metrics need which optional source of the workspace.
enum SourceNeeds {
    /// In the order in which missing sources are told; keys in the order of the catalog.
    static let all: [(source: String, metrics: [MetricKey])] = [
        ("units", unitMetrics),
        ("demographics", [.unitCoverageByPopulation]),
        ("unit_assignments", unitMetrics),
        ("reps", [.capacityHours, .utilisation, .sharedAccounts] + roleMetrics + [.rank]),
        ("rep_assignments", [.vacantDays, .capacityHours, .utilisation] + roleMetrics + [.rank]),
        (
            "activities",
            [
                .accountsCalled, .accountCoverage, .accountCoverageByPotential, .reach, .frequency,
                .planAttainment, .overCalling, .uncalledValue, .calls, .callsPerWeek, .salesPerCall,
            ]
        ),
        ("quotas", [.quota, .attainment, .pace]),
    ]

    private static let unitMetrics: [MetricKey] = [
        .unitCoverage, .unitCoverageByPopulation, .sharedUnits, .unitOverlapRate,
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
