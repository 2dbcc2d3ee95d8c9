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
            rules.append(try indicator(name, own, known))
        }
        return rules
    }

    private static func indicator(
        _ name: String, _ section: YAMLSection, _ known: [String]
    ) throws(ConfigurationError) -> IndicatorRule {
        let aggregate: IndicatorRule.Aggregate
        let weight = try section.text("weighted_by")
        switch try section.requiredChoice("aggregate", AggregateWord.self) {
        case .sum:
            guard weight == nil else {
                throw section.error(
                    at: "weighted_by", "'\(section.full("weighted_by"))' has no meaning for a sum",
                    "remove it, or write aggregate: mean")
            }
            aggregate = .sum
        case .mean:
            let weight = weight ?? "population"
            try require(weight, in: known, section, at: "weighted_by")
            aggregate = .mean(weightedBy: weight)
        }
        return IndicatorRule(
            name: name, title: try section.text("title") ?? name.replacing("_", with: " "),
            aggregate: aggregate, unit: try section.choice("unit", IndicatorRule.Unit.self) ?? .number,
            direction: try section.choice("direction", DirectionWord.self)?.direction ?? .neutral)
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

    static func strategy(_ top: YAMLSection) throws(ConfigurationError) -> StrategyRules {
        var rules = StrategyRules()
        guard let section = try top.section("strategy") else { return rules }
        rules.minAccounts = try section.integer("min_accounts") ?? rules.minAccounts
        rules.minShare = try section.share("min_share") ?? rules.minShare
        rules.minExpected = try section.number("min_expected") ?? rules.minExpected
        return rules
    }
}

extension Configuration {
    static func exceptions(_ top: YAMLSection) throws(ConfigurationError) -> ExceptionRules {
        var rules = ExceptionRules()
        guard let section = try top.section("exceptions") else { return rules }
        for kind in ReportException.Kind.allCases {
            guard let node = section[kind.rawValue] else { continue }
            let thresholds = ExceptionThreshold.all(of: kind)
            if node.scalar?.string == "off" {
                rules.muted.insert(kind)
            } else if node.scalar != nil || thresholds.isEmpty {
                let text = node.scalar.map { "'\($0.string)'" } ?? "more than a word"
                throw section.error(
                    at: kind.rawValue, "'\(section.full(kind.rawValue))' is \(text)",
                    thresholds.isEmpty ? "write off" : "write off, or thresholds such as {min_share: 5%}")
            } else if let own = try section.section(kind.rawValue) {
                for threshold in thresholds { try threshold.read(own, into: &rules) }
            }
        }
        return rules
    }
}
