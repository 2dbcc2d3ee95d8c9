/// How dates are written in a source.
///
/// A pattern is made of `yyyy` or `yy`, `MMMM`, `MMM`, `MM` or `M`, `dd` or `d`, `EEEE` or `EEE` (weekday), `HH`,
/// `H`, `hh`, `h`, `mm`, `m`, `ss`, `s`, `S…` (fractions of a second), `a` (AM or PM), `Z` or `X` (time zone), text
/// in quotes, `T`, and punctuation, which stand for themselves. Where a pattern has no time, a time behind the date
/// is ignored. `excel-1900` and `excel-1904` are the serial numbers of spreadsheets.
public struct DatePattern: Hashable, Sendable {
    /// As configured, such as `dd/MM/yyyy`.
    public let text: String
    let reading: Reading

    /// How a value is read.
    enum Reading: Hashable, Sendable {
        /// Part by part; one of five frequent forms is tried first.
        case parts([DatePart], fast: DateFormat?)
        case serial(SerialDay)
    }

    static let iso = DatePattern(.iso)
    static let compact = DatePattern(.compact)
    static let dots = DatePattern(.dayMonthYearDots)

    /// nil where the text is not a pattern of a date: a letter without meaning, no day, month or year, or one of
    /// them twice.
    public init?(_ text: String) {
        self.text = text
        if let serial = SerialDay(rawValue: text) {
            reading = .serial(serial)
            return
        }
        guard let parts = DatePart.parts(of: text) else { return nil }
        reading = .parts(parts, fast: DateFormat(rawValue: text))
    }

    private init(_ format: DateFormat) {
        text = format.rawValue
        reading = .parts(DatePart.parts(of: format.rawValue) ?? [], fast: format)
    }

    /// The frequent form that is tried first; nil where there is none.
    var fast: DateFormat? {
        if case .parts(_, let fast) = reading { fast } else { nil }
    }
}

/// Forms of dates that have a reader of their own.
enum DateFormat: String, Hashable, Sendable, CaseIterable {
    case iso = "yyyy-MM-dd"
    case monthDayYear = "MM/dd/yyyy"
    case dayMonthYear = "dd/MM/yyyy"
    case dayMonthYearDots = "dd.MM.yyyy"
    case compact = "yyyyMMdd"
}

/// One part of a pattern.
enum DatePart: Hashable, Sendable {
    case year
    /// Two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 (POSIX).
    case shortYear
    /// `isFixed`: always two digits, because more digits follow.
    case month(isFixed: Bool)
    case monthName
    case day(isFixed: Bool)
    case weekday
    /// Digits of a time, up to the limit.
    case time(limit: Int)
    case fraction
    case halfDay
    case zone
    /// One character for itself.
    case literal(UInt8)
    /// One blank or more.
    case blank

    /// The parts of a pattern; nil where it is none.
    static func parts(of pattern: String) -> [DatePart]? {
        let bytes = Array(pattern.utf8)
        var parts: [DatePart] = []
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "'") {
                guard let quoted = quotation(bytes, at: place) else { return nil }
                parts += quoted.text.map(DatePart.literal)
                place = quoted.end
            } else if byte == 0x20 {
                if parts.last != .blank { parts.append(.blank) }
                place += 1
            } else if !isLetter(byte) || byte == UInt8(ascii: "T") {
                parts.append(.literal(byte))
                place += 1
            } else {
                var end = place
                while end < bytes.count, bytes[end] == byte { end += 1 }
                let isFixed = end < bytes.count && "yMdHhmsS".utf8.contains(bytes[end])
                guard let part = DatePart(letter: byte, count: end - place, isFixed: isFixed) else {
                    return nil
                }
                parts.append(part)
                place = end
            }
        }
        return isDate(parts) ? parts : nil
    }

    /// The text in quotes at a place, and where it ends; two quotes are one, and nil where it does not end.
    private static func quotation(_ bytes: [UInt8], at start: Int) -> (text: [UInt8], end: Int)? {
        let quote = bytes[start]
        var text: [UInt8] = []
        var place = start + 1
        while place < bytes.count {
            let isDouble = place + 1 < bytes.count && bytes[place + 1] == quote
            if bytes[place] == quote, !isDouble || place == start + 1 {
                return (place == start + 1 ? [quote] : text, place + 1)
            }
            text.append(bytes[place])
            place += bytes[place] == quote ? 2 : 1
        }
        return nil
    }

    private init?(letter: UInt8, count: Int, isFixed: Bool) {
        switch (Character(Unicode.Scalar(letter)), count) {
        case ("y", 4): self = .year
        case ("y", 2): self = .shortYear
        case ("M", 3...4): self = .monthName
        case ("M", 1...2): self = .month(isFixed: isFixed && count == 2)
        case ("d", 1...2): self = .day(isFixed: isFixed && count == 2)
        case ("E", 1...4): self = .weekday
        case ("H", 1...2): self = .time(limit: 24)
        case ("h", 1...2): self = .time(limit: 12)
        case ("m", 1...2), ("s", 1...2): self = .time(limit: 60)
        case ("S", 1...9): self = .fraction
        case ("a", 1): self = .halfDay
        case ("Z", 1...5), ("X", 1...3), ("z", 1): self = .zone
        default: return nil
        }
    }

    private static func isDate(_ parts: [DatePart]) -> Bool {
        func count(_ matches: (DatePart) -> Bool) -> Int { parts.count(where: matches) }
        let years = count { $0 == .year || $0 == .shortYear }
        let months = count { if case .month = $0 { true } else { $0 == .monthName } }
        let days = count { if case .day = $0 { true } else { false } }
        return years == 1 && months == 1 && days == 1
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    /// Whether the part belongs to a time.
    var isTime: Bool {
        switch self {
        case .time, .fraction, .halfDay, .zone: true
        default: false
        }
    }
}
