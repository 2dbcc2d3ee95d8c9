import Analysis
import TerritoryModel

extension PageValues {
    func territory(_ territory: TerritoryReport) -> TemplateValue {
        let family = site.family(of: territory.territory.id)
        var values = page(.territory, title: territory.territory.name)
        values.merge(identity(territory))
        values.merge(drawings(territory, family))
        values.merge(attainmentChart(territory.territory.name, territory.metrics))
        values.merge(marketParts(territory.market))
        values["ground"] = ground(territory)
        values.merge(expectation(territory))
        values.merge(strategy(territory))
        values["similar_notes"] = similarNotes(territory)
        values.merge(group(territory, family))
        values.merge(actions(family, territory.metrics))
        values.merge(accountsEmptiness(territory.metrics))
        values.merge(history(family))
        values.merge(comparisons(.territory(territory.territory.id)))
        values["outside_sales_out"] = outside(
            territory.owner.map { owner in
                site.byRep.outsideSales[owner.id].map { report.outsideSales[$0] }
            } ?? [])
        values["definitions_used"] = definitionsUsed(on: .territory, values)
        return .object(values)
    }

    private func identity(_ territory: TerritoryReport) -> TemplateFields {
        [
            "id": .text(territory.territory.id), "name": .text(territory.territory.name),
            "kind": .text(territory.kind.rawValue), "is_vacant": .flag(territory.isVacant),
            "is_exclusive": .flag(territory.kind == .exclusive),
            "is_group": .flag(territory.kind == .group), "is_overlay": .flag(territory.kind == .overlay),
            "owns_ground": .flag(territory.kind != .overlay),
            "parent": .optional(territory.parent.map(link(territory:))),
            "owner": .optional(territory.owner.map(link(rep:))),
            "team": .list(territory.reps.map(link(rep:))), "metrics": metrics(territory.metrics),
        ]
    }

    private func drawings(_ territory: TerritoryReport, _ family: Set<String>) -> TemplateFields {
        let trendWeeks = site.weeks(ofTerritory: territory.territory.id)
        let map = draws ? site.map?.extract(of: family) : nil
        return [
            "has_map": .flag(map != nil),
            "map": self.map("map", title: "Map of the territory") { map?.svg ?? "" },
            "trend": trend(trendWeeks),
            "weeks": weeks(trendWeeks),
        ]
    }

    /// What only groups have: the territories and reps below, and how evenly the ground is spread over them.
    private func group(_ territory: TerritoryReport, _ family: Set<String>) -> TemplateFields {
        let isGroup = territory.kind == .group
        let ranked = isGroup ? site.rankedOwners.places(ofAny: family).map { site.repsByRank[$0] } : []
        return [
            "children": .list(
                site.byTerritory.children[territory.territory.id].map { row(report.territories[$0]) }),
            "league": league(ranked),
            "balance": isGroup ? balance(within: family) : .list([]),
        ]
    }

    private func chosen<Item>(
        _ items: [Item], _ list: ListIndex, _ family: Set<String>
    ) -> some Collection<Item> {
        list.places(ofAny: family).lazy.map { items[$0] }
    }

    private func actions(_ family: Set<String>, _ metrics: MetricSet) -> TemplateFields {
        let index = site.byTerritory
        var values = toCall(chosen(report.accountsToCall, index.accountsToCall, family), first: 25)
        values.merge(exceptionFields(chosen(report.exceptions, index.exceptions, family)))
        values.merge(
            shared(chosen(report.sharedAccounts, index.sharedAccounts, family), first: 100))
        values["outside_sales"] = outside(chosen(report.outsideSales, index.outsideSales, family))
        values.merge(
            relationships(
                chosen(report.relationshipsAtRisk, index.relationships, family), first: 25, of: metrics))
        values.merge(families(chosen(report.families, index.families, family), first: 25))
        return values
    }

    private func history(_ family: Set<String>) -> TemplateFields {
        let index = site.byTerritory
        return [
            "products": products(topProducts(chosen(report.products, index.products, family))),
            "realignments": realignments(chosen(report.realignments, index.realignments, family)),
            "handovers": handovers(chosen(report.handovers, index.handovers, family)),
            "note_groups": noteGroups(chosen(report.notes, index.notes, family)),
        ]
    }

    /// The ten products that sell best; a group's are summed over its leaves.
    private func topProducts(_ sold: some Sequence<ProductSales>) -> some Sequence<ProductSales> {
        var sums: [String: ProductSales] = [:]
        for product in sold {
            guard var sum = sums[product.product] else {
                sums[product.product] = product
                continue
            }
            guard let sales = sum.sales.adding(product.sales),
                let prior = sum.salesPrior.adding(product.salesPrior)
            else { preconditionFailure("the import refuses facts whose absolute amounts outgrow money") }
            sum.sales = sales
            sum.salesPrior = prior
            sums[product.product] = sum
        }
        return sums.values.sorted {
            $0.sales == $1.sales ? precedesById($0.product, $1.product) : $0.sales > $1.sales
        }.prefix(10)
    }
}
