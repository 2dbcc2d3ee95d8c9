import TerritoryModel

/// What an overlay covers and what its reps did there; parts of the owners' sums, never added to them.
struct OverlayTally: Hashable, Sendable {
    var accounts: Int64 = 0
    var touchedAccounts: Int64 = 0
    /// Current amount and calls of the overlay's reps at covered accounts.
    var amount: Int64 = 0
    var calls: Int64 = 0
    /// Current amount of covered accounts by everybody.
    var coveredAmount: Int64 = 0
}

extension Field {
    /// By territory; empty for all but overlays.
    func overlayTallies() throws(SumOverflow) -> [Int: OverlayTally] {
        let overlays = dimensions.territories.indices.filter { dimensions.territories[$0].kind == .overlay }
        guard !overlays.isEmpty else { return [:] }
        var tallies = Dictionary(uniqueKeysWithValues: overlays.map { ($0, OverlayTally()) })
        for (overlay, accounts) in coveredAccounts() {
            let team = Set(teams[overlay].reps)
            var tally = OverlayTally()
            for account in accounts { try add(account, team, to: &tally, overlay) }
            tallies[overlay] = tally
        }
        return tallies
    }

    /// The accounts that each overlay covers on the as-of day, ascending, each once.
    private func coveredAccounts() -> [Int: [Int]] {
        var overlaysOfUnit: [Int: Set<Int>] = [:]
        for assignment in dimensions.unitAssignments
        where assignment.validity.contains(asOf)
            && dimensions.territories[assignment.territory].kind == .overlay
        {
            overlaysOfUnit[assignment.unit, default: []].insert(assignment.territory)
        }
        var covered: [Int: Set<Int>] = [:]
        for assignment in dimensions.accountAssignments
        where assignment.validity.contains(asOf)
            && dimensions.territories[assignment.territory].kind == .overlay
        {
            covered[assignment.territory, default: []].insert(assignment.account)
        }
        guard !overlaysOfUnit.isEmpty else { return covered.mapValues { $0.sorted() } }
        let accounts = dimensions.accounts
        for account in accounts.indices {
            guard let unit = accounts.unit(of: account), let overlays = overlaysOfUnit[unit] else { continue }
            for overlay in overlays { covered[overlay, default: []].insert(account) }
        }
        return covered.mapValues { $0.sorted() }
    }

    private func add(
        _ account: Int, _ team: Set<Int>, to tally: inout OverlayTally, _ overlay: Int
    ) throws(SumOverflow) {
        tally.accounts += 1
        try Analysis.add(
            activity[account].amount.current, to: &tally.coveredAmount,
            "sales covered by \(nodeNames[overlay])")
        var isTouched = false
        for part in facts.accountReps[factsOfAccount[account]] where team.contains(Int(part.rep)) {
            isTouched = isTouched || part.isTouched
            tally.calls += part.calls
            try Analysis.add(part.amount.current, to: &tally.amount, "sales of \(nodeNames[overlay])")
        }
        tally.touchedAccounts += isTouched ? 1 : 0
    }
}

extension OverlayTally {
    func measure(in metrics: inout MetricSet) {
        metrics[.overlayAccounts] = .count(accounts)
        metrics[.overlayAccountsTouched] = .count(touchedAccounts)
        metrics[.overlaySales] = .money(Money(units: amount))
        metrics[.overlayCalls] = .count(calls)
        metrics[.overlayCoveredSales] = .money(Money(units: coveredAmount))
        metrics[.overlayShare] = ratio(amount, coveredAmount, orElse: .noSales)
    }
}
