import Analysis
import TerritoryModel

/// Market, relationships, strategy and the rest of the whole analysis, with names as bad as names get.
extension ReportFixture {
    static let account = Named(id: "A|2", name: "<img src=x> `rm` | rf")
    static let unit = Named(id: "u0", name: "County 0 <x>")
    static let segment = "<b>Hospital</b> | `x`"

    /// The report with everything that only large workspaces have.
    static var report: Report {
        var report = base
        report.market = market
        report.indicators = [
            IndicatorRule(
                name: "<script>rate", title: "Rate | <b>%</b>", aggregate: .mean(weightedBy: "population"),
                unit: .percent, direction: .lowerIsBetter),
            IndicatorRule(name: "income", title: "`Income`", aggregate: .sum, unit: .money),
        ]
        report.regression = regression
        report.relationshipsAtRisk = relationships
        report.families = [family]
        report.areaOverlaps = [
            AreaOverlapReport(
                first: markup, second: accent, areaKm2: 12.5, shareOfFirst: 0.25, shareOfSecond: 0.125)
        ]
        report.quality.placement = PlacementWay.allCases.map {
            PlacementShare(way: $0, accounts: 7, sales: money(9), trailingYearSales: money(90), share: nil)
        }
        report.changes = changes
        for place in report.territories.indices where report.territories[place].kind != .overlay {
            complete(&report.territories[place])
        }
        return report
    }

    private static func complete(_ territory: inout TerritoryReport) {
        territory.market = market
        guard territory.kind == .exclusive else { return }
        let other = territory.territory == markup ? accent : markup
        territory.ground = GroundReport(
            neighbours: [other], parts: 2, detachedUnits: [unit],
            holes: [GroundHole(units: [unit], territories: [other, .unassigned])], areaKm2: 1_234.5)
        territory.strategy = strategy
        territory.similar = [
            SimilarTerritory(
                territory: other, distance: 0.75,
                traits: [
                    .init(name: "population", own: 1_000, theirs: 1_100),
                    .init(name: "indicator:<script>rate", own: 4.5, theirs: 4.25),
                    .init(name: "segment:" + segment, own: 0.5, theirs: 0.25),
                ],
                lesson: .init(metric: .accountCoverage, own: 0.61, theirs: 0.78, rep: joe)),
            SimilarTerritory(territory: formula, distance: 1, traits: [], lesson: nil),
        ]
    }

    private static var market: MarketReport {
        var market = MarketReport()
        market.quadrant = .opportunity
        market.indicators = [
            IndicatorReport(name: "<script>rate", value: 9.125, units: 12, index: 104.25),
            IndicatorReport(name: "income", value: nil, units: 0, index: nil),
        ]
        var hospital = SegmentShare(
            segment: segment, accounts: 5, trailingYearSales: money(50), potential: money(70))
        hospital.accountsIndex = 110
        hospital.salesIndex = 90.5
        market.segments = [
            SegmentShare(segment: "", accounts: 2, trailingYearSales: .zero, potential: nil), hospital,
        ]
        return market
    }

    private static var strategy: TerritoryStrategy {
        var strategy = TerritoryStrategy()
        strategy.segments = [
            SegmentGap(
                segment: segment, accounts: 6, trailingYearSales: money(10), expected: money(40),
                gap: Money(units: -300_000), salesIndex: 25)
        ]
        strategy.products = [
            ProductGap(
                product: "=P<1>", sales: money(30), expected: money(10), gap: money(20), index: 300)
        ]
        strategy.whiteSpace = [
            WhiteSpace(
                unit: unit, population: nil, accounts: 3, activeAccounts: 1, expectedAccounts: 4.5,
                trailingYearSales: money(5), gap: money(60))
        ]
        return strategy
    }

    private static var regression: RegressionReport {
        RegressionReport(
            terms: [
                .init(name: "intercept", value: 1.5, standardError: 0.25),
                .init(name: "potential", value: 0.75, standardError: 0.125),
                .init(name: "workload_hours", value: 0.25, standardError: 0.5),
            ], territories: 24, leftOut: [accent], degreesOfFreedom: 22, residualStandardError: 0.25,
            rSquared: 0.64, adjustedRSquared: 0.625, varianceInflation: 31.5, highLeverage: [markup],
            outsideInterval: [markup])
    }

    private static var relationships: [RelationshipAtRisk] {
        var changed = RelationshipAtRisk(
            account: account, territory: markup,
            reasons: [.ownerChanged, .notMet, .falling, .noCall], trailingYearSales: money(500))
        changed.owner = jane
        changed.formerOwner = joe
        changed.changed = asOf - 30
        changed.sales = money(100)
        changed.salesYearAgo = money(300)
        changed.lastCall = asOf - 200
        return [
            changed,
            RelationshipAtRisk(
                account: account, territory: accent, reasons: [.vacant], trailingYearSales: money(50)),
        ]
    }

    private static var family: SplitFamily {
        SplitFamily(
            parent: .init(account: account, territory: markup, owner: jane),
            child: .init(
                account: Named(id: "A|3", name: "<script>child"), territory: accent, owner: nil),
            trailingYearSales: money(80))
    }
}
