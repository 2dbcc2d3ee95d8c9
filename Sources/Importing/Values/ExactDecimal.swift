import TerritoryModel

/// A decimal number without rounding: a whole number of 1/10^`scale`.
///
/// About 38 significant digits; what outgrows them is nil, never rounded or wrapped.
struct ExactDecimal: Hashable, Sendable {
    private(set) var mantissa: Int128
    private(set) var scale: Int

    static let zero = ExactDecimal(mantissa: 0, scale: 0)

    /// The number in its shortest form.
    private init(mantissa: Int128, scale: Int) {
        self.mantissa = mantissa
        self.scale = mantissa == 0 ? 0 : scale
        while self.scale > 0, self.mantissa % 10 == 0 {
            self.mantissa /= 10
            self.scale -= 1
        }
    }

    init(_ number: FixedPoint) {
        self.init(mantissa: Int128(number.units), scale: 4)
    }

    /// Digits with at most one separator and a sign in front, such as `-0.00125`; nil for all else and for more
    /// than 38 digits.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>, separator: UInt8) {
        var place = range.lowerBound
        var isNegative = false
        if !range.isEmpty, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
            isNegative = bytes[place] == UInt8(ascii: "-")
            place += 1
        }
        var mantissa: Int128 = 0
        var decimals: Int?
        var digits = 0
        for index in place..<range.upperBound {
            if bytes[index] == separator, decimals == nil {
                decimals = 0
                continue
            }
            let digit = Int128(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9, digits < 38 else { return nil }
            mantissa = mantissa * 10 + digit
            digits += 1
            if let known = decimals { decimals = known + 1 }
        }
        guard digits > 0 else { return nil }
        self.init(mantissa: isNegative ? -mantissa : mantissa, scale: decimals ?? 0)
    }

    /// Decimal text with a point, as the configuration gives it.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span, 0..<bytes.count, separator: UInt8(ascii: "."))
    }

    var negated: ExactDecimal? {
        let (negative, overflow) = Int128(0).subtractingReportingOverflow(mantissa)
        return overflow ? nil : ExactDecimal(mantissa: negative, scale: scale)
    }

    /// Exact product; nil where it has too many digits.
    func multiplied(by other: ExactDecimal) -> ExactDecimal? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        return overflow ? nil : ExactDecimal(mantissa: product, scale: scale + other.scale)
    }

    /// Exact sum; nil where it has too many digits.
    func adding(_ other: ExactDecimal) -> ExactDecimal? {
        if mantissa == 0 { return other }
        if other.mantissa == 0 { return self }
        let common = max(scale, other.scale)
        guard let left = mantissa(at: common), let right = other.mantissa(at: common) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : ExactDecimal(mantissa: sum, scale: common)
    }

    /// Rounded to 1/10,000, half away from zero; nil where it is out of range.
    func rounded() -> FixedPoint? {
        guard scale > 4 else {
            return mantissa(at: 4).flatMap(Int64.init(exactly:)).flatMap {
                $0 == .min ? nil : FixedPoint(units: $0)
            }
        }
        // A mantissa has at most 39 digits, so everything behind 40 more places rounds to nothing.
        guard let divisor = ExactDecimal.power(scale - 4) else { return .zero }
        let (quotient, remainder) = mantissa.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let magnitude = quotient + (remainder >= divisor.magnitude - remainder ? 1 : 0)
        guard magnitude <= UInt128(Int64.max) else { return nil }
        return FixedPoint(units: mantissa < 0 ? -Int64(magnitude) : Int64(magnitude))
    }

    private func mantissa(at scale: Int) -> Int128? {
        guard let power = ExactDecimal.power(scale - self.scale) else { return nil }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
        return overflow ? nil : product
    }

    /// 10 to the power; nil above 38.
    private static func power(_ exponent: Int) -> Int128? {
        guard exponent <= 38 else { return nil }
        return (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
