import TerritoryModel

/// How far the inputs can be trusted.
public struct QualityReport: Hashable, Sendable {
    /// A (best) to D.
    public enum Grade: String, Hashable, Sendable, CaseIterable { case a = "A", b = "B", c = "C", d = "D" }

    public var grade: Grade
    /// Why the grade is what it is, in one sentence with numbers.
    public var gradeReason: String
    public var imports: ImportQuality
    public var totals: FactTotals
    /// How money came to its territory: all ways, in their order.
    public var placement: [PlacementShare] = []
    /// Sources that the workspace does not have, with the metrics that are missing for it.
    public var missingSources: [MissingSource]

    public struct MissingSource: Hashable, Sendable {
        public var source: String
        public var metrics: [MetricKey]

        public init(source: String, metrics: [MetricKey]) {
            self.source = source
            self.metrics = metrics
        }
    }

    public init(
        grade: Grade, gradeReason: String, imports: ImportQuality, totals: FactTotals,
        missingSources: [MissingSource]
    ) {
        self.grade = grade
        self.gradeReason = gradeReason
        self.imports = imports
        self.totals = totals
        self.missingSources = missingSources
    }
}
