import TerritoryModel

/// The sums of one thread by as-was territory and rep.
struct TerritoryRepTable: Sendable {
    /// One territory and rep that occur together.
    private struct Cell {
        let territory: Int32
        let rep: Int32
        /// Numbers of days on which a sale of the rep is not outside.
        let inside: Range<Int32>
        /// Whether all other days are outside; else each sale must be looked at.
        let isDecided: Bool
    }

    private struct Sums {
        var amount: Int64 = 0
        /// The part of it that is outside sales.
        var outside: Int64 = 0
    }

    /// [territory slot × rep slots + rep slot]; -1 = none.
    private var places: [Int32]
    private var cells: [Cell] = []
    /// [cell × segments + segment].
    private var sums: [Sums] = []
    private let repSlots: Int
    private let segmentCount: Int

    init(territorySlots: Int, repSlots: Int, segmentCount: Int) {
        self.repSlots = repSlots
        self.segmentCount = segmentCount
        places = [Int32](repeating: -1, count: territorySlots * repSlots)
    }

    /// The place of the sums of a territory and a rep; -1 where there are none.
    @inline(__always)
    func cell(_ territory: Int32, _ rep: Int32) -> Int32 {
        places.span[Int(territory) * repSlots + Int(rep)]
    }

    /// The same, new where there are none.
    mutating func insert(_ territory: Int32, _ rep: Int32, _ setting: FactSetting) -> Int32 {
        let known = cell(territory, rep)
        if known >= 0 { return known }
        let place = Int32(cells.count)
        places[Int(territory) * repSlots + Int(rep)] = place
        let (inside, isDecided) = setting.inside(rep: Int(rep), territory: Int(territory))
        cells.append(Cell(territory: territory, rep: rep, inside: inside, isDecided: isDecided))
        sums.append(contentsOf: repeatElement(Sums(), count: segmentCount))
        return place
    }

    /// Adds the sales of a run.
    mutating func addSales(_ run: Span<PendingRow>, _ setting: FactSetting) {
        for place in run.indices {
            let number = Int(run[place].cell)
            guard number >= 0 else { continue }
            let sum = number * segmentCount + Int(run[place].time.segment)
            sums[sum].amount &+= run[place].value
            guard !cells[number].inside.contains(run[place].day.number) else { continue }
            let sale = run[place]
            if cells[number].isDecided
                || setting.isOutside(
                    rep: Int(sale.rep), territory: Int(sale.asWas), account: Int(sale.account), on: sale.day)
            {
                sums[sum].outside &+= sale.value
            }
        }
    }

    /// Adds the sums of another thread over the same slots and segments.
    mutating func merge(_ other: TerritoryRepTable, _ setting: FactSetting) {
        for (from, cell) in other.cells.enumerated() {
            let to = Int(insert(cell.territory, cell.rep, setting))
            for segment in 0..<segmentCount {
                let added = other.sums[from * segmentCount + segment]
                sums[to * segmentCount + segment].amount &+= added.amount
                sums[to * segmentCount + segment].outside &+= added.outside
            }
        }
    }

    /// The sums by territory and rep.
    func facts(_ segments: WindowSegments) -> [TerritoryRepFacts] {
        cells.indices.map { cell in
            var facts = TerritoryRepFacts(territory: cells[cell].territory, rep: cells[cell].rep)
            facts.amount = segments.windows { sums[cell * segmentCount + $0].amount }
            facts.outside = segments.windows { sums[cell * segmentCount + $0].outside }
            return facts
        }.sorted { ($0.territory, $0.rep) < ($1.territory, $1.rep) }
    }
}
