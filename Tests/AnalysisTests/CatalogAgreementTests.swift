import Analysis
import Testing
import TerritoryModel

/// The report says what the catalog says it says.
@Suite struct CatalogAgreementTests {
    @Test("Every subject has exactly the metrics and reasons of the catalog", arguments: UInt64(1)...8)
    func subjectsAndReasons(seed: UInt64) throws {
        try GeneratedField(seed: seed).report().expectAgreement()
    }

    @Test("A source that is not configured makes its metrics unavailable", arguments: allSources.sorted())
    func missingSource(source: String) throws {
        var field = GeneratedField(seed: 5)
        field.dimensions.sources.remove(source)
        let report = try field.report()
        report.expectAgreement()
        let told = report.quality.missingSources.filter { $0.source == source }.flatMap(\.metrics)
        for (_, metrics) in report.subjects {
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
        report.expectAgreement()
        for (_, metrics) in report.subjects {
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
