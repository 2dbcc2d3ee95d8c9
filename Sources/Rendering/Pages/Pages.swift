import Analysis
import TerritoryModel

extension PageValues {
    func index() -> TemplateValue {
        var values = page(.index, title: Page.index.title)
        values["headline"] = .text(Headline(report, formatting).text)
        values["key_numbers"] = .list(keyNumbers())
        values["exceptions"] = exceptions(report.exceptions)
        values["has_map"] = .flag(format == .html && site.map != nil)
        values["map"] = svg { site.map.map { $0.overview { territoryURL($0) } } ?? "" }
        values["trend"] = trend(report.weeklyTotals)
        values["weeks"] = weeks(report.weeklyTotals)
        values["league"] = league()
        values["territories"] = rows([.exclusive, .unassigned])
        values["groups"] = rows([.group])
        values["metrics"] = metrics(report.organisation)
        return .object(values)
    }

    func territory(_ territory: TerritoryReport) -> TemplateValue {
        let id = territory.territory.id
        let family = site.family(of: id)
        let trendWeeks = site.weeks(ofTerritory: id)
        var values = page(.territory, title: territory.territory.name)
        values["id"] = .text(id)
        values["name"] = .text(territory.territory.name)
        values["kind"] = .text(territory.kind.rawValue)
        values["is_vacant"] = .flag(territory.isVacant)
        values["owns_ground"] = .flag(territory.kind != .overlay)
        values["parent"] = .optional(territory.parent.map(link(territory:)))
        values["owner"] = .optional(territory.owner.map(link(rep:)))
        values["team"] = .list(territory.reps.map(link(rep:)))
        values["children"] = .list(site.lists.territories.children.of(id).map(row))
        values["metrics"] = metrics(territory.metrics)
        let map = format == .html ? site.map?.detail(of: family) : nil
        values["has_map"] = .flag(map != nil)
        values["map"] = .markup(map ?? "")
        values["trend"] = trend(trendWeeks)
        values["weeks"] = weeks(trendWeeks)
        values.merge(territoryLists(family)) { _, new in new }
        return .object(values)
    }

    private func territoryLists(_ family: Set<String>) -> [String: TemplateValue] {
        let lists = site.lists.territories
        var values = toCall(lists.accountsToCall.of(family), first: 25)
        values["exceptions"] = exceptions(lists.exceptions.of(family))
        values["shared_accounts"] = shared(lists.sharedAccounts.of(family))
        values["outside_sales"] = outside(lists.outsideSales.of(family))
        values["products"] = products(topProducts(family))
        values["realignments"] = realignments(lists.realignments.of(family))
        values["handovers"] = handovers(lists.handovers.of(family))
        values["notes"] = notes(lists.notes.of(family))
        return values
    }

    /// The ten products that sell best; a group's are summed over its leaves.
    private func topProducts(_ family: Set<String>) -> some Sequence<ProductSales> {
        var sums: [String: ProductSales] = [:]
        for product in site.lists.territories.products.of(family) {
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

    func rep(_ rep: RepReport) -> TemplateValue {
        let id = rep.rep.id
        let lists = site.lists.reps
        var values = page(.rep, title: rep.rep.name)
        values["id"] = .text(id)
        values["name"] = .text(rep.rep.name)
        values["hired"] = day(rep.hired)
        values["is_ramping"] = .flag(rep.isRamping)
        values["is_real"] = .flag(id != Named.unassigned.id)
        values["owned"] = .list(rep.owned.map(link(territory:)))
        values["team_territories"] = .list(
            rep.territories.filter { !rep.owned.contains($0) }.map(link(territory:)))
        values["metrics"] = metrics(rep.metrics)
        values["trend"] = trend(rep.weeks)
        values["weeks"] = weeks(rep.weeks)
        values["exceptions"] = exceptions(lists.exceptions.of(id))
        values["shared_accounts"] = shared(lists.sharedAccounts.of(id))
        values["rep_pairs"] = pairs(lists.pairs.of(id))
        values["outside_sales"] = outside(lists.outsideSales.of(id))
        values["notes"] = notes(lists.notes.of(id))
        values.merge(toCall(lists.accountsToCall.of(id), first: 25)) { _, new in new }
        return .object(values)
    }
}
