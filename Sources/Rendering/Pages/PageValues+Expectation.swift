import Analysis
import Foundation
import TerritoryModel

// What the ground leads one to expect, and how far the estimate can be trusted.

extension PageValues {
    /// Whether there is an expectation, and the sentence that tells it or why there is none.
    func expectation(_ territory: TerritoryReport) -> TemplateFields {
        [
            "has_expectation": .flag(ExpectationChart.Row(territory) != nil),
            "expectation": .text(expectationSentence(territory)),
        ]
    }

    private func expectationSentence(_ territory: TerritoryReport) -> String {
        guard let row = ExpectationChart.Row(territory) else { return missingExpectation(territory) }
        let actual = formatting.amount(row.actual)
        let place =
            row.isInside ? "inside the range" : row.gap < 0 ? "below the range" : "above the range"
        return "Given this ground one would expect sales of \(formatting.amount(row.expected)) in 52 weeks; "
            + "actual is \(actual), \(formatting.change(row.gap)) and \(place) "
            + "(\(formatting.amount(row.low)) to \(formatting.amount(row.high)))."
    }

    private func missingExpectation(_ territory: TerritoryReport) -> String {
        guard case .unavailable(let reason) = territory.metrics[.expectedSales] else {
            return "There is no expectation for this territory."
        }
        return "There is no expectation: \(reason.text)." + need(for: reason)
    }

    /// What has to be there for an estimate, where that is what is missing.
    func need(for reason: UnavailableReason) -> String {
        switch reason {
        case .notEnoughTerritories:
            let count = report.territories.count { $0.kind == .exclusive }
            return " It takes twenty territories with an owner rep, sales and potential; too few of the "
                + "\(formatting.counted(count, "exclusive territory")) have them."
        case .sourceMissing:
            let sources = MetricCatalog.definition(of: .expectedSales).sources
            return sources.isEmpty ? "" : " It takes the sources \(sources.joined(separator: ", "))."
        default: return ""
        }
    }

    func expectations() -> TemplateFields {
        let exclusive = report.territories.filter { $0.kind == .exclusive }
        let chart = ExpectationChart(exclusive, formatting: formatting)
        let reason = report.regressionReason
        return [
            "expectations": .list(exclusive.map(expectationRow)),
            "has_expectation_chart": .flag(draws && !chart.rows.isEmpty),
            "expectation_chart": figure { chart.chart },
            "fit": .optional(report.regression.map(fit)),
            "fit_reason": .text(
                reason.map { "There is no expectation: \($0.text)." + need(for: $0) } ?? ""),
        ]
    }

    private func expectationRow(_ territory: TerritoryReport) -> TemplateValue {
        let row = ExpectationChart.Row(territory)
        return .object([
            "name": .text(territory.territory.name), "url": .text(territoryURL(territory.territory.id)),
            "owner": .optional(territory.owner.map(link(rep:))), "is_vacant": .flag(territory.isVacant),
            "metrics": metrics(territory.metrics), "is_outside": .flag(row?.isInside == false),
            "sentence": .text(expectationSentence(territory)),
        ])
    }

    private func fit(_ fit: RegressionReport) -> TemplateValue {
        let names = fit.predictors.map { PageValues.measure($0.name) }
        return .object([
            "sentences": .list(sentences(fit, names).map { .object(["text": .text($0)]) }),
            "terms": .list(
                fit.terms.map {
                    .object([
                        "name": .text(
                            $0.name == "intercept" ? "Intercept" : PageValues.measure($0.name)),
                        "value": .text(formatting.decimal($0.value, places: 3)),
                        "standard_error": .text(formatting.decimal($0.standardError, places: 3)),
                    ])
                }),
            "left_out": .list(fit.leftOut.map(link(territory:))), "has_left_out": .flag(!fit.leftOut.isEmpty),
            "high_leverage": .list(fit.highLeverage.map(link(territory:))),
            "has_high_leverage": .flag(!fit.highLeverage.isEmpty),
            "outside": .list(fit.outsideInterval.map(link(territory:))),
            "has_outside": .flag(!fit.outsideInterval.isEmpty),
        ])
    }

    private func sentences(_ fit: RegressionReport, _ names: [String]) -> [String] {
        let ground = names.isEmpty ? "nothing but their number" : names.joined(separator: ", ").lowercased()
        let factor = formatting.decimal(exp(fit.residualStandardError), places: 2)
        let sentences = [
            "Sales of 52 weeks are estimated from \(ground) over "
                + "\(formatting.counted(fit.territories, "territory")), by least squares of logarithms with "
                + "\(formatting.counted(fit.degreesOfFreedom, "degree")) of freedom.",
            "The ground explains \(formatting.percent(fit.rSquared)) of the differences between territories "
                + "(adjusted for the number of measures: \(formatting.percent(fit.adjustedRSquared))).",
            "About two of three territories lie within a factor of \(factor) of what is expected of them.",
        ]
        guard fit.predictors.count > 1 else { return sentences }
        let inflation = formatting.decimal(fit.varianceInflation, places: 1)
        return sentences + [
            fit.varianceInflation > 10
                ? "The measures of the ground move together (variance inflation \(inflation), above 10), so the "
                    + "effect of each one alone means little; the expectation itself is sound."
                : "The measures of the ground are told apart well (variance inflation \(inflation); above 10 they "
                    + "would not be)."
        ]
    }

    static func measure(_ name: String) -> String {
        metricKeys[name].map { MetricCatalog.definition(of: $0).title } ?? name
    }
}
