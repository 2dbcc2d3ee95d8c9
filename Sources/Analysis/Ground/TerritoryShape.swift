import TerritoryModel

/// The form of one territory on the ground: whom it borders on, whether it holds together, and what lies inside of it.
struct TerritoryShape: Hashable, Sendable {
    /// Territories that own a unit beside one of its own, ascending; ground that nobody owns is left out.
    var neighbours: [Int] = []
    /// Groups of own units that hang together by shared borders; 0 where no own unit has an outline.
    var parts = 0
    /// Units of all parts but the largest, ascending.
    ///
    /// The largest has the most units, among equals the largest area, then the lowest unit.
    var detachedUnits: [Int] = []
    /// By their lowest unit.
    var holes: [Hole] = []

    /// Ground of others that nobody can leave without crossing the territory.
    struct Hole: Hashable, Sendable {
        /// Ascending.
        let units: [Int]
        /// The territories that own them, ascending; `unassigned` by its place.
        let territories: [Int]
    }
}

extension TerritoryShape {
    /// The shapes of all territories.
    ///
    /// The cost is that of the units and their borders, however many territories there are.
    ///
    /// - Parameters:
    ///   - ownerOfUnit: The territory of each unit, or `unassigned`, which is the number of territories.
    static func all(
        _ geometry: GroundGeometry, ownerOfUnit: [Int], unassigned: Int
    ) -> [TerritoryShape] {
        let parts = GroundParts(geometry, ownerOfUnit: ownerOfUnit)
        var shapes = [TerritoryShape](repeating: TerritoryShape(), count: unassigned)
        for (part, owner) in parts.owners.enumerated() where owner < unassigned {
            shapes[owner].parts += 1
            shapes[owner].neighbours += parts.neighbours[part].map { parts.owners[$0] }.filter {
                $0 < unassigned
            }
        }
        for place in shapes.indices { shapes[place].neighbours = Set(shapes[place].neighbours).sorted() }
        addDetachedUnits(parts, areas: geometry.areaKm2, to: &shapes)
        addHoles(parts, to: &shapes)
        return shapes
    }

    private static func addDetachedUnits(
        _ parts: GroundParts, areas: [Double?], to shapes: inout [TerritoryShape]
    ) {
        // A unit with an outline has an area.
        func size(_ part: Int) -> (Int, Double) {
            (parts.units[part].count, parts.units[part].reduce(0) { $0 + (areas[$1] ?? 0) })
        }
        var largest = [Int?](repeating: nil, count: shapes.count)
        // Parts are in the order of their lowest units.
        for (part, owner) in parts.owners.enumerated() where owner < shapes.count {
            if let known = largest[owner], size(known) >= size(part) { continue }
            largest[owner] = part
        }
        for (part, owner) in parts.owners.enumerated() where owner < shapes.count && largest[owner] != part {
            shapes[owner].detachedUnits += parts.units[part]
        }
        for place in shapes.indices { shapes[place].detachedUnits.sort() }
    }

    private static func addHoles(_ parts: GroundParts, to shapes: inout [TerritoryShape]) {
        for enclosure in Enclosures(parts, territories: shapes.count).all {
            let units = enclosure.parts.flatMap { parts.units[$0] }.sorted()
            // A gap alone is no ground.
            guard !units.isEmpty else { continue }
            let owners = Set(enclosure.parts.map { parts.owners[$0] }).subtracting([GroundParts.nobody])
            let territories = owners.sorted()
            shapes[enclosure.territory].holes.append(Hole(units: units, territories: territories))
        }
        for place in shapes.indices { shapes[place].holes.sort { $0.units[0] < $1.units[0] } }
    }
}

/// The units with outlines gathered into parts: units of one owner that hang together by shared borders.
///
/// Gaps in the ground are parts without units behind all others: what borders on a lake can be left over it.
struct GroundParts {
    /// The owner of gaps.
    static let nobody = Int.max

    /// By part; parts are in the order of their lowest units.
    private(set) var owners: [Int] = []
    /// Ascending.
    private(set) var units: [[Int]] = []
    /// Parts of other owners beside each, each once, ascending.
    private(set) var neighbours: [[Int]] = []
    private(set) var touchesOutside: [Bool] = []

    init(_ geometry: GroundGeometry, ownerOfUnit: [Int]) {
        var partOfUnit = [Int](repeating: -1, count: ownerOfUnit.count)
        for unit in ownerOfUnit.indices where geometry.hasOutline[unit] && partOfUnit[unit] < 0 {
            let part = owners.count
            var found = [unit]
            var next = 0
            partOfUnit[unit] = part
            while next < found.count {
                for other in geometry.neighbours[found[next]]
                where partOfUnit[other] < 0 && ownerOfUnit[other] == ownerOfUnit[unit] {
                    partOfUnit[other] = part
                    found.append(other)
                }
                next += 1
            }
            owners.append(ownerOfUnit[unit])
            units.append(found.sorted())
            touchesOutside.append(found.contains { geometry.touchesOutside[$0] })
        }
        neighbours = units.enumerated().map { part, units in
            let others = units.flatMap { geometry.neighbours[$0] }.map { partOfUnit[$0] }
            return Set(others.filter { $0 != part }).sorted()
        }
        for gap in geometry.gaps { addGap(Set(gap.map { partOfUnit[$0] }).sorted()) }
    }

    private mutating func addGap(_ parts: [Int]) {
        // Gaps are numbered upwards, so lists stay in order.
        for part in parts { neighbours[part].append(owners.count) }
        owners.append(GroundParts.nobody)
        units.append([])
        neighbours.append(parts)
        touchesOutside.append(false)
    }
}
