import Foundation
import TerritoryModel

/// Sales of the exclusive territories as their ground leads one to expect them.
///
/// Least squares of ln(trailing-year sales) on the logarithms of potential, workload and accounts; see
/// `MetricKey.expectedSales`.
struct GroundRegression: Sendable {
    /// The measures of the ground in the order in which they are taken up.
    static let measures: [MetricKey] = [.potential, .workloadHours, .accounts]
    /// Territories that each coefficient needs.
    static let territoriesPerCoefficient = 10
    /// Probability below the upper end of the 90% interval.
    static let upperProbability = 0.95

    private let predictors: [MetricKey]
    private let fit: LeastSquares
    /// Exclusive territories in the fit, and the others.
    private let leaves: [Int]
    private let leftOut: [Int]
    private let varianceInflation: Double
    /// ln(sales) as estimated, and half the width of the interval, by leaf in the fit.
    private let estimates: [Double]
    private let halfWidths: [Double]

    /// - Parameter metrics: By node.
    /// - Returns: nil where there are too few territories.
    init?(_ field: Field, _ metrics: [MetricSet]) {
        guard let (predictors, leaves) = GroundRegression.choice(field, metrics) else { return nil }
        func logarithms(_ key: MetricKey) -> [Double] {
            leaves.compactMap { metrics[$0][key]?.doubleValue.map { log($0) } }
        }
        let response = logarithms(.salesTrailingYear)
        let ones = [Double](repeating: 1, count: leaves.count)
        guard let fit = LeastSquares(columns: [ones] + predictors.map(logarithms), response: response),
            let halfWidths = fit.predictionHalfWidths(upper: GroundRegression.upperProbability)
        else { return nil }
        self.predictors = predictors
        varianceInflation = fit.varianceInflation(of: predictors.map(logarithms))
        self.leaves = leaves
        self.fit = fit
        self.halfWidths = halfWidths
        estimates = zip(response, fit.residuals).map { $0 - $1 }
        let inFit = Set(leaves)
        leftOut = field.leaves.filter { !inFit.contains($0) }
    }

    /// As many measures as there are enough territories with all of them above zero, and these territories.
    private static func choice(
        _ field: Field, _ metrics: [MetricSet]
    ) -> (predictors: [MetricKey], leaves: [Int])? {
        for count in (1...measures.count).reversed() {
            let keys = Array(measures.prefix(count))
            let leaves = field.leaves.filter { leaf in
                field.owner(of: leaf) != nil
                    && ([.salesTrailingYear] + keys).allSatisfy {
                        metrics[leaf][$0]?.doubleValue.map { $0 > 0 } == true
                    }
            }
            if leaves.count >= territoriesPerCoefficient * (count + 1) { return (keys, leaves) }
        }
        return nil
    }

    /// Gives the territories in the fit what is expected of them.
    func measure(_ metrics: inout [MetricSet]) {
        for (place, leaf) in leaves.enumerated() {
            let (estimate, width) = (estimates[place], halfWidths[place])
            metrics[leaf][.expectedSales] = GroundRegression.money(exp(estimate))
            metrics[leaf][.expectedSalesLow] = GroundRegression.money(exp(estimate - width))
            metrics[leaf][.expectedSalesHigh] = GroundRegression.money(exp(estimate + width))
            let sales = metrics[leaf][.salesTrailingYear]?.doubleValue
            metrics[leaf][.performanceGap] =
                sales.map { .number($0 / exp(estimate) - 1) } ?? .unavailable(.notComparable)
        }
    }

    /// An amount rounded half away from zero to 1/10,000; n/a beyond the range of money.
    private static func money(_ amount: Double) -> MetricValue {
        let units = (amount * Double(FixedPoint.unitsPerOne)).rounded(.toNearestOrAwayFromZero)
        return Int64(exactly: units).map { .money(Money(units: $0)) } ?? .unavailable(.notComparable)
    }

    /// How good the fit is, in the words of the report.
    func report(_ field: Field) -> RegressionReport? {
        guard let error = fit.residualStandardError, let rSquared = fit.rSquared,
            let adjusted = fit.adjustedRSquared
        else { return nil }
        func named(_ places: [Int]) -> [Named] { places.map { field.named(territory: $0) } }
        let names = ["intercept"] + predictors.map(\.rawValue)
        let terms = names.indices.compactMap { place in
            fit.coefficients[place].flatMap { value in
                fit.standardErrors[place].map {
                    RegressionReport.Term(name: names[place], value: value, standardError: $0)
                }
            }
        }
        let limit = 2 * Double(fit.rank) / Double(leaves.count)
        let places = leaves.indices
        return RegressionReport(
            terms: terms, territories: leaves.count, leftOut: named(leftOut),
            degreesOfFreedom: fit.degreesOfFreedom, residualStandardError: error, rSquared: rSquared,
            adjustedRSquared: adjusted, varianceInflation: varianceInflation,
            highLeverage: named(places.filter { fit.leverages[$0] > limit }.map { leaves[$0] }),
            outsideInterval: named(
                places.filter { abs(fit.residuals[$0]) > halfWidths[$0] }.map { leaves[$0] }))
    }
}

extension Evaluation {
    /// Gives the exclusive territories what their ground leads one to expect.
    func expect(_ territories: inout [MetricSet]) -> GroundRegression? {
        let keys: [MetricKey] = [.expectedSales, .expectedSalesLow, .expectedSalesHigh, .performanceGap]
        let regression = GroundRegression(field, territories)
        let reason: UnavailableReason = regression == nil ? .notEnoughTerritories : .notComparable
        for leaf in field.leaves {
            for key in keys { territories[leaf][key] = .unavailable(reason) }
        }
        regression?.measure(&territories)
        for leaf in field.leaves { territories[leaf] = restricted(territories[leaf], to: .exclusive) }
        return regression
    }
}
