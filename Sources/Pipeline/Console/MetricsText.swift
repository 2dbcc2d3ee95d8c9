import Analysis
import TerritoryModel

/// A key that the catalog does not have.
public struct UnknownMetric: Error, Hashable, Sendable {
    public let message: String
}

/// The keys of all metrics, in the order of the catalog.
public var metricKeys: [String] { MetricCatalog.definitions.map(\.key.rawValue) }

/// The catalog as text, all of it or the given keys.
public func metricsText(_ keys: [String]) throws(UnknownMetric) -> String {
    let known = MetricKey.allCases.map(\.rawValue)
    for key in keys where !known.contains(key) {
        let nearest = nearestName(to: key, among: known).map { "; did you mean '\($0)'?" } ?? ""
        throw UnknownMetric(message: "there is no metric '\(key)'\(nearest)")
    }
    let chosen = MetricCatalog.definitions.filter { keys.isEmpty || keys.contains($0.key.rawValue) }
    return chosen.map { metric in
        let missing = metric.reasons.map { "\($0.rawValue) (\($0.text))" }.joined(separator: ", ")
        return """
            \(metric.key.rawValue) — \(metric.title) [\(metric.topic.rawValue), \(metric.unit.rawValue)]
              \(metric.formula)
              range \(metric.range); \(metric.direction.rawValue.replacing("_", with: " "))
              n/a: \(missing.isEmpty ? "never" : missing)
              source: \(metric.source)
            """
    }.joined(separator: "\n\n")
}
