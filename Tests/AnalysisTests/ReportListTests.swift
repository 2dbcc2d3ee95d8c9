import Analysis
import Testing
import TerritoryModel

@Suite struct ReportListTests {
    private let north = Named(id: "N", name: "North")
    private let south = Named(id: "S", name: "South")
    private let ann = Named(id: "ann", name: "Ann")
    private let bob = Named(id: "bob", name: "Bob")
    private let cyd = Named(id: "cyd", name: "Cyd")
    private let usd = SmallField.usd

    private func account(_ id: String) -> Named { Named(id: id, name: "Account \(id)") }

    @Test("Territories come by id with their reps, the owner first, and unassigned last")
    func territories() throws {
        let territories = try SmallField().report().territories
        #expect(territories.map(\.territory.id) == ["G", "N", "S", "V", "unassigned"])
        #expect(territories.map(\.kind) == [.group, .exclusive, .exclusive, .overlay, .unassigned])
        #expect(territories.map(\.owner) == [nil, ann, bob, nil, nil])
        #expect(territories.map(\.reps) == [[], [ann], [bob], [cyd], []])
        #expect(territories.map { $0.parent?.id } == [nil, "G", "G", nil, nil])
    }

    @Test("Reps come by id with their territories, and unassigned last")
    func reps() throws {
        let reps = try SmallField().report().reps
        #expect(reps.map(\.rep) == [ann, bob, cyd, .unassigned])
        #expect(reps.map(\.owned) == [[north], [south], [], []])
        #expect(reps.map { $0.territories.map(\.id) } == [["N"], ["S"], ["V"], []])
        #expect(reps[0].weeks.count == 26)
        #expect(
            reps[0].weeks[24]
                == WeekTotals(weekEnding: SmallField.day(7), sales: usd(400), calls: 0))
        #expect(reps[0].weeks[25].calls == 2)
    }

    private func text(_ day: Day?) -> String { day.map { "\(SmallField.asOf - $0)" } ?? "-" }

    /// A touch in one line: days are counted back from the as-of day.
    private func line(_ touch: SharedAccount.Touch) -> String {
        "\(touch.rep.id) \(touch.sales) \(touch.calls) \(touch.role.rawValue) \(touch.through?.id ?? "-") "
            + "\(text(touch.since))..\(text(touch.until)) sales \(text(touch.firstSale))..\(text(touch.lastSale)) "
            + "calls \(text(touch.firstCall))..\(text(touch.lastCall))"
    }

    @Test(
        "Shared accounts tell conflicts from overlay work, conflicts first, then by sales, with the evidence")
    func sharedAccounts() throws {
        let shared = try SmallField().report().sharedAccounts
        #expect(
            shared.map { "\($0.account.id) \($0.territory?.id ?? "-") \($0.kind) \($0.sales) \($0.evidence)" }
                == [
                    "a1 N conflict 400.0000 Bob has no role here.",
                    "a4 S conflict 100.0000 Ann has no role here.",
                    "a3 S overlay 450.0000 Covered by an overlay role: Cyd (Vascular).",
                ])
        #expect(
            shared.map { $0.touches.map(line) } == [
                [
                    "ann 300.0000 2 owner N -..- sales 100..10 calls 6..5",
                    "bob 100.0000 0 none - -..- sales 10..10 calls -..-",
                ],
                [
                    "ann 100.0000 0 none - -..- sales 10..10 calls -..-",
                    "bob 0.0000 1 owner S 80..- sales -..- calls 5..5",
                ],
                [
                    "bob 400.0000 1 owner S 80..- sales 374..10 calls 5..5",
                    "cyd 50.0000 0 overlay V -..- sales 10..10 calls -..-",
                ],
            ])
    }

    @Test("A handover is told with both reps and the day")
    func handoverEvidence() throws {
        var field = SmallField()
        field.dimensions.repAssignments[1] = RepAssignment(
            rep: 2, territory: 2, role: .owner, validity: Validity(from: nil, to: SmallField.day(81)))
        field.dimensions.repAssignments[2] = RepAssignment(
            rep: 1, territory: 2, role: .owner, validity: Validity(from: SmallField.day(80), to: nil))
        let shared = try #require(try field.report().sharedAccounts.first { $0.account.id == "a3" })
        #expect(shared.kind == .handover)
        #expect(shared.evidence == "The owner rep changed from Cyd to Bob on 2026-04-09.")
        #expect(
            shared.touches.map(line) == [
                "bob 400.0000 1 owner S 80..- sales 374..10 calls 5..5",
                "cyd 50.0000 0 former_owner S -..81 sales 10..10 calls -..-",
            ])
    }

    @Test("Rep pairs count their shared accounts by kind")
    func repPairs() throws {
        #expect(
            try SmallField().report().repPairs == [
                RepPair(
                    first: ann, second: bob, accounts: 2,
                    byKind: [.conflict: 2, .handover: 0, .overlay: 0], jaccard: 2.0 / 3, sales: usd(500),
                    conflictingSales: usd(500)),
                RepPair(
                    first: bob, second: cyd, accounts: 1,
                    byKind: [.conflict: 0, .handover: 0, .overlay: 1], jaccard: 1.0 / 3, sales: usd(450),
                    conflictingSales: usd(0)),
            ])
    }

    @Test("An account that passed from one rep to another within the period is a handover")
    func handover() throws {
        var field = SmallField()
        let before = Validity(from: nil, to: SmallField.settled - 1)
        field.dimensions.repAssignments.append(
            RepAssignment(rep: 2, territory: 2, role: .owner, validity: before))
        let report = try field.report()
        #expect(report.sharedAccounts.map(\.kind) == [.conflict, .conflict, .handover])
        #expect(
            report.handovers == [
                OwnerChange(day: SmallField.settled, territory: south, from: cyd, to: bob)
            ])
        #expect(report.metrics(ofTerritory: "S")?[.vacantDays] == .count(0))
    }

    @Test("A change of owner outside the trailing year is not told")
    func oldHandover() throws {
        var field = SmallField()
        field.dimensions.repAssignments[1] = RepAssignment(
            rep: 1, territory: 2, role: .owner, validity: Validity(from: SmallField.day(364), to: nil))
        #expect(try field.report().handovers.isEmpty)
    }

    @Test("Outside sales name territory and rep")
    func outsideSales() throws {
        #expect(
            try SmallField().report().outsideSales == [
                OutsideSales(territory: north, rep: bob, amount: usd(100))
            ])
    }

    @Test("Units come with owner, claimants, population and what their accounts bought")
    func units() throws {
        let units = try SmallField().report().units
        #expect(units.map(\.territory) == [north, south, south, nil])
        #expect(units.map(\.claimants) == [[north], [south], [north, south], []])
        #expect(units.map(\.population) == [600, 300, 100, nil])
        #expect(units.map(\.accounts) == [2, 2, 0, 0])
        #expect(units.map(\.sales) == [usd(400), usd(550), .zero, .zero])
    }

    @Test("Accounts to call are those of a territory that nobody called or that are behind their plan")
    func accountsToCall() throws {
        var field = SmallField()
        field.calls.append(CallRow(day: SmallField.day(95), account: 1))
        var uncalled = AccountToCall(
            account: account("a2"), territory: north, owner: ann, segment: nil,
            trailingYearSales: usd(150), potential: usd(3000), plannedCallsPerYear: nil,
            lastCall: SmallField.day(95))
        uncalled.daysSinceCall = 95
        uncalled.atStake = usd(150)
        // Planned are 8 calls a year, 2 in 13 weeks, of which one was made: half of 950 is at stake.
        var behind = AccountToCall(
            account: account("a3"), territory: south, owner: bob, segment: nil,
            trailingYearSales: usd(950), potential: usd(2000), plannedCallsPerYear: FixedPoint(whole: 8),
            lastCall: SmallField.day(5))
        behind.calls = 1
        behind.plannedCalls = 2
        behind.daysSinceCall = 5
        behind.atStake = usd(475)
        #expect(try field.report().accountsToCall == [behind, uncalled])
        field.dimensions.sources.remove("activities")
        #expect(try field.report().accountsToCall.isEmpty)
    }

    @Test("A realignment groups the accounts that moved on one day")
    func realignments() throws {
        var field = SmallField()
        let moved = SmallField.day(182)
        field.dimensions.unitAssignments[0] = UnitAssignment(
            unit: 0, territory: 2, validity: Validity(from: nil, to: moved - 1))
        field.dimensions.unitAssignments.append(
            UnitAssignment(unit: 0, territory: 1, validity: Validity(from: moved, to: nil)))
        #expect(
            try field.report().realignments == [
                Realignment(
                    day: moved, from: south, to: north, accounts: 2, units: 1, trailingYearSales: usd(800))
            ])
    }

    @Test("Weeks are told for exclusive territories and unassigned, as-is and as-was")
    func weekly() throws {
        let report = try SmallField().report()
        #expect(report.weekly.count == 3 * 26)
        let week = report.weekly.filter { $0.weekEnding == SmallField.day(7) }
        #expect(week.map(\.territory.id) == ["N", "S", "unassigned"])
        #expect(week.map(\.sales) == [usd(400), usd(550), usd(50)])
        #expect(week.map(\.salesAsWas) == [usd(500), usd(450), usd(50)])
        #expect(
            report.weeklyTotals.last
                == WeekTotals(weekEnding: SmallField.asOf, sales: .zero, calls: 5, salesYearAgo: .zero))
    }

    @Test("Products come by territory, the best sold first")
    func products() throws {
        let field = GeneratedField(seed: 3)
        let products = try field.report().products
        let ids = products.map(\.territory.id)
        #expect(ids == ids.sorted { $0 != "unassigned" && ($1 == "unassigned" || $0 < $1) })
        for (left, right) in zip(products, products.dropFirst()) where left.territory == right.territory {
            #expect(left.sales >= right.sales)
        }
    }

    @Test("Notes come newest first, those without a day last, none of the future")
    func notes() throws {
        var field = SmallField()
        func note(_ day: Day?, _ text: String) -> Note {
            Note(day: day, territory: 1, rep: 0, account: 0, tags: ["visit"], text: text)
        }
        field.dimensions.notes = [
            note(nil, "undated"), note(SmallField.day(9), "older"), note(SmallField.day(1), "newer"),
            note(SmallField.day(-1), "future"),
        ]
        let notes = try field.report().notes
        #expect(notes.map(\.text) == ["newer", "older", "undated"])
        #expect(
            notes.first
                == NoteReport(
                    day: SmallField.day(1), territory: north, rep: ann, account: account("a1"),
                    tags: ["visit"], text: "newer"))
    }
}
