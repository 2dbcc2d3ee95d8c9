/// Where an exception begins; below these limits a figure is on the pages but no cause for alarm.
///
/// Shares are of 0 to 1.
public struct ExceptionRules: Hashable, Sendable {
    /// Kinds that are not reported.
    public var muted: Set<ReportException.Kind> = []
    /// Smallest share of trailing-year sales that lies in accounts without a call, and fewest such accounts.
    public var uncalledShare = 0.05
    public var uncalledAccounts = 10
    /// Smallest share of a territory's current sales that two reps contest, or that reps without a role sold.
    public var conflictShare = 0.0
    public var outsideShare = 0.0
    /// Attainment below which a quota is short.
    public var attainment = 0.9
    /// Performance index below which sales are short of the ground, where no expectation can be estimated.
    public var index = 80.0
    /// Smallest share of the sales a year ago that lost accounts bought, and fewest such accounts.
    public var lostShare = 0.15
    public var lostAccounts = 3
    /// Smallest share of trailing-year sales whose owner rep changed.
    public var transitionShare = 0.10
    /// Highly concentrated above this index, by the US merger guidelines of 2010.
    public var concentration = 2_500.0
    /// Smallest share of current sales without a territory, and of sales rows that are refused.
    public var unassignedShare = 0.001
    public var faultShare = 0.001

    public init() {}
}

/// How sentences about exceptions are made.
enum ExceptionWording {
    /// Names that a sentence spells out.
    static let namesShown = 5
}
