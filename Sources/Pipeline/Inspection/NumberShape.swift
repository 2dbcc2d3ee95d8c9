/// How a value is written as a number.
struct NumberShape: Hashable {
    /// What the separators say about the decimal separator.
    enum Separators: Int, Hashable, CaseIterable {
        /// There are none.
        case none
        /// `1.5` or `1,234.50`: the point is the decimal separator.
        case point
        /// `1,5` or `1.234,50`: the comma is.
        case comma
        /// `1.234`, which may be either.
        case openPoint
        /// `1,234`, which may be either.
        case openComma
    }

    /// How many numbers are written in each way.
    struct SeparatorCounts {
        private var counts = [Int64](repeating: 0, count: Separators.allCases.count)

        subscript(separators: Separators) -> Int64 { counts[separators.rawValue] }
        var total: Int64 { counts.reduce(0, +) }

        mutating func add(_ separators: Separators) { counts[separators.rawValue] += 1 }
    }

    var separators = Separators.none
    /// The value where the point, and where the comma, is the decimal separator; nil where it cannot be.
    var withPoint: Double?
    var withComma: Double?
    /// Digits only, with a zero before others: an id or a code.
    var hasLeadingZero = false
    /// A sign of currency or its code, as written; nil without.
    var currency: String?
    var isPercentage = false
    /// `250,000+`: the value is a bound.
    var isBound = false
    /// Written with brackets or a trailing minus.
    var isBookkeeping = false

    /// nil where the value is no number, or one of more digits than a number of ours has.
    init?(_ value: Range<Int>, in bytes: [UInt8]) {
        guard let short = ShortValue(value, in: bytes) else { return nil }
        self.init(short)
    }

    init?(_ value: ShortValue) {
        guard value.count > 0 else { return nil }
        let first = value[0] | 0x20
        // A word in small letters is no number and no currency.
        guard value[0] != first || !(0x61...0x7A).contains(first) else { return nil }
        var rest = NumberText(bytes: value, place: 0, end: value.count)
        let isBracketed = rest.take(UInt8(ascii: "("))
        var isNegative = rest.takeMinus()
        if !isNegative { rest.take(UInt8(ascii: "+")) }
        currency = rest.takeCurrency()
        rest.takeSpaces()
        if !isNegative { isNegative = rest.takeMinus() }
        guard let digits = NumberDigits(&rest) else { return nil }
        rest.takeSpaces()
        isPercentage = rest.take(UInt8(ascii: "%"))
        if currency == nil { currency = rest.takeCurrency() }
        if isBracketed { guard rest.take(UInt8(ascii: ")")) else { return nil } }
        let isTrailing = !isNegative && !isBracketed && rest.takeMinus()
        isBound = rest.take(UInt8(ascii: "+"))
        guard rest.place == rest.end else { return nil }
        isBookkeeping = isBracketed || isTrailing
        guard judge(digits, isNegative: isNegative || isBookkeeping) else { return nil }
        let isPlain = !isBookkeeping && currency == nil && !isPercentage && !isBound && !isNegative
        hasLeadingZero = isPlain && separators == .none && digits.startsWithZero && digits.count > 1
    }

    /// Whether only digits and a sign stand there.
    var isWhole: Bool {
        separators == .none && currency == nil && !isPercentage && !isBound && !isBookkeeping
    }

    /// Finds which separator is the decimal one; false where the groups make no sense.
    private mutating func judge(_ digits: NumberDigits, isNegative: Bool) -> Bool {
        let sign: Double = isNegative ? -1 : 1
        let whole = sign * digits.value(decimals: 0)
        let fraction = sign * digits.value(decimals: digits.afterLast)
        let isOpen =
            digits.afterLast == 3 && (1...3).contains(digits.beforeFirst) && !digits.startsWithZero
            && !digits.hasSpaces
        switch (digits.points, digits.commas) {
        case (0, 0):
            (separators, withPoint, withComma) = (.none, whole, whole)
        case (1, 0):
            separators = isOpen ? .openPoint : .point
            (withPoint, withComma) = (fraction, isOpen ? whole : nil)
        case (0, 1):
            separators = isOpen ? .openComma : .comma
            (withPoint, withComma) = (isOpen ? whole : nil, fraction)
        case (let points, 0) where points > 1 && digits.areGroups && digits.afterLast == 3:
            (separators, withComma) = (.comma, whole)
        case (0, let commas) where commas > 1 && digits.areGroups && digits.afterLast == 3:
            (separators, withPoint) = (.point, whole)
        case (1, _) where digits.last == UInt8(ascii: ".") && digits.areGroups:
            (separators, withPoint) = (.point, fraction)
        case (_, 1) where digits.last == UInt8(ascii: ",") && digits.areGroups:
            (separators, withComma) = (.comma, fraction)
        default: return false
        }
        return true
    }
}

/// The digits of a number with its separators.
private struct NumberDigits {
    var count = 0
    var points = 0
    var commas = 0
    var last: UInt8 = 0
    var beforeFirst = 0
    var afterLast = 0
    var startsWithZero = false
    var hasSpaces = false
    /// Whether the separators before the last stand three digits apart.
    var areGroups = true
    private var mantissa: Double = 0

    /// nil without digits, or with more than fifteen before a fraction.
    init?(_ text: inout NumberText) {
        var sinceSeparator = 0
        while text.place < text.end {
            let byte = text.bytes[text.place]
            if byte >= 0x30, byte <= 0x39 {
                if count == 0 { startsWithZero = byte == 0x30 }
                mantissa = mantissa * 10 + Double(byte - 0x30)
                count += 1
                sinceSeparator += 1
                text.place += 1
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                if hasSpaces, points + commas > 0 || sinceSeparator != 3 { return nil }
                if points + commas == 0 {
                    beforeFirst = sinceSeparator
                    if sinceSeparator > 3 || sinceSeparator == 0 { isFirstLong = true }
                } else if sinceSeparator != 3 {
                    areGroups = false
                }
                if byte == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
                last = byte
                sinceSeparator = 0
                text.place += 1
            } else if let length = text.groupSpace(), count > 0 {
                guard points + commas == 0, hasSpaces ? sinceSeparator == 3 : sinceSeparator <= 3 else {
                    return nil
                }
                hasSpaces = true
                sinceSeparator = 0
                text.place += length
            } else {
                break
            }
        }
        if hasSpaces, points + commas == 0, sinceSeparator != 3 { return nil }
        afterLast = sinceSeparator
        if points + commas > 1, isFirstLong { areGroups = false }
        // A long row of digits is an id; a long fraction is a number.
        guard count > 0, count <= 15 || (points + commas == 1 && beforeFirst <= 15) else { return nil }
    }

    private var isFirstLong = false

    func value(decimals: Int) -> Double {
        var value = mantissa
        for _ in 0..<decimals { value /= 10 }
        return value
    }
}

/// The rest of a value while it is read as a number.
private struct NumberText {
    let bytes: ShortValue
    var place: Int
    let end: Int

    /// Signs and codes of currency before or behind an amount.
    private static let currencies = [
        "$", "€", "£", "¥", "₹", "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN",
        "CZK", "INR", "CNY", "BRL", "MXN", "ZAR",
    ].map { (name: $0, bytes: Array($0.utf8)) }

    @discardableResult
    mutating func take(_ byte: UInt8) -> Bool {
        guard place < end, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    /// A hyphen or the minus sign of Unicode.
    mutating func takeMinus() -> Bool {
        take(UInt8(ascii: "-")) || (place < end && bytes[place] == 0xE2 && takeAll([0xE2, 0x88, 0x92]))
    }

    mutating func takeSpaces() {
        while take(0x20) || (place < end && bytes[place] == 0xC2 && takeAll([0xC2, 0xA0])) {}
    }

    mutating func takeCurrency() -> String? {
        guard place < end, mayBeCurrency else { return nil }
        for currency in NumberText.currencies where takeAll(currency.bytes) { return currency.name }
        return nil
    }

    /// Whether a sign, or three capital letters, stand here: most texts are told apart by less than a search.
    private var mayBeCurrency: Bool {
        let first = bytes[place]
        if first >= 0x80 || first == 0x24 { return true }
        return end - place >= 3 && (place..<place + 3).allSatisfy { bytes[$0] >= 0x41 && bytes[$0] <= 0x5A }
    }

    /// Length of a space or apostrophe between two digits; nil where there is none.
    func groupSpace() -> Int? {
        let length: Int
        switch bytes[place] {
        case 0x20, 0x27: length = 1
        case 0xC2: length = starts(with: [0xC2, 0xA0]) ? 2 : 0
        case 0xE2: length = starts(with: [0xE2, 0x80, 0xAF]) || starts(with: [0xE2, 0x80, 0x99]) ? 3 : 0
        default: return nil
        }
        let next = place + length
        guard length > 0, next < end, bytes[next] >= 0x30, bytes[next] <= 0x39 else { return nil }
        return length
    }

    private mutating func takeAll(_ wanted: [UInt8]) -> Bool {
        guard starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    private func starts(with wanted: [UInt8]) -> Bool {
        guard end - place >= wanted.count else { return false }
        return wanted.indices.allSatisfy { bytes[place + $0] == wanted[$0] }
    }
}
