import TerritoryModel

extension Field {
    /// All units with their owners, accounts and current sales.
    func unitReports(_ totals: UnitTotals) -> [UnitReport] {
        let claims = contradictingClaims()
        return dimensions.units.enumerated().map { index, unit in
            let owner = territoryOfUnit[index]
            var report = UnitReport(
                unit: named(unit: index), region: unit.region,
                territory: owner == tree.unassigned ? nil : named(territory: owner),
                claimants: claimantsOfUnit[index].map { named(territory: $0) },
                population: units.population[index], accounts: totals.accounts[index],
                sales: Money(units: totals.current[index]))
            report.claims = claims[index] ?? []
            return report
        }
    }

    /// The assignments of units with several claimants, by territory, then by first day.
    private func contradictingClaims() -> [Int: [UnitClaim]] {
        var assignments: [Int: [UnitAssignment]] = [:]
        for assignment in dimensions.unitAssignments
        where claimantsOfUnit[assignment.unit].count > 1 && assignment.validity.contains(asOf)
            && isExclusive(assignment.territory)
        {
            assignments[assignment.unit, default: []].append(assignment)
        }
        return assignments.mapValues { claims in
            claims.sorted { left, right in
                let keys = (left.validity.sortKey, right.validity.sortKey)
                return left.territory == right.territory ? keys.0 < keys.1 : left.territory < right.territory
            }.map { UnitClaim(territory: named(territory: $0.territory), validity: $0.validity) }
        }
    }
}

extension Validity {
    /// Orders by first day, then by last day; an open first day comes first and an open last day last.
    fileprivate var sortKey: (Int32, Int32) { (from?.number ?? .min, to?.number ?? .max) }
}
