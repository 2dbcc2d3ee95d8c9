import Geography

/// How much of a whole map is drawn, so that it stays within the weight of a page whatever the number of units.
struct MapDetail: Sendable {
    enum Level: Hashable, Sendable {
        /// A path for each unit, with its name.
        case units
        /// A path for each territory, with its name and link.
        case territories
        /// A path for each colour.
        case colours
    }

    let level: Level
    /// As many points as the weight allows.
    let boundaries: BoundaryMap

    /// Bytes of a whole map, about.
    static let budget = 150_000
    private static let mostUnits = 600
    private static let mostTerritories = 400
    /// Bytes of a path's element, name and link beside its data.
    private static let unitWeight = 105
    private static let territoryWeight = 170
    /// Of names there is room for about so many on both widths together.
    private static let mostLabels = 300
    private static let labelWeight = 60

    /// - Parameters:
    ///   - owners: By unit, the territory as a number.
    ///   - territories: How many there are.
    init(_ boundaries: BoundaryMap, owners: [Int], territories: Int, budget: Int = budget) {
        let units = boundaries.shapes.count
        level =
            units <= Self.mostUnits ? .units : territories <= Self.mostTerritories ? .territories : .colours
        let names =
            switch level {
            case .units: units * Self.unitWeight + territories * Self.territoryWeight
            case .territories: territories * Self.territoryWeight
            case .colours: Self.mostLabels * Self.labelWeight
            }
        let allowed = max(budget / 4, budget - names)
        var drawn = boundaries
        for _ in 0..<8 {
            let weight = Self.weight(of: drawn, level, owners)
            guard weight > allowed else { break }
            let points = drawn.pointCount
            drawn = boundaries.simplified(toPoints: points * allowed / weight * 19 / 20)
            // Fewer points than these the shapes do not allow.
            if drawn.pointCount >= points { break }
        }
        self.boundaries = drawn
    }

    /// Bytes of the data of all paths.
    private static func weight(of map: BoundaryMap, _ level: Level, _ owners: [Int]) -> Int {
        let borders = MapPaths.data(map.borders(among: Array(map.shapes.indices), owner: owners)).utf8.count
        // Round territories every border is drawn twice, and once more as a line.
        guard level == .units else { return borders * 3 }
        return map.shapes.reduce(borders) { $0 + MapPaths.data($1.rings).utf8.count }
    }
}
