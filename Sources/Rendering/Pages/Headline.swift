import Analysis
import TerritoryModel

/// The sentence that a leader reads first, made of the data.
struct Headline {
    let text: String

    init(_ report: Report, _ formatting: Formatting) {
        var parts = [Headline.sales(report, formatting)]
        if let attainment = report.organisation[.attainment]?.doubleValue {
            parts.append("\(formatting.percent(attainment)) of quota")
        }
        let first = parts.joined(separator: ", ")
        text = first + "; " + Headline.exceptions(report, formatting)
    }

    private static func sales(_ report: Report, _ formatting: Formatting) -> String {
        guard let sales = report.organisation[.sales]?.money else { return "No sales are known" }
        let amount = "Sales of \(formatting.shortMoney(sales.doubleValue))"
        guard let growth = report.organisation[.growth]?.doubleValue else { return amount }
        let size = formatting.percent(abs(growth))
        if size == "0.0%" { return amount + " are level with the prior period" }
        return amount + " are \(growth < 0 ? "down" : "up") \(size) on the prior period"
    }

    private static func exceptions(_ report: Report, _ formatting: Formatting) -> String {
        guard let first = report.exceptions.first else { return "nothing needs action." }
        let count = formatting.counted(report.exceptions.count, "matter")
        let place = first.territory.map { " (\($0.name))" } ?? ""
        let kind = first.kind.title.prefix(1).lowercased() + first.kind.title.dropFirst()
        return "\(count) \(report.exceptions.count == 1 ? "needs" : "need") action, first \(kind)\(place), "
            + "\(formatting.shortMoney(first.money.doubleValue))."
    }
}

extension PageValues {
    /// Six numbers of the organisation with what they are compared to.
    func keyNumbers() -> [TemplateValue] {
        let set = report.organisation
        func number(_ key: MetricKey, prior: TemplateValue? = nil, year: TemplateValue? = nil)
            -> TemplateValue
        {
            .object([
                "name": .text(MetricCatalog.definition(of: key).title), "value": markup(set[key], of: key),
                "prior": prior ?? .markup(""), "year": year ?? .markup(""),
            ])
        }
        return [
            number(
                .sales, prior: compared(.growth, "vs prior period"),
                year: compared(.growthYear, "vs year ago")),
            number(
                .attainment, prior: labelled(.quota, "quota"),
                year: labelled(.pace, "of the year's quota so far")),
            number(
                .accountCoverage, prior: labelled(.accountsCalled, "accounts called"),
                year: labelled(.accounts, "accounts")),
            number(.uncalledValue, prior: .markup("52 weeks of sales, no call")),
            number(
                .contestedAccounts, prior: labelled(.sharedAccounts, "shared accounts"),
                year: labelled(.outsideSalesIn, "sold outside")),
            number(
                .unitCoverage, prior: labelled(.vacantDays, "vacant days"),
                year: labelled(.unassignedSalesShare, "of sales unassigned")),
        ]
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
