import TerritoryModel

/// A number as people write it: sign, currency, thousands groups, decimals, exponent.
///
/// Reading allocates nothing. What is not wholly a number is refused, never guessed:
/// ```
/// number   = sign, currency and spaces around a body; (body) and body- are negative
/// sign     = + - − –
/// currency = one character of Unicode's category Sc, or a code of ISO 4217
/// body     = digits, or groups of three behind one to three digits, or Indian groups (12,34,567);
///            decimals behind the separator; an exponent where there are no groups
/// group    = the other one of . and , or a space (plain, no-break, narrow, thin), or ' or ’
/// ```
struct DecimalForm {
    private(set) var isNegative = false
    /// Where the currency stands; nil where the number has none.
    private(set) var currency: Range<Int>?
    /// Digits, separators and exponent.
    private(set) var body: Range<Int>
    private var hasSign = false
    private var isOpen = false
    private var exponent = 0
    private var decimals = 0
    /// Behind the last digit before the exponent.
    private var mantissaEnd = 0

    /// Reads the form; nil where the text is no number with this decimal separator.
    init?(_ range: Range<Int>, in bytes: Span<UInt8>, separator: UInt8) {
        body = range
        stripFront(bytes)
        stripBack(bytes)
        guard !isOpen, readBody(bytes, separator) else { return nil }
    }

    // MARK: - Around the number

    private mutating func stripFront(_ bytes: Span<UInt8>) {
        while !body.isEmpty {
            let place = body.lowerBound
            let byte = bytes[place]
            if (0x30...0x39).contains(byte) { return }
            var taken = DecimalForm.space(bytes, at: place, before: body.upperBound)
            if taken == 0, !hasSign {
                taken = DecimalForm.minus(bytes, at: place, before: body.upperBound)
                isNegative = taken > 0
                if byte == UInt8(ascii: "+") { taken = 1 }
                if byte == UInt8(ascii: "(") {
                    taken = 1
                    isOpen = true
                    isNegative = true
                }
                hasSign = taken > 0
            }
            if taken == 0, currency == nil {
                taken = CurrencySign.length(bytes, at: place, before: body.upperBound)
                if taken > 0 { currency = place..<(place + taken) }
            }
            guard taken > 0 else { return }
            body = (place + taken)..<body.upperBound
        }
    }

    private mutating func stripBack(_ bytes: Span<UInt8>) {
        while !body.isEmpty {
            let end = body.upperBound
            let byte = bytes[end - 1]
            if (0x30...0x39).contains(byte) { return }
            var start = end - 1
            // To the first byte of the last character.
            while start > body.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
            var taken = DecimalForm.space(bytes, at: start, before: end)
            if taken == 0, isOpen, byte == UInt8(ascii: ")") {
                isOpen = false
                taken = 1
            }
            if taken == 0, !hasSign {
                taken = DecimalForm.minus(bytes, at: start, before: end)
                hasSign = taken > 0
                isNegative = hasSign
            }
            if taken == 0, currency == nil {
                if byte < 0x80, byte != UInt8(ascii: "$") { start = max(body.lowerBound, end - 3) }
                taken = CurrencySign.length(bytes, at: start, before: end)
                if taken > 0 { currency = start..<end }
            }
            guard taken > 0 else { return }
            body = body.lowerBound..<(end - taken)
        }
    }

    /// Length of the minus sign at a place: hyphen, U+2212, en dash; 0 where there is none.
    private static func minus(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Int {
        if bytes[place] == UInt8(ascii: "-") { return 1 }
        guard bytes[place] == 0xE2, place + 2 < end else { return 0 }
        let isMinus = bytes[place + 1] == 0x88 && bytes[place + 2] == 0x92
        let isDash = bytes[place + 1] == 0x80 && bytes[place + 2] == 0x93
        return isMinus || isDash ? 3 : 0
    }

    /// Length of the space at a place: plain, tab, U+00A0, U+2007, U+2009, U+202F; 0 where there is none.
    private static func space(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Int {
        switch bytes[place] {
        case 0x20, 0x09: return 1
        case 0xC2: return place + 1 < end && bytes[place + 1] == 0xA0 ? 2 : 0
        case 0xE2:
            guard place + 2 < end, bytes[place + 1] == 0x80 else { return 0 }
            return [0x87, 0x89, 0xAF].contains(bytes[place + 2]) ? 3 : 0
        default: return 0
        }
    }

    // MARK: - The number

    /// The marks between groups of digits, and the lengths of the groups.
    private struct Groups {
        enum Mark { case point, comma, space, apostrophe }

        var mark: Mark?
        var first = 0
        var middlesAreThree = true
        var middlesAreTwo = true
        var hasMiddle = false

        /// Ends a group that a mark follows; false where the number cannot be grouped so.
        mutating func end(_ length: Int, with mark: Mark) -> Bool {
            if let known = self.mark {
                hasMiddle = true
                middlesAreThree = middlesAreThree && length == 3
                middlesAreTwo = middlesAreTwo && length == 2
                return known == mark
            }
            self.mark = mark
            first = length
            return (1...3).contains(length)
        }

        /// Whether the groups are well formed, given the length of the last one.
        func areWhole(last: Int) -> Bool {
            guard let mark else { return true }
            let isIndian = mark == .comma && hasMiddle && middlesAreTwo && first <= 2
            return last == 3 && (middlesAreThree || isIndian)
        }
    }

    private mutating func readBody(_ bytes: Span<UInt8>, _ separator: UInt8) -> Bool {
        var groups = Groups()
        var length = 0
        var digits = 0
        var isFraction = false
        var place = body.lowerBound
        while place < body.upperBound {
            let byte = bytes[place]
            if (0x30...0x39).contains(byte) {
                length += 1
                digits += 1
                place += 1
            } else if byte == separator, !isFraction {
                guard groups.areWhole(last: length) else { return false }
                isFraction = true
                length = 0
                place += 1
            } else if byte | 0x20 == UInt8(ascii: "e") {
                break
            } else {
                let (mark, taken) = DecimalForm.mark(bytes, at: place, before: body.upperBound)
                guard let mark, byte != separator, !isFraction, groups.end(length, with: mark),
                    bytes[body.lowerBound] != 0x30
                else { return false }
                length = 0
                place += taken
            }
        }
        mantissaEnd = place
        decimals = isFraction ? length : 0
        guard digits > 0, isFraction || groups.areWhole(last: length) else { return false }
        return place == body.upperBound || (groups.mark == nil && readExponent(bytes, from: place + 1))
    }

    private static func mark(
        _ bytes: Span<UInt8>, at place: Int, before end: Int
    ) -> (mark: Groups.Mark?, length: Int) {
        switch bytes[place] {
        case UInt8(ascii: "."): return (.point, 1)
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: "'"): return (.apostrophe, 1)
        default: break
        }
        let space = space(bytes, at: place, before: end)
        if space > 0 { return (.space, space) }
        let isQuote =
            bytes[place] == 0xE2 && place + 2 < end && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x99
        return isQuote ? (.apostrophe, 3) : (nil, 0)
    }

    private mutating func readExponent(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var place = start
        guard place < body.upperBound else { return false }
        let isBelow = bytes[place] == UInt8(ascii: "-")
        if isBelow || bytes[place] == UInt8(ascii: "+") { place += 1 }
        guard (1...3).contains(body.upperBound - place) else { return false }
        for digit in place..<body.upperBound {
            guard (0x30...0x39).contains(bytes[digit]) else { return false }
            exponent = exponent * 10 + Int(bytes[digit]) - 0x30
        }
        if isBelow { exponent = -exponent }
        return true
    }

    /// The number; nil where it does not fit exactly into 1/10,000.
    func value(in bytes: Span<UInt8>) -> FixedPoint? {
        var units: Int64 = 0
        // Zeros count only once another digit follows.
        var zeros = 0
        for place in body.lowerBound..<mantissaEnd {
            let digit = Int64(bytes[place]) - 0x30
            guard (0...9).contains(digit) else { continue }
            if digit == 0 {
                zeros += 1
                continue
            }
            guard let shifted = DecimalForm.shifted(units, by: zeros + 1) else { return nil }
            let (sum, overflow) = shifted.addingReportingOverflow(digit)
            guard !overflow else { return nil }
            units = sum
            zeros = 0
        }
        guard units > 0 else { return .zero }
        let shift = 4 + exponent - decimals + zeros
        // The last digit is not zero, so a number with more decimals is not exact.
        guard shift >= 0, let whole = DecimalForm.shifted(units, by: shift) else { return nil }
        return FixedPoint(units: isNegative ? -whole : whole)
    }

    private static func shifted(_ value: Int64, by places: Int) -> Int64? {
        guard value > 0 else { return 0 }
        var value = value
        for _ in 0..<places {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return value
    }

    /// The nearest `Double`; for shares, which may have more than four decimals.
    func doubleValue(in bytes: Span<UInt8>) -> Double? {
        var text = isNegative ? "-" : ""
        for place in body.lowerBound..<mantissaEnd where (0x30...0x39).contains(bytes[place]) {
            text.unicodeScalars.append(Unicode.Scalar(bytes[place]))
        }
        return Double(text + "e\(exponent - decimals)")
    }
}
