import Foundation
import TerritoryModel

/// What territories are compared by; the groups weigh the same.
enum TraitGroup: Int, CaseIterable, Sendable {
    case demographics, density, segments, workload, tenure
}

/// One trait of the exclusive territories.
struct TerritoryTrait: Sendable {
    /// Key of a metric, `indicator:NAME` or `segment:NAME`.
    let name: String
    let group: TraitGroup
    /// By place among the exclusive territories; nil = unknown.
    let values: [Double?]
    /// In standard deviations from the mean of those known.
    let scores: [Double?]

    /// nil where fewer than half of the territories have a value, or where all have the same.
    ///
    /// - Parameter isLogarithmic: Whether ratios of values count, not differences; values of 0 are unknown then.
    init?(_ name: String, _ group: TraitGroup, _ values: [Double?], isLogarithmic: Bool = false) {
        let compared = isLogarithmic ? values.map { $0.flatMap { $0 > 0 ? log($0) : nil } } : values
        let known = compared.compactMap { $0 }
        guard known.count * 2 >= values.count, let spread = Spread(known) else { return nil }
        self.name = name
        self.group = group
        self.values = values
        scores = compared.map { $0.map { ($0 - spread.mean) / spread.deviation } }
    }
}

/// Mean and population standard deviation.
struct Spread: Sendable {
    let mean: Double
    let deviation: Double

    /// Deviations that are no more than rounding count as none.
    private static let tolerance = 1e-12

    /// nil of no values, and where all are the same.
    init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        self.mean = mean
        deviation = variance.squareRoot()
        guard deviation > Spread.tolerance * max(1, abs(mean)) else { return nil }
    }
}

extension Evaluation {
    /// Smallest share of the organisation's accounts of a segment that is a trait.
    private static let leastSegmentShare = 0.01

    /// The traits of the exclusive territories, in the order in which ties are broken.
    ///
    /// - Parameter metrics: By node.
    func traits(_ metrics: [MetricSet]) -> [TerritoryTrait] {
        let leaves = field.leaves
        func values(_ key: MetricKey) -> [Double?] { leaves.map { metrics[$0][key]?.doubleValue } }
        var traits: [TerritoryTrait?] = [
            TerritoryTrait("population", .demographics, values(.population), isLogarithmic: true),
            TerritoryTrait("population_growth", .demographics, values(.populationGrowth)),
        ]
        for (place, rule) in field.settings.indicators.enumerated() {
            guard case .mean = rule.aggregate else { continue }
            let means = leaves.map { markets[$0].indicators[place].value(rule.aggregate) }
            traits.append(TerritoryTrait("indicator:\(rule.name)", .demographics, means))
        }
        traits.append(
            TerritoryTrait(
                "population_density", .density, values(.populationDensity), isLogarithmic: true))
        traits += segmentTraits(leaves)
        traits.append(
            TerritoryTrait("workload_hours", .workload, values(.workloadHours), isLogarithmic: true))
        traits.append(TerritoryTrait("tenure_months", .tenure, values(.tenureMonths)))
        return traits.compactMap { $0 }
    }

    private func segmentTraits(_ leaves: [Int]) -> [TerritoryTrait?] {
        let whole = segments.byNode[field.tree.organisation]
        let all = whole.reduce(Int64(0)) { $0 + $1.tally.accounts }
        let chosen = whole.filter {
            Double($0.tally.accounts) >= Evaluation.leastSegmentShare * Double(all)
        }
        return chosen.map { segment, _ in
            let shares = leaves.map { leaf -> Double? in
                let accounts = totals.territories[leaf].ground.accounts
                guard accounts > 0 else { return nil }
                return Double(segments.tally(segment, ofNode: leaf).accounts) / Double(accounts)
            }
            return TerritoryTrait("segment:\(segments.names[segment])", .segments, shares)
        }
    }
}
