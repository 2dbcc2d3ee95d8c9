import TerritoryModel

extension Field {
    /// Accounts of a territory without a call in the current window or behind their plan: most at stake first.
    func accountsToCall() -> [AccountToCall] {
        guard has("activities") else { return [] }
        let accounts = dimensions.accounts
        var due: [(account: Int, atStake: Int64)] = []
        for account in accounts.indices where territoryOfAccount[account] != tree.unassigned {
            guard
                let missed = missedCalls(
                    activity[account].calls, plan: accounts.plannedCallsPerYear(of: account))
            else { continue }
            let sales = max(0, activity[account].amount.trailingYear)
            due.append((account, missed.part(of: sales)))
        }
        due.sort { left, right in
            if left.atStake != right.atStake { return left.atStake > right.atStake }
            let sales = (
                activity[left.account].amount.trailingYear, activity[right.account].amount.trailingYear
            )
            return sales.0 == sales.1 ? left.account < right.account : sales.0 > sales.1
        }
        return due.map { accountToCall($0.account, atStake: $0.atStake, accounts) }
    }

    /// The share of the plan that is missing; nil where nothing is.
    private func missedCalls(_ calls: Int64, plan: FixedPoint?) -> MissedCalls? {
        guard calls > 0 else { return MissedCalls(missed: 1, planned: 1) }
        guard let plan, plan.units > 0 else { return nil }
        let planned = Int128(plan.units) * Int128(windows.current.days)
        let made = Int128(calls) * GroundTally.callScale
        return made < planned ? MissedCalls(missed: planned - made, planned: planned) : nil
    }

    private func accountToCall(_ index: Int, atStake: Int64, _ accounts: AccountTable) -> AccountToCall {
        let territory = territoryOfAccount[index]
        let plan = accounts.plannedCallsPerYear(of: index)
        var account = AccountToCall(
            account: Named(id: accounts.id(of: index), name: accounts.name(of: index)),
            territory: named(territory: territory),
            owner: owner(of: territory).map { named(rep: $0) }, segment: accounts.segment(of: index),
            trailingYearSales: activity[index].amount.money(.trailingYear),
            potential: accounts.potential(of: index), plannedCallsPerYear: plan,
            lastCall: activity[index].lastCall)
        account.calls = activity[index].calls
        account.plannedCalls = plan.map {
            $0.doubleValue * Double(windows.current.days) / Double(GroundTally.planDays)
        }
        account.daysSinceCall = activity[index].lastCall.map { asOf - $0 }
        account.atStake = Money(units: atStake)
        return account
    }
}

/// A share of a call plan, as exact integers.
private struct MissedCalls {
    private let missed: Int128
    private let planned: Int128

    /// Plans beyond all sense lose their last bits, so that a product with any amount fits.
    private static let widest = Int128(1) << 62

    init(missed: Int128, planned: Int128) {
        var (missed, planned) = (missed, planned)
        while planned > MissedCalls.widest {
            missed >>= 1
            planned >>= 1
        }
        self.missed = missed
        self.planned = planned
    }

    /// The share of an amount of 0 or more, rounded half up.
    func part(of amount: Int64) -> Int64 {
        Int64((Int128(amount) * missed * 2 + planned) / (2 * planned))
    }
}
