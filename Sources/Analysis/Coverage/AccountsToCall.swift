import TerritoryModel

extension Field {
    /// Accounts of a territory without a call in the current window: trailing-year sales, highest first.
    func accountsToCall() -> [AccountToCall] {
        guard has("activities") else { return [] }
        let uncalled = dimensions.accounts.indices.filter {
            territoryOfAccount[$0] != tree.unassigned && activity[$0].calls == 0
        }
        let order = uncalled.sorted {
            (activity[$1].amount.trailingYear, $0) < (activity[$0].amount.trailingYear, $1)
        }
        return order.map { index in
            let territory = territoryOfAccount[index]
            return AccountToCall(
                account: named(account: index), territory: named(territory: territory),
                owner: owner(of: territory).map { named(rep: $0) },
                segment: dimensions.accounts.segment(of: index),
                trailingYearSales: activity[index].amount.money(.trailingYear),
                potential: dimensions.accounts.potential(of: index),
                plannedCallsPerYear: dimensions.accounts.plannedCallsPerYear(of: index),
                lastCall: activity[index].lastCall)
        }
    }
}
