import Analysis
import TerritoryModel

extension PageValues {
    func index() -> TemplateValue {
        var values = page(.index, title: Page.index.title)
        values["headline"] = .text(Headline(report, wording).text)
        values["answers"] = answers()
        values["key_numbers"] = .list(keyNumbers())
        values.merge(exceptionFields(report.exceptions))
        values.merge(comparisons(nil))
        values["has_map"] = .flag(draws && site.map != nil)
        values["map"] = map("map", title: "Map of territories") {
            // A file lies two folders deep.
            site.map.map { $0.overview { (format == .html ? "" : "../../") + territoryURL($0) } } ?? ""
        }
        values["trend"] = trend(report.weeklyTotals)
        values["weeks"] = weeks(report.weeklyTotals)
        values.merge(shortLeague())
        values["balance"] = balance(within: Set(report.territories.map(\.territory.id)))
        values.merge(shortTerritories())
        values["metrics"] = metrics(report.organisation)
        return .object(values)
    }

    /// The territories and groups; of very many those that sell most on HTML pages, the others by name.
    private func shortTerritories() -> TemplateFields {
        let most = format == .html ? 100 : report.territories.count
        var territories = report.territories.filter { $0.kind == .exclusive || $0.kind == .unassigned }
        let groups = report.territories.filter { $0.kind == .group }
        if territories.count > most {
            func sales(_ territory: TerritoryReport) -> Money { territory.metrics[.sales]?.money ?? .zero }
            territories = territories.enumerated().sorted {
                let (one, two) = (sales($0.element), sales($1.element))
                return one == two ? $0.offset < $1.offset : one > two
            }.map(\.element)
        }
        return [
            "territories": .list(territories.prefix(most).map(row)),
            "territories_total": .text(formatting.count(territories.count)),
            "other_territories": .list(territories.dropFirst(most).map { link(territory: $0.territory) }),
            "groups": .list(groups.prefix(most).map(row)),
            "groups_total": .text(formatting.count(groups.count)),
            "other_groups": .list(groups.dropFirst(most).map { link(territory: $0.territory) }),
        ]
    }

    /// The first reps of a long league; pages in Markdown have all.
    ///
    /// The others are there by name.
    private func shortLeague() -> TemplateFields {
        let first = format == .html ? 50 : report.reps.count
        let ranked = site.repsByRank.map { report.reps[$0] }
        return [
            "league": .list(ranked.prefix(first).map(row)),
            "league_total": .text(formatting.count(ranked.count)),
            "other_reps": .list(ranked.dropFirst(first).map { link(rep: $0.rep) }),
        ]
    }

    func rep(_ rep: RepReport) -> TemplateValue {
        let id = rep.rep.id
        var values = page(.rep, title: rep.rep.name)
        values["id"] = .text(id)
        values["name"] = .text(rep.rep.name)
        values["hired"] = day(rep.hired)
        values["is_ramping"] = .flag(rep.isRamping)
        values["is_real"] = .flag(id != Named.unassigned.id)
        values["rank"] = rank(of: rep)
        values["is_tied"] = .flag(rep.rank != rep.rankAtWorst)
        values["owned"] = .list(rep.owned.map(link(territory:)))
        values["team_territories"] = .list(
            rep.territories.filter { !rep.owned.contains($0) }.map(link(territory:)))
        values["metrics"] = metrics(rep.metrics)
        values["interval"] = svg { site.interval(of: rep) }
        values["trend"] = trend(rep.weeks)
        values.merge(attainmentChart(rep.rep.name, rep.metrics))
        values["weeks"] = weeks(rep.weeks)
        values.merge(repLists(rep))
        values.merge(comparisons(.rep(id)))
        values["definitions_used"] = definitionsUsed(on: .rep, values)
        return .object(values)
    }

    private func repLists(_ rep: RepReport) -> TemplateFields {
        let id = rep.rep.id
        let index = site.byRep
        func chosen<Item>(_ items: [Item], _ list: ListIndex) -> some Collection<Item> {
            list[id].lazy.map { items[$0] }
        }
        var values = toCall(chosen(report.accountsToCall, index.accountsToCall), first: 25)
        values.merge(exceptionFields(chosen(report.exceptions, index.exceptions)))
        values.merge(shared(chosen(report.sharedAccounts, index.sharedAccounts), first: 100))
        values["rep_pairs"] = pairs(chosen(report.repPairs, index.repPairs))
        values["outside_sales"] = outside(chosen(report.outsideSales, index.outsideSales))
        values["notes"] = notes(chosen(report.notes, index.notes))
        values.merge(
            relationships(chosen(report.relationshipsAtRisk, index.relationships), first: 25, of: rep.metrics)
        )
        values.merge(families(chosen(report.families, index.families), first: 25))
        return values
    }
}
