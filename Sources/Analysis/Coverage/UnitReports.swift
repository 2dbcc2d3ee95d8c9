import TerritoryModel

extension Field {
    /// All units with their owners, accounts and current sales.
    func unitReports() throws(SumOverflow) -> [UnitReport] {
        var accounts = [Int](repeating: 0, count: dimensions.units.count)
        var sales = [Int64](repeating: 0, count: dimensions.units.count)
        for index in dimensions.accounts.indices {
            guard let unit = dimensions.accounts.unit(of: index) else { continue }
            accounts[unit] += 1
            try add(
                activity[index].amount.current, to: &sales[unit], "sales of unit \(dimensions.units[unit].id)"
            )
        }
        return dimensions.units.enumerated().map { index, unit in
            let owner = territoryOfUnit[index]
            return UnitReport(
                unit: named(unit: index), region: unit.region,
                territory: owner == tree.unassigned ? nil : named(territory: owner),
                claimants: claimantsOfUnit[index].map { named(territory: $0) },
                population: units.population[index], accounts: accounts[index],
                sales: Money(units: sales[index]))
        }
    }
}
