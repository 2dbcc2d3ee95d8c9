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
        values["children"] = .list(site.byTerritory.children[id].map { row(report.territories[$0]) })
        values["metrics"] = metrics(territory.metrics)
        let map = format == .html ? site.map?.extract(of: family) : nil
        values["has_map"] = .flag(map != nil)
        values["map"] = .drawn { map?.svg ?? "" }
        values["trend"] = trend(trendWeeks)
        values["weeks"] = weeks(trendWeeks)
        values.merge(territoryLists(family))
        return .object(values)
    }

    private func territoryLists(_ family: Set<String>) -> TemplateFields {
        let index = site.byTerritory
        func chosen<Item>(_ items: [Item], _ list: ListIndex) -> some Collection<Item> {
            list.places(ofAny: family).lazy.map { items[$0] }
        }
        var values = toCall(chosen(report.accountsToCall, index.accountsToCall), first: 25)
        values["exceptions"] = exceptions(chosen(report.exceptions, index.exceptions))
        values["shared_accounts"] = shared(chosen(report.sharedAccounts, index.sharedAccounts))
        values["outside_sales"] = outside(chosen(report.outsideSales, index.outsideSales))
        values["products"] = products(topProducts(chosen(report.products, index.products)))
        values["realignments"] = realignments(chosen(report.realignments, index.realignments))
        values["handovers"] = handovers(chosen(report.handovers, index.handovers))
        values["notes"] = notes(chosen(report.notes, index.notes))
        return values
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

    func rep(_ rep: RepReport) -> TemplateValue {
        let id = rep.rep.id
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
        values.merge(repLists(id))
        return .object(values)
    }

    private func repLists(_ id: String) -> TemplateFields {
        let index = site.byRep
        var values = toCall(
            index.accountsToCall[id].lazy.map { report.accountsToCall[$0] }, first: 25)
        values["exceptions"] = exceptions(index.exceptions[id].lazy.map { report.exceptions[$0] })
        values["shared_accounts"] = shared(index.sharedAccounts[id].lazy.map { report.sharedAccounts[$0] })
        values["rep_pairs"] = pairs(index.repPairs[id].lazy.map { report.repPairs[$0] })
        values["outside_sales"] = outside(index.outsideSales[id].lazy.map { report.outsideSales[$0] })
        values["notes"] = notes(index.notes[id].lazy.map { report.notes[$0] })
        return values
    }
}
