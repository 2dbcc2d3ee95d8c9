import Analysis
import TerritoryModel

extension PageValues {
    /// The first relationships at risk, how many there are, and whether some are left out.
    ///
    /// - Parameter set: Of the same subject; the report lists a hundred of each territory and counts all.
    func relationships(
        _ chosen: some Collection<RelationshipAtRisk>, first: Int, of set: MetricSet
    ) -> TemplateFields {
        let known: Int64 = if case .count(let count) = set[.accountsAtRisk] { count } else { 0 }
        let total = max(known, Int64(chosen.count))
        return [
            "relationships": .list(
                inLastingOrder(chosen.prefix(first)) { [$0.account.id] }.map(relationship)),
            "relationships_total": .text(formatting.count(total)),
            "has_more_relationships": .flag(total > first),
        ]
    }

    private func relationship(_ relationship: RelationshipAtRisk) -> TemplateValue {
        .object([
            "id": .text(relationship.account.id), "name": .text(relationship.account.name),
            "territory": link(territory: relationship.territory),
            "owner": .optional(relationship.owner.map(link(rep:))),
            "former_owner": .optional(relationship.formerOwner.map(link(rep:))),
            "changed": day(relationship.changed, missing: PageValues.dash),
            "reasons": .text(relationship.words),
            "sales_trailing_year": money(relationship.trailingYearSales),
            "sales": money(relationship.sales), "sales_year_ago": money(relationship.salesYearAgo),
            "last_call": day(relationship.lastCall, missing: "never"),
        ])
    }

    func families(_ chosen: some Collection<SplitFamily>, first: Int) -> TemplateFields {
        [
            "families": .list(
                inLastingOrder(chosen.prefix(first), by: { [$0.child.account.id] }).map { family in
                    .object([
                        "parent": side(family.parent), "child": side(family.child),
                        "sales": money(family.trailingYearSales),
                    ])
                }),
            "families_total": .text(formatting.count(chosen.count)),
            "has_more_families": .flag(chosen.count > first),
        ]
    }

    private func side(_ side: SplitFamily.Side) -> TemplateValue {
        .object([
            "id": .text(side.account.id), "name": .text(side.account.name),
            "territory": link(territory: side.territory), "owner": .optional(side.owner.map(link(rep:))),
        ])
    }

    func familiarity() -> TemplateValue {
        var values = page(.familiarity, title: Page.familiarity.title)
        values["metrics"] = metrics(report.organisation)
        values.merge(accountsEmptiness(report.organisation))
        values["territories"] = rows([.exclusive])
        values["groups"] = rows([.group])
        values.merge(relationships(report.relationshipsAtRisk, first: 100, of: report.organisation))
        values.merge(families(report.families, first: 100))
        return .object(values)
    }
}

extension RelationshipAtRisk {
    /// The reasons in words; without an owner rep there is no new one.
    fileprivate var words: String {
        reasons.map { reason in
            reason == .ownerChanged && owner == nil ? "lost its owner rep lately" : reason.text
        }.joined(separator: ", ")
    }
}
