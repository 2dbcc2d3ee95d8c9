import Analysis
import TerritoryModel

extension PageValues {
    /// Six numbers of the organisation with what they are compared to.
    func keyNumbers() -> [TemplateValue] {
        [
            number(
                .sales, prior: compared(.growth, "vs prior period"),
                year: compared(.growthYear, "vs year ago"), line: report.weeklyTotals.map(\.sales.doubleValue)
            ),
            number(
                .attainment, prior: labelled(.quota, "quota"),
                year: labelled(.pace, "of the year’s quota so far")),
            number(
                .accountCoverage, prior: labelled(.accountsCalled, "accounts called"),
                year: labelled(.accounts, "accounts"), line: report.weeklyTotals.map { Double($0.calls) }),
            number(.uncalledValue, prior: .markup("52 weeks of sales, no call")),
            number(
                .contestedAccounts, prior: labelled(.sharedAccounts, "shared accounts"),
                year: labelled(.outsideSalesIn, "sold outside")),
            number(
                .unitCoverage, prior: labelled(.vacantDays, "vacant days"),
                year: labelled(.unassignedSalesShare, "of sales unassigned")),
        ]
    }

    private func number(
        _ key: MetricKey, prior: TemplateValue, year: TemplateValue = .markup(""), line: [Double] = []
    ) -> TemplateValue {
        .object([
            "name": .text(MetricCatalog.definition(of: key).title),
            "value": markup(report.organisation[key], of: key), "prior": prior, "year": year,
            "change": .text(changeSinceLastRun(key)),
            "sparkline": svg { line.isEmpty ? "" : Sparkline(values: line).svg },
        ])
    }

    /// How the organisation's metric moved since the last run; empty where it did not, or is not compared.
    private func changeSinceLastRun(_ key: MetricKey) -> String {
        guard let run = site.changes.state.differences,
            let change = run.metrics.first(where: { $0.subject == .organisation && $0.metric == key })
        else { return "" }
        return "\(wording.change(change.change, of: key)) since the last run"
    }

    private func compared(_ key: MetricKey, _ label: String) -> TemplateValue {
        guard let change = report.organisation[key]?.doubleValue else { return labelled(key, label) }
        let arrow = change < -0.0005 ? "▼" : change > 0.0005 ? "▲" : "="
        let mark = format == .html ? "<span aria-hidden=\"true\">\(arrow)</span>" : arrow
        return .markup("\(mark) \(format.escape(formatting.change(change))) \(label)")
    }

    private func labelled(_ key: MetricKey, _ label: String) -> TemplateValue {
        guard case .markup(let value) = markup(report.organisation[key], of: key) else { return .markup("") }
        return .markup("\(value) \(label)")
    }
}
