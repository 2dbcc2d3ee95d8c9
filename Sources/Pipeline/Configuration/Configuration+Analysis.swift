import Analysis
import Importing
import TerritoryModel
import Yams

extension Configuration {
    /// The indicators by name, each checked against what the demographic sources hold.
    static func indicators(
        _ top: YAMLSection, _ sources: [SourceEntry]
    ) throws(ConfigurationError) -> [IndicatorRule] {
        guard let section = try top.section("indicators") else { return [] }
        let known = Set(
            sources.filter { $0.mapping.source == "demographics" }.flatMap { $0.mapping.fields.keys }
        ).subtracting(["unit_id", "year"]).sorted()
        var rules: [IndicatorRule] = []
        for name in section.keys.sorted(by: precedesById) {
            try require(name, in: known, section, at: name)
            guard let own = try section.section(name) else { continue }
            try own.allow(Section.indicator.keys)
            rules.append(try indicator(name, own, known))
        }
        return rules
    }

    private static func indicator(
        _ name: String, _ section: YAMLSection, _ known: [String]
    ) throws(ConfigurationError) -> IndicatorRule {
        let aggregate: IndicatorRule.Aggregate
        let weight = try section.text("weighted_by")
        switch try section.required("aggregate") {
        case "sum" where weight == nil: aggregate = .sum
        case "sum":
            throw section.error(
                at: "weighted_by", "'\(section.full("weighted_by"))' has no meaning for a sum",
                "remove it, or write aggregate: mean")
        case "mean":
            let weight = weight ?? "population"
            try require(weight, in: known, section, at: "weighted_by")
            aggregate = .mean(weightedBy: weight)
        case let other:
            throw section.error(
                at: "aggregate", "'\(section.full("aggregate"))' is '\(other)'", "choose one of: sum, mean")
        }
        return IndicatorRule(
            name: name, title: try section.text("title") ?? name.replacing("_", with: " "),
            aggregate: aggregate, unit: try section.choice("unit", IndicatorRule.Unit.self) ?? .number,
            direction: try direction(section))
    }

    private static func require(
        _ name: String, in known: [String], _ section: YAMLSection, at key: String
    ) throws(ConfigurationError) {
        guard !known.contains(name) else { return }
        let nearest = nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
        throw section.error(
            at: key, "no demographic source has a field '\(name)'",
            nearest ?? "add it to the fields of a source of 'demographics'")
    }

    private static func direction(_ section: YAMLSection) throws(ConfigurationError) -> MetricDirection {
        switch try section.text("direction") {
        case nil, "neutral": return .neutral
        case "higher": return .higherIsBetter
        case "lower": return .lowerIsBetter
        case let other?:
            throw section.error(
                at: "direction", "'\(section.full("direction"))' is '\(other)'",
                "choose one of: higher, lower, neutral")
        }
    }

    static func strategy(_ top: YAMLSection) throws(ConfigurationError) -> StrategyRules {
        var rules = StrategyRules()
        guard let section = try top.section("strategy") else { return rules }
        try section.allow(Section.strategy.keys)
        rules.minAccounts = try section.integer("min_accounts", in: 1...1_000_000) ?? rules.minAccounts
        rules.minShare = try section.share("min_share") ?? rules.minShare
        rules.minExpected = try section.number("min_expected", in: 0...1e6) ?? rules.minExpected
        return rules
    }
}

extension Configuration {
    /// The thresholds that the exceptions of a kind have; each may be `off` as a whole.
    static func exceptionKeys(of kind: ReportException.Kind) -> [String] {
        switch kind {
        case .uncalledValue, .lostAccounts: ["min_share", "min_accounts"]
        case .conflict, .outsideSales, .revenueInTransition, .unassignedSales, .dataFault: ["min_share"]
        case .quotaGap: ["attainment", "index"]
        case .concentration: ["index"]
        case .vacancy, .unassignedUnits, .sharedUnits, .imbalance, .realignment: []
        }
    }

    static func exceptions(_ top: YAMLSection) throws(ConfigurationError) -> ExceptionRules {
        var rules = ExceptionRules()
        guard let section = try top.section("exceptions") else { return rules }
        try section.allow(Section.exceptions.keys)
        for kind in ReportException.Kind.allCases {
            guard let node = section[kind.rawValue] else { continue }
            if let word = node.scalar?.string {
                guard word == "off" else {
                    throw section.error(
                        at: kind.rawValue, "'\(section.full(kind.rawValue))' is '\(word)'",
                        "write off, or thresholds such as {min_share: 5%}")
                }
                rules.muted.insert(kind)
            } else if let own = try section.section(kind.rawValue) {
                try own.allow(exceptionKeys(of: kind))
                try setThresholds(of: kind, own, in: &rules)
            }
        }
        return rules
    }

    private static func setThresholds(
        of kind: ReportException.Kind, _ section: YAMLSection, in rules: inout ExceptionRules
    ) throws(ConfigurationError) {
        let share = try section.share("min_share")
        let accounts = try section.integer("min_accounts", in: 0...1_000_000)
        let index = try section.number("index", in: 0...10_000)
        switch kind {
        case .uncalledValue:
            rules.uncalledShare = share ?? rules.uncalledShare
            rules.uncalledAccounts = accounts ?? rules.uncalledAccounts
        case .lostAccounts:
            rules.lostShare = share ?? rules.lostShare
            rules.lostAccounts = accounts ?? rules.lostAccounts
        case .quotaGap:
            rules.attainment = try section.share("attainment") ?? rules.attainment
            rules.index = index ?? rules.index
        case .concentration: rules.concentration = index ?? rules.concentration
        case .conflict: rules.conflictShare = share ?? rules.conflictShare
        case .outsideSales: rules.outsideShare = share ?? rules.outsideShare
        case .revenueInTransition: rules.transitionShare = share ?? rules.transitionShare
        case .unassignedSales: rules.unassignedShare = share ?? rules.unassignedShare
        case .dataFault: rules.faultShare = share ?? rules.faultShare
        case .vacancy, .unassignedUnits, .sharedUnits, .imbalance, .realignment: return
        }
    }
}
