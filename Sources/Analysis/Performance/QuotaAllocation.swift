import TerritoryModel

/// Where one quota row counts: its shares of the windows, its territory and its rep.
struct QuotaAllocation: Hashable, Sendable {
    let territory: Int
    let rep: Int
    /// Shares of the current window and of the fiscal year to date, in 1/10,000.
    let current: Int64
    let toDate: Int64
}

extension Field {
    /// Allocates every quota row by the days that it shares with the windows.
    ///
    /// A row without a territory counts for the one that its rep owns, a row without a rep for the owner of its
    /// territory; where there is not exactly one it counts for `unassigned`.
    func quotaAllocations() throws(SumOverflow) -> [QuotaAllocation] {
        var allocations: [QuotaAllocation] = []
        for quota in dimensions.quotas where quota.span.days > 0 {
            allocations.append(
                QuotaAllocation(
                    territory: territory(of: quota), rep: rep(of: quota),
                    current: try share(of: quota, in: windows.current),
                    toDate: try share(of: quota, in: windows.fiscalYearToDate)))
        }
        return allocations
    }

    private func territory(of quota: Quota) -> Int {
        if let territory = quota.territory { return isExclusive(territory) ? territory : tree.unassigned }
        guard let rep = quota.rep, ownedByRep[rep].count == 1 else { return tree.unassigned }
        return ownedByRep[rep][0]
    }

    private func rep(of quota: Quota) -> Int {
        quota.rep ?? quota.territory.flatMap { owner(of: $0) } ?? dimensions.unassignedRep
    }

    private func share(of quota: Quota, in window: DayRange) throws(SumOverflow) -> Int64 {
        let days = quota.span.intersection(window).days
        return try scaled(
            quota.amount.units, Int64(days), Int64(quota.span.days), "the share of a quota")
    }
}
