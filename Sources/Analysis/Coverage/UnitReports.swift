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
                (left.territory, left.validity.firstNumber, left.validity.endNumber)
                    < (right.territory, right.validity.firstNumber, right.validity.endNumber)
            }.map { UnitClaim(territory: named(territory: $0.territory), validity: $0.validity) }
        }
    }
}
