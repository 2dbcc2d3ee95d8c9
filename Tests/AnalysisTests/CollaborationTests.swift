import Analysis
import Testing
import TerritoryModel

@Suite struct CollaborationTests {
    @Test("Territories on the same ground are the most similar", arguments: UInt64(1)...3)
    func twins(seed: UInt64) throws {
        var field = WideField(seed: seed)
        // Territory 9 gets the people, the area and the accounts of territory 4.
        for part in 0..<3 {
            let (from, to) = (4 * 3 + part, 9 * 3 + part)
            let twin = field.dimensions.units[from]
            field.dimensions.units[to] = GeographicUnit(
                id: field.dimensions.units[to].id, name: "Twin", region: nil, landAreaKm2: twin.landAreaKm2,
                potential: nil)
            let seen = field.dimensions.demographics.filter { $0.unit == from }
            field.dimensions.demographics.removeAll { $0.unit == to }
            field.dimensions.demographics += seen.map {
                DemographicObservation(unit: to, indicator: $0.indicator, year: $0.year, value: $0.value)
            }
        }
        var accounts = Array(field.dimensions.accounts)
        for place in 0..<10 {
            let (twin, own) = (accounts[40 + place], accounts[90 + place])
            accounts[90 + place] = Account(
                id: own.id, name: own.name, unit: own.unit, postalCode: nil, namedTerritory: nil,
                segment: twin.segment, potential: twin.potential,
                plannedCallsPerYear: twin.plannedCallsPerYear, parent: nil)
        }
        field.dimensions.accounts = AccountTable(accounts)
        let similar = try field.report().territories[4].similar
        #expect(similar.count == 3)
        #expect(similar[0].territory.id == "T109")
        #expect(similar[0].distance < 1e-9)
        #expect(similar.map(\.distance) == similar.map(\.distance).sorted())
        #expect(similar[0].traits.count == 3)
        #expect(similar[0].traits.allSatisfy { abs($0.own - $0.theirs) <= 1e-9 * abs($0.own) })
    }

    @Test("A lesson is a clear lead in a good direction, with the rep to ask", arguments: UInt64(1)...3)
    func lessons(seed: UInt64) throws {
        let report = try WideField(seed: seed).report()
        let owners = Dictionary(
            report.territories.map { ($0.territory.id, $0.owner) }, uniquingKeysWith: { first, _ in first })
        var told = 0
        for territory in report.territories {
            for similar in territory.similar {
                #expect(similar.territory != territory.territory)
                guard let lesson = similar.lesson else { continue }
                told += 1
                let isLower = MetricCatalog.definition(of: lesson.metric).direction == .lowerIsBetter
                #expect(isLower ? lesson.theirs < lesson.own : lesson.theirs > lesson.own)
                #expect(lesson.rep == owners[similar.territory.id] ?? nil)
                #expect(lesson.rep != territory.owner)
            }
        }
        #expect(told > 10)
    }

    @Test("A vacant territory has no rep to learn from")
    func vacant() throws {
        var field = WideField(seed: 1)
        field.dimensions.repAssignments.removeAll { $0.territory > 0 }
        let similar = try field.report().territories[0].similar
        #expect(!similar.isEmpty && similar.allSatisfy { $0.lesson == nil })
    }

    @Test("Accounts whose parent lies in another territory are told with both owners")
    func families() throws {
        var field = SmallField()
        field.dimensions.accounts = AccountTable(
            field.dimensions.accounts.enumerated().map { place, account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: nil, potential: nil, plannedCallsPerYear: nil,
                    parent: [nil, 0, 0, 2, 0][place])
            })
        func side(_ account: String, _ territory: (String, String), _ owner: (String, String))
            -> SplitFamily.Side
        {
            SplitFamily.Side(
                account: Named(id: account, name: "Account \(account)"),
                territory: Named(id: territory.0, name: territory.1), owner: Named(id: owner.0, name: owner.1)
            )
        }
        // a2 has its parent at home, a4 too; a5 lies in no territory.
        #expect(
            try field.report().families == [
                SplitFamily(
                    parent: side("a1", ("N", "North"), ("ann", "Ann")),
                    child: side("a3", ("S", "South"), ("bob", "Bob")), trailingYearSales: SmallField.usd(950))
            ])
    }
}
