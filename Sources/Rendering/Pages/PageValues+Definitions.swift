import Analysis

extension PageValues {
    /// The metrics that the page's template prints with these values, each with its definition in a line.
    func definitionsUsed(on page: Page, _ values: TemplateFields) -> TemplateValue {
        let definitions = root + Page.definitions.rawValue + format.ending
        return .list(
            (metricUses[page] ?? .none).printed(values).map { key in
                let definition = MetricCatalog.definition(of: key)
                let place = format == .html ? "#" + key.rawValue : ""
                return .object([
                    "name": .text(definition.title), "formula": .text(definition.formula),
                    "url": .text(definitions + place),
                ])
            })
    }
}
