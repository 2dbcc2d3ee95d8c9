import TerritoryModel

extension Findings {
    /// Exclusive territories that are short of their quota by more than their ground explains.
    func quotaGaps() -> [Finding] {
        guard field.has("quotas") else { return [] }
        return field.leaves.compactMap { leaf in
            guard let attainment = metrics[leaf][.attainment]?.doubleValue, attainment < rules.attainment,
                let quota = metrics[leaf][.quota]?.money, let ground = shortness(of: leaf)
            else { return nil }
            let sales = totals.territories[leaf].sales.amount.current
            let (gap, overflow) = quota.units.subtractingReportingOverflow(sales)
            guard !overflow else { return nil }
            return finding(
                .quotaGap, in: leaf, money: gap,
                "\(name(leaf)) reached \(percent(attainment)) of its quota and is \(amount(gap)) short; "
                    + "\(ground).",
                next:
                    "Go through calls, open business and lost accounts of \(name(leaf)) with its rep; its page "
                    + "names a similar territory that does better.")
        }
    }

    /// Why the ground does not explain low sales, in words; nil where it does.
    ///
    /// Below the interval of what its ground lets expect; where nothing can be expected, by the performance index;
    /// where there is none either, the quota alone speaks.
    private func shortness(of leaf: Int) -> String? {
        let set = metrics[leaf]
        let sales = totals.territories[leaf].sales.amount.trailingYear
        if let low = set[.expectedSalesLow]?.money, let high = set[.expectedSalesHigh]?.money {
            guard sales < low.units else { return nil }
            return
                "given its ground one would expect \(amount(low.units)) to \(amount(high.units)) in the trailing "
                + "year, it sold \(amount(sales))"
        }
        guard let index = set[.performanceIndex]?.doubleValue else {
            return "its potential is not known, so the ground cannot explain it"
        }
        guard index < rules.index else { return nil }
        return "its sales per potential are \(wholeText(index)) on a scale where 100 is the organisation's"
    }

    /// Exclusive territories that lost accounts which bought a good part of their sales a year ago.
    func lostAccounts() -> [Finding] {
        field.leaves.compactMap { leaf in
            let sales = totals.territories[leaf].sales
            guard sales.lostAccounts >= rules.lostAccounts, sales.amount.yearAgo > 0,
                Double(sales.lostAmount) >= rules.lostShare * Double(sales.amount.yearAgo)
            else { return nil }
            return finding(
                .lostAccounts, in: leaf, money: sales.lostAmount,
                "\(counted(Int(sales.lostAccounts), "account")) of \(name(leaf)) that bought for "
                    + "\(amount(sales.lostAmount)) in the same period a year ago bought nothing in the current one.",
                next: "Ask the largest of them why, and win them back or write them off.")
        }
    }

    /// Exclusive territories of which a good part of the sales has a new owner rep.
    func revenuesInTransition() -> [Finding] {
        guard field.has("reps"), field.has("rep_assignments") else { return [] }
        return field.leaves.compactMap { leaf in
            let tally = totals.territories[leaf]
            let (moving, sales) = (tally.ground.relationships.inTransition, tally.sales.amount.trailingYear)
            guard moving > 0, sales > 0, Double(moving) >= rules.transitionShare * Double(sales) else {
                return nil
            }
            return finding(
                .revenueInTransition, in: leaf, money: moving,
                "The owner rep of accounts of \(name(leaf)) that bought for \(amount(moving)) in the trailing year, "
                    + "\(percent(Double(moving) / Double(sales))) of its sales, changed within the last "
                    + "\(Relationship.transitionDays) days.",
                next:
                    "Have the old and the new rep visit the largest of them together; the page of \(name(leaf)) "
                    + "lists them.")
        }
    }

    /// Refused sales rows, all in one exception.
    func dataFaults() throws(SumOverflow) -> [Finding] {
        let files = imports.files.filter { $0.source == "sales" }
        var (read, refused, unknown): (Int64, Int64, Int64) = (0, 0, 0)
        var amount: Int64 = 0
        for file in files {
            read += file.rowsRead - file.rowsFiltered
            refused += file.rowsRejected
            unknown += file.rowsWithoutAmount
            let size = file.amountRejected?.units.magnitude ?? 0  // no amount was readable
            try add(Int64(clamping: size), to: &amount, "refused sales")
        }
        guard refused > 0, Double(refused) >= rules.faultShare * Double(read) else { return [] }
        let more = unknown > 0 ? ", and \(counted(Int(unknown), "row")) of unknown amount" : ""
        return [
            finding(
                .dataFault, in: nil, money: amount,
                "\(counted(Int(refused), "sales row")) of \(grouped(UInt64(max(0, read)))) could not be read, worth "
                    + "\(self.amount(amount))\(more).",
                next: "Correct the export; rejected_rows.csv names file, line, column and remedy of each.",
                page: .quality)
        ]
    }
}
