import Analysis
import Testing

@Suite struct MetricCatalogTests {
    @Test("The catalog defines every metric exactly once, in the order of the keys")
    func everyKeyOnce() {
        #expect(MetricCatalog.definitions.map(\.key) == MetricKey.allCases)
    }

    @Test("A definition is found by its key", arguments: MetricKey.allCases)
    func lookUp(key: MetricKey) {
        #expect(MetricCatalog.definition(of: key).key == key)
    }

    @Test("Titles tell metrics apart")
    func distinctTitles() {
        #expect(Set(MetricCatalog.definitions.map(\.title)).count == MetricKey.allCases.count)
    }

    @Test("A definition leaves nothing blank", arguments: MetricCatalog.definitions)
    func complete(definition: MetricDefinition) {
        #expect(!definition.title.isEmpty && !definition.formula.isEmpty && !definition.range.isEmpty)
        #expect(!definition.source.isEmpty && !definition.subjects.isEmpty)
        #expect(Set(definition.reasons).count == definition.reasons.count)
    }
}
