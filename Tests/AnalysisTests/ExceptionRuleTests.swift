import Analysis
import Testing
import TerritoryModel

/// Each rule at its threshold, and what is told together.
@Suite struct ExceptionRuleTests {
    private func found(_ field: SmallField, _ kind: ReportException.Kind) throws -> [ReportException] {
        try field.report().exceptions.filter { $0.kind == kind }
    }

    @Test("A kind that is switched off is not told, alone or in another one")
    func muted() throws {
        var field = SmallField()
        field.settings.exceptions.muted = [.conflict, .unassignedSales]
        let report = try field.report()
        #expect(!report.exceptions.contains { $0.kind == .conflict })
        #expect(report.exceptions.first { $0.kind == .unassignedUnits }?.also.isEmpty == true)
        // What the conflict took in stands for itself then.
        #expect(report.exceptions.contains { $0.kind == .outsideSales })
    }

    @Test(
        "Sales without a territory are told from a share of all sales on",
        arguments: [(0.05, true), (0.0501, false)])
    func unassignedShare(share: Double, isTold: Bool) throws {
        var field = SmallField()
        field.settings.exceptions.unassignedShare = share
        let units = try found(field, .unassignedUnits)
        #expect(units.flatMap(\.also).contains { $0.kind == .unassignedSales } == isTold)
    }

    @Test(
        "A conflict is told from a share of the territory's sales on",
        arguments: [(1.25, true), (1.2501, false)])
    func conflictShare(share: Double, isTold: Bool) throws {
        var field = SmallField()
        field.settings.exceptions.conflictShare = share  // 500 contested of 400 current sales of North
        #expect(try !found(field, .conflict).isEmpty == isTold)
    }

    @Test(
        "Selling outside is told from a share of the territory's sales on",
        arguments: [(0.25, true), (0.2501, false)])
    func outsideShare(share: Double, isTold: Bool) throws {
        var field = SmallField()
        field.settings.exceptions.muted = [.conflict]
        field.settings.exceptions.outsideShare = share  // 100 of 400
        #expect(try !found(field, .outsideSales).isEmpty == isTold)
    }

    @Test("A quota gap is told where the ground does not explain it")
    func quotaGap() throws {
        var field = SmallField()
        let gap = try #require(try found(field, .quotaGap).first)
        #expect(gap.territory?.id == "N")
        #expect(gap.money == SmallField.usd(510))
        #expect(gap.owner?.id == "ann")
        #expect(
            gap.text
                == "North reached 44.0% of its quota and is 510 USD short; its sales per potential are 60 on a "
                + "scale where 100 is the organisation's.")
        field.settings.exceptions.index = 60
        #expect(try found(field, .quotaGap).isEmpty)
        field = SmallField()
        field.settings.exceptions.attainment = 400.0 / 910
        #expect(try found(field, .quotaGap).isEmpty)
    }

    @Test("Lost accounts are told from a number and a share of the sales a year ago on")
    func lostAccounts() throws {
        var field = SmallField()
        #expect(try found(field, .lostAccounts).isEmpty)
        field.settings.exceptions.lostAccounts = 1
        let lost = try #require(try found(field, .lostAccounts).first)
        #expect(
            lost.text
                == "1 account of North that bought for 200 USD in the same period a year ago bought nothing in "
                + "the current one.")
        #expect(lost.money == SmallField.usd(200))
        field.sales.append(
            SaleRow(day: SmallField.day(374), account: 0, rep: .known(0), amount: 11_400_000))
        #expect(try found(field, .lostAccounts).isEmpty)  // 200 of 1,340 are less than 15%
    }

    @Test(
        "Revenue in transition is told from a share of the territory's sales on, with a realignment or alone")
    func revenueInTransition() throws {
        var field = SmallField()
        let realignment = try #require(try found(field, .realignment).first { $0.territory?.id == "S" })
        #expect(
            realignment.also.map(\.text) == [
                "The owner rep of accounts of South that bought for 1,050 USD in the trailing year, 100.0% of its "
                    + "sales, changed within the last 182 days."
            ])
        #expect(realignment.money == SmallField.usd(1050))
        field.settings.exceptions.muted = [.realignment]
        #expect(try found(field, .revenueInTransition).map(\.money) == [SmallField.usd(1050)])
        field.settings.exceptions.transitionShare = 1.01
        #expect(try found(field, .revenueInTransition).isEmpty)
    }

    @Test("A vacancy takes in what comes of it, and manages without an owner")
    func vacancy() throws {
        var field = SmallField()
        field.settings.exceptions.lostAccounts = 1
        field.settings.exceptions.uncalledAccounts = 1
        field.dimensions.repAssignments[0] = RepAssignment(
            rep: 0, territory: 1, role: .owner, validity: Validity(from: nil, to: SmallField.day(20)))
        let vacancy = try #require(try found(field, .vacancy).first)
        #expect(vacancy.territory?.id == "N")
        #expect(
            Set(vacancy.also.map(\.kind)) == [.uncalledValue, .revenueInTransition, .lostAccounts, .quotaGap])
        #expect(vacancy.money == SmallField.usd(800))
        #expect(vacancy.owner == nil)
        #expect(vacancy.office == .management)
    }

    @Test("What a manager must decide goes to the rep of the group above, where there is one")
    func manager() throws {
        var field = SmallField()
        field.dimensions.repAssignments.append(
            RepAssignment(rep: 2, territory: 0, role: .other("manager"), validity: .always))
        let report = try field.report()
        func owner(_ kind: ReportException.Kind) -> String? {
            report.exceptions.first { $0.kind == kind }?.owner?.id
        }
        #expect(owner(.conflict) == "cyd")
        #expect(owner(.imbalance) == "cyd")
        #expect(owner(.concentration) == "bob")
        #expect(owner(.quotaGap) == "ann")
    }

    @Test(
        "Refused sales rows are told from a share of the rows on",
        arguments: [(9_990, true), (10_010, false)])
    func dataFaults(read: Int64, isTold: Bool) throws {
        var field = SmallField()
        var file = ImportedFile(source: "sales", file: "sales.csv")
        file.rowsRead = read
        file.rowsRejected = 10
        file.rowsWithoutAmount = 4
        file.amountRejected = SmallField.usd(-70)
        field.quality.files = [file]
        let faults = try found(field, .dataFault)
        #expect(!faults.isEmpty == isTold)
        guard let fault = faults.first else { return }
        #expect(
            fault.text
                == "10 sales rows of 9,990 could not be read, worth 70 USD, and 4 rows of unknown amount.")
        #expect(fault.money == SmallField.usd(70))
        #expect(fault.office == .operations)
        #expect(fault.page == .quality)
    }

    @Test("Every exception has somebody who can act, a next step and a page", arguments: UInt64(1)...6)
    func everyException(seed: UInt64) throws {
        let exceptions = try GeneratedField(seed: seed).report().exceptions
        #expect(!exceptions.isEmpty)
        for exception in exceptions {
            #expect((exception.owner == nil) == (exception.office != nil), "\(exception.kind)")
            #expect(!exception.nextStep.isEmpty)
            #expect(exception.also.allSatisfy { $0.money <= exception.money })
        }
        #expect(exceptions.map(\.money) == exceptions.map(\.money).sorted(by: >))
    }
}
