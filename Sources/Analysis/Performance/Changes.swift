import TerritoryModel

extension Field {
    /// Accounts that changed territory within the trailing year, newest first, then by territories.
    func realignments() throws(SumOverflow) -> [Realignment] {
        var moves: [Move: MovedAccounts] = [:]
        var movesOfHistory: [Int: [Move]] = [:]
        for account in dimensions.accounts.indices where ownership.changesTerritory(account: account) {
            // Most accounts have the history of their unit: its moves are found once.
            let history = ownership.history(ofAccount: account)
            let own = movesOfHistory[history] ?? self.moves(of: account)
            movesOfHistory[history] = own
            for move in own {
                try moves[move, default: MovedAccounts()].add(
                    dimensions.accounts.unit(of: account), activity[account].amount.trailingYear)
            }
        }
        return moves.sorted { $0.key < $1.key }.map { move, moved in
            Realignment(
                day: move.day, from: move.from == tree.unassigned ? nil : named(territory: move.from),
                to: move.to == tree.unassigned ? nil : named(territory: move.to), accounts: moved.accounts,
                units: moved.units.count, trailingYearSales: Money(units: moved.amount))
        }
    }

    private func moves(of account: Int) -> [Move] {
        let steps = ownership.territorySteps(ofAccount: account)
        return zip(steps, steps.dropFirst()).compactMap { before, after in
            guard let day = after.from, windows.trailingYear.contains(day) else { return nil }
            return Move(
                day: day, from: before.value ?? tree.unassigned, to: after.value ?? tree.unassigned)
        }
    }

    /// Changes of the owner rep of exclusive territories within the trailing year, newest first.
    func handovers() -> [OwnerChange] {
        let changes = leaves.flatMap { leaf in
            let steps = ownership.ownerSteps(ofTerritory: leaf)
            return zip(steps, steps.dropFirst()).compactMap { before, after -> OwnerChange? in
                guard let day = after.from, windows.trailingYear.contains(day) else { return nil }
                return OwnerChange(
                    day: day, territory: named(territory: leaf), from: before.value.map { named(rep: $0) },
                    to: after.value.map { named(rep: $0) })
            }
        }
        return changes.sorted { left, right in
            left.day == right.day
                ? precedesById(left.territory.id, right.territory.id) : left.day > right.day
        }
    }
}

/// A change of the owning territory on one day, by places.
private struct Move: Hashable, Comparable {
    let day: Day
    let from: Int
    let to: Int

    static func < (left: Move, right: Move) -> Bool {
        (right.day, left.from, left.to) < (left.day, right.from, right.to)
    }
}

/// What changed territory in one move.
private struct MovedAccounts {
    var accounts = 0
    var units: Set<Int> = []
    var amount: Int64 = 0

    mutating func add(_ unit: Int?, _ sales: Int64) throws(SumOverflow) {
        accounts += 1
        if let unit { units.insert(unit) }
        try Analysis.add(sales, to: &amount, "sales of realigned accounts")
    }
}
