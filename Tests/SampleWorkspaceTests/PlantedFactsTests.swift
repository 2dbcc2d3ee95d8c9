import Testing

/// Every planted fact, found again in the files by plain arithmetic.
@Suite struct PlantedFactsTests {
    private static let shared = Result { try (ledger: PlainLedger(), facts: CommittedSample.planted()) }
    let ledger: PlainLedger
    let facts: PlantedFile

    init() throws {
        (ledger, facts) = try PlantedFactsTests.shared.get()
    }

    private func sum(_ sales: [PlainLedger.Sale]) -> String {
        PlainLedger.money(sales.reduce(0) { $0 + $1.cents })
    }

    private func current(where matches: (PlainLedger.Sale) -> Bool) -> [PlainLedger.Sale] {
        ledger.sales.filter { ledger.isCurrent($0.day) && matches($0) }
    }

    @Test("Exactly the three listed counties have no territory")
    func unassignedCounties() {
        let without = ledger.units.filter { ledger.territory(ofUnit: $0, on: ledger.asOf) == nil }
        #expect(without == facts.unassignedCounties)
        #expect(without.count == 3)
    }

    @Test("Exactly the five listed counties lie in two territories")
    func sharedCounties() {
        let shared = ledger.units.compactMap { unit -> PlantedFile.SharedCounty? in
            let spans = (ledger.unitSpans[unit] ?? []).filter {
                $0.contains(ledger.asOf) && ledger.exclusive.contains($0.territory)
            }
            guard spans.count > 1 else { return nil }
            let territories = spans.map(\.territory).sorted()
            let owner = ledger.territory(ofUnit: unit, on: ledger.asOf) ?? ""
            return PlantedFile.SharedCounty(unit: unit, territories: territories, owner: owner)
        }
        #expect(Set(shared) == Set(facts.sharedCounties))
        #expect(shared.count == 5)
    }

    @Test("Exactly the two listed territories are vacant")
    func vacancies() {
        let vacant = ledger.exclusive.filter { ledger.owner(of: $0, on: ledger.asOf) == nil }
        #expect(vacant == Set(facts.vacantTerritories.map(\.territory)))
        #expect(facts.vacantTerritories.map(\.vacantDays) == [91, 49])
        #expect(facts.vacantTerritories.allSatisfy { ledger.owner(of: $0.territory, on: $0.since) == nil })
        #expect(ledger.exclusive.count == 24)
    }

    @Test("The conflict is over exactly a dozen accounts; all other shared ones are handovers or overlays")
    func sharedAccounts() {
        var conflicts: [String] = []
        var handovers = 0
        var overlays = 0
        for (account, reps) in ledger.touchingReps() where reps.count > 1 {
            guard let home = ledger.territory(of: account, on: ledger.asOf) else { continue }
            let old = ledger.owner(of: home, on: ledger.currentFrom)
            let new = ledger.owner(of: home, on: ledger.asOf)
            let others = reps.filter { $0 != new }
            if old != new, reps == Set([old, new].compactMap { $0 }) {
                handovers += 1
            } else if others.allSatisfy({ ledger.isCovered(account, byOverlayOf: $0, on: ledger.asOf) }) {
                overlays += 1
            } else {
                conflicts.append(account)
                #expect(reps == Set(facts.conflict.reps) && home == facts.conflict.territory)
            }
        }
        #expect(conflicts.sorted() == facts.conflict.accounts)
        #expect(conflicts.count == 12)
        #expect(handovers == facts.handover.sharedAccounts && handovers > 20)
        #expect(overlays > 20)
        #expect(sum(current { conflicts.contains($0.account) }) == facts.conflict.sales)
    }

    @Test("Only two reps sell outside, with the listed amounts")
    func outsideSales() {
        let outside = current(where: ledger.isOutside)
        let own = outside.filter { ledger.rep(of: $0) == facts.outside.rep }
        #expect(sum(own) == facts.outside.amount)
        #expect(own.count == facts.outside.lines)
        #expect(Set(own.map(\.account)) == Set(facts.outside.accounts))
        #expect(own.allSatisfy { ledger.formerTerritory(of: $0) == facts.outside.territory })
        let contested = outside.filter { ledger.rep(of: $0) == facts.conflict.reps[1] }
        #expect(sum(contested) == facts.conflict.outsideSales)
        #expect(contested.count == facts.conflict.outsideLines)
        #expect(outside.count == own.count + contested.count)
        #expect(sum(outside) == facts.totals.outsideSalesCurrent)
    }

    @Test("The handover and the realignment lie on the listed days")
    func changes() {
        let handover = facts.handover
        #expect(ledger.owner(of: handover.territory, on: handover.day) == handover.to)
        #expect(ledger.owner(of: handover.territory, on: "2026-05-03") == handover.from)
        let realignment = facts.realignment
        for unit in realignment.units {
            #expect(ledger.territory(ofUnit: unit, on: "2025-12-28") == realignment.from)
            #expect(ledger.territory(ofUnit: unit, on: realignment.day) == realignment.to)
        }
    }

    @Test("Sales moved by the realignment are those listed, and nothing else moved")
    func movedSales() {
        let moved = ledger.sales.filter {
            ledger.unitOfAccount[$0.account] != nil && ledger.isTrailing($0.day)
                && ledger.formerTerritory(of: $0) != ledger.territory(of: $0.account, on: ledger.asOf)
        }
        let inCurrent = moved.filter { ledger.isCurrent($0.day) }
        #expect(sum(moved) == facts.realignment.salesMovedTrailingYear)
        #expect(sum(inCurrent) == facts.realignment.salesMovedCurrent)
        #expect(Set(inCurrent.map(\.account)) == Set(facts.realignment.accountsBookedToOld))
        #expect(moved.allSatisfy { ledger.formerTerritory(of: $0) == facts.realignment.from })
        #expect(moved.allSatisfy { facts.realignment.units.contains(ledger.unitOfAccount[$0.account] ?? "") })
    }

    @Test("The strong rep is in the bottom quarter by sales and first by index")
    func strongRep() throws {
        var sales: [String: Int] = [:]
        for sale in current(where: { _ in true }) {
            if let rep = ledger.rep(of: sale) { sales[rep, default: 0] += sale.cents }
        }
        var potential: [String: Int] = [:]
        for (account, amount) in ledger.potentialOfAccount {
            guard let home = ledger.territory(of: account, on: ledger.asOf),
                let owner = ledger.owner(of: home, on: ledger.asOf)
            else { continue }
            potential[owner, default: 0] += amount
        }
        let strong = facts.hiddenStrongRep
        let owners = ledger.exclusive.compactMap { ledger.owner(of: $0, on: ledger.asOf) }
        let own = try #require(sales[strong.rep])
        let ground = try #require(potential[strong.rep])
        #expect(PlainLedger.money(own) == strong.sales)
        #expect(PlainLedger.money(ground * 100) == strong.potential)
        let position = 1 + owners.filter { (sales[$0] ?? 0) > own }.count
        #expect(position == strong.salesPositionByRawSales)
        #expect(owners.count == strong.owningReps && position * 4 > owners.count * 3)
        for rep in owners where rep != strong.rep {
            #expect((sales[rep] ?? 0) * ground < own * (potential[rep] ?? 0))
        }
        #expect(strong.indexRank == 1)
    }

    @Test("One account makes up most of its territory's sales")
    func concentrated() throws {
        let fact = facts.concentrated
        var sums: [String: Int] = [:]
        for sale in current(where: { ledger.territory(of: $0.account, on: ledger.asOf) == fact.territory }) {
            sums[sale.account, default: 0] += sale.cents
        }
        let total = sums.values.reduce(0, +)
        let index = sums.values.reduce(0.0) {
            $0 + (Double($1) / Double(total)) * (Double($1) / Double(total))
        }
        #expect(PlainLedger.money(total) == fact.territorySales)
        #expect(PlainLedger.money(try #require(sums[fact.account])) == fact.accountSales)
        #expect(Int(index * 10_000) == fact.concentrationRoundedDown)
        #expect(fact.concentrationRoundedDown > 2_500)
    }

    @Test("Exactly 150 owned accounts with sales in the trailing year had no call in the current period")
    func uncalled() {
        let called = Set(ledger.calls.filter { ledger.isCurrent($0.day) }.map(\.account))
        var trailing: [String: Int] = [:]
        for sale in ledger.sales where ledger.isTrailing(sale.day) {
            trailing[sale.account, default: 0] += sale.cents
        }
        let owned = ledger.unitOfAccount.keys.filter { ledger.territory(of: $0, on: ledger.asOf) != nil }
        let uncalled = owned.filter { !called.contains($0) }
        let valued = uncalled.filter { trailing[$0, default: 0] != 0 }.sorted()
        #expect(valued == facts.uncalled.accounts)
        #expect(valued.count == 150)
        #expect(PlainLedger.money(valued.reduce(0) { $0 + trailing[$1, default: 0] }) == facts.uncalled.value)
        #expect(uncalled.count - valued.count == facts.uncalled.uncalledWithoutSales)
        let unowned = ledger.unitOfAccount.keys.filter { ledger.territory(of: $0, on: ledger.asOf) == nil }
        #expect(unowned.count == facts.uncalled.unassignedAccounts)
        let value = unowned.reduce(0) { $0 + trailing[$1, default: 0] }
        #expect(PlainLedger.money(value) == facts.uncalled.unassignedValue)
    }

    @Test("The dirty rows are 0.4% of all, below 1% of each file, of eight kinds")
    func dirtyRows() throws {
        let dirty = facts.dirtyRows
        for file in dirty.refusedByFile {
            #expect(ledger.refused[file.file] == file.refused)
            #expect(try PlainLedger.lines(file.file).count == file.rows)
            #expect(file.refused * 100 < file.rows)
        }
        let count = dirty.sales.values.reduce(0, +) + dirty.calls.values.reduce(0, +)
        #expect(dirty.sales.count == 8)
        #expect((350...370).contains(count))
        let unknown = ledger.sales.filter { ledger.unitOfAccount[$0.account] == nil }
        #expect(unknown.count == dirty.sales["unknown_account"])
        #expect(ledger.sales.filter { $0.day > ledger.asOf }.count == dirty.sales["future"])
        let strangers = ledger.sales.filter { !$0.rep.isEmpty && ledger.reps[$0.rep] == nil }
        #expect(strangers.count == dirty.sales["unknown_rep"])
    }

    @Test("The totals are the sums over the loaded rows")
    func totals() {
        let totals = facts.totals
        #expect(ledger.sales.count == totals.salesRowsLoaded)
        #expect(sum(ledger.sales) == totals.salesLoaded)
        #expect(sum(current { _ in true }) == totals.salesCurrent)
        #expect(sum(ledger.sales.filter { ledger.isTrailing($0.day) }) == totals.salesTrailingYear)
        #expect(sum(current { ledger.rep(of: $0) == nil }) == totals.salesCurrentUnassignedRep)
        let unowned = current { ledger.territory(of: $0.account, on: ledger.asOf) == nil }
        #expect(sum(unowned) == totals.salesCurrentUnassignedTerritory)
        #expect(ledger.calls.filter { ledger.isCurrent($0.day) }.count == totals.callsCurrent)
        let potential = ledger.potentialOfAccount.values.reduce(0, +)
        #expect(PlainLedger.money(potential * 100) == totals.potential)
    }
}
