import TerritoryModel

/// An account that several reps touched in the current window, by index.
struct Sharing: Hashable, Sendable {
    let account: Int
    /// The owning territory on the as-of day or `unassigned`.
    let territory: Int
    let kind: OverlapKind
    /// The reps, by id.
    let reps: [Int]
    /// Current amount of the account by all reps.
    let amount: Int64
}

extension Field {
    /// All accounts touched by two or more known reps, by account.
    func sharings() -> [Sharing] {
        dimensions.accounts.indices.compactMap { account in
            let reps = facts.accountReps[factsOfAccount[account]].compactMap { part in
                part.isTouched && Int(part.rep) < dimensions.unassignedRep ? Int(part.rep) : nil
            }
            guard reps.count > 1 else { return nil }
            return Sharing(
                account: account, territory: territoryOfAccount[account],
                kind: overlapKind(of: account, reps: reps), reps: reps,
                amount: activity[account].amount.current)
        }
    }

    /// The first kind that fits: handover, overlay, conflict.
    private func overlapKind(of account: Int, reps: [Int]) -> OverlapKind {
        let before = ownership.owner(ofAccount: account, on: windows.current.from)
        let now = owner(of: territoryOfAccount[account])
        if let before, let now, before != now, reps == [min(before, now), max(before, now)] {
            return .handover
        }
        let others = reps.filter { $0 != now }
        let isCovered = others.allSatisfy { ownership.overlayCovers(rep: $0, account: account, on: asOf) }
        return isCovered ? .overlay : .conflict
    }

    /// The shared accounts as the report lists them: conflicts first, then by sales, then by id.
    func sharedAccounts(_ sharings: [Sharing]) -> [SharedAccount] {
        let order = sharings.sorted { left, right in
            let sides = (left.kind == .conflict, right.kind == .conflict)
            if sides.0 != sides.1 { return sides.0 }
            return (right.amount, left.account) < (left.amount, right.account)
        }
        return order.map { sharing in
            let touches = touches(of: sharing.account)
            var shared = SharedAccount(
                account: named(account: sharing.account),
                territory: sharing.territory == tree.unassigned ? nil : named(territory: sharing.territory),
                kind: sharing.kind, touches: touches, sales: Money(units: sharing.amount))
            shared.evidence = evidence(of: sharing, touches)
            return shared
        }
    }
}
