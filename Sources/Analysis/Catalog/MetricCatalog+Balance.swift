/// What territories are balanced on.
enum BalanceMeasure: CaseIterable {
    case sales, potential, workloadHours, accounts

    /// The metric of one territory that is compared.
    var metric: MetricKey {
        switch self {
        case .sales: .sales
        case .potential: .potential
        case .workloadHours: .workloadHours
        case .accounts: .accounts
        }
    }

    var deviation: MetricKey {
        switch self {
        case .sales: .deviationSales
        case .potential: .deviationPotential
        case .workloadHours: .deviationWorkloadHours
        case .accounts: .deviationAccounts
        }
    }

    var maxDeviation: MetricKey {
        switch self {
        case .sales: .maxDeviationSales
        case .potential: .maxDeviationPotential
        case .workloadHours: .maxDeviationWorkloadHours
        case .accounts: .maxDeviationAccounts
        }
    }

    var cv: MetricKey {
        switch self {
        case .sales: .cvSales
        case .potential: .cvPotential
        case .workloadHours: .cvWorkloadHours
        case .accounts: .cvAccounts
        }
    }

    var gini: MetricKey {
        switch self {
        case .sales: .giniSales
        case .potential: .giniPotential
        case .workloadHours: .giniWorkloadHours
        case .accounts: .giniAccounts
        }
    }

    var shareOutsideBand: MetricKey {
        switch self {
        case .sales: .shareOutsideBandSales
        case .potential: .shareOutsideBandPotential
        case .workloadHours: .shareOutsideBandWorkloadHours
        case .accounts: .shareOutsideBandAccounts
        }
    }

    /// Why there is nothing to balance where the mean is not above zero.
    var emptyReason: UnavailableReason {
        switch self {
        case .sales: .noSales
        case .potential: .noPotential
        case .workloadHours: .noWorkload
        case .accounts: .noAccounts
        }
    }

    fileprivate var words: String {
        switch self {
        case .sales: "sales"
        case .potential: "potential"
        case .workloadHours: "workload"
        case .accounts: "accounts"
        }
    }
}

extension MetricCatalog {
    /// Over the leaf, exclusive territories; those whose measure is not available are left out.
    static let balance: [MetricDefinition] =
        each { measure in
            define(
                measure.deviation, "Deviation, \(measure.words)",
                "(\(measure.metric.rawValue) − mean) ÷ mean, signed", range: "−1 or more", .neutral,
                [.exclusive], measure, MetricSource.districting)
        }
        + each { measure in
            define(
                measure.maxDeviation, "Largest deviation, \(measure.words)",
                "largest |\(measure.deviation.rawValue)|", range: "0 or more", .lowerIsBetter,
                [.organisation],
                measure, MetricSource.districting)
        }
        + each { measure in
            define(
                measure.cv, "Variation, \(measure.words)",
                "population standard deviation of \(measure.metric.rawValue) ÷ mean", range: "0 or more",
                .lowerIsBetter, [.organisation], measure, MetricSource.districting)
        }
        + each { measure in
            define(
                measure.gini, "Gini, \(measure.words)",
                "ΣΣ|wᵢ − wⱼ| ÷ (2 × number of territories² × mean), w = \(measure.metric.rawValue)",
                range: "0 to 1", .lowerIsBetter, [.organisation], measure, MetricSource.gini)
        }
        + each { measure in
            define(
                measure.shareOutsideBand, "Outside the band, \(measure.words)",
                "territories with |\(measure.deviation.rawValue)| above the band (15% unless configured) ÷ "
                    + "territories",
                range: "0 to 1", .lowerIsBetter, [.organisation], measure, MetricSource.corridor)
        }

    private static func each(_ make: (BalanceMeasure) -> MetricDefinition) -> [MetricDefinition] {
        BalanceMeasure.allCases.map(make)
    }

    private static func define(
        _ key: MetricKey, _ title: String, _ formula: String, range: String, _ direction: MetricDirection,
        _ subjects: Set<SubjectKind>, _ measure: BalanceMeasure, _ source: String
    ) -> MetricDefinition {
        MetricDefinition(
            key: key, title: title, topic: .balance, unit: .ratio, formula: formula, range: range,
            direction: direction, subjects: subjects,
            reasons: [.notEnoughTerritories, measure.emptyReason], source: source)
    }
}
