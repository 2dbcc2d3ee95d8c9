import Analysis
import TerritoryModel

// The three questions that a leader brings: are we covered, where do we collide, who needs help.

extension PageValues {
    /// The answers, each in a sentence with the places behind it.
    func answers() -> TemplateValue {
        .list([covered(), collisions(), help()])
    }

    /// How many places an answer names.
    private static let places = 3

    private func answer(_ question: String, _ text: String, page: String, _ points: [TemplateValue])
        -> TemplateValue
    {
        TemplateValue.object([
            "question": .text(question), "text": .text(text), "url": .text(page),
            "points": .list(Array(points.prefix(PageValues.places))),
        ]).withListFlags
    }

    private func point(_ links: [TemplateValue], _ text: String) -> TemplateValue {
        TemplateValue.object(["links": .list(links), "text": .text(text)]).withListFlags
    }

    private func url(_ page: Page) -> String { root + page.rawValue + format.ending }

    private func covered() -> TemplateValue {
        let parts = [
            value(.unitCoverage).map { "\($0) of the \(plural(report.unitName)) have a territory" },
            value(.accountCoverage).map { "\($0) of the accounts were called" },
        ]
        return answer(
            "Are we covered?", sentence(parts), page: url(.coverage),
            [vacancies(), withoutTerritory(), mostUncalled()].compactMap(\.self))
    }

    private func vacancies() -> TemplateValue? {
        let vacant = report.territories.filter(\.isVacant)
        guard !vacant.isEmpty else { return nil }
        let shown = vacant.prefix(PageValues.places)
        let more = vacant.count - shown.count
        return point(
            shown.map { link(territory: $0.territory) },
            more > 0
                ? "and \(more) more have no owner" : vacant.count == 1 ? "has no owner" : "have no owner")
    }

    private func withoutTerritory() -> TemplateValue? {
        let open = report.units.filter { $0.territory == nil }
        guard !open.isEmpty else { return nil }
        let accounts = open.reduce(0) { $0 + $1.accounts }
        return point(
            [],
            "\(formatting.counted(open.count, report.unitName)) without a territory, with \(formatting.counted(accounts, "account"))"
        )
    }

    private func mostUncalled() -> TemplateValue? {
        let leaves = report.territories.filter { $0.kind == .exclusive }
        let found = leaves.compactMap { leaf in
            leaf.metrics[.uncalledValue]?.money.map { (leaf: leaf, money: $0) }
        }
        guard let most = found.max(by: { $0.money < $1.money }), most.money > .zero else { return nil }
        return point(
            [link(territory: most.leaf.territory)],
            "leaves most uncalled: \(formatting.money(most.money)) of yearly sales")
    }

    private func collisions() -> TemplateValue {
        let contested = value(.contestedAccounts).map { "\($0) contested accounts" }
        let shared = value(.sharedUnits).map { "\($0) shared \(plural(report.unitName))" }
        let outside = value(.outsideSalesIn).map { "\($0) sold outside" }
        return answer(
            "Where do we collide?", sentence([contested, shared, outside]), page: url(.overlap),
            [firstPair(), firstSharedUnit(), firstOutsideSale()].compactMap(\.self))
    }

    private func firstPair() -> TemplateValue? {
        report.repPairs.first { $0.conflicts > 0 }.map { pair in
            point(
                [link(rep: pair.first), link(rep: pair.second)],
                "contest \(formatting.counted(pair.conflicts, "account")), \(formatting.money(pair.conflictingSales))"
            )
        }
    }

    private func firstSharedUnit() -> TemplateValue? {
        let shared = report.units.filter { $0.claimants.count > 1 }
        return shared.max { $0.sales < $1.sales }.map { unit in
            point(
                unit.claimants.map { link(territory: $0) },
                "claim \(unit.unit.name), \(formatting.money(unit.sales))")
        }
    }

    private func firstOutsideSale() -> TemplateValue? {
        report.outsideSales.first { hasPage(of: $0) }.map {
            point(
                [link(rep: $0.rep)],
                "sold \(formatting.money($0.amount)) in \($0.territory.name) without a role")
        }
    }

    private func hasPage(of sale: OutsideSales) -> Bool { site.hasPage(ofRep: sale.rep.id) }

    private func help() -> TemplateValue {
        let count = report.exceptions.count
        let text =
            count == 0
            ? "Nothing needs action."
            : "\(formatting.counted(count, "matter")) \(count == 1 ? "needs" : "need") action."
        return answer(
            "Who needs help?", text, page: format == .html ? "#actions" : "#what-needs-action", neediest())
    }

    /// The territories with most money in exceptions, with whoever has to act in the largest of them.
    private func neediest() -> [TemplateValue] {
        var order: [Named] = []
        var matters: [Named: [ReportException]] = [:]
        for exception in report.exceptions {
            guard let territory = exception.territory else { continue }
            if matters[territory] == nil { order.append(territory) }
            matters[territory, default: []].append(exception)
        }
        // Several matters of a territory can lie in the same accounts, so their money is not added.
        return order.prefix(PageValues.places).map { territory in
            let own = matters[territory] ?? []  // every territory in order has at least one
            let money = own.first.map { ", \(formatting.money($0.money))" } ?? ""
            let kind = own.first.map { PageValues.lowercased($0.kind.title) } ?? ""
            let more = own.count > 1 ? " and \(own.count - 1) more" : ""
            return point([link(territory: territory)], "(\(kind)\(money)\(more))")
        }
    }

    static func lowercased(_ title: String) -> String { title.prefix(1).lowercased() + title.dropFirst() }

    private func value(_ key: MetricKey) -> String? {
        report.organisation[key].flatMap { formatting.text($0, of: key) }
    }

    /// The parts that are known as a sentence.
    private func sentence(_ parts: [String?]) -> String {
        let known = parts.compactMap(\.self)
        return known.isEmpty ? "Not known." : known.joined(separator: ", ") + "."
    }
}
