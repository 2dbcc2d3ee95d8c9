import TerritoryModel

/// The planted facts with their numbers, for README and `planted.json`.
struct PlantedFacts {
    let values: SampleWorkspaceValues
    let strongRep: StrongRep
    private var ground: SampleGround { values.ground }
    private var places: PlantedPlaces { values.ground.places }
    private var tally: SalesTally { values.tally }

    /// The rep on poor ground, by sales and by performance index.
    struct StrongRep {
        let entry: RepStandings.Entry
        /// 1 = the highest sales of the current period.
        let salesPosition: Int
        /// 1 = the best index.
        let indexRank: Int
        let indexTimes10000: Int
        let owningReps: Int
    }

    init(_ values: SampleWorkspaceValues) throws(SampleError) {
        self.values = values
        let standings = RepStandings(values)
        guard let rep = values.owner(of: values.ground.places.poorGround),
            let entry = standings.entries.first(where: { $0.rep == rep }),
            let position = standings.salesPosition(of: rep), let rank = standings.indexRank(of: rep)
        else { throw .noPlace(fact: "a strong rep on poor ground") }
        strongRep = StrongRep(
            entry: entry, salesPosition: position, indexRank: rank,
            indexTimes10000: standings.index(of: entry),
            owningReps: standings.entries.count)
    }

    func fips(_ counties: [Int]) -> [String] { counties.map { ground.geography.counties[$0].fips } }

    private func repID(ownerOf territory: Int, on day: Int = SampleCalendar.dayCount - 1) -> PlainJSON {
        .text(values.owner(of: territory, on: day).map(values.repID) ?? "vacant")
    }

    /// The accounts of the territory on the as-of day.
    func accounts(in territory: Int?) -> [Int] {
        ground.accounts.indices.filter { ground.home(of: ground.accounts[$0]) == territory }
    }

    /// Accounts that the old and the new owner of the handover both touched.
    func handedOver() -> [Int] {
        let old = values.owner(of: places.handover, on: SampleCalendar.current.lowerBound)
        let both = Set([old, values.owner(of: places.handover)].compactMap { $0 })
        return accounts(in: places.handover).filter { tally.touching[$0] == both }
    }

    /// Sales of one territory's owner in another in the current period.
    func outsideSales(of home: Int, in territory: Int) -> (cents: Int, lines: Int) {
        let pair = values.owner(of: home).map { SalesTally.Pair(rep: $0, territory: territory) }
        return pair.flatMap { tally.outside[$0] } ?? (cents: 0, lines: 0)
    }

    /// Account concentration (HHI) of the current period, rounded down.
    func concentration(of territory: Int) -> Int {
        let sums = accounts(in: territory).map { tally.current[$0] }
        let total = Int128(sums.reduce(0, +))
        guard total > 0 else { return 0 }
        return Int(sums.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) } * 10_000 / (total * total))
    }

    /// Owned accounts without a call in the current period and without sales in the trailing year.
    func uncalledProspects() -> [Int] { uncalledOwned().filter { tally.trailing[$0] == 0 } }

    private func uncalledOwned() -> [Int] {
        ground.accounts.indices.filter {
            ground.home(of: ground.accounts[$0]) != nil && tally.callsInCurrent[$0] == 0
        }
    }

    /// The facts, each with its ids and numbers.
    func json() -> PlainJSON {
        .object([
            ("unassigned_counties", .texts(fips(places.unassignedCounties))),
            ("shared_counties", .list(places.sharedCounties.map(shared))),
            (
                "vacant_territories",
                .list([
                    vacancy(places.longVacant, since: SampleCalendar.longVacancy),
                    vacancy(places.newlyVacant, since: SampleCalendar.newVacancy),
                ])
            ),
            ("handover", handover()),
            ("realignment", realignment()),
            ("conflict", conflict()),
            ("outside", outside()),
            ("hidden_strong_rep", strongRepMembers()),
            ("concentrated", concentrated()),
            ("uncalled", uncalled()),
            ("dirty_rows", DirtyRows(values).json()),
            ("totals", totals()),
        ])
    }

    private func shared(_ fact: (county: Int, owner: Int, second: Int)) -> PlainJSON {
        .object([
            ("unit", .text(ground.geography.counties[fact.county].fips)),
            ("territories", .texts([values.territoryID(fact.owner), values.territoryID(fact.second)])),
            ("owner", .text(values.territoryID(fact.owner))),
        ])
    }

    private func vacancy(_ territory: Int, since day: Int) -> PlainJSON {
        let first = max(day, SampleCalendar.current.lowerBound)
        return .object([
            ("territory", .text(values.territoryID(territory))),
            ("since", .text(SampleCalendar.day(day).description)),
            ("vacant_days", .number(SampleCalendar.current.upperBound - first + 1)),
        ])
    }

    private func handover() -> PlainJSON {
        .object([
            ("day", .text(SampleCalendar.day(SampleCalendar.handover).description)),
            ("territory", .text(values.territoryID(places.handover))),
            ("from", repID(ownerOf: places.handover, on: SampleCalendar.current.lowerBound)),
            ("to", repID(ownerOf: places.handover)),
            ("shared_accounts", .number(handedOver().count)),
        ])
    }

    private func realignment() -> PlainJSON {
        .object([
            ("day", .text(SampleCalendar.day(SampleCalendar.realignment).description)),
            ("units", .texts(fips(places.movedCounties))),
            ("from", .text(values.territoryID(places.realignedFrom))),
            ("to", .text(values.territoryID(places.realignedTo))),
            ("sales_moved_current", .money(tally.movedCurrent)),
            ("sales_moved_trailing_year", .money(tally.movedTrailing)),
            ("accounts_booked_to_old", .texts(values.ids(values.accounts(.retained)))),
        ])
    }

    private func conflict() -> PlainJSON {
        let accounts = values.accounts(.contested)
        let outside = outsideSales(of: places.contender, in: places.contested)
        return .object([
            ("reps", .list([repID(ownerOf: places.contested), repID(ownerOf: places.contender)])),
            ("territory", .text(values.territoryID(places.contested))),
            ("accounts", .texts(values.ids(accounts))),
            ("sales", .money(accounts.reduce(0) { $0 + tally.current[$1] })),
            ("outside_sales", .money(outside.cents)),
            ("outside_lines", .number(outside.lines)),
        ])
    }

    private func outside() -> PlainJSON {
        let sum = outsideSales(of: places.outsider, in: places.visited)
        return .object([
            ("rep", repID(ownerOf: places.outsider)),
            ("home", .text(values.territoryID(places.outsider))),
            ("territory", .text(values.territoryID(places.visited))),
            ("amount", .money(sum.cents)),
            ("lines", .number(sum.lines)),
            ("accounts", .texts(values.ids(values.accounts(.visited)))),
        ])
    }

    private func strongRepMembers() -> PlainJSON {
        .object([
            ("rep", .text(values.repID(strongRep.entry.rep))),
            ("territory", .text(values.territoryID(places.poorGround))),
            ("sales", .money(strongRep.entry.sales)),
            ("potential", .money(strongRep.entry.potential * 100)),
            ("owning_reps", .number(strongRep.owningReps)),
            ("sales_position_by_raw_sales", .number(strongRep.salesPosition)),
            ("index_rank", .number(strongRep.indexRank)),
            ("performance_index_times_10000", .number(strongRep.indexTimes10000)),
        ])
    }

    private func concentrated() -> PlainJSON {
        let giant = values.accounts(.giant)
        let total = accounts(in: places.concentrated).reduce(0) { $0 + tally.current[$1] }
        return .object([
            ("territory", .text(values.territoryID(places.concentrated))),
            ("account", .text(values.ids(giant).joined())),
            ("account_sales", .money(giant.reduce(0) { $0 + tally.current[$1] })),
            ("territory_sales", .money(total)),
            ("concentration_rounded_down", .number(concentration(of: places.concentrated))),
        ])
    }

    private func uncalled() -> PlainJSON {
        let unowned = accounts(in: nil)
        let valued = uncalledOwned().filter { tally.trailing[$0] != 0 }
        func value(_ accounts: [Int]) -> PlainJSON {
            .money(accounts.reduce(0) { $0 + tally.trailing[$1] })
        }
        let places = [places.longVacant, places.newlyVacant]
        return .object([
            ("accounts", .texts(values.ids(valued))),
            ("value", value(valued)),
            (
                "by_territory",
                .list(
                    places.map { territory in
                        let here = valued.filter { ground.home(of: ground.accounts[$0]) == territory }
                        return .object([
                            ("territory", .text(values.territoryID(territory))),
                            ("accounts", .number(here.count)),
                            ("value", value(here)),
                        ])
                    })
            ),
            ("uncalled_without_sales", .number(uncalledProspects().count)),
            ("unassigned_accounts", .number(unowned.count)),
            ("unassigned_value", value(unowned)),
        ])
    }

    private func totals() -> PlainJSON {
        let loaded = values.sales.filter { $0.defect?.isRefused != true }
        return .object([
            ("accounts", .number(ground.accounts.count)),
            ("sales_rows", .number(values.sales.count)),
            ("sales_rows_loaded", .number(loaded.count)),
            ("sales_loaded", .money(tally.loadedCents)),
            ("sales_current", .money(tally.organisationCurrent)),
            ("sales_trailing_year", .money(tally.organisationTrailing)),
            ("sales_current_unassigned_rep", .money(tally.unassignedRepCurrent)),
            ("sales_current_unassigned_territory", .money(unassignedTerritorySales())),
            ("outside_sales_current", .money(tally.outside.values.reduce(0) { $0 + $1.cents })),
            ("call_rows", .number(values.calls.count)),
            ("calls_current", .number(tally.organisationCalls)),
            ("potential", .money(ground.accounts.reduce(0) { $0 + ($1.potential ?? 0) } * 100)),
        ])
    }

    private func unassignedTerritorySales() -> Int {
        accounts(in: nil).reduce(tally.unknownAccountCurrent) { $0 + tally.current[$1] }
    }
}
