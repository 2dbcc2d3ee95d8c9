/// The nearest territories of each by their traits, all pairs at once.
///
/// Scores lie side by side for each territory and group: with 2,000 territories there are two million pairs.
struct TraitDistances: Sendable {
    /// Of one territory to another one, by place.
    struct Neighbour: Hashable, Sendable {
        let place: Int
        let distance: Double
    }

    /// How many of the nearest are kept, and how many groups two territories must both have.
    static let kept = 3
    static let leastGroups = 2

    /// By place: at most three, the nearest first, the lower place first among equals.
    let nearest: [[Neighbour]]

    init(_ traits: [TerritoryTrait], territories: Int) {
        let groups = TraitGroup.allCases.map { group in traits.filter { $0.group == group } }
            .filter { !$0.isEmpty }
        let scores = groups.map { group in
            (0..<territories).flatMap { place in group.map { $0.scores[place] ?? .nan } }
        }
        let widths = groups.map(\.count)
        var nearest = [[Neighbour]](repeating: [], count: territories)
        for first in 0..<territories {
            for second in first + 1..<max(first + 1, territories) {
                guard let distance = TraitDistances.distance(first, second, scores, widths) else { continue }
                TraitDistances.keep(Neighbour(place: second, distance: distance), in: &nearest[first])
                TraitDistances.keep(Neighbour(place: first, distance: distance), in: &nearest[second])
            }
        }
        self.nearest = nearest
    }

    /// Root of the mean, over the groups that both have, of the mean squared difference; nil of too few groups.
    private static func distance(
        _ first: Int, _ second: Int, _ scores: [[Double]], _ widths: [Int]
    ) -> Double? {
        var sum = 0.0
        var groups = 0
        for (group, width) in widths.enumerated() {
            var squares = 0.0
            var count = 0
            for trait in 0..<width {
                let difference = scores[group][first * width + trait] - scores[group][second * width + trait]
                guard !difference.isNaN else { continue }
                squares += difference * difference
                count += 1
            }
            guard count > 0 else { continue }
            sum += squares / Double(count)
            groups += 1
        }
        return groups >= leastGroups ? (sum / Double(groups)).squareRoot() : nil
    }

    /// Puts a neighbour in its place among the nearest; neighbours come in the order of their places.
    private static func keep(_ neighbour: Neighbour, in nearest: inout [Neighbour]) {
        let place = nearest.firstIndex { $0.distance > neighbour.distance } ?? nearest.count
        guard place < kept else { return }
        nearest.insert(neighbour, at: place)
        if nearest.count > kept { nearest.removeLast() }
    }
}
