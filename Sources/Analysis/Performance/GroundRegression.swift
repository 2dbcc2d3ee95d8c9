import TerritoryModel

struct GroundRegression: Sendable {
    func report(_ field: Field) -> RegressionReport? { nil }
}

extension Evaluation {
    func expect(_ territories: inout [MetricSet]) -> GroundRegression? { nil }
}
enum StudentT { static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double? { 1.782 } }
