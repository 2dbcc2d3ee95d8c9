import TerritoryModel

extension Field {
    /// Days of the current window on which the territory has no owner rep.
    func vacantDays(of territory: Int) -> Int {
        let steps = ownership.ownerSteps(ofTerritory: territory)
        return steps.enumerated().reduce(0) { days, step in
            guard step.element.value == nil else { return days }
            let next = step.offset + 1 < steps.count ? steps[step.offset + 1].from : nil
            let vacancy = DayRange(
                from: step.element.from ?? windows.current.from, to: next.map { $0 - 1 } ?? asOf)
            return days + windows.current.intersection(vacancy).days
        }
    }

    /// First day of the vacancy that lasts on the as-of day; nil where there never was an owner rep before.
    func vacantSince(_ territory: Int) -> Day? {
        ownership.ownerSteps(ofTerritory: territory).last { step in
            step.from.map { $0 <= asOf } ?? true
        }?.from
    }
}
