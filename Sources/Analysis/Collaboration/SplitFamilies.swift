import TerritoryModel

extension Field {
    /// Accounts whose parent lies in another exclusive territory: trailing-year sales, highest first, then by id.
    func splitFamilies() -> [SplitFamily] {
        let accounts = dimensions.accounts
        let split = accounts.indices.filter { account in
            guard let parent = accounts.parent(of: account) else { return false }
            let (own, other) = (territoryOfAccount[account], territoryOfAccount[parent])
            return own != other && isExclusive(own) && isExclusive(other)
        }
        let order = split.sorted {
            (activity[$1].amount.trailingYear, $0) < (activity[$0].amount.trailingYear, $1)
        }
        return order.compactMap { account in
            guard let parent = accounts.parent(of: account) else { return nil }
            return SplitFamily(
                parent: side(parent), child: side(account),
                trailingYearSales: activity[account].amount.money(.trailingYear))
        }
    }

    private func side(_ account: Int) -> SplitFamily.Side {
        let territory = territoryOfAccount[account]
        return SplitFamily.Side(
            account: named(account: account), territory: named(territory: territory),
            owner: owner(of: territory).map { named(rep: $0) })
    }
}
