import TerritoryModel

/// How well owned accounts are known: sums that add up over territories, groups and reps.
struct RelationshipTally: Hashable, Sendable {
    /// Accounts with an owner rep, and the days since they have had it.
    var withOwner: Int64 = 0
    var tenureDays: Int64 = 0
    /// Trailing-year amount of accounts, at least 0 of each.
    var weight: Int64 = 0
    /// Σ weight × min(2 × tenure in days, 1461).
    var known: Int128 = 0
    /// Accounts owned by a territory on both days, those with the same owner rep, and the weight of each.
    var onBothDays: Int64 = 0
    var continuous: Int64 = 0
    var weightOnBothDays: Int64 = 0
    var continuousWeight: Int64 = 0
    /// Trailing-year amount of accounts whose owner rep changed lately.
    var inTransition: Int64 = 0
    /// Accounts at risk and their trailing-year amount.
    var atRisk: Int64 = 0
    var atRiskAmount: Int64 = 0

    init() {}

    /// The tally of one account.
    ///
    /// - Parameters:
    ///   - amount: Its trailing-year amount.
    ///   - tenure: Days since it has had its owner rep; nil without one, or without data.
    init(_ relationship: Relationship, amount: Int64, tenure: Int?, isAtRisk: Bool) {
        weight = max(0, amount)
        if let tenure {
            withOwner = 1
            tenureDays = Int64(tenure)
            known = Int128(weight) * Int128(min(2 * Int64(tenure), Relationship.fullTenureHalfDays))
        }
        if relationship.isOwnedOnBothDays {
            onBothDays = 1
            weightOnBothDays = weight
            continuous = relationship.isContinuous ? 1 : 0
            continuousWeight = relationship.isContinuous ? weight : 0
        }
        inTransition = relationship.isInTransition ? amount : 0
        atRisk = isAtRisk ? 1 : 0
        atRiskAmount = isAtRisk ? amount : 0
    }

    /// Adds the tally of another part of the same subject.
    mutating func add(_ other: RelationshipTally, of subject: String) throws(SumOverflow) {
        withOwner += other.withOwner
        tenureDays += other.tenureDays
        onBothDays += other.onBothDays
        continuous += other.continuous
        atRisk += other.atRisk
        try Analysis.add(other.weight, to: &weight, "trailing-year sales of \(subject)")
        try Analysis.add(other.known, to: &known, "familiarity of \(subject)")
        try Analysis.add(other.inTransition, to: &inTransition, "sales in transition of \(subject)")
        // Parts of the weight, which fits.
        weightOnBothDays += other.weightOnBothDays
        continuousWeight += other.continuousWeight
        atRiskAmount += other.atRiskAmount
    }
}

extension Field {
    /// How well one account is known.
    func relationshipTally(of account: Int) -> RelationshipTally {
        let relationship = relationships[account]
        let first = facts.totals.firstSale
        return RelationshipTally(
            relationship, amount: activity[account].amount.trailingYear,
            tenure: first.flatMap { relationship.tenureDays(asOf: asOf, dataFrom: $0) },
            isAtRisk: !risks(of: account).isEmpty)
    }
}

extension RelationshipTally {
    /// The metrics that `measure` gives.
    static let metricKeys: [MetricKey] = [
        .tenureMonths, .familiarity, .continuity, .continuityBySales, .revenueInTransition, .accountsAtRisk,
        .salesAtRisk,
    ]

    /// - Parameter hasData: Whether there is a first day of the data to count tenure from.
    func measure(hasData: Bool, in metrics: inout MetricSet) {
        metrics[.tenureMonths] =
            hasData
            ? withOwner > 0
                ? .number(Double(tenureDays) / Double(withOwner) / Relationship.daysPerMonth)
                : .unavailable(.noOwner) : .unavailable(.noSales)
        metrics[.familiarity] = ratio(
            known, Int128(weight) * Int128(Relationship.fullTenureHalfDays), orElse: .noSales)
        metrics[.continuity] = ratio(continuous, onBothDays, orElse: .noAccounts)
        metrics[.continuityBySales] = ratio(continuousWeight, weightOnBothDays, orElse: .noSales)
        metrics[.revenueInTransition] = .money(Money(units: inTransition))
        metrics[.accountsAtRisk] = .count(atRisk)
        metrics[.salesAtRisk] = .money(Money(units: atRiskAmount))
    }
}
