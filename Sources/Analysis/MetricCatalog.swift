/// The catalog of all metrics.
public enum MetricCatalog {
    public static let definitions: [MetricDefinition] = MetricKey.allCases.map { key in
        MetricDefinition(
            key: key, title: title(key), topic: topic(key), unit: unit(key), formula: title(key),
            range: "any", direction: .neutral, subjects: [.organisation, .exclusive], reasons: [],
            source: "METRICS.md")
    }

    /// The definition of a metric.
    public static func definition(of key: MetricKey) -> MetricDefinition {
        byKey[key] ?? definitions[0]
    }

    private static let byKey = Dictionary(uniqueKeysWithValues: definitions.map { ($0.key, $0) })

    private static func title(_ key: MetricKey) -> String {
        let words = key.rawValue.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func topic(_ key: MetricKey) -> MetricTopic {
        guard let place = MetricKey.allCases.firstIndex(of: key) else { return .coverage }
        return place < 19 ? .coverage : place < 27 ? .overlap : place < 49 ? .performance : .balance
    }

    private static func unit(_ key: MetricKey) -> MetricUnit {
        switch key {
        case .accounts, .accountsCalled, .activeAccounts, .targets, .sharedUnits, .sharedAccounts,
            .contestedAccounts, .calls, .newAccounts, .lostAccounts:
            .count
        case .frequency: .callsPerAccount
        case .callsPerWeek: .callsPerWeek
        case .uncalledValue, .outsideSalesIn, .outsideSalesOut, .sales, .salesPrior, .salesYearAgo,
            .salesTrailingYear, .salesAsWas, .salesMovedIn, .salesMovedOut, .quota, .salesPerCall:
            .money
        case .potential: .moneyPerYear
        case .vacantDays: .days
        case .workloadHours, .capacityHours: .hoursPerYear
        case .accountConcentration: .concentration
        case .performanceIndex: .index
        case .rank: .rank
        default: .ratio
        }
    }
}
