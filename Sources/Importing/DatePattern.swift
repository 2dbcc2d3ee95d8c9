/// How dates are written in a source.
public struct DatePattern: Hashable, Sendable {
    /// As configured, such as `dd/MM/yyyy`.
    public let text: String
    let format: DateFormat

    static let iso = DatePattern(.iso)

    /// nil where the text is not a pattern of a date.
    public init?(_ text: String) {
        guard let format = DateFormat(rawValue: text) else { return nil }
        self.init(format)
    }

    private init(_ format: DateFormat) {
        text = format.rawValue
        self.format = format
    }
}

enum DateFormat: String, Hashable, Sendable, CaseIterable {
    case iso = "yyyy-MM-dd"
    case monthDayYear = "MM/dd/yyyy"
    case dayMonthYear = "dd/MM/yyyy"
    case dayMonthYearDots = "dd.MM.yyyy"
    case compact = "yyyyMMdd"
}
