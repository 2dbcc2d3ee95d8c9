import TerritoryModel

/// What was sold: sums that add up over territories and over reps alike.
struct SalesTally: Hashable, Sendable {
    var amount = WindowValues()
    /// Calls in the current window.
    var calls: Int64 = 0
    /// Quota of the current window and of the fiscal year to date.
    var quota: Int64 = 0
    var quotaToDate: Int64 = 0
    var newAccounts: Int64 = 0
    var lostAccounts: Int64 = 0
    /// Amount a year ago of lost accounts.
    var lostAmount: Int64 = 0
    /// Σ (current amount of an account)²; without meaning where an account is negative.
    var squares: Int128 = 0
    var negativeAccounts: Int64 = 0

    init() {}

    /// The tally of one account, or of one rep's part in it.
    init(amount: WindowValues, calls: Int64) {
        self.amount = amount
        self.calls = calls
        squares = Int128(amount.current) * Int128(amount.current)
        negativeAccounts = amount.current < 0 ? 1 : 0
    }

    /// Counts an account as lost that bought for the amount a year ago and from which nothing comes now.
    mutating func countLost(yearAgo: Int64) {
        guard yearAgo > 0 else { return }
        lostAccounts = 1
        lostAmount = yearAgo
    }

    /// Adds the tally of another part of the same subject.
    mutating func add(_ other: SalesTally, of subject: String) throws(SumOverflow) {
        try Analysis.add(other.amount, to: &amount, "sales of \(subject)")
        try Analysis.add(other.calls, to: &calls, "calls of \(subject)")
        try Analysis.add(other.quota, to: &quota, "quota of \(subject)")
        try Analysis.add(other.quotaToDate, to: &quotaToDate, "fiscal-year quota of \(subject)")
        try Analysis.add(other.lostAmount, to: &lostAmount, "lost sales of \(subject)")
        newAccounts += other.newAccounts
        lostAccounts += other.lostAccounts
        negativeAccounts += other.negativeAccounts
        // Σ a² ≤ (Σ a)² < 2¹²⁶ while no account is negative; else the sum is not used.
        squares &+= other.squares
    }
}
