import Analysis
import Testing
import TerritoryModel

@Suite struct ExceptionTests {
    private func lines(_ report: Report, _ kind: ReportException.Kind) -> [String] {
        report.exceptions.filter { $0.kind == kind }.map {
            "\($0.territory?.id ?? "-") \($0.money) \($0.owner?.id ?? "-"): \($0.text)"
        }
    }

    private func lines(_ kind: ReportException.Kind) throws -> [String] {
        lines(try SmallField().report(), kind)
    }

    /// What exceptions of a kind take in.
    private func also(_ report: Report, _ kind: ReportException.Kind) -> [String] {
        report.exceptions.filter { $0.kind == kind }.flatMap(\.also).map {
            "\($0.kind.rawValue) \($0.money): \($0.text)"
        }
    }

    @Test("Exceptions come by money, then by kind, each with a next step")
    func order() throws {
        let exceptions = try SmallField().report().exceptions
        #expect(exceptions.map(\.money) == exceptions.map(\.money).sorted(by: >))
        #expect(exceptions.allSatisfy { !$0.nextStep.isEmpty && !$0.text.isEmpty })
        #expect(
            exceptions.map(\.kind) == [
                .realignment, .quotaGap, .conflict, .concentration, .concentration, .imbalance,
                .realignment, .unassignedUnits, .sharedUnits, .imbalance,
            ])
    }

    @Test("A territory without an owner rep is told with the first day of the vacancy")
    func vacancy() throws {
        var field = SmallField()
        field.dimensions.repAssignments[1] = RepAssignment(
            rep: 1, territory: 2, role: .owner, validity: Validity(from: nil, to: SmallField.day(20)))
        field.dimensions.repAssignments.remove(at: 0)
        #expect(
            lines(try field.report(), .vacancy) == [
                "S 1050.0000 -: South has had no owner rep since 2026-06-09 (20 days); its accounts bought "
                    + "for 1,050 USD in the trailing year.",
                "N 800.0000 -: North has never had an owner rep; its accounts bought for 800 USD in the "
                    + "trailing year.",
            ])
    }

    @Test("Units without a territory are told together")
    func unassignedUnits() throws {
        #expect(
            try lines(.unassignedUnits) == [
                "- 50.0000 -: 1 county of 4 belongs to no territory: Unit u4. Their accounts bought for 0 USD "
                    + "in the trailing year."
            ])
    }

    @Test("Sales without a territory are told with the part of unknown accounts")
    func unassignedSales() throws {
        #expect(
            also(try SmallField().report(), .unassignedUnits) == [
                "unassigned_sales 50.0000: 50 USD of current sales lie in no territory, of which 50 USD of accounts that "
                    + "no source knows."
            ])
    }

    @Test("Units in several territories are told by the set of territories")
    func sharedUnits() throws {
        #expect(
            try lines(.sharedUnits) == [
                "N 0.0000 ann: 1 county (Unit u3) is assigned to North and South at once; accounts there "
                    + "bought for 0 USD in the trailing year."
            ])
    }

    @Test("Two reps at the same accounts are told once, with the contested sales")
    func conflict() throws {
        #expect(
            try lines(.conflict) == [
                "N 500.0000 ann: Ann and Bob both sold to or called at 2 accounts in the current period, "
                    + "most of them in North, worth 500 USD of current sales."
            ])
    }

    @Test("Selling outside is told by territory and rep")
    func outsideSales() throws {
        #expect(
            also(try SmallField().report(), .conflict) == [
                "outside_sales 100.0000: Bob sold for 100 USD in North in the current period without a role there."
            ])
    }

    @Test("Value that nobody called is told from ten accounts and five per cent of sales on")
    func uncalledValue() throws {
        #expect(try lines(.uncalledValue).isEmpty)
        var field = SmallField()
        let more = (6...14).map { index in
            Account(
                id: "a\(index > 9 ? "9" : "")\(index)", name: "More", unit: 0, postalCode: nil,
                namedTerritory: nil, segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil)
        }
        field.dimensions.accounts = AccountTable(Array(field.dimensions.accounts) + more)
        #expect(
            lines(try field.report(), .uncalledValue) == [
                "N 150.0000 ann: Nobody called 10 accounts of North in the current period; they bought for "
                    + "150 USD in the trailing year, 18.8% of its sales."
            ])
    }

    @Test("A territory that lives off one account is told with its name and share")
    func concentration() throws {
        #expect(
            try lines(.concentration) == [
                "S 450.0000 bob: Account a3 alone bought for 450 USD, 81.8% of the current sales of South; "
                    + "the concentration index is 7,025.",
                "N 400.0000 ann: Account a1 alone bought for 400 USD, 100.0% of the current sales of North; "
                    + "the concentration index is 10,000.",
            ])
    }

    @Test("A workload beyond the band to be watched is told with its side and price")
    func imbalance() throws {
        #expect(
            try lines(.imbalance) == [
                "N 150.0000 ann: The workload of North, 6 hours per year, is 25.0% below the mean; accounts "
                    + "without a call bought for 150 USD in the trailing year.",
                "S 0.0000 bob: The workload of South, 10 hours per year, is 25.0% above the mean.",
            ])
    }

    @Test("Sales that realignment moved are told on both sides")
    func realignment() throws {
        #expect(
            try lines(.realignment) == [
                "S 1050.0000 bob: Realignment brought South 100 USD of current sales made under other "
                    + "territories and took 0 USD made under its own.",
                "N 100.0000 ann: Realignment brought North 0 USD of current sales made under other "
                    + "territories and took 100 USD made under its own.",
            ])
    }
}
