import Analysis
import Testing
import TerritoryModel

/// Who has known which account for how long, by hand from `SmallField`.
@Suite struct FamiliarityTests {
    private let usd = SmallField.usd

    private func assign(_ rep: Int, _ territory: Int, from: Int? = nil, to: Int? = nil) -> RepAssignment {
        RepAssignment(
            rep: rep, territory: territory, role: .owner,
            validity: Validity(from: from.map(SmallField.day), to: to.map(SmallField.day)))
    }

    @Test("A realignment to another territory of the same rep is no break")
    func sameRepOtherTerritory() throws {
        var field = SmallField()
        field.dimensions.repAssignments = [assign(0, 1), assign(0, 2)]
        field.dimensions.unitAssignments[0] = UnitAssignment(
            unit: 0, territory: 2, validity: Validity(from: nil, to: SmallField.day(31)))
        field.dimensions.unitAssignments.append(
            UnitAssignment(unit: 0, territory: 1, validity: Validity(from: SmallField.day(30), to: nil)))
        let report = try field.report()
        #expect(report.metrics(ofTerritory: "N")?[.tenureMonths] == .number(374 / 30.4375))
        #expect(report.metrics(ofTerritory: "N")?[.revenueInTransition] == .money(.zero))
        #expect(report.organisation[.continuity] == .number(1))
    }

    @Test("The same rep after a break begins anew, and the break counts as a change")
    func breakInBetween() throws {
        var field = SmallField()
        field.dimensions.repAssignments = [
            assign(0, 1, to: 61), assign(1, 1, from: 60, to: 41), assign(0, 1, from: 40), assign(1, 2),
        ]
        let north = try #require(try field.report().metrics(ofTerritory: "N"))
        #expect(north[.tenureMonths] == .number(40 / 30.4375))
        #expect(north[.revenueInTransition] == .money(usd(800)))
        #expect(north[.continuity] == .number(1))  // the same rep on both days
    }

    @Test("Tenure beyond two years counts as two years")
    func fullTenure() throws {
        var field = SmallField()
        field.sales.append(SaleRow(day: SmallField.day(900), account: 1, rep: .known(0), amount: 10_000))
        let north = try #require(try field.report().metrics(ofTerritory: "N"))
        #expect(north[.tenureMonths] == .number(900 / 30.4375))
        #expect(north[.familiarity] == .number(1))
    }

    @Test("A change is in transition for 182 days", arguments: [(181, true), (182, false)])
    func transition(back: Int, isInTransition: Bool) throws {
        var field = SmallField()
        field.dimensions.repAssignments = [
            assign(1, 1, to: back + 1), assign(0, 1, from: back), assign(1, 2),
        ]
        let north = try #require(try field.report().metrics(ofTerritory: "N"))
        #expect(north[.revenueInTransition] == .money(isInTransition ? usd(800) : .zero))
    }

    @Test("Relationships at risk are told with their reasons, the largest first")
    func risks() throws {
        var field = SmallField()
        // Ann never met a2; Cyd takes over South, where Cyd made the last calls.
        field.sales.removeAll { $0.account == 1 }
        field.sales.append(SaleRow(day: SmallField.day(200), account: 1, rep: .known(1), amount: 1_500_000))
        field.dimensions.repAssignments = [
            assign(0, 1), assign(1, 2, from: 80, to: 11), assign(2, 2, from: 10),
        ]
        let risks = try field.report().relationshipsAtRisk
        #expect(
            risks.map {
                "\($0.account.id) \($0.territory.id) \($0.owner?.id ?? "-") \($0.formerOwner?.id ?? "-")"
            } == [
                "a3 S cyd bob", "a2 N ann -", "a4 S cyd bob",
            ])
        #expect(risks.map(\.reasons) == [[.ownerChanged], [.notMet, .noCall], [.ownerChanged]])
        #expect(risks.map(\.changed) == [SmallField.day(10), nil, SmallField.day(10)])
        #expect(risks.map(\.trailingYearSales) == [usd(950), usd(150), usd(100)])
        let organisation = try field.report().organisation
        #expect(organisation[.accountsAtRisk] == .count(3))
        #expect(organisation[.salesAtRisk] == .money(usd(1200)))
    }

    @Test("A vacancy is told with its first day and the rep who left")
    func vacancy() throws {
        var field = SmallField()
        field.dimensions.repAssignments = [assign(0, 1, to: 21), assign(1, 2, from: 80)]
        let risks = try field.report().relationshipsAtRisk.filter { $0.territory.id == "N" }
        #expect(risks.map(\.account.id) == ["a1", "a2"])
        #expect(risks[0].reasons == [.vacant, .ownerChanged])
        #expect(risks[1].reasons == [.vacant, .ownerChanged, .falling, .noCall])
        #expect(risks.allSatisfy { $0.changed == SmallField.day(20) && $0.formerOwner?.id == "ann" })
        #expect(try field.report().metrics(ofTerritory: "N")?[.familiarity] == .number(0))
        #expect(try field.report().metrics(ofTerritory: "N")?[.tenureMonths] == .unavailable(.noOwner))
    }

    @Test("At most a hundred accounts of a territory are listed, all are counted")
    func listIsBounded() throws {
        var field = SmallField()
        let more = (0..<150).map { index in
            Account(
                id: "b\(100 + index)", name: "More", unit: 0, postalCode: nil, namedTerritory: nil,
                segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil)
        }
        field.dimensions.accounts = AccountTable(Array(field.dimensions.accounts) + more)
        for index in 0..<150 {
            field.sales.append(
                SaleRow(
                    day: SmallField.day(200), account: 5 + index, rep: .known(1),
                    amount: Int64(10_000 * (index + 1))))
        }
        let report = try field.report()
        let listed = report.relationshipsAtRisk.filter { $0.territory.id == "N" }
        #expect(listed.count == 100)
        #expect(listed.first?.account.id == "b249")
        #expect(report.metrics(ofTerritory: "N")?[.accountsAtRisk] == .count(150))
    }
}
