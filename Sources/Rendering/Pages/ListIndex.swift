import Analysis

/// Where the items of a list stand that concern one territory, rep or other id; made once, read by every page.
struct ListIndex: Sendable {
    private let places: [String: [Int]]

    /// - Parameter ids: The ids that an item concerns; one that is given twice counts once.
    init<Item>(_ items: [Item], ids: (Item) -> [String]) {
        var places: [String: [Int]] = [:]
        for place in items.indices {
            for id in ids(items[place]) where places[id]?.last != place {
                places[id, default: []].append(place)
            }
        }
        self.places = places
    }

    /// For items that concern one id at most.
    init<Item>(_ items: [Item], id: (Item) -> String?) {
        var places: [String: [Int]] = [:]
        for place in items.indices {
            if let id = id(items[place]) { places[id, default: []].append(place) }
        }
        self.places = places
    }

    /// The places for one id, ascending.
    subscript(id: String) -> [Int] { places[id] ?? [] }

    /// The places for any of the ids, ascending, each once.
    func places(ofAny ids: Set<String>) -> [Int] {
        if ids.count == 1, let id = ids.first { return self[id] }
        var all = ids.flatMap { self[$0] }
        all.sort()
        var last: Int?
        all.removeAll { place in
            defer { last = place }
            return place == last
        }
        return all
    }
}

/// The lists of the report by the territory that they concern; `unassigned` stands for none.
struct TerritoryIndex: Sendable {
    let accountsToCall: ListIndex
    let sharedAccounts: ListIndex
    let outsideSales: ListIndex
    let realignments: ListIndex
    let handovers: ListIndex
    let products: ListIndex
    /// Of the whole organisation are in no territory's list.
    let exceptions: ListIndex
    let notes: ListIndex
    let relationships: ListIndex
    /// By the territory of either side.
    let families: ListIndex
    /// By the parent.
    let children: ListIndex
    /// By id: the territory itself.
    let own: ListIndex

    init(_ report: Report) {
        func id(_ territory: Named?) -> String { territory?.id ?? Named.unassigned.id }
        accountsToCall = ListIndex(report.accountsToCall, id: { $0.territory.id })
        sharedAccounts = ListIndex(report.sharedAccounts, id: { id($0.territory) })
        outsideSales = ListIndex(report.outsideSales, id: { $0.territory.id })
        realignments = ListIndex(report.realignments, ids: { [id($0.from), id($0.to)] })
        handovers = ListIndex(report.handovers, id: { $0.territory.id })
        products = ListIndex(report.products, id: { $0.territory.id })
        exceptions = ListIndex(report.exceptions, id: { $0.territory?.id })
        notes = ListIndex(report.notes, id: { $0.territory?.id })
        relationships = ListIndex(report.relationshipsAtRisk, id: { $0.territory.id })
        families = ListIndex(
            report.families, ids: { [$0.parent.territory.id, $0.child.territory.id] })
        children = ListIndex(report.territories, id: { $0.parent?.id })
        own = ListIndex(report.territories, id: { $0.territory.id })
    }
}

/// The lists of the report by the rep that they concern.
struct RepIndex: Sendable {
    let accountsToCall: ListIndex
    let sharedAccounts: ListIndex
    let repPairs: ListIndex
    let outsideSales: ListIndex
    let exceptions: ListIndex
    let notes: ListIndex
    /// By the owner rep on the as-of day.
    let relationships: ListIndex
    /// By the owner rep of either side.
    let families: ListIndex

    init(_ report: Report) {
        accountsToCall = ListIndex(report.accountsToCall, id: { $0.owner?.id })
        sharedAccounts = ListIndex(report.sharedAccounts, ids: { $0.touches.map(\.rep.id) })
        repPairs = ListIndex(report.repPairs, ids: { [$0.first.id, $0.second.id] })
        outsideSales = ListIndex(report.outsideSales, id: { $0.rep.id })
        exceptions = ListIndex(report.exceptions, id: { $0.owner?.id })
        notes = ListIndex(report.notes, id: { $0.rep?.id })
        relationships = ListIndex(report.relationshipsAtRisk, id: { $0.owner?.id })
        families = ListIndex(
            report.families, ids: { [$0.parent.owner?.id, $0.child.owner?.id].compactMap(\.self) })
    }
}
