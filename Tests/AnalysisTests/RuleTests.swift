import Testing
import TerritoryModel

@testable import Analysis

/// Rules that the small field does not meet.
@Suite struct RuleTests {
    private let usd = SmallField.usd

    private func rank(_ field: SmallField, _ rep: String) throws -> MetricValue? {
        try field.report().metrics(ofRep: rep)?[.rank]
    }

    @Test("A rep hired less than the ramping time ago is not ranked")
    func ramping() throws {
        var field = SmallField()
        func hire(_ back: Int) {
            field.dimensions.reps[1] = Rep(
                id: "bob", name: "Bob", hired: SmallField.day(back), weeklyCapacityHours: nil)
        }
        hire(179)
        #expect(try rank(field, "bob") == .unavailable(.notRanked))
        #expect(try rank(field, "ann") == .count(1))
        #expect(try field.report().reps.map(\.isRamping) == [false, true, false, false])
        hire(180)
        #expect(try rank(field, "bob") == .count(1))
    }

    @Test("Where there is no potential the rank is by attainment")
    func rankByAttainment() throws {
        var field = SmallField()
        field.dimensions.accounts = AccountTable(
            field.dimensions.accounts.map { account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil)
            })
        field.dimensions.quotas[0] = Quota(
            territory: 1, rep: nil, span: field.dimensions.quotas[0].span, amount: usd(100))
        // Even sales week by week leave no doubt who is ahead: ann has the smaller quota.
        for week in 0..<13 {
            field.sales.append(
                SaleRow(day: SmallField.day(7 * week), account: 0, rep: .known(0), amount: 1_000_000_000))
            field.sales.append(
                SaleRow(day: SmallField.day(7 * week), account: 2, rep: .known(1), amount: 1_000_000_000))
        }
        #expect(try rank(field, "ann") == .count(1))
        #expect(try rank(field, "bob") == .count(2))
        let report = try field.report()
        #expect(report.organisation[.performanceIndex] == .unavailable(.noPotential))
        #expect(report.organisation[.giniPotential] == .unavailable(.noPotential))
        #expect(report.organisation[.cvWorkloadHours] == .unavailable(.noWorkload))
    }

    @Test("Where no account has a potential that of the units counts")
    func unitPotential() throws {
        var field = SmallField()
        field.dimensions.accounts = AccountTable(
            field.dimensions.accounts.map { account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil)
            })
        field.dimensions.units = field.dimensions.units.enumerated().map { index, unit in
            GeographicUnit(
                id: unit.id, name: unit.name, region: nil, landAreaKm2: nil, potential: usd(Int64(index + 1)))
        }
        let report = try field.report()
        let potentials = report.territories.map { $0.metrics[.potential] }
        #expect(potentials == [usd(6), usd(1), usd(5), nil, usd(4)].map { $0.map(MetricValue.money) })
        #expect(report.organisation[.potential] == .money(usd(10)))
        #expect(report.organisation[.accountCoverageByPotential] == .unavailable(.noPotential))
    }

    @Test("A rep with two territories counts once in a group, and takes no quota of a single one")
    func twoTerritories() throws {
        var field = SmallField()
        field.dimensions.repAssignments.append(
            RepAssignment(
                rep: 1, territory: 1, role: .owner, validity: Validity(from: SmallField.day(1), to: nil)))
        let report = try field.report()
        #expect(report.metrics(ofTerritory: "N")?[.capacityHours] == .number(1560))
        #expect(report.organisation[.capacityHours] == .number(1560))
        #expect(report.organisation[.outsideSalesOut] == .money(usd(100)))
        #expect(report.metrics(ofTerritory: "unassigned")?[.quota] == .money(usd(890)))
        #expect(report.metrics(ofRep: "bob")?[.quota] == .money(usd(1800)))
        #expect(report.metrics(ofRep: "bob")?[.accounts] == .count(4))
    }

    @Test("A quota of a vacant territory counts for the rep unassigned")
    func vacantQuota() throws {
        var field = SmallField()
        field.dimensions.repAssignments.remove(at: 0)
        let report = try field.report()
        #expect(report.metrics(ofTerritory: "N")?[.quota] == .money(usd(910)))
        #expect(report.metrics(ofRep: "unassigned")?[.quota] == .money(usd(910)))
        #expect(report.metrics(ofTerritory: "N")?[.vacantDays] == .count(91))
        #expect(report.metrics(ofTerritory: "N")?[.capacityHours] == .unavailable(.noCapacity))
    }

    @Test("An account with more returns than sales leaves no concentration")
    func negativeAccount() throws {
        var field = SmallField()
        field.sales.append(SaleRow(day: SmallField.day(3), account: 1, amount: -10_000))
        let report = try field.report()
        #expect(report.metrics(ofTerritory: "N")?[.accountConcentration] == .unavailable(.negativeSales))
        #expect(report.organisation[.accountConcentration] == .unavailable(.negativeSales))
        #expect(report.metrics(ofTerritory: "S")?[.accountConcentration]?.doubleValue != nil)
    }

    @Test("A total that outgrows money names itself")
    func overflow() {
        var field = SmallField()
        let half = Int64.max / 2 + 1
        field.sales = [0, 1].map { SaleRow(day: SmallField.day(3), account: $0, amount: half) }
        var facts = FactSummary()
        for account in [Int32(0), 1] {
            var part = AccountRepFacts(account: account, rep: 0)
            part.amount.current = half
            facts.accountReps.append(part)
        }
        #expect(throws: SumOverflow(sum: "sales of territory N")) {
            try analyse(
                field.dimensions, ownership: Ownership(field.dimensions), facts: facts,
                quality: ImportQuality(), settings: field.settings)
        }
    }

    @Test("Balance measures deviation, variation, inequality and the share outside the band")
    func balance() throws {
        let balance = try #require(Balance(of: [70, 100, 100, 130], band: 0.15))
        #expect(balance.deviations == [-0.3, 0, 0, 0.3])
        #expect(balance.maxDeviation == 0.3)
        #expect(abs(balance.cv - 0.45.squareRoot() / 10 / 0.1.squareRoot()) < 1e-12)
        #expect(abs(balance.gini - 360.0 / 3200) < 1e-12)
        #expect(balance.shareOutsideBand == 0.5)
        #expect(Balance(of: [5], band: 0.15) == nil)
        #expect(Balance(of: [], band: 0.15) == nil)
        #expect(Balance(of: [0, 0], band: 0.15) == nil)
    }

    @Test("One territory alone is balanced with nothing")
    func oneTerritory() throws {
        var field = SmallField()
        field.dimensions.territories[2] = Territory(id: "S", name: "South", parent: 0, kind: .overlay)
        let report = try field.report()
        #expect(report.organisation[.cvSales] == .unavailable(.notEnoughTerritories))
        #expect(report.metrics(ofTerritory: "N")?[.deviationSales] == .unavailable(.notEnoughTerritories))
    }
}
