import Analysis
import TerritoryModel

extension PageValues {
    func definitions() -> TemplateValue {
        var values = page(.definitions, title: Page.definitions.title)
        values["topics"] = .list(
            MetricTopic.allCases.map { topic in
                let chosen = MetricCatalog.definitions.filter { $0.topic == topic }
                return .object(["name": .text(topic.title), "definitions": .list(chosen.map(definition))])
            })
        values["indicators"] = .list(report.indicators.map(indicator))
        values["reasons"] = .list(
            UnavailableReason.allCases.map {
                .object(["key": .text($0.rawValue), "text": .text($0.text)])
            })
        return .object(values)
    }

    private func definition(_ definition: MetricDefinition) -> TemplateValue {
        .object([
            "key": .text(definition.key.rawValue), "name": .text(definition.title),
            "unit": .text(definition.unit.rawValue.replacing("_", with: " ")),
            "formula": .text(definition.formula), "range": .text(definition.range),
            "direction": .text(definition.direction.rawValue.replacing("_", with: " ")),
            "subjects": .text(definition.orderedSubjects.map(\.rawValue).joined(separator: ", ")),
            "needs": .text(definition.sources.joined(separator: ", ")),
            "reasons": .text(definition.reasons.map(\.rawValue).joined(separator: ", ")),
            "source": .text(definition.source),
            "value": markup(report.organisation[definition.key], of: definition.key),
        ])
    }

    private func indicator(_ rule: IndicatorRule) -> TemplateValue {
        let formula =
            switch rule.aggregate {
            case .sum: "Σ over owned units with a value, in the latest year of each"
            case .mean(let weight):
                "Σ value × \(weight) ÷ Σ \(weight) over owned units with both, in the latest year of each"
            }
        let value = report.market.indicators.first { $0.name == rule.name }?.value
        return .object([
            "key": .text(rule.name), "name": .text(rule.title), "unit": .text(rule.unit.rawValue),
            "formula": .text(formula),
            "direction": .text(rule.direction.rawValue.replacing("_", with: " ")),
            "value": value.map { .markup(format.escape(formatting.text($0, of: rule.unit))) }
                ?? unavailable("no unit has a value"),
        ])
    }
}
