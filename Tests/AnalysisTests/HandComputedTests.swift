import Analysis
import Testing
import TerritoryModel

/// Every metric against a number worked out by hand from `SmallField`.
@Suite struct HandComputedTests {
    /// t(95%, 12): one week of thirteen has all the sales, so s ÷ (m√n) is 1.
    private static let oneWeekMargin = MetricValue.number(1.782287555649319)
    /// Sales begin 374 days before the as-of day.
    private static let annsTenure = MetricValue.number(374 / 30.4375)

    private static func usd(_ amount: Int64) -> MetricValue { .money(SmallField.usd(amount)) }

    private func expect(
        _ metrics: MetricSet?, _ expected: [MetricKey: MetricValue],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let metrics else {
            Issue.record("no such subject", sourceLocation: sourceLocation)
            return
        }
        #expect(Set(metrics.ordered.map(\.key)) == Set(expected.keys), sourceLocation: sourceLocation)
        for (key, value) in metrics.ordered {
            if case .number(let number) = value, case .number(let wanted)? = expected[key] {
                #expect(abs(number - wanted) < 1e-9, "\(key)", sourceLocation: sourceLocation)
            } else {
                #expect(value == expected[key], "\(key)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test("North is measured as worked out by hand")
    func north() throws {
        let usd = HandComputedTests.usd
        expect(
            try SmallField().report().metrics(ofTerritory: "N"),
            [
                .unitCoverage: .number(0.25), .unitCoverageByPopulation: .number(0.6), .accounts: .count(2),
                .accountsCalled: .count(1), .accountCoverage: .number(0.5),
                .accountCoverageByPotential: .number(0.25), .activeAccounts: .count(1),
                .activeRate: .number(0.5), .targets: .count(1), .reach: .number(1), .frequency: .number(2),
                .planAttainment: .number(1), .overCalling: .number(0.5), .uncalledValue: usd(150),
                .vacantDays: .count(0), .workloadHours: .number(6), .capacityHours: .number(2080),
                .utilisation: .number(6.0 / 2080), .sharedUnits: .count(1), .unitOverlapRate: .number(0.5),
                .sharedAccounts: .count(1), .contestedAccounts: .count(1), .accountOverlapRate: .number(1),
                .outsideSalesIn: usd(100), .outsideSalesOut: usd(0), .outsideSalesShare: .number(0.2),
                .sales: usd(400), .salesPrior: usd(250), .salesYearAgo: usd(200),
                .salesTrailingYear: usd(800), .salesAsWas: usd(500), .salesMovedIn: usd(0),
                .salesMovedOut: usd(100), .growth: .number(0.6), .growthYear: .number(1), .quota: usd(910),
                .attainment: .number(400.0 / 910), .pace: .number(650.0 / 1790), .calls: .count(2),
                .callsPerWeek: .number(2.0 / 13), .salesPerCall: usd(200), .newAccounts: .count(0),
                .lostAccounts: .count(1), .accountConcentration: .number(10_000), .potential: usd(4000),
                .shareOfPotential: .number(0.2), .performanceIndex: .number(60),
                .lostSales: usd(200), .salesMargin: HandComputedTests.oneWeekMargin,
                .expectedSales: .unavailable(.notEnoughTerritories),
                .expectedSalesLow: .unavailable(.notEnoughTerritories),
                .expectedSalesHigh: .unavailable(.notEnoughTerritories),
                .performanceGap: .unavailable(.notEnoughTerritories), .population: .number(600),
                .populationGrowth: .number(-6.0 / 7), .landArea: .unavailable(.noArea),
                .populationDensity: .unavailable(.noArea), .salesPerCapita: .number(800.0 / 600),
                .accountsPer10k: .number(20_000.0 / 600), .bdi: .number(800.0 / 1900 / 0.6 * 100),
                .cdi: .number(4000.0 / 6000 / 0.6 * 100), .tenureMonths: HandComputedTests.annsTenure,
                .familiarity: .number(374 / 730.5), .continuity: .number(1), .continuityBySales: .number(1),
                .revenueInTransition: usd(0), .accountsAtRisk: .count(0), .salesAtRisk: usd(0),
                .deviationSales: .number(-75.0 / 475), .deviationPotential: .number(1.0 / 3),
                .deviationWorkloadHours: .number(-0.25), .deviationAccounts: .number(0),
            ])
    }

    @Test("South is measured as worked out by hand")
    func south() throws {
        let usd = HandComputedTests.usd
        expect(
            try SmallField().report().metrics(ofTerritory: "S"),
            [
                .unitCoverage: .number(0.5), .unitCoverageByPopulation: .number(0.4), .accounts: .count(2),
                .accountsCalled: .count(2), .accountCoverage: .number(1),
                .accountCoverageByPotential: .number(1), .activeAccounts: .count(2), .activeRate: .number(1),
                .targets: .count(1), .reach: .number(1), .frequency: .number(1),
                .planAttainment: .number(0.5), .overCalling: .number(0.5), .uncalledValue: usd(0),
                .vacantDays: .count(10), .workloadHours: .number(10), .capacityHours: .number(1560),
                .utilisation: .number(10.0 / 1560), .sharedUnits: .count(1), .unitOverlapRate: .number(0.5),
                .sharedAccounts: .count(2), .contestedAccounts: .count(1), .accountOverlapRate: .number(0.5),
                .outsideSalesIn: usd(0), .outsideSalesOut: usd(100), .outsideSalesShare: .number(0),
                .sales: usd(550), .salesPrior: usd(500), .salesYearAgo: usd(360),
                .salesTrailingYear: usd(1050), .salesAsWas: usd(450), .salesMovedIn: usd(100),
                .salesMovedOut: usd(0), .growth: .number(0.1), .growthYear: .number(550.0 / 360 - 1),
                .quota: usd(890), .attainment: .number(550.0 / 890), .pace: .number(1050.0 / 890),
                .calls: .count(2), .callsPerWeek: .number(2.0 / 13), .salesPerCall: usd(275),
                .newAccounts: .count(1), .lostAccounts: .count(0),
                .accountConcentration: .number(212_500.0 / 302_500 * 10_000), .potential: usd(2000),
                .shareOfPotential: .number(0.525), .performanceIndex: .number(165),
                .lostSales: usd(0), .salesMargin: HandComputedTests.oneWeekMargin,
                .expectedSales: .unavailable(.notEnoughTerritories),
                .expectedSalesLow: .unavailable(.notEnoughTerritories),
                .expectedSalesHigh: .unavailable(.notEnoughTerritories),
                .performanceGap: .unavailable(.notEnoughTerritories), .population: .number(400),
                .populationGrowth: .number(-6.0 / 7), .landArea: .unavailable(.noArea),
                .populationDensity: .unavailable(.noArea), .salesPerCapita: .number(1050.0 / 400),
                .accountsPer10k: .number(50), .bdi: .number(1050.0 / 1900 / 0.4 * 100),
                .cdi: .number(2000.0 / 6000 / 0.4 * 100), .tenureMonths: .number(80 / 30.4375),
                .familiarity: .number(80 / 730.5), .continuity: .number(0), .continuityBySales: .number(0),
                .revenueInTransition: usd(1050), .accountsAtRisk: .count(2), .salesAtRisk: usd(1050),
                .deviationSales: .number(75.0 / 475), .deviationPotential: .number(-1.0 / 3),
                .deviationWorkloadHours: .number(0.25), .deviationAccounts: .number(0),
            ])
    }

    @Test("The organisation is measured as worked out by hand")
    func organisation() throws {
        let usd = HandComputedTests.usd
        expect(
            try SmallField().report().organisation,
            [
                .unitCoverage: .number(0.75), .unitCoverageByPopulation: .number(1),
                .unassignedSalesShare: .number(0.05), .accounts: .count(5), .accountsCalled: .count(3),
                .accountCoverage: .number(0.6), .accountCoverageByPotential: .number(0.5),
                .activeAccounts: .count(3), .activeRate: .number(0.6), .targets: .count(2),
                .reach: .number(1), .frequency: .number(1.5), .planAttainment: .number(2.0 / 3),
                .overCalling: .number(0.5), .uncalledValue: usd(150), .vacantDays: .count(10),
                .workloadHours: .number(16), .capacityHours: .number(3640),
                .utilisation: .number(16.0 / 3640), .sharedUnits: .count(1),
                .unitOverlapRate: .number(1.0 / 3), .sharedAccounts: .count(3), .contestedAccounts: .count(2),
                .accountOverlapRate: .number(2.0 / 3), .outsideSalesIn: usd(100), .outsideSalesOut: usd(100),
                .outsideSalesShare: .number(0.1), .sales: usd(1000), .salesPrior: usd(750),
                .salesYearAgo: usd(560), .salesTrailingYear: usd(1900), .salesAsWas: usd(1000),
                .salesMovedIn: usd(100), .salesMovedOut: usd(100), .growth: .number(1.0 / 3),
                .growthYear: .number(1000.0 / 560 - 1), .quota: usd(1800),
                .attainment: .number(1000.0 / 1800), .pace: .number(1750.0 / 2680), .calls: .count(5),
                .callsPerWeek: .number(5.0 / 13), .salesPerCall: usd(200), .newAccounts: .count(1),
                .lostAccounts: .count(1), .accountConcentration: .number(3750), .potential: usd(6000),
                .shareOfPotential: .number(1900.0 / 6000), .performanceIndex: .number(100),
                .lostSales: usd(200), .population: .number(1000), .populationGrowth: .number(-6.0 / 7),
                .landArea: .unavailable(.noArea), .populationDensity: .unavailable(.noArea),
                .salesPerCapita: .number(1.9), .accountsPer10k: .number(50), .bdi: .number(100),
                .cdi: .number(100), .tenureMonths: .number(227 / 30.4375),
                .familiarity: .number((800 * 374 + 1050 * 80) / (730.5 * 1850)), .continuity: .number(0.5),
                .continuityBySales: .number(800.0 / 1850), .revenueInTransition: usd(1050),
                .accountsAtRisk: .count(2), .salesAtRisk: usd(1050),
                .maxDeviationSales: .number(75.0 / 475), .maxDeviationPotential: .number(1.0 / 3),
                .maxDeviationWorkloadHours: .number(0.25), .maxDeviationAccounts: .number(0),
                .cvSales: .number(75.0 / 475), .cvPotential: .number(1.0 / 3),
                .cvWorkloadHours: .number(0.25), .cvAccounts: .number(0), .giniSales: .number(300.0 / 3800),
                .giniPotential: .number(1.0 / 6), .giniWorkloadHours: .number(0.125),
                .giniAccounts: .number(0), .shareOutsideBandSales: .number(1),
                .shareOutsideBandPotential: .number(1), .shareOutsideBandWorkloadHours: .number(1),
                .shareOutsideBandAccounts: .number(0),
            ])
    }

    @Test("The region of North and South holds their sums and divides sums")
    func region() throws {
        let region = try #require(try SmallField().report().metrics(ofTerritory: "G"))
        #expect(region[.sales] == .money(SmallField.usd(950)))
        #expect(region[.accounts] == .count(4))
        #expect(region[.accountCoverage] == .number(0.75))
        #expect(region[.unitCoverage] == .number(0.75))
        #expect(region[.sharedUnits] == .count(1))
        #expect(region[.unitOverlapRate] == .number(1.0 / 3))
        #expect(region[.capacityHours] == .number(3640))
        #expect(region[.outsideSalesOut] == .money(SmallField.usd(100)))
        #expect(region[.attainment] == .number(950.0 / 1800))
        #expect(region[.accountConcentration] == .number(372_500.0 / 902_500 * 10_000))
    }

    @Test("The territory unassigned holds what no territory owns")
    func unassigned() throws {
        let metrics = try #require(try SmallField().report().metrics(ofTerritory: "unassigned"))
        #expect(metrics[.sales] == .money(SmallField.usd(50)))
        #expect(metrics[.accounts] == .count(1))
        #expect(metrics[.calls] == .count(1))
        #expect(metrics[.overCalling] == .unavailable(.noCallsRecorded))
        #expect(metrics[.quota] == .unavailable(.noQuota))
        #expect(metrics[.growth] == .unavailable(.noPriorSales))
        #expect(metrics[.potential] == .unavailable(.noPotential))
        #expect(metrics[.workloadHours] == .unavailable(.noWorkload))
        #expect(metrics[.reach] == .unavailable(.noTargets))
        #expect(metrics[.frequency] == .unavailable(.noTargets))
        #expect(metrics[.accountOverlapRate] == .unavailable(.noAccounts))
    }

    @Test("A rep is measured by own sales and calls on the ground of the own territories")
    func ann() throws {
        let usd = HandComputedTests.usd
        expect(
            try SmallField().report().metrics(ofRep: "ann"),
            [
                .accounts: .count(2), .accountsCalled: .count(1), .accountCoverage: .number(0.5),
                .accountCoverageByPotential: .number(0.25), .activeAccounts: .count(1),
                .activeRate: .number(0.5), .targets: .count(1), .reach: .number(1), .frequency: .number(2),
                .planAttainment: .number(1), .overCalling: .number(0.5), .uncalledValue: usd(150),
                .workloadHours: .number(6), .capacityHours: .number(2080), .utilisation: .number(6.0 / 2080),
                .outsideSalesOut: usd(0), .sales: usd(400), .salesPrior: usd(250), .salesYearAgo: usd(200),
                .salesTrailingYear: usd(800), .growth: .number(0.6), .growthYear: .number(1),
                .quota: usd(910), .attainment: .number(400.0 / 910), .pace: .number(650.0 / 1790),
                .calls: .count(2), .callsPerWeek: .number(2.0 / 13), .salesPerCall: usd(200),
                .newAccounts: .count(1), .lostAccounts: .count(1), .accountConcentration: .number(6250),
                .potential: usd(4000), .shareOfPotential: .number(0.2), .performanceIndex: .number(60),
                .rank: .count(1), .rankAtWorst: .count(2), .lostSales: usd(200),
                .salesMargin: HandComputedTests.oneWeekMargin, .tenureMonths: HandComputedTests.annsTenure,
                .familiarity: .number(374 / 730.5), .continuity: .number(1), .continuityBySales: .number(1),
                .revenueInTransition: usd(0), .accountsAtRisk: .count(0), .salesAtRisk: usd(0),
            ])
    }

    @Test("A rep without a territory has sales but no ground")
    func cyd() throws {
        let metrics = try #require(try SmallField().report().metrics(ofRep: "cyd"))
        #expect(metrics[.sales] == .money(SmallField.usd(50)))
        #expect(metrics[.calls] == .count(0))
        #expect(metrics[.salesPerCall] == .unavailable(.noCallsRecorded))
        #expect(metrics[.accounts] == .unavailable(.noAccounts))
        #expect(metrics[.utilisation] == .unavailable(.noAccounts))
        #expect(metrics[.capacityHours] == .number(1040))
        #expect(metrics[.potential] == .unavailable(.noPotential))
        #expect(metrics[.rank] == .unavailable(.notRanked))
    }

    @Test("Reps whose intervals overlap are not told apart")
    func bob() throws {
        let metrics = try #require(try SmallField().report().metrics(ofRep: "bob"))
        #expect(metrics[.sales] == .money(SmallField.usd(500)))
        #expect(metrics[.outsideSalesOut] == .money(SmallField.usd(100)))
        #expect(metrics[.performanceIndex]?.doubleValue.map { abs($0 - 150) < 1e-9 } == true)
        #expect(metrics[.rank] == .count(1))
        #expect(metrics[.rankAtWorst] == .count(2))
    }

    @Test("An overlay is measured beside the owners")
    func overlay() throws {
        expect(
            try SmallField().report().metrics(ofTerritory: "V"),
            [
                .overlayAccounts: .count(2), .overlayAccountsTouched: .count(1),
                .overlaySales: HandComputedTests.usd(50), .overlayCalls: .count(0),
                .overlayCoveredSales: HandComputedTests.usd(550), .overlayShare: .number(50.0 / 550),
            ])
    }
}
