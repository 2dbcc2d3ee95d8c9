/// Up to eight characters of a number, judged and read all at once.
///
/// The words of digits follow Daniel Lemire and Johnny Lee, *Quickly parsing eight digits* (2018, 2022).
struct WrittenDigits {
    private static let zeros: UInt64 = 0x3030_3030_3030_3030
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The value of each digit; the last character is the highest byte, and what stands before the first is 0.
    private let digits: UInt64
    /// Number of the characters, 0 to 8.
    private let count: Int

    /// The last `count` characters of a little-endian word.
    @inline(__always)
    init(_ word: UInt64, last count: Int) {
        self.count = count
        // Shifts by 64, which leave nothing.
        digits = (word ^ WrittenDigits.zeros) & (UInt64.max << UInt64(64 - 8 * count))
    }

    /// The number in 1/10,000; nil where it is not made of digits, with at most four behind a separator.
    @inline(__always)
    func units(separator: UInt8) -> Int64? {
        // The highest bit of each byte that is no digit.
        let others =
            (digits | ((digits & ~WrittenDigits.highBits) &+ 0x7676_7676_7676_7676)) & WrittenDigits.highBits
        if others == 0 { return count > 0 ? Int64(WrittenDigits.number(digits)) * 10_000 : nil }
        let place = UInt64(others.trailingZeroBitCount) & 0x38
        guard others & (others &- 1) == 0, (digits >> place) & 0xFF == UInt64(separator ^ 0x30), count > 1
        else { return nil }
        let decimals = 7 - Int(place / 8)
        guard decimals <= 4 else { return nil }
        // The digits before the separator move up to its place.
        let below = (UInt64(1) << place) &- 1
        let whole = (digits & below) << 8
        let fraction = digits & ~(below << 8 | 0xFF)
        return Int64(WrittenDigits.number(whole | fraction) &* WrittenDigits.scale(decimals))
    }

    /// What the last digit of so many decimals is worth.
    @inline(__always)
    private static func scale(_ decimals: Int) -> UInt64 {
        let scales: InlineArray<5, UInt64> = [10_000, 1_000, 100, 10, 1]
        return scales[decimals]
    }

    /// The number of eight digits, the first in the lowest byte.
    @inline(__always)
    private static func number(_ digits: UInt64) -> UInt64 {
        let pairs = (digits &* 10) &+ (digits >> 8)
        let first = (pairs & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
        let second = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
        return (first &+ second) >> 32
    }
}
