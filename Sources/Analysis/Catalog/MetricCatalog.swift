/// All metrics: what the definitions page, `bailiwick metrics` and `report.json` say about them.
public enum MetricCatalog {
    /// One definition per key, in the order of `MetricKey`.
    public static let definitions: [MetricDefinition] =
        coverage + overlap + performance + market + familiarity + balance

    /// The definition of one metric.
    public static func definition(of key: MetricKey) -> MetricDefinition {
        guard let definition = byKey[key] else { preconditionFailure("a metric without a definition") }
        return definition
    }

    private static let byKey = Dictionary(
        definitions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Set<SubjectKind> {
    /// Subjects that units and owner reps are given to, and their sums.
    static let assigned: Self = [.organisation, .group, .exclusive]
    /// Those and the territory `unassigned`, which holds what no territory owns.
    static let owning: Self = [.organisation, .group, .exclusive, .unassigned]
    /// Assigned subjects and the reps who own what lies in them.
    static let assignedAndReps: Self = [.organisation, .group, .exclusive, .rep]
    /// Owning subjects and the reps.
    static let owningAndReps: Self = [.organisation, .group, .exclusive, .unassigned, .rep]
}

/// Where definitions come from; each is cited by several metrics.
enum MetricSource {
    static let ownership = "Bailiwick: ownership over time, as-is on the as-of day"
    static let practice = "Reach, frequency and plan attainment: pharmaceutical field-force practice"
    static let sizing = "Workload method of sales force sizing: Talley, Journal of Marketing 1961, 25(3)"
    static let response =
        "Sales against potential: Lucas, Weinberg and Clowes 1975; Beswick and Cravens 1977; "
        + "Ryans and Weinberg 1979"
    static let accounting = "Sales accounting: exact sums of the accepted rows"
    static let guidelines = "Herfindahl-Hirschman index: US merger guidelines"
    static let districting = "Kalcsics and Ríos-Mercado, Districting problems, in Location Science"
    static let corridor = "15% corridor: Zoltners and Lorimer, JPSSM 2000, 20(3)"
    static let gini = "Gini 1912, mean difference relative to the mean"
    static let development = "Brand and category development index: standard marketing texts"
    static let disruption =
        "Relationship disruption: Journal of Marketing studies on sales-representative departures"
    static let interval = "Student 1908, interval of a mean"
    static let jaccard = "Bailiwick: distinct reps with sales or calls at one account"
}
