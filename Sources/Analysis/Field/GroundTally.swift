import TerritoryModel

/// What is owned: sums over accounts that add up over territories, groups and reps.
///
/// Planned calls are scaled by 364 × 10,000 so that every sum is of integers.
struct GroundTally: Hashable, Sendable {
    /// The days that an account's planned calls are for.
    static let planDays: Int64 = 364
    /// What one call counts in the scale of planned calls.
    static let callScale = Int128(planDays * FixedPoint.unitsPerOne)

    var accounts: Int64 = 0
    var called: Int64 = 0
    var active: Int64 = 0
    /// Calls in the current window on owned accounts.
    var calls: Int64 = 0
    var targets: Int64 = 0
    var calledTargets: Int64 = 0
    var callsOnTargets: Int64 = 0
    /// Σ min(calls, planned), Σ planned over targets and Σ max(0, calls − planned), scaled.
    var plannedMet: Int128 = 0
    var planned: Int128 = 0
    var beyondPlan: Int128 = 0
    /// Trailing-year amount of accounts without a call in the current window, and their number.
    var uncalledAmount: Int64 = 0
    var uncalled: Int64 = 0
    /// Planned calls per year (1/10,000) × minutes per call.
    var workload: Int128 = 0
    var accountPotential: Int64 = 0
    var calledPotential: Int64 = 0
    var unitPotential: Int64 = 0
    var relationships = RelationshipTally()

    init() {}

    /// The tally of one account.
    init(
        _ activity: AccountActivity, potential: Money?, plan: FixedPoint?, days: Int, minutesPerCall: Int
    ) {
        accounts = 1
        called = activity.calls > 0 ? 1 : 0
        active = activity.amount.current > 0 ? 1 : 0
        calls = activity.calls
        if activity.calls == 0 {
            uncalledAmount = activity.amount.trailingYear
            uncalled = 1
        }
        accountPotential = potential?.units ?? 0  // an account without one adds nothing
        calledPotential = activity.calls > 0 ? accountPotential : 0
        if let plan {
            count(plan: plan.units, days: days, minutesPerCall: minutesPerCall)
        }
    }

    private mutating func count(plan: Int64, days: Int, minutesPerCall: Int) {
        let plannedCalls = Int128(max(0, plan)) * Int128(days)
        let madeCalls = Int128(calls) * GroundTally.callScale
        beyondPlan = max(0, madeCalls - plannedCalls)
        guard plan > 0 else { return }
        targets = 1
        calledTargets = called
        callsOnTargets = calls
        planned = plannedCalls
        plannedMet = min(madeCalls, plannedCalls)
        workload = Int128(plan) * Int128(minutesPerCall)
    }

    /// Adds the tally of another part of the same subject.
    mutating func add(_ other: GroundTally, of subject: String) throws(SumOverflow) {
        accounts += other.accounts
        called += other.called
        active += other.active
        targets += other.targets
        calledTargets += other.calledTargets
        uncalled += other.uncalled
        try Analysis.add(other.calls, to: &calls, "calls of \(subject)")
        try Analysis.add(other.callsOnTargets, to: &callsOnTargets, "calls on targets of \(subject)")
        try Analysis.add(other.plannedMet, to: &plannedMet, "planned calls made of \(subject)")
        try Analysis.add(other.planned, to: &planned, "planned calls of \(subject)")
        try Analysis.add(other.beyondPlan, to: &beyondPlan, "calls beyond plan of \(subject)")
        try Analysis.add(other.uncalledAmount, to: &uncalledAmount, "uncalled sales of \(subject)")
        try Analysis.add(other.workload, to: &workload, "workload of \(subject)")
        try Analysis.add(other.accountPotential, to: &accountPotential, "account potential of \(subject)")
        try Analysis.add(other.calledPotential, to: &calledPotential, "called potential of \(subject)")
        try relationships.add(other.relationships, of: subject)
        try Analysis.add(other.unitPotential, to: &unitPotential, "unit potential of \(subject)")
    }
}
