/// How one locale writes numbers, amounts of one currency and days.
///
/// Read once and shared by all threads; a class, so that handing it on costs nothing.
final class LocalePatterns: Sendable {
    let locale: ReportLocale
    let number: NumberPattern
    let percent: NumberPattern
    let money: NumberPattern
    /// From thousands on, by magnitude.
    let shortMoney: [ShortAmount]
    let day: DayPattern

    /// - Parameter currency: ISO 4217 code.
    init(_ locale: ReportLocale, currency: String) {
        let printed = PrintedNumbers(locale, currency: currency)
        self.locale = locale
        number = NumberPattern(reading: printed.number)
        percent = NumberPattern(reading: printed.percent)
        money = NumberPattern(reading: printed.money)
        shortMoney = ShortAmount.all(reading: printed.shortMoney, money: money)
        day = printed.day ?? .iso
    }
}

extension NumberPattern {
    /// Reads the pattern off printed numbers.
    ///
    /// - Parameter print: Prints a whole number of tenths with or without its decimal.
    init(reading print: (_ tenths: Int, _ hasDecimal: Bool) -> String) {
        self.init()
        let whole = PrintedNumber(print(12_345_678_900, false))
        positive = whole.ends
        negative = PrintedNumber(print(-12_345_678_900, false)).ends
        if let separator = whole.separators.last {
            groupingSeparator = separator
            lastGroup = whole.groups.last ?? lastGroup
            otherGroups = whole.groups.count > 2 ? whole.groups[whole.groups.count - 2] : lastGroup
            fewestBefore = PrintedNumber(print(12_340, false)).separators.isEmpty ? 2 : 1
        } else {
            groupingSeparator = ""
        }
        decimalSeparator = PrintedNumber(print(15, true)).separators.last ?? decimalSeparator
    }
}

extension ShortAmount {
    /// Reads off printed powers of ten what is put behind a shortened amount.
    static func all(reading print: (Int) -> String, money: NumberPattern) -> [ShortAmount] {
        (3...15).map { magnitude in
            let power = Int(NumberPattern.power(magnitude))
            let printed = PrintedNumber(print(power))
            let divisor = magnitude + 1 - printed.groups.reduce(0, +)
            guard divisor > 0 else { return ShortAmount(magnitude: magnitude, divisor: 0, pattern: money) }
            var pattern = money
            pattern.positive = printed.ends
            pattern.negative = PrintedNumber(print(-power)).ends
            return ShortAmount(magnitude: magnitude, divisor: divisor, pattern: pattern)
        }
    }
}

/// A printed number taken apart.
private struct PrintedNumber {
    var ends = NumberPattern.Ends()
    /// Lengths of the groups of digits, and what stands between them.
    var groups: [Int] = []
    var separators: [String] = []

    init(_ text: String) {
        var other = ""
        for scalar in text.unicodeScalars {
            guard ("0"..."9").contains(scalar) else {
                other += scalar == "-" ? NumberPattern.minus : String(scalar)
                continue
            }
            if groups.isEmpty {
                ends.before = other
                groups.append(0)
            } else if !other.isEmpty {
                separators.append(other)
                groups.append(0)
            }
            other = ""
            groups[groups.count - 1] += 1
        }
        ends.behind = other
    }
}
