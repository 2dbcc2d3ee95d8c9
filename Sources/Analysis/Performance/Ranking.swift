import TerritoryModel

extension Field {
    /// Whether the rep was hired less than the ramping time before the as-of day.
    func isRamping(_ rep: Int) -> Bool {
        guard let hired = dimensions.reps[rep].hired else { return false }
        return asOf - hired < settings.rampingDays
    }
}

/// The interval in which the score of a ranked rep lies.
struct RankedScore: Hashable, Sendable {
    let low: Double
    let high: Double

    /// - Parameter margin: Half-width ÷ score, 0 or more.
    init(_ score: Double, margin: Double) {
        let width = abs(score) * margin
        low = score - width
        high = score + width
    }

    /// The best and the worst place of each among all: those whose intervals overlap are not told apart.
    ///
    /// O(n log n).
    static func places(_ scores: [RankedScore]) -> [(best: Int, worst: Int)] {
        let lows = scores.map(\.low).sorted()
        let highs = scores.map(\.high).sorted()
        return scores.map { score in
            let above = lows.count - countNotAbove(score.high, in: lows)
            let below = countBelow(score.low, in: highs)
            return (best: 1 + above, worst: scores.count - below)
        }
    }

    /// How many of ascending numbers are not above a limit.
    private static func countNotAbove(_ limit: Double, in numbers: [Double]) -> Int {
        partition(numbers) { $0 <= limit }
    }

    private static func countBelow(_ limit: Double, in numbers: [Double]) -> Int {
        partition(numbers) { $0 < limit }
    }

    /// How many numbers at the start fulfil what no number behind them does.
    private static func partition(_ numbers: [Double], _ isFirst: (Double) -> Bool) -> Int {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if isFirst(numbers[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Evaluation {
    /// Gives every rep its places, by the performance index or, where no rep has one, by attainment.
    func rank(_ reps: inout [MetricSet]) {
        let known = field.dimensions.reps.indices
        let basis: MetricKey =
            known.contains { reps[$0][.performanceIndex]?.doubleValue != nil }
            ? .performanceIndex : .attainment
        let ranked = known.compactMap { rep -> (rep: Int, score: RankedScore)? in
            guard !field.isRamping(rep), !field.ownedByRep[rep].isEmpty,
                let score = reps[rep][basis]?.doubleValue, let margin = reps[rep][.salesMargin]?.doubleValue
            else { return nil }
            return (rep, RankedScore(score, margin: margin))
        }
        for rep in reps.indices {
            reps[rep][.rank] = .unavailable(.notRanked)
            reps[rep][.rankAtWorst] = .unavailable(.notRanked)
        }
        for (place, rank) in RankedScore.places(ranked.map(\.score)).enumerated() {
            reps[ranked[place].rep][.rank] = .count(Int64(rank.best))
            reps[ranked[place].rep][.rankAtWorst] = .count(Int64(rank.worst))
        }
        for rep in reps.indices { reps[rep] = restricted(reps[rep], to: .rep) }
    }
}
