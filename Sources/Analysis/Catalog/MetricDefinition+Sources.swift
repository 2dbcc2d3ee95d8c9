extension MetricDefinition {
    /// The optional sources without which the metric is n/a, as the configuration calls them.
    public var sources: [String] {
        SourceNeeds.all.filter { $0.metrics.contains(key) }.map(\.source)
    }

    /// The subjects that have the metric, in the order of `SubjectKind`.
    public var orderedSubjects: [SubjectKind] { SubjectKind.allCases.filter(subjects.contains) }
}
