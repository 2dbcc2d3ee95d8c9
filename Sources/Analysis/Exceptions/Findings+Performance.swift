import TerritoryModel

extension Findings {
    /// Exclusive territories whose sales hang on few accounts.
    func concentrations() -> [Finding] {
        let largest = largestAccounts()
        return field.leaves.compactMap { leaf in
            guard let index = metrics[leaf][.accountConcentration]?.doubleValue,
                index > rules.concentration, let account = largest[leaf]
            else { return nil }
            let sales = field.activity[account].amount.current
            let share = Double(sales) / Double(totals.territories[leaf].sales.amount.current)
            return finding(
                .concentration, in: leaf, money: sales,
                "\(field.named(account: account).name) alone bought for \(amount(sales)), \(percent(share)) "
                    + "of the current sales of \(name(leaf)); the concentration index is "
                    + "\(wholeText(index)).",
                next: "Secure this account and win others in \(name(leaf)).")
        }
    }

    /// The account with the highest current amount by territory, the lowest id among equals.
    private func largestAccounts() -> [Int?] {
        var largest = [Int?](repeating: nil, count: field.tree.nodeCount)
        for account in field.dimensions.accounts.indices {
            let place = field.territoryOfAccount[account]
            let amount = field.activity[account].amount.current
            if let known = largest[place], field.activity[known].amount.current >= amount { continue }
            largest[place] = account
        }
        return largest
    }

    /// Exclusive territories whose workload deviates beyond the band to be watched.
    ///
    /// The money at stake is what is not called there: the price of too much work, and what spare time can win.
    func imbalances() -> [Finding] {
        field.leaves.compactMap { leaf in
            guard let deviation = metrics[leaf][.deviationWorkloadHours]?.doubleValue,
                abs(deviation) > field.settings.bands.watch,
                let hours = totals.territories[leaf].ground.workloadHours
            else { return nil }
            let uncalled = metrics[leaf][.uncalledValue]?.money
            let side = deviation > 0 ? "above" : "below"
            let price =
                uncalled.flatMap { $0 == .zero ? nil : $0 }.map {
                    "; accounts without a call bought for \(amount($0.units)) in the trailing year"
                }
            return finding(
                .imbalance, in: leaf, money: uncalled?.units ?? 0,
                "The workload of \(name(leaf)), \(wholeText(hours)) hours per year, is "
                    + "\(percent(deviation)) \(side) the mean\(price ?? "").",
                next: deviation > 0
                    ? "Move accounts at the edge of \(name(leaf)) to a neighbour with spare time."
                    : "Give \(name(leaf)) accounts of an overloaded neighbour.", page: .balance)
        }
    }

    /// Territories whose current sales differ between as-is and as-was.
    func realignments() -> [Finding] {
        field.leaves.compactMap { leaf in
            let tally = totals.territories[leaf]
            let (movedIn, movedOut) = (tally.movedIn, tally.movedOut)
            guard movedIn != 0 || movedOut != 0 else { return nil }
            return finding(
                .realignment, in: leaf, money: max(abs(movedIn), abs(movedOut)),
                "Realignment brought \(name(leaf)) \(amount(movedIn)) of current sales made under other "
                    + "territories and took \(amount(movedOut)) made under its own.",
                next: "Compare \(name(leaf)) as-is with as-was, and check that its quota has moved along.")
        }
    }
}
