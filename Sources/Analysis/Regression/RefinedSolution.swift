/// Coefficients and residuals of a least-squares problem, refined until rounding is all that is left.
///
/// Each step solves the augmented system r + A x = b, Aᵀ r = 0 for what the steps before missed, which is found in
/// twice the precision (Björck 1967).
struct RefinedSolution: Sendable {
    private(set) var coefficients: [Double]
    private(set) var residuals: [Double]

    private static let steps = 4

    /// - Parameters:
    ///   - factors: Of the columns scaled to length 1.
    ///   - columns: As given, those in the factors only.
    ///   - scales: Length of each.
    init(_ factors: HouseholderFactors, _ columns: [[Double]], _ scales: [Double], _ response: [Double]) {
        coefficients = [Double](repeating: 0, count: columns.count)
        residuals = [Double](repeating: 0, count: response.count)
        for _ in 0..<RefinedSolution.steps {
            let missing = response.indices.map { row in
                var sum = DoubledSum(response[row])
                sum.add(-residuals[row])
                for (column, coefficient) in zip(columns, coefficients) {
                    sum.add(-column[row], times: coefficient)
                }
                return sum.value
            }
            let slant = zip(columns, scales).map { column, scale in
                var sum = DoubledSum(0)
                for (value, residual) in zip(column, residuals) { sum.add(-value, times: residual) }
                return sum.value / scale
            }
            let shift = factors.solvedTransposed(slant)
            var turned = factors.transposed(times: missing)
            let step = factors.solved(zip(turned, shift).map { $0 - $1 })
            for place in shift.indices { turned[place] = shift[place] }
            for (place, scale) in scales.enumerated() { coefficients[place] += step[place] / scale }
            for (row, value) in factors.times(turned).enumerated() { residuals[row] += value }
        }
    }
}

/// A sum in twice the precision of `Double`: the exact error of every product and sum is carried along.
///
/// Sources: Dekker 1971; Ogita, Rump and Oishi 2005 (Dot2).
struct DoubledSum: Sendable {
    private var high: Double
    private var low = 0.0

    init(_ value: Double) { high = value }

    var value: Double { high + low }

    mutating func add(_ value: Double) {
        let sum = high + value
        let part = sum - high
        low += (high - (sum - part)) + (value - part)
        high = sum
    }

    mutating func add(_ left: Double, times right: Double) {
        let product = left * right
        low += (-product).addingProduct(left, right)
        add(product)
    }
}
