import TerritoryModel

/// The README of the sample: where its data come from, and the planted facts with their numbers.
struct SampleReadme {
    let facts: PlantedFacts
    private var values: SampleWorkspaceValues { facts.values }
    private var ground: SampleGround { values.ground }
    private var places: PlantedPlaces { ground.places }
    private var tally: SalesTally { values.tally }

    /// The statement of origin of the real files.
    private static let origin = """
        ## Where the data come from

        Real, and facts published by agencies of the US federal government (public domain):

        | file | source |
        |---|---|
        | `data/co-est2019-southeast.csv` | Census Bureau, county population estimates, vintage 2019; original columns, Latin-1 |
        | `data/counties.csv` | Census Bureau, gazetteer: positions and areas of the counties |
        | `data/county_boundaries.geojson` | Census Bureau, cartographic boundaries 2016, simplified so that neighbours share their edges |
        | `data/zip_county.csv` | Department of Housing and Urban Development, ZIP-to-county ratios, December 2025 |
        | `data/unemployment_2009.xml` | Bureau of Labor Statistics, local area unemployment 2009 |
        """

    func text() -> String {
        """
        # The sample workspace

        Field sales of an invented supplier of medical goods in Georgia, North Carolina, South Carolina and
        Tennessee, as of \(SampleCalendar.asOf): \(values.options.territories) territories, \
        \(values.options.accounts) accounts, \(values.options.sales) sales lines of 24 months and \
        \(values.options.calls) calls of 52 weeks.
        `bailiwick run --workspace SampleData` reports on it; `make sample` makes it again, byte for byte.
        This file is written by the generator too: change `Sources/SampleWorkspace`, not the files here.

        \(SampleReadme.origin)

        Everything else is synthetic, from a seeded generator (`generate-sample`, seed \(values.options.seed)). \
        Names of people and
        customers are put together from lists; any likeness is chance.

        ## What is planted

        Each fact is to be found in the report with the number given here. `planted.json` holds the same facts
        with all ids, for tests. The current period is \(day(SampleCalendar.current.lowerBound)) to \
        \(SampleCalendar.asOf), the trailing year begins on
        \(day(SampleCalendar.trailingYear.lowerBound)).

        \(numbered([coverage(), overlap(), vacancies(), handover(), realignment(), conflict(), outside(),
            strongRep(), concentrated(), uncalled(), specialists(), named()]))

        ## Dirty rows

        \(dirtyRows())

        """
    }

    private func numbered(_ paragraphs: [String]) -> String {
        paragraphs.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    }

    private func day(_ index: Int) -> String { SampleCalendar.day(index).description }

    private func county(_ index: Int) -> String {
        let county = ground.geography.counties[index]
        return "\(county.name), \(county.state) (`\(county.fips)`)"
    }

    private func territory(_ index: Int) -> String {
        "`\(values.territoryID(index))` \(ground.plan.territories[index].name)"
    }

    private func rep(_ index: Int?) -> String {
        guard let index else { return "nobody" }
        return "\(ground.force.reps[index].name) (`\(values.repID(index))`)"
    }

    private func ids(_ accounts: [Int]) -> String {
        values.ids(accounts).map { "`\($0)`" }.joined(separator: ", ")
    }

    /// Dollars and cents with groups of three.
    private func money(_ cents: Int) -> String {
        var whole = String(cents.magnitude / 100)
        var groups: [String] = []
        while whole.utf8.count > 3 {
            groups.insert(String(whole.suffix(3)), at: 0)
            whole.removeLast(3)
        }
        let fraction = SampleGeography.padded(Int(cents.magnitude % 100), 2)
        return "\(cents < 0 ? "−" : "")$" + ([whole] + groups).joined(separator: ",") + ".\(fraction)"
    }

    private func sum(_ amounts: [Int], of accounts: [Int]) -> String {
        money(accounts.reduce(0) { $0 + amounts[$1] })
    }

    private func coverage() -> String {
        let list = places.unassignedCounties.map(county).joined(separator: ", ")
        let homeless = ground.accounts.indices.filter { ground.home(of: ground.accounts[$0]) == nil }
        return """
            **Three unassigned counties**: \(list). Their \(homeless.count) accounts bought for \
            \(sum(tally.trailing, of: homeless)) in the trailing year.
            """
    }

    private func overlap() -> String {
        let list = places.sharedCounties.map {
            "\(county($0.county)) in `\(values.territoryID($0.owner))` and `\(values.territoryID($0.second))`"
        }
        return "**Five counties in two territories**, the first named owns: \(list.joined(separator: "; "))."
    }

    private func vacancies() -> String {
        let last = SampleCalendar.current.upperBound
        return """
            **Two vacancies**: \(territory(places.longVacant)) since \(day(SampleCalendar.longVacancy)) \
            (\(SampleCalendar.current.count) vacant days in the current period; \
            \(rep(values.owner(of: places.interim))) of \(territory(places.interim)) stands in with the role \
            `interim`) and \(territory(places.newlyVacant)) since \(day(SampleCalendar.newVacancy)) \
            (\(last - SampleCalendar.newVacancy + 1) vacant days). Sales credited to nobody in the current \
            period: \(money(tally.unassignedRepCurrent)).
            """
    }

    private func handover() -> String {
        let old = values.owner(of: places.handover, on: SampleCalendar.current.lowerBound)
        return """
            **A handover inside the period**: \(territory(places.handover)) went from \(rep(old)) to \
            \(rep(values.owner(of: places.handover))) on \(day(SampleCalendar.handover)); \
            \(facts.handedOver().count) accounts were touched by both and are shared without conflict.
            """
    }

    private func realignment() -> String {
        let list = places.movedCounties.map(county).joined(separator: ", ")
        return """
            **A realignment half a year back**: on \(day(SampleCalendar.realignment)) \(list) moved from \
            \(territory(places.realignedFrom)) to \(territory(places.realignedTo)). In the trailing year \
            \(money(tally.movedTrailing)) was sold as-was by the old and counts as-is for the new. Ten accounts \
            (\(ids(values.accounts(.retained)))) are still booked to the old territory: sales moved in the \
            current period \(money(tally.movedCurrent)).
            """
    }

    private func conflict() -> String {
        let accounts = values.accounts(.contested)
        let outside = facts.outsideSales(of: places.contender, in: places.contested)
        return """
            **Two reps in conflict over a dozen accounts**: \(rep(values.owner(of: places.contested))), owner \
            of \(territory(places.contested)), and \(rep(values.owner(of: places.contender))) of \
            \(territory(places.contender)), over \(ids(accounts)); sales in the current period \
            \(sum(tally.current, of: accounts)), of which \(money(outside.cents)) on \(outside.lines) lines by \
            the second, outside of their territory. No other account is in conflict.
            """
    }

    private func outside() -> String {
        let outside = facts.outsideSales(of: places.outsider, in: places.visited)
        return """
            **A rep who sells outside**: \(rep(values.owner(of: places.outsider))) of \
            \(territory(places.outsider)) sold for \(money(outside.cents)) on \(outside.lines) lines in \
            \(territory(places.visited)), at \(values.accounts(.visited).count) accounts that nobody else \
            touched: \(ids(values.accounts(.visited))). All outside sales of the current period, those of the \
            conflict included: \(money(tally.outside.values.reduce(0) { $0 + $1.cents })).
            """
    }

    private func strongRep() -> String {
        let strong = facts.strongRep
        let index = strong.indexTimes10000 / 1_000
        return """
            **A strong rep on poor ground**: \(rep(strong.entry.rep)) in \(territory(places.poorGround)) is \
            number \(strong.salesPosition) of \(strong.owningReps) by sales (\(money(strong.entry.sales)) in \
            the current period) and number \(strong.indexRank) by performance index \
            (\(index / 10).\(index % 10)): the ground has a potential of only \
            \(money(strong.entry.potential * 100)) per year.
            """
    }

    private func concentrated() -> String {
        let giant = values.accounts(.giant)
        let all = facts.accounts(in: places.concentrated)
        return """
            **A territory that lives off one account**: \(territory(places.concentrated)); \(ids(giant)) \
            bought for \(sum(tally.current, of: giant)) of its \(sum(tally.current, of: all)) in the current \
            period. Account concentration \(facts.concentration(of: places.concentrated)), rounded down.
            """
    }

    private func uncalled() -> String {
        let all = values.accounts(.uncalled)
        let parts = [places.longVacant, places.newlyVacant].map { place in
            let here = all.filter { ground.home(of: ground.accounts[$0]) == place }
            return "\(here.count) in \(territory(place)) worth \(sum(tally.trailing, of: here))"
        }
        return """
            **\(all.count) customers that nobody called** in the current period: \
            \(parts.joined(separator: ", ")); together \(sum(tally.trailing, of: all)) of sales in the trailing \
            year. Every other customer with sales in the trailing year and an owning territory was called. \
            \(facts.uncalledProspects().count) accounts with an owning territory and without such sales were \
            not called either; they are worth nothing yet.
            """
    }

    private func specialists() -> String {
        let names = ground.force.specialists.map { rep($0) }.joined(separator: " and ")
        return """
            Not a fault: the specialists \(names) of the overlays `OV-1` and `OV-2` sell and call beside the \
            owners; shared accounts of this kind are not in conflict.
            """
    }

    private func named() -> String {
        let count = ground.accounts.count { $0.namedTerritory != nil }
        return "Not a fault: \(count) named accounts belong to a neighbour of the territory they lie in."
    }

    private func dirtyRows() -> String {
        let rows = DirtyRows(values)
        let lines = Defect.allCases.map { defect in
            let count = rows.count(defect)
            let outcome = defect.isRefused ? "refused" : "loaded, and reported"
            return "| \(defect.title) | \(count.sales) | \(count.calls) | \(outcome) |"
        }
        return """
            \(rows.count) of \(values.sales.count + values.calls.count) rows, about 0.4%, of eight kinds:

            | kind | sales | calls | what must happen |
            |---|---|---|---|
            \(lines.joined(separator: "\n"))

            The money of unknown accounts stays in the totals under the territory `unassigned`, that of unknown
            reps under the rep `unassigned`; rows after the as-of day are in no window. Loaded sales:
            \(values.sales.count { $0.defect?.isRefused != true }) lines, \(money(tally.loadedCents)); \
            in the current period \(money(tally.organisationCurrent)).
            """
    }
}

extension Defect {
    /// What is wrong, in words.
    fileprivate var title: String {
        switch self {
        case .unreadableDate: "a date that is none"
        case .unreadableAmount: "an amount that is none"
        case .wrongFieldCount: "an unquoted comma: one field too many"
        case .strayQuote: "text behind a closing quote"
        case .blankRequired: "a blank amount (sales) or account (calls)"
        case .unknownAccount: "an unknown account"
        case .unknownRep: "an unknown rep"
        case .future: "a day after the as-of day"
        }
    }
}
