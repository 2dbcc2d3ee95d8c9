import TerritoryModel

/// The sums of one thread by product and as-is territory, and what moved between territories.
struct ProductTable: Sendable {
    private struct Sums {
        var current: Int64 = 0
        var prior: Int64 = 0
    }

    private struct Moved {
        var into: Int64 = 0
        var out: Int64 = 0
    }

    private(set) var ids = IdentifierTable()
    /// [product × territory slots + slot].
    private var sums: [Sums] = []
    /// [territory slot].
    private var moved: [Moved]

    /// Number of products.
    var count: Int { ids.count }

    init(territorySlots: Int) {
        moved = [Moved](repeating: Moved(), count: territorySlots)
    }

    /// The number of a product, new where it was unknown.
    mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let product = ids.insert(bytes, range)
        if sums.count < ids.count * moved.count {
            sums.append(contentsOf: repeatElement(Sums(), count: moved.count))
        }
        return product
    }

    /// Adds the sales of a run.
    mutating func addSales(_ run: Span<PendingRow>) {
        let slots = moved.count
        for place in run.indices {
            guard run[place].cell >= 0, run[place].time.comparison >= 0 else { continue }
            let (asIs, asWas) = (Int(run[place].asIs), Int(run[place].asWas))
            let sum = Int(run[place].product) * slots + asIs
            if run[place].time.comparison > 0 {
                sums[sum].prior &+= run[place].value
                continue
            }
            sums[sum].current &+= run[place].value
            guard asIs != asWas else { continue }
            moved[asIs].into &+= run[place].value
            moved[asWas].out &+= run[place].value
        }
    }

    /// Adds the sums of another thread over the same slots.
    mutating func merge(_ other: ProductTable) {
        for product in 0..<other.ids.count {
            let id = other.ids.text(product)
            let to = insert(id.utf8.span, 0..<id.utf8.count) * moved.count
            let from = product * moved.count
            for slot in moved.indices {
                sums[to + slot].current &+= other.sums[from + slot].current
                sums[to + slot].prior &+= other.sums[from + slot].prior
            }
        }
        for slot in moved.indices {
            moved[slot].into &+= other.moved[slot].into
            moved[slot].out &+= other.moved[slot].out
        }
    }

    /// Puts the sums in the order that the analysis expects.
    func add(to summary: inout FactSummary) {
        let sorted = (0..<ids.count).map { (id: ids.text($0), place: $0) }
            .sorted { precedesById($0.id, $1.id) }
        summary.products = sorted.map(\.id)
        for slot in moved.indices {
            for (index, product) in sorted.enumerated() {
                let sum = sums[product.place * moved.count + slot]
                guard sum.current != 0 || sum.prior != 0 else { continue }
                summary.territoryProducts.append(
                    TerritoryProductFacts(
                        territory: Int32(slot), product: Int32(index), current: Money(units: sum.current),
                        prior: Money(units: sum.prior)))
            }
        }
        summary.movedIn = moved.map { Money(units: $0.into) }
        summary.movedOut = moved.map { Money(units: $0.out) }
    }
}
