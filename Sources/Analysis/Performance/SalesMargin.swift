import TerritoryModel

/// How far the mean of a series of weekly sales can be trusted.
enum SalesMargin {
    /// Fewest weeks of a spread that says something.
    static let leastWeeks = 4

    /// Half-width of the 90% interval of the mean ÷ mean; n/a where it means nothing.
    ///
    /// - Parameter weeks: Amounts of weeks in 1/10,000.
    static func of(_ weeks: some Collection<Int64>) -> MetricValue {
        let count = weeks.count
        guard count >= leastWeeks, let quantile = StudentT.quantile(0.95, degreesOfFreedom: count - 1)
        else { return .unavailable(.notEnoughWeeks) }
        let sum = weeks.reduce(Int128(0)) { $0 + Int128($1) }
        guard sum > 0 else { return .unavailable(.noSales) }
        // n·Σx² − (Σx)² exactly, so that equal weeks have no spread; as sums of squared differences it fits.
        let size = Double(count)
        let mean = Double(sum) / size
        let spread = weeks.reduce(0.0) { total, week in
            let scaled = Double(Int128(week) * Int128(count) - sum) / size
            return total + scaled * scaled
        }
        let deviation = (spread / (size - 1)).squareRoot()
        return .number(quantile * deviation / (mean * size.squareRoot()))
    }
}

extension Field {
    /// Weeks of the series that lie wholly inside the current window, ascending.
    var currentWeeks: Range<Int> {
        let whole = min(windows.weekCount, windows.current.days / 7)
        return windows.weekCount - whole..<windows.weekCount
    }

    /// Margin of the as-is weekly sales of a territory.
    func salesMargin(ofTerritory territory: Int) -> MetricValue {
        SalesMargin.of(currentWeeks.map { facts.territoryWeeks.week($0, of: territory).amount })
    }

    /// Margin of the credited weekly sales of a rep.
    func salesMargin(ofRep rep: Int) -> MetricValue {
        SalesMargin.of(currentWeeks.map { facts.repWeeks.week($0, of: rep).amount })
    }
}
