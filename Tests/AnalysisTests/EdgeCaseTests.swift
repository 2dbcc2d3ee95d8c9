import Analysis
import Testing
import TerritoryModel

/// Fields at the edge of sense: each must give a sound report.
@Suite struct EdgeCaseTests {
    private func sound(_ field: GeneratedField) throws -> Report {
        let report = try field.report()
        report.expectAgreement()
        return report
    }

    @Test("One territory has no balance and nobody to learn from")
    func oneTerritory() throws {
        var field = SmallField()
        field.dimensions.territories = [Territory(id: "N", name: "North", parent: nil, kind: .exclusive)]
        field.dimensions.unitAssignments = [UnitAssignment(unit: 0, territory: 0, validity: .always)]
        field.dimensions.repAssignments = [
            RepAssignment(rep: 0, territory: 0, role: .owner, validity: .always)
        ]
        field.dimensions.quotas = []
        field.sales.removeAll { if case .known = $0.territory { true } else { false } }
        let report = try field.report()
        report.expectAgreement()
        #expect(report.organisation[.giniSales] == .unavailable(.notEnoughTerritories))
        #expect(report.territories[0].similar.isEmpty)
        #expect(report.metrics(ofTerritory: "N")?[.performanceGap] == .unavailable(.notEnoughTerritories))
    }

    @Test("One rep is the first and the last")
    func oneRep() throws {
        var field = WideField(seed: 3)
        field.dimensions.reps = [field.dimensions.reps[0]]
        field.dimensions.repAssignments = [
            RepAssignment(rep: 0, territory: 0, role: .owner, validity: .always)
        ]
        for row in field.sales.indices { field.sales[row].rep = .known(0) }
        field.calls = []
        let report = try field.report()
        report.expectAgreement()
        #expect(report.metrics(ofRep: "R100")?[.rank] == .count(1))
        #expect(report.metrics(ofRep: "R100")?[.rankAtWorst] == .count(1))
        #expect(report.sharedAccounts.isEmpty)
    }

    @Test("Without quotas there is no attainment and no gap to a quota")
    func noQuotas() throws {
        var field = GeneratedField(seed: 4)
        field.dimensions.quotas = []
        let report = try sound(field)
        #expect(report.organisation[.attainment] == .unavailable(.noQuota))
        #expect(!report.exceptions.contains { $0.kind == .quotaGap })
    }

    @Test("Without calls every account is uncalled, and no ratio of calls is made up")
    func noCalls() throws {
        var field = GeneratedField(seed: 5)
        field.calls = []
        let report = try sound(field)
        #expect(report.organisation[.salesPerCall] == .unavailable(.noCallsRecorded))
        #expect(report.organisation[.accountsCalled] == .count(0))
        #expect(report.accountsToCall.allSatisfy { $0.daysSinceCall == nil })
    }

    @Test("Without demographics the market is not available, and territories are alike in what is left")
    func noDemographics() throws {
        var field = WideField(seed: 6)
        field.dimensions.demographics = []
        let report = try field.report()
        report.expectAgreement()
        #expect(report.organisation[.population] == .unavailable(.noPopulation))
        #expect(report.organisation[.bdi] == .unavailable(.noPopulation))
        #expect(report.territories[0].market.quadrant == nil)
        #expect(report.market.indicators.map(\.value) == [nil])
        let traits = Set(report.territories.flatMap(\.similar).flatMap(\.traits).map(\.name))
        #expect(
            !traits.isEmpty
                && traits.isDisjoint(with: ["population", "population_density", "indicator:income"]))
    }

    @Test("Where all sales are returns nothing is compared with them")
    func negativeSales() throws {
        var field = WideField(seed: 7)
        for row in field.sales.indices { field.sales[row].amount.negate() }
        let report = try field.report()
        report.expectAgreement()
        #expect(report.organisation[.accountConcentration] == .unavailable(.negativeSales))
        #expect(report.organisation[.familiarity] == .unavailable(.noSales))
        #expect(report.organisation[.bdi] == .unavailable(.noSales))
        #expect(report.regression == nil)
        #expect(report.relationshipsAtRisk.isEmpty)
        #expect(
            report.territories.allSatisfy { $0.strategy.segments.isEmpty && $0.strategy.products.isEmpty })
    }

    @Test("Without a sale in the current period there is no growth of nothing")
    func noCurrentSales() throws {
        var field = WideField(seed: 8)
        field.sales.removeAll { field.settings.windows.current.contains($0.day) }
        let report = try field.report()
        report.expectAgreement()
        #expect(report.organisation[.sales] == .money(.zero))
        #expect(report.organisation[.growth] == .number(-1))
        #expect(report.metrics(ofRep: "R100")?[.salesMargin] == .unavailable(.noSales))
        #expect(report.metrics(ofRep: "R100")?[.rank] == .unavailable(.notRanked))
    }

    @Test("A territory without units has accounts by name only and no market")
    func territoryWithoutUnits() throws {
        var field = WideField(seed: 9)
        field.dimensions.unitAssignments.removeAll { $0.territory == 3 }
        field.dimensions.accountAssignments = (30..<40).map {
            AccountAssignment(account: $0, territory: 3, validity: .always)
        }
        let report = try field.report()
        report.expectAgreement()
        #expect(report.metrics(ofTerritory: "T103")?[.accounts] == .count(10))
        #expect(report.metrics(ofTerritory: "T103")?[.population] == .unavailable(.noPopulation))
        #expect(report.metrics(ofTerritory: "T103")?[.landArea] == .unavailable(.noArea))
        #expect(report.territories[3].market.quadrant == nil)
        let byHand = report.quality.placement.first { $0.way == .accountAssignment }
        #expect(byHand?.accounts == 10)
    }

    @Test(
        "On 29 February the windows are whole",
        arguments: [ReportingPeriod.trailingWeeks(13), .month, .yearToDate])
    func leapDay(period: ReportingPeriod) throws {
        var field = GeneratedField(seed: 10)
        let day = try #require(Day(iso: "2028-02-29"))
        let later = day - field.settings.windows.asOf
        for row in field.sales.indices { field.sales[row].day = field.sales[row].day + later }
        field.settings.windows = ReportingWindows(asOf: day, period: period)
        let report = try sound(field)
        let sum = field.sales.reduce(Int64(0)) {
            $0 + (field.settings.windows.current.contains($1.day) ? $1.amount : 0)
        }
        #expect(report.organisation[.sales] == .money(Money(units: sum)))
        #expect(sum != 0)
    }

    @Test("A fiscal year may start in any month", arguments: 1...12)
    func fiscalYear(month: Int) throws {
        var field = GeneratedField(seed: 11)
        field.settings.windows = ReportingWindows(
            asOf: GeneratedField.asOf, period: .fiscalQuarter, fiscalYearStarts: month)
        let report = try sound(field)
        let windows = field.settings.windows
        #expect(windows.fiscalYearToDate.from.parts.month == month)
        let sum = field.sales.reduce(Int64(0)) { $0 + (windows.current.contains($1.day) ? $1.amount : 0) }
        #expect(report.organisation[.sales] == .money(Money(units: sum)))
    }
}
