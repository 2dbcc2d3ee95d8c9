import TerritoryModel

/// How a value is written as a date, as far as one value can tell.
struct DateShape: Hashable {
    /// In which order its parts stand.
    enum Order: Hashable {
        case yearFirst
        /// `05/06/2026`: day and month in an order that single values may not tell.
        case yearLast
        /// `5 Jun 2026`.
        case dayNamedMonth
        /// `Jun 5, 2026`.
        case namedMonthDay
    }

    /// What all values of a column that are written alike have in common.
    struct Family: Hashable {
        var order: Order
        /// Between the parts; empty for `20260605`.
        var separator: String
        var hasLongYear: Bool
    }

    var family: Family
    /// Whether day and month, where numbers, have two digits.
    var isPadded: Bool
    var hasTime: Bool
    /// The day where the first of day and month is the day, and where it is the month; nil where it cannot be.
    var dayFirst: Day?
    var monthFirst: Day?

    /// nil where the value is no date.
    init?(_ value: Range<Int>, in bytes: [UInt8]) {
        guard let short = ShortValue(value, in: bytes) else { return nil }
        self.init(short)
    }

    init?(_ value: ShortValue) {
        guard value.count >= 6 else { return nil }
        var text = DateText(bytes: value, place: 0, end: value.count)
        if value.count == 8, let day = text.compactDay() {
            self.init(family: Family(order: .yearFirst, separator: "", hasLongYear: true), day, day)
            return
        }
        guard let first = text.part(), let separator = text.separator(), let second = text.part() else {
            return nil
        }
        guard let other = text.separator(), let third = text.part(), let hasTime = text.timeFollows() else {
            return nil
        }
        self.init([first, second, third], separator: separator, other)
        self.hasTime = hasTime
    }

    private init(family: Family, isPadded: Bool = true, _ dayFirst: Day?, _ monthFirst: Day?) {
        self.family = family
        self.isPadded = isPadded
        self.dayFirst = dayFirst
        self.monthFirst = monthFirst
        hasTime = false
    }

    private init?(_ parts: [DateText.Part], separator: String, _ other: String) {
        let (first, second, third) = (parts[0], parts[1], parts[2])
        let year = first.digits == 4 ? first : third
        guard !year.isName, year.digits == 4 || (year.digits == 2 && year.value <= 99) else { return nil }
        let number = year.digits == 4 ? year.value : year.value + (year.value < 70 ? 2000 : 1900)
        let padded = [first, second, third].allSatisfy { $0.isName || $0.digits != 1 }
        var family = Family(order: .yearLast, separator: separator, hasLongYear: year.digits == 4)
        if first.digits == 4 {
            family.order = .yearFirst
            let day = Day(year: number, month: second.value, day: third.value)
            self.init(family: family, isPadded: padded, day, day)
        } else if first.isName {
            family.order = .namedMonthDay
            let day = Day(year: number, month: first.value, day: second.value)
            self.init(family: family, isPadded: padded, day, day)
        } else if second.isName {
            family.order = .dayNamedMonth
            let day = Day(year: number, month: second.value, day: first.value)
            self.init(family: family, isPadded: padded, day, day)
        } else {
            guard separator == other else { return nil }
            self.init(
                family: family, isPadded: padded, Day(year: number, month: second.value, day: first.value),
                Day(year: number, month: first.value, day: second.value))
        }
        guard dayFirst != nil || monthFirst != nil, (1900...2100).contains(number) else { return nil }
    }

    /// The pattern as `date_format` writes it.
    static func pattern(_ family: Family, isPadded: Bool, isDayFirst: Bool) -> String {
        let year = family.hasLongYear ? "yyyy" : "yy"
        let (day, month) = isPadded ? ("dd", "MM") : ("d", "M")
        let separator = family.separator
        switch family.order {
        case .yearFirst: return [year, month, day].joined(separator: separator)
        case .yearLast:
            return (isDayFirst ? [day, month, year] : [month, day, year]).joined(separator: separator)
        case .dayNamedMonth: return [day, "MMM", year].joined(separator: separator)
        case .namedMonthDay: return "MMM \(day), \(year)"
        }
    }
}

/// The rest of a value while it is read as a date.
private struct DateText {
    struct Part {
        let value: Int
        let digits: Int
        /// Whether it is the name of a month.
        let isName: Bool
    }

    let bytes: ShortValue
    var place: Int
    let end: Int

    /// The first three letters of each month as one number.
    private static let months: [UInt32] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

    /// A number of one, two or four digits, or the name of a month.
    mutating func part() -> Part? {
        let start = place
        var value = 0
        while place < end, bytes[place] >= 0x30, bytes[place] <= 0x39, place - start < 5 {
            value = value * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        let digits = place - start
        if digits > 0 {
            return digits == 3 || digits > 4 ? nil : Part(value: value, digits: digits, isName: false)
        }
        while place < end, isLetter(bytes[place]), place - start < 10 { place += 1 }
        guard place - start >= 3 else { return nil }
        let name = (start..<start + 3).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[$1] | 0x20) }
        guard let month = DateText.months.firstIndex(of: name) else { return nil }
        return Part(value: month + 1, digits: 0, isName: true)
    }

    /// One of `-`, `/`, `.`, a space, or a comma with a space.
    mutating func separator() -> String? {
        guard place < end else { return nil }
        let byte = bytes[place]
        if byte == UInt8(ascii: ","), place + 1 < end, bytes[place + 1] == 0x20 {
            place += 2
            return ", "
        }
        place += 1
        switch byte {
        case 0x2D: return "-"
        case 0x2F: return "/"
        case 0x2E: return "."
        case 0x20: return " "
        default: return nil
        }
    }

    /// Whether a time stands behind the date; nil where something else does.
    func timeFollows() -> Bool? {
        guard place < end else { return false }
        guard bytes[place] == UInt8(ascii: "T") || bytes[place] == 0x20, end - place >= 5 else { return nil }
        let isDigit = bytes[place + 1] >= 0x30 && bytes[place + 1] <= 0x39
        return isDigit && (place + 1..<end).contains { bytes[$0] == UInt8(ascii: ":") } ? true : nil
    }

    /// `20260605`, of the years in which people keep sales.
    func compactDay() -> Day? {
        var value = 0
        for place in place..<end {
            let byte = bytes[place]
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        guard (1950...2050).contains(value / 10_000) else { return nil }
        return Day(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
