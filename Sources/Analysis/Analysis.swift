import TerritoryModel

/// Works out the report.
///
/// Pure: no files, no clock; the same values give the same report.
///
/// - Parameter geometry: What the outlines of the units say; nil where the workspace has none.
/// - Throws: `SumOverflow` where a total outgrows the range of money.
public func analyse(
    _ dimensions: Dimensions, ownership: Ownership, facts: FactSummary, quality: ImportQuality,
    settings: AnalysisSettings, geometry: GroundGeometry? = nil
) throws(SumOverflow) -> Report {
    let field = try Field(
        dimensions, ownership: ownership, facts: facts, settings: settings, geometry: geometry)
    let sharings = field.sharings()
    let totals = try FieldTotals(field, sharings: sharings)
    let (territories, reps) = try metrics(of: field, totals)
    let pairs = try field.pairTallies(sharings)
    let outside = field.outsideFacts()
    let findings = Findings(
        field: field, totals: totals, metrics: territories, pairs: pairs, outside: outside)
    return Report(
        title: settings.title, currency: settings.currency, unitName: settings.unitName,
        windows: settings.windows, bands: settings.bands, organisation: territories[field.tree.organisation],
        territories: field.territoryReports(territories), reps: field.repReports(reps),
        repPairs: field.repPairs(pairs, reps: totals.reps), sharedAccounts: field.sharedAccounts(sharings),
        outsideSales: field.outsideSales(outside), units: try field.unitReports(),
        weekly: field.weeklyFacts(), weeklyTotals: try field.weeklyTotals(),
        accountsToCall: field.accountsToCall(), products: field.productSales(),
        realignments: try field.realignments(), handovers: field.handovers(), notes: field.noteReports(),
        exceptions: try findings.exceptions(), quality: field.qualityReport(quality, totals))
}

/// The metrics by node of the tree (territories, `unassigned`, the organisation) and by rep.
private func metrics(
    of field: Field, _ totals: FieldTotals
) throws(SumOverflow) -> (territories: [MetricSet], reps: [MetricSet]) {
    let evaluation = try Evaluation(field, totals)
    var territories = (0..<field.tree.nodeCount).map(evaluation.metrics(ofNode:))
    evaluation.balance(&territories)
    var reps = totals.reps.indices.map(evaluation.metrics(ofRep:))
    evaluation.rank(&reps)
    return (territories, reps)
}
