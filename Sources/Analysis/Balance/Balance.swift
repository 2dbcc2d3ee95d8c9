/// How evenly a measure is spread over territories.
struct Balance: Hashable, Sendable {
    /// (w − mean) ÷ mean of each value, in their order.
    let deviations: [Double]
    let maxDeviation: Double
    let cv: Double
    let gini: Double
    let shareOutsideBand: Double

    /// Measures the spread; nil where fewer than two values are given or their mean is not above zero.
    init?(of values: [Double], band: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        guard values.count > 1, mean > 0 else { return nil }
        deviations = values.map { ($0 - mean) / mean }
        maxDeviation = deviations.reduce(0) { max($0, abs($1)) }
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        cv = variance.squareRoot() / mean
        // ΣΣ|wᵢ − wⱼ| over all ordered pairs, in one pass over the sorted values.
        let differences = values.sorted().enumerated().reduce(0) { sum, item in
            sum + 2 * (2 * Double(item.offset + 1) - count - 1) * item.element
        }
        gini = differences / (2 * count * count * mean)
        shareOutsideBand = Double(deviations.count { abs($0) > band }) / count
    }
}

extension Evaluation {
    /// Adds the balance of the exclusive territories on every measure to them and to the organisation.
    func balance(_ territories: inout [MetricSet]) {
        for measure in BalanceMeasure.allCases { balance(measure, &territories) }
    }

    private func balance(_ measure: BalanceMeasure, _ territories: inout [MetricSet]) {
        let leaves = field.leaves
        let measured = leaves.compactMap { leaf in
            territories[leaf][measure.metric]?.doubleValue.map { (leaf: leaf, value: $0) }
        }
        let balance = Balance(of: measured.map(\.value), band: field.settings.bands.balanced)
        let reason: UnavailableReason =
            leaves.count < 2 || (measured.count < 2 && !measured.isEmpty)
            ? .notEnoughTerritories : measure.emptyReason
        for leaf in leaves {
            // Among measured territories only one without the measure lacks a deviation.
            territories[leaf][measure.deviation] = .unavailable(
                balance == nil ? reason : measure.emptyReason)
        }
        for (place, item) in measured.enumerated() {
            guard let balance else { break }
            territories[item.leaf][measure.deviation] = .number(balance.deviations[place])
        }
        let whole = field.tree.organisation
        func value(_ number: Double?) -> MetricValue {
            number.map(MetricValue.number) ?? .unavailable(reason)
        }
        territories[whole][measure.maxDeviation] = value(balance?.maxDeviation)
        territories[whole][measure.cv] = value(balance?.cv)
        territories[whole][measure.gini] = value(balance?.gini)
        territories[whole][measure.shareOutsideBand] = value(balance?.shareOutsideBand)
    }
}
