import TerritoryModel

/// A value of `report.json`; made one item of a list at a time, so that the whole tree is never in memory.
enum JSONValue {
    case text(String)
    case flag(Bool)
    case count(Int64)
    case number(Double)
    /// Written with all its decimals, without zeros at the end.
    case money(Money)
    case day(Day)
    case items(count: Int, item: (Int) -> JSONValue)
    case object(JSONFields)
    case null

    static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
    static func optional(_ money: Money?) -> JSONValue { money.map { .money($0) } ?? .null }
    static func optional(_ day: Day?) -> JSONValue { day.map { .day($0) } ?? .null }
    static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
    static func count(_ count: Int) -> JSONValue { .count(Int64(count)) }

    static func list<Item>(_ items: [Item], _ value: @escaping (Item) -> JSONValue) -> JSONValue {
        .items(count: items.count) { value(items[$0]) }
    }
}

/// The fields of an object, written in the order of their names.
struct JSONFields: ExpressibleByDictionaryLiteral {
    private(set) var pairs: [(name: String, value: JSONValue)]

    /// - Precondition: No name comes twice.
    init(_ pairs: [(name: String, value: JSONValue)]) {
        // Names are ASCII, whose order is that of their bytes; most are given in it.
        let isSorted = zip(pairs, pairs.dropFirst()).allSatisfy { $0.name < $1.name }
        self.pairs = isSorted ? pairs : pairs.sorted { $0.name < $1.name }
    }

    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { (name: $0.0, value: $0.1) })
    }
}
