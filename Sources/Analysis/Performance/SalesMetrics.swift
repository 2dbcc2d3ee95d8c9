import TerritoryModel

extension SalesTally {
    /// Sales, growth, quota, calls and accounts won, lost and leant on.
    func measure(days: Int, in metrics: inout MetricSet) {
        metrics[.sales] = .money(amount.money(.current))
        metrics[.salesPrior] = .money(amount.money(.prior))
        metrics[.salesYearAgo] = .money(amount.money(.yearAgo))
        metrics[.salesTrailingYear] = .money(amount.money(.trailingYear))
        metrics[.growth] = growth(from: amount.prior)
        metrics[.growthYear] = growth(from: amount.yearAgo)
        metrics[.quota] = quota > 0 ? .money(Money(units: quota)) : .unavailable(.noQuota)
        metrics[.attainment] = ratio(amount.current, quota, orElse: .noQuota)
        metrics[.pace] = ratio(amount.fiscalYearToDate, quotaToDate, orElse: .noQuota)
        metrics[.calls] = .count(calls)
        metrics[.callsPerWeek] = .number(Double(calls) * 7 / Double(days))
        metrics[.salesPerCall] = salesPerCall
        metrics[.newAccounts] = .count(newAccounts)
        metrics[.lostAccounts] = .count(lostAccounts)
        metrics[.lostSales] = .money(Money(units: lostAmount))
        metrics[.accountConcentration] = concentration
    }

    private func growth(from base: Int64) -> MetricValue {
        guard base > 0 else { return .unavailable(.noPriorSales) }
        return .number(Double(amount.current) / Double(base) - 1)
    }

    private var salesPerCall: MetricValue {
        guard calls > 0, let share = amount.money(.current).scaled(by: 1, over: Int(calls)) else {
            return .unavailable(.noCallsRecorded)
        }
        return .money(share)
    }

    /// Herfindahl-Hirschman index of the accounts' shares.
    private var concentration: MetricValue {
        guard negativeAccounts == 0 else { return .unavailable(.negativeSales) }
        guard amount.current > 0 else { return .unavailable(.noSales) }
        let square = Int128(amount.current) * Int128(amount.current)
        return .number(Double(squares) / Double(square) * 10_000)
    }
}

extension Evaluation {
    /// Potential per year of the ground, in 1/10,000.
    func potential(of ground: GroundTally) -> Int64 {
        usesAccountPotential ? ground.accountPotential : ground.unitPotential
    }

    func measurePotential(_ ground: GroundTally, _ sales: SalesTally, in metrics: inout MetricSet) {
        let potential = potential(of: ground)
        metrics[.potential] = potential > 0 ? .money(Money(units: potential)) : .unavailable(.noPotential)
        metrics[.shareOfPotential] = ratio(sales.amount.trailingYear, potential, orElse: .noPotential)
        metrics[.performanceIndex] = performanceIndex(sales.amount.current, potential)
    }

    /// Sales per potential against the organisation's, 100 = the same.
    private func performanceIndex(_ amount: Int64, _ potential: Int64) -> MetricValue {
        guard potential > 0 else { return .unavailable(.noPotential) }
        let whole = totals.territories[field.tree.organisation]
        let allSales = whole.sales.amount.current
        let allPotential = self.potential(of: whole.ground)
        guard allSales != 0, allPotential > 0 else { return .unavailable(.noSales) }
        let own = Double(amount) / Double(potential)
        return .number(own / (Double(allSales) / Double(allPotential)) * 100)
    }
}
