import TerritoryModel

/// Readers of single values, straight from bytes; none allocates.
enum FieldParsing {
    /// The range without blanks of any kind, control characters and invisible marks at both ends.
    @inline(__always)
    static func trimmed(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        // Where both ends are visible ASCII nothing is trimmed, as in nearly all values.
        if let last = range.last, (0x21...0x7E).contains(bytes[range.lowerBound]),
            (0x21...0x7E).contains(bytes[last])
        {
            return range
        }
        return trimmedAtEnds(range, in: bytes)
    }

    private static func trimmedAtEnds(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let length = blank(bytes, at: low, before: high)
            guard length > 0 else { break }
            low += length
        }
        while low < high {
            guard bytes[high - 1] <= 0x20 || bytes[high - 1] >= 0x7F else { break }
            var start = high - 1
            // To the first byte of the last character.
            while start > low, bytes[start] & 0xC0 == 0x80 { start -= 1 }
            guard blank(bytes, at: start, before: high) == high - start else { break }
            high = start
        }
        return low..<high
    }

    /// Length of the blank, control or invisible character at a place; 0 where another one stands there.
    @inline(__always)
    private static func blank(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Int {
        let byte = bytes[place]
        if byte > 0x20, byte < 0x7F { return 0 }
        return byte <= 0x20 || byte == 0x7F ? 1 : longBlank(bytes, at: place, before: end)
    }

    /// The same for characters of several bytes: U+0080 to U+00A0, the spaces and marks of U+2000 to U+200F,
    /// U+202F, U+205F, U+2060, U+3000 and U+FEFF.
    private static func longBlank(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Int {
        guard place + 1 < end else { return 0 }
        let second = bytes[place + 1]
        if bytes[place] == 0xC2 { return second <= 0xA0 ? 2 : 0 }
        guard place + 2 < end else { return 0 }
        let third = bytes[place + 2]
        let isBlank =
            switch (bytes[place], second) {
            case (0xE2, 0x80): third <= 0x8F || third == 0xAF
            case (0xE2, 0x81): third == 0x9F || third == 0xA0
            case (0xE3, 0x80): third == 0x80
            case (0xEF, 0xBB): third == 0xBF
            default: false
            }
        return isBlank ? 3 : 0
    }

    /// A decimal with an optional sign and at most four significant decimals; nil for all else.
    ///
    /// The fast path of `DecimalForm`, which reads what this does not.
    @inline(__always)
    static func decimal(_ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8) -> FixedPoint? {
        // Eight bytes that end with the number, which all but the first numbers of a text have.
        if range.upperBound >= 8, range.count <= 8, !range.isEmpty {
            let isSigned = bytes[range.lowerBound] == UInt8(ascii: "-")
            let digits = isSigned ? range.count - 1 : range.count
            if let units = WrittenDigits(bytes.word(at: range.upperBound - 8), last: digits)
                .units(separator: separator)
            {
                return FixedPoint(units: isSigned ? -units : units)
            }
        }
        return otherDecimal(range, in: bytes, separator: separator)
    }

    @inline(never)
    private static func otherDecimal(
        _ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8
    ) -> FixedPoint? {
        shortDecimal(range, in: bytes, separator: separator)
            ?? longDecimal(range, in: bytes, separator: separator)
    }

    /// The same for up to 14 bytes, which overflow nothing, with at most four decimals of any kind.
    @inline(__always)
    private static func shortDecimal(
        _ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8
    ) -> FixedPoint? {
        guard !range.isEmpty, range.count <= 14 else { return nil }
        var place = range.lowerBound
        let isNegative = bytes[place] == UInt8(ascii: "-")
        if isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
        var value: Int64 = 0
        var digits = 0
        // Digits before the separator.
        var whole = -1
        while place < range.upperBound {
            let digit = bytes[place] &- 0x30
            if digit <= 9 {
                value = value &* 10 &+ Int64(digit)
                digits += 1
            } else if bytes[place] == separator, whole < 0 {
                whole = digits
            } else {
                return nil
            }
            place += 1
        }
        let decimals = whole < 0 ? 0 : digits - whole
        guard digits > 0, decimals <= 4 else { return nil }
        for _ in decimals..<4 { value = value &* 10 }
        return FixedPoint(units: isNegative ? -value : value)
    }

    private static func longDecimal(
        _ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8
    ) -> FixedPoint? {
        var place = range.lowerBound
        let end = range.upperBound
        let negative = place < end && bytes[place] == UInt8(ascii: "-")
        if negative || place < end && bytes[place] == UInt8(ascii: "+") { place += 1 }
        var value: Int64 = 0
        var digits = 0
        var decimals = -1
        while place < end {
            let byte = bytes[place]
            place += 1
            if byte == separator, decimals < 0 {
                decimals = 0
                continue
            }
            let digit = Int64(byte) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            digits += 1
            if decimals == 4 {
                guard digit == 0 else { return nil }
                continue
            }
            if decimals >= 0 { decimals += 1 }
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = shifted.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        guard digits > 0 else { return nil }
        for _ in max(decimals, 0)..<4 {
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = shifted
        }
        return FixedPoint(units: negative ? -value : value)
    }

    /// A civil day in one of the frequent forms with all its digits; nil where the text is none.
    @inline(__always)
    static func day(_ range: Range<Int>, in bytes: Span<UInt8>, format: DateFormat) -> Day? {
        if format == .iso, range.count == 10 {
            return isoDay(bytes.word(at: range.lowerBound), bytes.word(at: range.lowerBound + 2))
        }
        return otherDay(range, in: bytes, format: format)
    }

    /// The day of `yyyy-MM-dd`, whose first and last eight bytes are given as words.
    @inline(__always)
    private static func isoDay(_ first: UInt64, _ last: UInt64) -> Day? {
        // Digits become 0 to 9 and the two marks 0; a byte above 9 sets its highest bit.
        let parts = first ^ 0x2D30_302D_3030_3030
        let ending = (last >> 48) ^ 0x3030
        guard (parts | (parts &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0,
            parts & 0xFF00_00FF_0000_0000 == 0, (ending | (ending &+ 0x7676)) & 0x8080 == 0
        else { return nil }
        // Each byte becomes ten times itself and the next one, at most 99.
        let pairs = parts &* 10 &+ parts >> 8
        func pair(_ place: UInt64) -> Int { Int(truncatingIfNeeded: (pairs >> (place * 8)) & 0xFF) }
        return day(
            century: pair(0), yearOfCentury: pair(2), month: pair(5),
            day: Int(truncatingIfNeeded: (ending & 0xFF) &* 10 &+ ending >> 8))
    }

    /// Days of a year before each month, and the days of each month, of a year that is no leap year.
    private static let daysBefore: InlineArray<13, Int16> = [
        0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334,
    ]
    private static let daysOfMonth: InlineArray<13, Int8> = [
        0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]

    /// The day of the calendar, as `Day` has it, but without its divisions; nil where there is none.
    @inline(__always)
    private static func day(century: Int, yearOfCentury: Int, month: Int, day: Int) -> Day? {
        let year = century * 100 + yearOfCentury
        guard year > 0, month >= 1, month <= 12, day >= 1 else { return nil }
        let isLeap = yearOfCentury & 3 == 0 && (yearOfCentury != 0 || century & 3 == 0)
        let leapDay = isLeap ? 1 : 0
        guard day <= Int(daysOfMonth[month]) + (month == 2 ? leapDay : 0) else { return nil }
        let past = year - 1
        let pastCenturies = yearOfCentury == 0 ? century - 1 : century
        let leapDays = past >> 2 - pastCenturies + pastCenturies >> 2
        let ofYear = Int(daysBefore[month]) + (month > 2 ? leapDay : 0) + day
        return Day(number: Int32(truncatingIfNeeded: past * 365 + leapDays + ofYear - 719_163))
    }

    private static func otherDay(_ range: Range<Int>, in bytes: Span<UInt8>, format: DateFormat) -> Day? {
        let start = range.lowerBound
        func number(_ offset: Int, _ length: Int) -> Int? {
            guard start + offset + length <= range.upperBound else { return nil }
            var value = 0
            for place in (start + offset)..<(start + offset + length) {
                let digit = Int(bytes[place]) - 0x30
                guard digit >= 0, digit <= 9 else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        func separated(by byte: UInt8, at first: Int, _ second: Int) -> Bool {
            range.count > second && bytes[start + first] == byte && bytes[start + second] == byte
        }
        switch format {
        case .iso:
            guard separated(by: UInt8(ascii: "-"), at: 4, 7), let year = number(0, 4),
                let month = number(5, 2),
                let day = number(8, 2)
            else { return nil }
            if range.count > 10 {
                guard DateReader.isTime((start + 10)..<range.upperBound, in: bytes) else { return nil }
            }
            return Day(year: year, month: month, day: day)
        case .monthDayYear, .dayMonthYear, .dayMonthYearDots:
            let byte = format == .dayMonthYearDots ? UInt8(ascii: ".") : UInt8(ascii: "/")
            guard range.count == 10, separated(by: byte, at: 2, 5), let first = number(0, 2),
                let second = number(3, 2), let year = number(6, 4)
            else { return nil }
            return format == .monthDayYear
                ? Day(year: year, month: first, day: second) : Day(year: year, month: second, day: first)
        case .compact:
            guard range.count == 8, let year = number(0, 4), let month = number(4, 2), let day = number(6, 2)
            else { return nil }
            return Day(year: year, month: month, day: day)
        }
    }
}
