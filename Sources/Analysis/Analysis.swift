import TerritoryModel

/// Works out the report.
///
/// Pure: no files, no clock; the same values give the same report.
///
/// - Throws: `SumOverflow` where a total outgrows the range of money.
public func analyse(
    _ dimensions: Dimensions, ownership: Ownership, facts: FactSummary, quality: ImportQuality,
    settings: AnalysisSettings
) throws(SumOverflow) -> Report {
    fatalError("to be written")
}
