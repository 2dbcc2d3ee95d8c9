/// Where each planted fact lies; indices of territories and counties.
struct PlantedPlaces: Sendable {
    let longVacant: Int
    /// Its neighbour, whose owner stands in.
    let interim: Int
    let newlyVacant: Int
    let handover: Int
    let realignedFrom: Int
    let realignedTo: Int
    let movedCounties: [Int]
    let contested: Int
    let contender: Int
    let outsider: Int
    let visited: Int
    let poorGround: Int
    let concentrated: Int
    let unassignedCounties: [Int]
    /// Counties that a second territory has too; the first owns them by the tie rule.
    let sharedCounties: [(county: Int, owner: Int, second: Int)]

    init(_ plan: TerritoryPlan, _ geography: SampleGeography) throws(SampleError) {
        func place(_ id: String) throws(SampleError) -> Int {
            guard let index = plan.index(of: id) else { throw .noPlace(fact: "territory \(id)") }
            return index
        }
        longVacant = try place("TN-04")
        interim = try place("TN-05")
        newlyVacant = try place("SC-03")
        handover = try place("NC-02")
        realignedFrom = try place("GA-07")
        realignedTo = try place("GA-06")
        contested = try place("NC-04")
        contender = try place("NC-05")
        outsider = try place("GA-02")
        visited = try place("GA-05")
        poorGround = try place("GA-08")
        concentrated = try place("SC-01")
        movedCounties = PlantedPlaces.nearest(
            4, of: realignedFrom, to: realignedTo, plan, geography.counties)
        var unassigned: [Int] = []
        for id in ["GA-04", "NC-07", "TN-02"] {
            unassigned.append(
                try PlantedPlaces.smallCounty(of: plan.territories[place(id)], geography))
        }
        unassignedCounties = unassigned
        var shared: [(county: Int, owner: Int, second: Int)] = []
        for (owner, second) in PlantedPlaces.overlaps {
            let (first, other) = (try place(owner), try place(second))
            guard let county = plan.nearestCounty(of: first, to: other, geography.counties),
                !unassigned.contains(county)
            else { throw .noPlace(fact: "a county in \(owner) and \(second)") }
            shared.append((county, first, other))
        }
        sharedCounties = shared
    }

    private static let overlaps = [
        ("GA-03", "GA-04"), ("NC-01", "NC-03"), ("NC-06", "NC-07"), ("SC-02", "SC-04"), ("TN-01", "TN-02"),
    ]

    /// The counties of one territory that lie nearest to those of another.
    private static func nearest(
        _ count: Int, of territory: Int, to other: Int, _ plan: TerritoryPlan, _ counties: [County]
    ) -> [Int] {
        let targets = plan.territories[other].counties.map { counties[$0] }
        let distances = plan.territories[territory].counties.map { index -> (Int, Int) in
            let county = counties[index]
            let nearest = targets.map { target in
                let north = county.latitude - target.latitude
                let east = (county.longitude - target.longitude) * 83 / 100
                return north * north + east * east
            }
            return (nearest.min() ?? Int.max, index)
        }
        return distances.sorted { $0 < $1 }.prefix(count).map(\.1).sorted()
    }

    /// A county small enough to be forgotten and large enough to have customers.
    private static func smallCounty(
        of territory: PlannedTerritory, _ geography: SampleGeography
    ) throws(SampleError) -> Int {
        let fitting = territory.counties.filter {
            geography.counties[$0].population >= 20_000 && !geography.postalCodesOfCounty[$0].isEmpty
        }
        let smallest = fitting.min {
            (geography.counties[$0].population, $0) < (geography.counties[$1].population, $1)
        }
        guard let smallest else { throw .noPlace(fact: "an unassigned county in \(territory.id)") }
        return smallest
    }

    /// Territories in which nothing is planted but shared and unassigned counties.
    func isOrdinary(_ territory: Int) -> Bool {
        ![
            longVacant, newlyVacant, handover, realignedFrom, realignedTo, contested, contender, outsider,
            visited, poorGround, concentrated,
        ].contains(territory)
    }
}
