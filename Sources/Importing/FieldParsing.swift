import TerritoryModel

/// Readers of single values, straight from bytes; none allocates.
enum FieldParsing {
    /// The range without blanks, control characters and no-break spaces at both ends.
    static func trimmed(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            if bytes[low] <= 0x20 {
                low += 1
            } else if bytes[low] == 0xC2, low + 1 < high, bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while low < high {
            if bytes[high - 1] <= 0x20 {
                high -= 1
            } else if bytes[high - 1] == 0xA0, high - 2 >= low, bytes[high - 2] == 0xC2 {
                high -= 2
            } else {
                break
            }
        }
        return low..<high
    }

    /// A decimal with an optional sign and at most four significant decimals; nil for all else.
    static func decimal(_ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8) -> FixedPoint? {
        var place = range.lowerBound
        let end = range.upperBound
        var negative = false
        if place < end, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
            negative = bytes[place] == UInt8(ascii: "-")
            place += 1
        }
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

    /// A civil day in the declared format; nil where the text is none.
    static func day(_ range: Range<Int>, in bytes: Span<UInt8>, format: DateFormat) -> Day? {
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
                let next = bytes[start + 10]
                guard next == UInt8(ascii: "T") || next == UInt8(ascii: " ") else { return nil }
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
