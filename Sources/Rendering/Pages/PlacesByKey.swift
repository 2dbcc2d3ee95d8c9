/// Where the items of a list stand that concern a subject, so that a page finds its own without a look at all others.
struct PlacesByKey: Sendable {
    private let places: [String: [Int]]

    /// - Parameter keys: The ids of the subjects that an item concerns.
    init<Item>(_ items: [Item], keys: (Item) -> [String]) {
        var places: [String: [Int]] = [:]
        for (place, item) in items.enumerated() {
            for key in Set(keys(item)) { places[key, default: []].append(place) }
        }
        self.places = places
    }

    /// The places of the items that concern one of the subjects, ascending, each once.
    func places(of keys: Set<String>) -> [Int] {
        guard keys.count > 1 else { return keys.first.flatMap { places[$0] } ?? [] }
        return Set(keys.lazy.flatMap { places[$0] ?? [] }).sorted()
    }
}

/// A list of the report with the places of its items by subject.
struct IndexedList<Item: Sendable>: Sendable {
    private let items: [Item]
    private let places: PlacesByKey

    /// - Parameter keys: The ids of the subjects that an item concerns.
    init(_ items: [Item], keys: (Item) -> [String]) {
        self.items = items
        places = PlacesByKey(items, keys: keys)
    }

    /// The items that concern one of the subjects, in the order of the list.
    func of(_ keys: Set<String>) -> some RandomAccessCollection<Item> {
        places.places(of: keys).lazy.map { items[$0] }
    }

    func of(_ key: String) -> some RandomAccessCollection<Item> { of([key]) }
}
