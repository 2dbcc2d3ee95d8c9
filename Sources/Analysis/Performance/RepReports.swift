import TerritoryModel

extension Field {
    /// All reps by id, `unassigned` last.
    func repReports(_ metrics: [MetricSet]) -> [RepReport] {
        let known = dimensions.reps.enumerated().map { index, rep in
            let owned = ownedByRep[index]
            let roles = Set(
                ownership.roles(ofRep: index).filter { $0.validity.contains(asOf) }.map(\.territory))
            let others = roles.subtracting(owned).sorted()
            return RepReport(
                rep: named(rep: index), territories: (owned + others).map { named(territory: $0) },
                owned: owned.map { named(territory: $0) }, isRamping: isRamping(index), hired: rep.hired,
                metrics: metrics[index], weeks: repWeeks(index))
        }
        let unassigned = RepReport(
            rep: .unassigned, territories: [], owned: [], isRamping: false, hired: nil,
            metrics: metrics[dimensions.unassignedRep], weeks: repWeeks(dimensions.unassignedRep))
        return known + [unassigned]
    }

    private func repWeeks(_ rep: Int) -> [WeekTotals] {
        (0..<windows.weekCount).map { week in
            let facts = facts.repWeeks.week(week, of: rep)
            return WeekTotals(
                weekEnding: windows.weekEnding(week), sales: Money(units: facts.amount), calls: facts.calls,
                salesYearAgo: self.facts.repWeeks.salesYearAgo(week, of: rep, self))
        }
    }
}

extension [[WeekFacts]] {
    /// One week of one place; a summary of no rows holds no places, and then nothing was sold.
    func week(_ week: Int, of place: Int) -> WeekFacts {
        indices.contains(place) && self[place].indices.contains(week) ? self[place][week] : WeekFacts()
    }
}
