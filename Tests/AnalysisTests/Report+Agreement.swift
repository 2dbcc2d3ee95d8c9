import Analysis
import Testing

extension Report {
    /// All subjects with their kinds and metrics.
    var subjects: [(SubjectKind, MetricSet)] {
        let territories = territories.map { territory -> (SubjectKind, MetricSet) in
            let kind: SubjectKind =
                switch territory.kind {
                case .exclusive: .exclusive
                case .overlay: .overlay
                case .group: .group
                case .unassigned: .unassigned
                }
            return (kind, territory.metrics)
        }
        return [(.organisation, organisation)] + territories + reps.map { (.rep, $0.metrics) }
    }

    /// The report says what the catalog says: every subject has its metrics, every number is one, and every missing
    /// value has one of the reasons that the catalog names.
    func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) {
        for (kind, metrics) in subjects {
            let defined = MetricCatalog.definitions.filter { $0.subjects.contains(kind) }.map(\.key)
            #expect(metrics.ordered.map(\.key) == defined, sourceLocation: sourceLocation)
            for (key, value) in metrics.ordered {
                switch value {
                case .unavailable(let reason):
                    #expect(
                        MetricCatalog.definition(of: key).reasons.contains(reason), "\(key) \(reason)",
                        sourceLocation: sourceLocation)
                case .number(let number):
                    #expect(number.isFinite, "\(key)", sourceLocation: sourceLocation)
                case .money, .count: continue
                }
            }
        }
    }
}
