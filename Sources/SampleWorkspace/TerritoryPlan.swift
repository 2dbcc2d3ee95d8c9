/// A leaf territory of the plan.
struct PlannedTerritory: Sendable {
    let id: String
    let name: String
    let state: String
    /// Indices of the counties that make it up.
    let counties: [Int]
}

/// Counties grouped to compact territories of about equal population.
struct TerritoryPlan: Sendable {
    let territories: [PlannedTerritory]
    /// Index of the territory of each county.
    let territoryOfCounty: [Int]

    /// Shares `count` territories out among the states, and cuts each state by straight lines.
    init(_ geography: SampleGeography, count: Int) {
        let counties = geography.counties
        let states = Set(counties.map(\.state)).sorted()
        let seats = TerritoryPlan.seats(of: states, counties: counties, count: count)
        let width = String(max(10, count)).utf8.count
        var territories: [PlannedTerritory] = []
        var taken: Set<String> = []
        for (state, seats) in zip(states, seats) {
            let members = counties.indices.filter { counties[$0].state == state }
            for (number, part) in TerritoryPlan.split(members, into: seats, counties).enumerated() {
                let name = TerritoryPlan.name(of: part, geography, taken: &taken)
                let id = "\(state)-\(SampleGeography.padded(number + 1, width))"
                territories.append(PlannedTerritory(id: id, name: name, state: state, counties: part))
            }
        }
        var owners = [Int](repeating: 0, count: counties.count)
        for (index, territory) in territories.enumerated() {
            for county in territory.counties { owners[county] = index }
        }
        self.territories = territories
        territoryOfCounty = owners
    }

    /// Seats by population: largest averages (Webster), at least one each and at most one per county.
    private static func seats(of states: [String], counties: [County], count: Int) -> [Int] {
        let members = states.map { state in counties.filter { $0.state == state } }
        let people = members.map { $0.reduce(0) { $0 + $1.population } }
        var seats = [Int](repeating: 1, count: states.count)
        while seats.reduce(0, +) < count {
            var best: Int?
            for place in states.indices where seats[place] < members[place].count {
                guard let leader = best else {
                    best = place
                    continue
                }
                // people ÷ (2 · seats + 1), compared without division
                if people[place] * (2 * seats[leader] + 1) > people[leader] * (2 * seats[place] + 1) {
                    best = place
                }
            }
            guard let best else { break }
            seats[best] += 1
        }
        return seats
    }

    /// Halves the counties across their longer side, by population, until there are `parts` parts.
    private static func split(_ members: [Int], into parts: Int, _ counties: [County]) -> [[Int]] {
        guard parts > 1 else { return [members.sorted()] }
        let latitudes = members.map { counties[$0].latitude }
        let longitudes = members.map { counties[$0].longitude }
        let height = (latitudes.max() ?? 0) - (latitudes.min() ?? 0)
        // A degree of longitude is about 0.83 of one of latitude here.
        let breadth = ((longitudes.max() ?? 0) - (longitudes.min() ?? 0)) * 83 / 100
        let ordered = members.sorted { left, right in
            let a = counties[left]
            let b = counties[right]
            return breadth > height
                ? (a.longitude, a.fips) < (b.longitude, b.fips)
                : (-a.latitude, a.fips) < (-b.latitude, b.fips)
        }
        let left = parts / 2
        let total = ordered.reduce(0) { $0 + counties[$1].population }
        let aim = total * left / parts
        var sum = 0
        var cut = 0
        while cut < ordered.count - (parts - left) {
            let next = counties[ordered[cut]].population
            if cut >= left, sum + next / 2 > aim { break }
            sum += next
            cut += 1
        }
        return split(Array(ordered[..<cut]), into: left, counties)
            + split(Array(ordered[cut...]), into: parts - left, counties)
    }

    /// The city with most postal codes in the most populous county whose name is still free.
    private static func name(
        of part: [Int], _ geography: SampleGeography, taken: inout Set<String>
    ) -> String {
        let counties = geography.counties
        let bySize = part.sorted { (counties[$0].population, $1) > (counties[$1].population, $0) }
        for county in bySize {
            var codes: [String: Int] = [:]
            for code in geography.postalCodesOfCounty[county] {
                codes[geography.postalCodes[code].city, default: 0] += 1
            }
            let cities = codes.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            if let city = cities.first(where: { !taken.contains($0.key) })?.key {
                taken.insert(city)
                return city
            }
        }
        return "\(counties[bySize[0]].name)"
    }

    /// Index of the territory with the id.
    func index(of id: String) -> Int? { territories.firstIndex { $0.id == id } }

    /// The county of `territory` that lies nearest to any county of `other`, and the distance's square.
    func nearestCounty(of territory: Int, to other: Int, _ counties: [County]) -> Int? {
        var best: (distance: Int, county: Int)?
        for county in territories[territory].counties {
            for neighbour in territories[other].counties {
                let north = counties[county].latitude - counties[neighbour].latitude
                let east = (counties[county].longitude - counties[neighbour].longitude) * 83 / 100
                let distance = north * north + east * east
                if let best, (best.distance, best.county) <= (distance, county) { continue }
                best = (distance, county)
            }
        }
        return best?.county
    }
}
