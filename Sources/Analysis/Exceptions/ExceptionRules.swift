/// Where an exception begins; below these limits a figure is on the pages but no cause for alarm.
public enum ExceptionRules {
    /// Share of trailing-year sales that lies in accounts without a call.
    public static let uncalledShare = 0.05
    /// Fewest accounts without a call.
    public static let uncalledAccounts = 10
    /// Highly concentrated above this index, by the US merger guidelines of 2010.
    public static let concentration = 2_500.0
    /// Names that a sentence spells out.
    public static let namesShown = 5
}
