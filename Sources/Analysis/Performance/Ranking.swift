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
            let above = lows.count - lows.partitioningIndex { $0 > score.high }
            let below = highs.partitioningIndex { $0 >= score.low }
            return (best: 1 + above, worst: scores.count - below)
        }
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
