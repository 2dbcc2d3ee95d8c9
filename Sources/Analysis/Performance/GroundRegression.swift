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

    /// The measures in the fit, those without a weight of their own left out.
    let predictors: [MetricKey]
    let fit: LeastSquares
    /// Exclusive territories in the fit, and the others.
    let leaves: [Int]
    let leftOut: [Int]
    /// ln(sales) of the leaves as estimated, and half the width of the 90% interval of each.
    let estimates: [Double]
    let halfWidths: [Double]

    /// - Parameter metrics: By node.
    /// - Returns: nil where there are too few territories.
    init?(_ field: Field, _ metrics: [MetricSet]) {
        func value(_ key: MetricKey, _ leaf: Int) -> Double {
            metrics[leaf][key]?.doubleValue ?? 0  // what is not above zero has no logarithm
        }
        let count = GroundRegression.predictorCount { keys in
            field.leaves.count { leaf in
                field.owner(of: leaf) != nil
                    && ([.salesTrailingYear] + keys).allSatisfy { value($0, leaf) > 0 }
            }
        }
        guard let count else { return nil }
        let keys = Array(GroundRegression.measures.prefix(count))
        leaves = field.leaves.filter { leaf in
            field.owner(of: leaf) != nil
                && ([.salesTrailingYear] + keys).allSatisfy { value($0, leaf) > 0 }
        }
        leftOut = field.leaves.filter { !leaves.contains($0) }
        return nil
    }

    /// So many measures that each coefficient has enough territories; nil where there is none.
    private static func predictorCount(_ territories: ([MetricKey]) -> Int) -> Int? {
        (1...measures.count).reversed().first { count in
            territories(Array(measures.prefix(count))) >= territoriesPerCoefficient * (count + 1)
        }
    }
}
