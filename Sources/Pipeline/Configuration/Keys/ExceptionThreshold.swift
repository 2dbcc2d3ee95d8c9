import Analysis

/// A threshold of exceptions: its key in the configuration and its place among the rules.
enum ExceptionThreshold {
    typealias Place<Value> = WritableKeyPath<ExceptionRules, Value>

    case share(String, Place<Double>, String)
    case count(String, Place<Int>, String)
    case index(String, Place<Double>, String)

    /// The thresholds that exceptions of a kind have.
    static func all(of kind: ReportException.Kind) -> [ExceptionThreshold] {
        switch kind {
        case .uncalledValue:
            [
                .share(
                    "min_share", \.uncalledShare, "Smallest share of trailing-year sales without a call."),
                .count("min_accounts", \.uncalledAccounts, "Fewest accounts without a call."),
            ]
        case .lostAccounts:
            [
                .share("min_share", \.lostShare, "Smallest share of the sales a year ago."),
                .count("min_accounts", \.lostAccounts, "Fewest lost accounts."),
            ]
        case .quotaGap:
            [
                .share("attainment", \.attainment, "Attainment below which a quota is short."),
                .index("index", \.index, "Performance index below which the ground does not explain it."),
            ]
        case .concentration: [.index("index", \.concentration, "Largest concentration index.")]
        case .conflict:
            [.share("min_share", \.conflictShare, "Smallest share of the territory's current sales.")]
        case .outsideSales:
            [.share("min_share", \.outsideShare, "Smallest share of the territory's current sales.")]
        case .revenueInTransition:
            [.share("min_share", \.transitionShare, "Smallest share of the trailing-year sales.")]
        case .unassignedSales: [.share("min_share", \.unassignedShare, "Smallest share of current sales.")]
        case .dataFault: [.share("min_share", \.faultShare, "Smallest share of the rows of sales.")]
        case .vacancy, .unassignedUnits, .sharedUnits, .imbalance, .realignment: []
        }
    }

    var key: ConfigurationKey {
        let rules = ExceptionRules()
        return switch self {
        case .share(let name, let place, let summary):
            ConfigurationKey(name, .share, summary, standard: .percent(rules[keyPath: place]))
        case .count(let name, let place, let summary):
            ConfigurationKey(
                name, .integer(0...1_000_000), summary, standard: .count(rules[keyPath: place]))
        case .index(let name, let place, let summary):
            ConfigurationKey(name, .number(0...10_000), summary, standard: .number(rules[keyPath: place]))
        }
    }

    /// Takes the threshold over where the section has it.
    func read(_ section: YAMLSection, into rules: inout ExceptionRules) throws(ConfigurationError) {
        switch self {
        case .share(let name, let place, _):
            rules[keyPath: place] = try section.share(name) ?? rules[keyPath: place]
        case .count(let name, let place, _):
            rules[keyPath: place] = try section.integer(name) ?? rules[keyPath: place]
        case .index(let name, let place, _):
            rules[keyPath: place] = try section.number(name) ?? rules[keyPath: place]
        }
    }
}
