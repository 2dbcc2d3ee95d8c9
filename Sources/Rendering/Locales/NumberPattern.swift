/// How numbers of one kind are written: digits in groups, between what stands before and behind them.
struct NumberPattern: Hashable, Sendable {
    /// What stands round a number: a sign, a currency, a unit.
    struct Ends: Hashable, Sendable {
        var before = ""
        var behind = ""
    }

    var positive = Ends()
    var negative = Ends(before: NumberPattern.minus)
    var decimalSeparator = "."
    var groupingSeparator = ","
    /// Digits of the last group, and of those before it.
    var lastGroup = 3
    var otherGroups = 3
    /// Fewest digits that stand before the first separator: 2 where 1234 is written without one.
    var fewestBefore = 1

    static let minus = "−"

    /// - Parameters:
    ///   - whole: The digits before the decimal separator.
    ///   - fraction: Those behind it as a number, of `places` digits.
    func text(_ whole: UInt64, fraction: UInt64 = 0, places: Int = 0, isNegative: Bool = false) -> String {
        let ends = isNegative ? negative : positive
        var text = ByteText()
        text.write(ends.before)
        if whole >= fewestGrouped {
            writeGroups(whole, last: lastGroup, to: &text)
        } else {
            text.write(digitsOf: whole, atLeast: 1)
        }
        if places > 0 {
            text.write(decimalSeparator)
            text.write(digitsOf: fraction, atLeast: places)
        }
        text.write(ends.behind)
        return text.text
    }

    /// A number with fixed decimals, rounded half away from zero; nil beyond 2⁵³ units of the last decimal, where
    /// a `Double` has no such decimals.
    func text(_ number: Double, places: Int) -> String? {
        let scale = NumberPattern.power(places)
        let scaled = (abs(number) * Double(scale)).rounded(.toNearestOrAwayFromZero)
        guard scaled < 9_007_199_254_740_992 else { return nil }
        let units = UInt64(scaled)
        let (whole, fraction) = units.quotientAndRemainder(dividingBy: scale)
        return text(whole, fraction: fraction, places: places, isNegative: number < 0 && units > 0)
    }

    private var fewestGrouped: UInt64 {
        groupingSeparator.isEmpty ? .max : NumberPattern.power(lastGroup + fewestBefore - 1)
    }

    private func writeGroups(_ number: UInt64, last size: Int, to text: inout ByteText) {
        let (rest, group) = number.quotientAndRemainder(dividingBy: NumberPattern.power(size))
        guard rest > 0 else {
            text.write(digitsOf: group, atLeast: 1)
            return
        }
        writeGroups(rest, last: otherGroups, to: &text)
        text.write(groupingSeparator)
        text.write(digitsOf: group, atLeast: size)
    }

    /// Ten to the power of a small number.
    static func power(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

/// How amounts of one magnitude are shortened, such as `$1.2M` from a million on.
struct ShortAmount: Hashable, Sendable {
    /// The magnitude: 6 from a million on.
    let magnitude: Int
    /// The power of ten by which an amount is divided: 6 where 12 million is printed as 12.
    let divisor: Int
    let pattern: NumberPattern
}
