import TerritoryModel

/// Works out the report.
///
/// Pure: no files, no clock; the same values give the same report.
///
/// - Parameters:
///   - geometry: What outlines say about the ground; nil where there are none.
///   - earlier: The published runs that the report is compared with.
/// - Throws: `SumOverflow` where a total outgrows the range of money.
public func analyse(
    _ dimensions: Dimensions, ownership: Ownership, facts: FactSummary, quality: ImportQuality,
    settings: AnalysisSettings, geometry: GroundGeometry? = nil, earlier: EarlierRuns = EarlierRuns()
) throws(SumOverflow) -> Report {
    let field = try Field(
        dimensions, ownership: ownership, facts: facts, settings: settings, geometry: geometry)
    return try FieldAnalysis(field, quality).report(earlier)
}

/// The analysis under way: sums, then metrics, then what is told about them.
private struct FieldAnalysis {
    let field: Field
    let quality: ImportQuality
    let sharings: [Sharing]
    let totals: FieldTotals
    let evaluation: Evaluation
    let regression: GroundRegression?
    /// By node of the tree and by rep.
    let territories: [MetricSet]
    let reps: [MetricSet]

    init(_ field: Field, _ quality: ImportQuality) throws(SumOverflow) {
        self.field = field
        self.quality = quality
        sharings = field.sharings()
        totals = try FieldTotals(field, sharings: sharings)
        evaluation = try Evaluation(field, totals)
        var territories = (0..<field.tree.nodeCount).map(evaluation.metrics(ofNode:))
        evaluation.balance(&territories)
        regression = evaluation.expect(&territories)
        var reps = totals.reps.indices.map(evaluation.metrics(ofRep:))
        evaluation.rank(&reps)
        self.territories = territories
        self.reps = reps
    }

    func report(_ earlier: EarlierRuns) throws(SumOverflow) -> Report {
        let settings = field.settings
        let pairs = try field.pairTallies(sharings)
        let outside = field.outsideFacts()
        let units = try UnitTotals(field)
        let findings = Findings(
            field: field, totals: totals, metrics: territories, pairs: pairs, outside: outside,
            imports: quality)
        var report = Report(
            title: settings.title, currency: settings.currency, unitName: settings.unitName,
            windows: settings.windows, bands: settings.bands,
            organisation: territories[field.tree.organisation],
            territories: try territoryReports(units), reps: field.repReports(reps),
            repPairs: field.repPairs(pairs, reps: totals.reps),
            sharedAccounts: field.sharedAccounts(sharings),
            outsideSales: field.outsideSales(outside), units: field.unitReports(units),
            weekly: field.weeklyFacts(), weeklyTotals: try field.weeklyTotals(),
            accountsToCall: field.accountsToCall(), products: field.productSales(),
            realignments: try field.realignments(), handovers: field.handovers(), notes: field.noteReports(),
            exceptions: try findings.exceptions(), quality: field.qualityReport(quality, totals))
        let whole = field.tree.organisation
        report.market = evaluation.marketReport(whole, territories[whole])
        report.indicators = settings.indicators
        report.regression = regression?.report(field)
        report.relationshipsAtRisk = field.relationshipsAtRisk()
        report.families = field.splitFamilies()
        report.areaOverlaps = field.areaOverlapReports()
        report.quality.placement = try field.placement()
        report.exceptions.carryAges(from: earlier.last)
        report.changes = try ChangeReport(report, field, totals, earlier)
        return report
    }

    /// The territories with their market, ground, strategy and the ones they can learn from.
    private func territoryReports(_ units: UnitTotals) throws(SumOverflow) -> [TerritoryReport] {
        var reports = field.territoryReports(territories)
        let spaces = try field.whiteSpaces(units)
        let products = try ProductTotals(field)
        let ground = field.groundReports()
        for (node, report) in reports.enumerated() where report.kind != .overlay {
            reports[node].market = evaluation.marketReport(node, territories[node])
        }
        for (leaf, similar) in zip(field.leaves, evaluation.similarTerritories(territories)) {
            reports[leaf].ground = ground[leaf]
            reports[leaf].similar = similar
            reports[leaf].strategy.segments = try evaluation.segmentGaps(
                of: leaf, reports[leaf].market.segments)
            reports[leaf].strategy.products = try evaluation.productGaps(of: leaf, products)
            reports[leaf].strategy.whiteSpace = spaces[leaf] ?? []
        }
        return reports
    }
}
