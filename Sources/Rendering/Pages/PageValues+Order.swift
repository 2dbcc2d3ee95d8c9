import TerritoryModel

extension PageValues {
    /// The order of the report on HTML pages; on Markdown pages that of what the items are about, so that a comparison
    /// of two weeks shows what changed in them, not how they moved.
    ///
    /// - Parameter key: What stays the same from week to week, first what counts most.
    func inLastingOrder<Item>(_ items: some Sequence<Item>, by key: (Item) -> [String]) -> [Item] {
        guard format == .markdown else { return Array(items) }
        return items.enumerated().map { (place: $0.offset, key: key($0.element), item: $0.element) }.sorted {
            for (one, two) in zip($0.key, $1.key) where one != two { return precedesById(one, two) }
            return $0.place < $1.place
        }.map(\.item)
    }
}
