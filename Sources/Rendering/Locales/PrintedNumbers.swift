import Foundation

/// Numbers and days as Foundation prints them, from which the patterns of a locale are read.
///
/// Foundation takes microseconds for each number; a report has hundreds of thousands.
struct PrintedNumbers {
    private let locale: Locale
    private let currency: String

    init(_ locale: ReportLocale, currency: String) {
        // Whatever digits and calendar are usual there, days are counted in ours.
        self.locale = Locale(identifier: locale.identifier + "@calendar=gregorian;numbers=latn")
        self.currency = currency
    }

    func number(_ tenths: Int, _ hasDecimal: Bool) -> String {
        (Decimal(tenths) / 10).formatted(
            .number.precision(.fractionLength(hasDecimal ? 1 : 0)).locale(locale))
    }

    func percent(_ tenths: Int, _ hasDecimal: Bool) -> String {
        (Decimal(tenths) / 1_000).formatted(
            .percent.precision(.fractionLength(hasDecimal ? 1 : 0)).locale(locale))
    }

    func money(_ tenths: Int, _ hasDecimal: Bool) -> String {
        (Decimal(tenths) / 10).formatted(
            .currency(code: currency).precision(.fractionLength(hasDecimal ? 1 : 0)).locale(locale))
    }

    func shortMoney(_ amount: Int) -> String {
        amount.formatted(
            .currency(code: currency).notation(.compactName).precision(.fractionLength(0)).locale(locale))
    }

    /// A day with the name of its month; nil where its pattern is not understood.
    var day: DayPattern? {
        guard let pattern = DateFormatter.dateFormat(fromTemplate: "yMMMd", options: 0, locale: locale) else {
            return nil
        }
        let names = DateFormatter()
        names.locale = locale
        let months = pattern.contains("MMMM") ? names.monthSymbols : names.shortMonthSymbols
        return DayPattern(pattern, months: months)
    }
}
