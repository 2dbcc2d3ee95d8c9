import TerritoryModel

extension Field {
    /// How the accounts and their money came to their territories on the as-of day: all ways, in their order.
    func placement() throws(SumOverflow) -> [PlacementShare] {
        let byHand = accountsByHand()
        var sums: [PlacementWay: (accounts: Int64, current: Int64, year: Int64)] = [:]
        func add(_ way: PlacementWay, _ amount: WindowValues, accounts: Int64) throws(SumOverflow) {
            var sum = sums[way] ?? (0, 0, 0)
            sum.accounts += accounts
            try Analysis.add(amount.current, to: &sum.current, "sales placed by \(way.rawValue)")
            try Analysis.add(amount.trailingYear, to: &sum.year, "sales placed by \(way.rawValue)")
            sums[way] = sum
        }
        let accounts = dimensions.accounts
        for account in accounts.indices {
            let way = way(of: account, accounts, isByHand: byHand.contains(account))
            try add(way, activity[account].amount, accounts: 1)
        }
        try add(.unknownAccount, activity[dimensions.unknownAccount].amount, accounts: 0)
        let whole = sums.values.reduce(Int128(0)) { $0 + Int128($1.current) }
        return PlacementWay.allCases.map { way in
            let sum = sums[way] ?? (0, 0, 0)
            return PlacementShare(
                way: way, accounts: sum.accounts, sales: Money(units: sum.current),
                trailingYearSales: Money(units: sum.year),
                share: whole == 0 ? nil : Double(sum.current) / Double(whole))
        }
    }

    private func accountsByHand() -> Set<Int> {
        Set(
            dimensions.accountAssignments.lazy.filter { assignment in
                assignment.validity.contains(asOf)
                    && dimensions.territories[assignment.territory].kind == .exclusive
            }.map(\.account))
    }

    private func way(of account: Int, _ accounts: AccountTable, isByHand: Bool) -> PlacementWay {
        guard territoryOfAccount[account] != tree.unassigned else { return .unassigned }
        if isByHand { return .accountAssignment }
        guard let unit = accounts.unit(of: account), territoryOfUnit[unit] != tree.unassigned else {
            return .territoryName
        }
        return switch accounts.unitSource(of: account) {
        case .coordinates: .coordinates
        case .postalCode: .postalCode
        case .rowId, .none: .unitId
        }
    }
}
