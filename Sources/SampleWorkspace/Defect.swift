/// The kinds of dirty rows; the first five are refused, the others are loaded and reported.
public enum Defect: String, CaseIterable, Sendable {
    case unreadableDate = "unreadable_date"
    case unreadableAmount = "unreadable_amount"
    case wrongFieldCount = "wrong_field_count"
    case strayQuote = "stray_quote"
    case blankRequired = "blank_required"
    case unknownAccount = "unknown_account"
    case unknownRep = "unknown_rep"
    case future = "future"

    /// Whether a reader must refuse the row.
    public var isRefused: Bool {
        switch self {
        case .unreadableDate, .unreadableAmount, .wrongFieldCount, .strayQuote, .blankRequired: true
        case .unknownAccount, .unknownRep, .future: false
        }
    }

    /// Those that a calls file can have: it has no amount.
    static let ofCalls = allCases.filter { $0 != .unreadableAmount }
}
