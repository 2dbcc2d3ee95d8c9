import Analysis

extension Configuration {
    /// The parts of the file beside the sources.
    enum Section: String, CaseIterable {
        case geography, period, boundaries, territoryBoundaries = "territory_boundaries", workload, segment
        case ranking, quality, bands, indicator, strategy, exceptions, publish

        /// The keys that the part may have.
        var keys: [String] {
            switch self {
            case .geography: ["unit", "name"]
            case .period: ["trailing_weeks"]
            case .boundaries, .territoryBoundaries: ["file", "id"]
            case .workload: ["call_minutes", "travel_minutes", "by_segment"]
            case .segment: ["call_minutes", "travel_minutes"]
            case .ranking: ["ramping_days"]
            case .quality: ["max_rejected_rows", "max_unmatched_sales", "min_rows"]
            case .bands: ["balanced", "watch"]
            case .indicator: ["title", "aggregate", "weighted_by", "unit", "direction"]
            case .strategy: ["min_accounts", "min_share", "min_expected"]
            case .exceptions: ReportException.Kind.allCases.map(\.rawValue)
            case .publish: ["directory", "keep", "formats"]
            }
        }
    }
}
