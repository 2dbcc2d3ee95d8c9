import TerritoryModel

extension Field {
    /// Whether the rep was hired less than the ramping time before the as-of day.
    func isRamping(_ rep: Int) -> Bool {
        guard let hired = dimensions.reps[rep].hired else { return false }
        return asOf - hired < settings.rampingDays
    }
}

extension Evaluation {
    /// Gives every rep a rank, by the performance index or, where no rep has one, by attainment.
    func rank(_ reps: inout [MetricSet]) {
        let known = field.dimensions.reps.indices
        let basis: MetricKey =
            known.contains { reps[$0][.performanceIndex]?.doubleValue != nil }
            ? .performanceIndex : .attainment
        let scores = known.compactMap { rep -> (score: Double, rep: Int)? in
            guard !field.isRamping(rep), !field.ownedByRep[rep].isEmpty else { return nil }
            return reps[rep][basis]?.doubleValue.map { ($0, rep) }
        }
        for rep in reps.indices { reps[rep][.rank] = .unavailable(.notRanked) }
        let order = scores.sorted { ($1.score, $0.rep) < ($0.score, $1.rep) }
        for (place, ranked) in order.enumerated() { reps[ranked.rep][.rank] = .count(Int64(place + 1)) }
        for rep in reps.indices { reps[rep] = restricted(reps[rep], to: .rep) }
    }
}
