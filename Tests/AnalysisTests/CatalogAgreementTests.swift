import Analysis
import Testing
import TerritoryModel

/// The report says what the catalog says it says.
@Suite struct CatalogAgreementTests {
    private func subjects(_ report: Report) -> [(SubjectKind, MetricSet)] {
        let territories = report.territories.map { territory -> (SubjectKind, MetricSet) in
            let kind: SubjectKind =
                switch territory.kind {
                case .exclusive: .exclusive
                case .overlay: .overlay
                case .group: .group
                case .unassigned: .unassigned
                }
            return (kind, territory.metrics)
        }
        return [(.organisation, report.organisation)] + territories + report.reps.map { (.rep, $0.metrics) }
    }

    private func expectAgreement(_ report: Report) {
        for (kind, metrics) in subjects(report) {
            let defined = MetricCatalog.definitions.filter { $0.subjects.contains(kind) }.map(\.key)
            #expect(metrics.ordered.map(\.key) == defined)
            for (key, value) in metrics.ordered {
                guard case .unavailable(let reason) = value else { continue }
                #expect(MetricCatalog.definition(of: key).reasons.contains(reason), "\(key) \(reason)")
            }
        }
    }

    @Test("Every subject has exactly the metrics and reasons of the catalog", arguments: UInt64(1)...8)
    func subjectsAndReasons(seed: UInt64) throws {
        expectAgreement(try GeneratedField(seed: seed).report())
    }

    @Test("A source that is not configured makes its metrics unavailable", arguments: allSources.sorted())
    func missingSource(source: String) throws {
        var field = GeneratedField(seed: 5)
        field.dimensions.sources.remove(source)
        let report = try field.report()
        expectAgreement(report)
        let told = report.quality.missingSources.filter { $0.source == source }.flatMap(\.metrics)
        for (_, metrics) in subjects(report) {
            let withheld = metrics.ordered.filter { $0.value == .unavailable(.sourceMissing) }.map(\.key)
            #expect(withheld == metrics.ordered.map(\.key).filter(told.contains))
        }
    }

    @Test("A metric that needs a source says so in the catalog, and no other does")
    func sourceReasons() throws {
        var field = GeneratedField(seed: 5)
        field.dimensions.sources = []
        let told = Set(try field.report().quality.missingSources.flatMap(\.metrics))
        let defined = MetricCatalog.definitions.filter { $0.reasons.contains(.sourceMissing) }.map(\.key)
        #expect(told == Set(defined))
    }

    @Test("An empty workspace has no ratio, and a reason for each", arguments: [[], allSources])
    func noSilentZero(sources: Set<String>) throws {
        let dimensions = Dimensions(sources: sources)
        let report = try analyse(
            dimensions, ownership: Ownership(dimensions), facts: FactSummary(), quality: ImportQuality(),
            settings: GeneratedField(seed: 1, accounts: 1, rows: 0).settings)
        expectAgreement(report)
        for (_, metrics) in subjects(report) {
            for (key, value) in metrics.ordered where MetricCatalog.definition(of: key).unit == .ratio {
                guard case .unavailable = value else {
                    Issue.record("\(key) is \(value)")
                    continue
                }
            }
        }
        #expect(report.quality.grade == .d)
        #expect(report.exceptions.isEmpty)
    }
}
