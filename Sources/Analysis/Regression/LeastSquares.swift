/// Ordinary least squares by Householder QR, the solution refined with residuals in twice the precision.
///
/// Columns are scaled to length 1. A column of which nothing but rounding is left after the projection on those
/// before it has no weight of its own: it is left out (aliased). Sources: Golub and Van Loan, Matrix Computations,
/// 5.2 and 5.3; iterative refinement of the augmented system: Björck 1967, BIT 7.
struct LeastSquares: Hashable, Sendable {
    /// In the order of the columns; nil = aliased.
    let coefficients: [Double?]
    /// Likewise; also nil without degrees of freedom.
    let standardErrors: [Double?]
    /// By row: response − estimate.
    let residuals: [Double]
    /// By row: diagonal of the hat matrix, 0 to 1.
    let leverages: [Double]
    /// Columns in the fit.
    let rank: Int
    /// Root of Σ residual² ÷ degrees of freedom; nil without degrees of freedom.
    let residualStandardError: Double?
    /// About the mean of the response; nil where it does not vary.
    let rSquared: Double?

    var degreesOfFreedom: Int { residuals.count - rank }

    /// R² with a price for each coefficient; nil where one of its parts is missing.
    var adjustedRSquared: Double? {
        guard let rSquared, degreesOfFreedom > 0 else { return nil }
        return 1 - (1 - rSquared) * Double(residuals.count - 1) / Double(degreesOfFreedom)
    }

    /// What is left of an aliased column, as a share of its length.
    static let tolerance = 1e-7

    /// Fits the response on the columns, which have one value per row; give an intercept as a column of ones.
    ///
    /// - Returns: nil where there are fewer rows than columns, or no column with a length above zero.
    init?(columns: [[Double]], response: [Double], tolerance: Double = LeastSquares.tolerance) {
        guard response.count >= columns.count else { return nil }
        let scales = columns.map { column in column.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let scaled = zip(columns, scales).map { column, scale in
            scale > 0 ? column.map { $0 / scale } : column
        }
        let factors = HouseholderFactors(scaled, tolerance: tolerance)
        guard factors.rank > 0 else { return nil }
        let used = factors.kept.map { columns[$0] }
        let solution = RefinedSolution(factors, used, factors.kept.map { scales[$0] }, response)
        residuals = solution.residuals
        rank = factors.rank
        leverages = factors.leverages
        let squares = solution.residuals.reduce(0) { $0 + $1 * $1 }
        let mean = response.reduce(0, +) / Double(response.count)
        let total = response.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        rSquared = total > 0 ? 1 - squares / total : nil
        let freedom = response.count - factors.rank
        let error = freedom > 0 ? (squares / Double(freedom)).squareRoot() : nil
        residualStandardError = error
        var coefficients = [Double?](repeating: nil, count: columns.count)
        var errors = [Double?](repeating: nil, count: columns.count)
        let lengths = factors.inverseRowLengths
        for (place, column) in factors.kept.enumerated() {
            coefficients[column] = solution.coefficients[place]
            errors[column] = error.map { $0 * lengths[place] / scales[column] }
        }
        self.coefficients = coefficients
        standardErrors = errors
    }

    /// The largest variance inflation factor, 1 or more, of a fit of an intercept and these columns behind it.
    ///
    /// se² · Σ(x − mean)² ÷ s² of each coefficient: 1 where the column is independent of the others.
    func varianceInflation(of columns: [[Double]]) -> Double {
        guard let residualStandardError, residualStandardError > 0 else { return 1 }
        return columns.enumerated().reduce(1.0) { largest, item in
            guard let error = standardErrors[item.offset + 1] else { return largest }
            let mean = item.element.reduce(0, +) / Double(item.element.count)
            let spread = item.element.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let ratio = error / residualStandardError
            return max(largest, ratio * ratio * spread)
        }
    }

    /// Half the width, at each row, of the interval in which a new response lies with a probability.
    ///
    /// t · s · √(1 + leverage); nil without degrees of freedom.
    ///
    /// - Parameter upper: Probability below the upper end, such as 0.95 for an interval of 90%.
    func predictionHalfWidths(upper: Double) -> [Double]? {
        guard let residualStandardError,
            let quantile = StudentT.quantile(upper, degreesOfFreedom: degreesOfFreedom)
        else { return nil }
        return leverages.map { quantile * residualStandardError * (1 + $0).squareRoot() }
    }
}
