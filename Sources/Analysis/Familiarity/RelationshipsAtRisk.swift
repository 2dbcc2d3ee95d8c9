import TerritoryModel

extension Field {
    /// Most accounts at risk of one territory that the report lists.
    static let listedAtRisk = 100

    /// Why the relationship of an owned account is at risk; empty where it is not.
    ///
    /// What only aggravates (`falling`, `noCall`) is told beside one of the other reasons, never alone.
    func risks(of account: Int) -> [RelationshipAtRisk.Reason] {
        let activity = activity[account]
        guard isExclusive(territoryOfAccount[account]), activity.amount.trailingYear > 0 else { return [] }
        let relationship = relationships[account]
        var reasons: [RelationshipAtRisk.Reason] = []
        if relationship.owner == nil { reasons.append(.vacant) }
        if relationship.isInTransition { reasons.append(.ownerChanged) }
        if let owner = relationship.owner, !hasMet(owner, account) { reasons.append(.notMet) }
        guard !reasons.isEmpty else { return [] }
        let (now, before) = (activity.amount.current, activity.amount.yearAgo)
        if before > 0, Int128(now) * 2 < Int128(before) { reasons.append(.falling) }
        if has("activities"), activity.calls == 0 { reasons.append(.noCall) }
        return reasons
    }

    private func hasMet(_ rep: Int, _ account: Int) -> Bool {
        factsOfAccount[account].contains { place in
            let pair = facts.accountReps.pair(at: place)
            return Int(pair.rep) == rep && pair.hasMet
        }
    }

    /// The accounts at risk that weigh most in each territory; trailing-year sales, highest first, then by id.
    func relationshipsAtRisk() -> [RelationshipAtRisk] {
        guard has("reps"), has("rep_assignments") else { return [] }
        typealias Risk = (account: Int, reasons: [RelationshipAtRisk.Reason])
        var byTerritory = [[Risk]](repeating: [], count: tree.nodeCount)
        for account in dimensions.accounts.indices {
            let reasons = risks(of: account)
            if !reasons.isEmpty { byTerritory[territoryOfAccount[account]].append((account, reasons)) }
        }
        func precedes(_ left: Risk, _ right: Risk) -> Bool {
            (activity[right.account].amount.trailingYear, left.account)
                < (activity[left.account].amount.trailingYear, right.account)
        }
        let chosen = byTerritory.flatMap { $0.sorted(by: precedes).prefix(Field.listedAtRisk) }
        return chosen.sorted(by: precedes).map { relationshipAtRisk($0.account, $0.reasons) }
    }

    private func relationshipAtRisk(
        _ account: Int, _ reasons: [RelationshipAtRisk.Reason]
    ) -> RelationshipAtRisk {
        let (relationship, activity) = (relationships[account], activity[account])
        var risk = RelationshipAtRisk(
            account: named(account: account), territory: named(territory: territoryOfAccount[account]),
            reasons: reasons, trailingYearSales: activity.amount.money(.trailingYear))
        risk.owner = relationship.owner.map { named(rep: $0) }
        if relationship.owner == nil || relationship.isInTransition {
            risk.changed = relationship.since
            risk.formerOwner = relationship.formerOwner.map { named(rep: $0) }
        }
        risk.sales = activity.amount.money(.current)
        risk.salesYearAgo = activity.amount.money(.yearAgo)
        risk.lastCall = activity.lastCall
        return risk
    }
}
