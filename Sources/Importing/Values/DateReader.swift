import TerritoryModel

/// Reads a date part by part, straight from bytes, without allocation.
struct DateReader {
    private var place: Int
    private let end: Int
    private var year: Int?
    private var month: Int?
    private var dayOfMonth: Int?
    private var weekday: Int?

    /// The day that a value names; nil where it does not have the pattern.
    static func day(_ range: Range<Int>, in bytes: Span<UInt8>, parts: [DatePart]) -> Day? {
        var reader = DateReader(place: range.lowerBound, end: range.upperBound)
        var hasTime = false
        for part in parts {
            guard reader.read(part, bytes) else { return nil }
            hasTime = hasTime || part.isTime
        }
        guard hasTime ? reader.place == reader.end : isTime(reader.place..<reader.end, in: bytes),
            let year = reader.year, let month = reader.month, let dayOfMonth = reader.dayOfMonth,
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        return reader.weekday.map { $0 == day.weekday } ?? true ? day : nil
    }

    private init(place: Int, end: Int) {
        self.place = place
        self.end = end
    }

    private mutating func read(_ part: DatePart, _ bytes: Span<UInt8>) -> Bool {
        switch part {
        case .year:
            year = take(bytes, 4...4)
            return year != nil
        case .shortYear:
            year = take(bytes, 2...2).map { $0 + ($0 >= 69 ? 1900 : 2000) }
            return year != nil
        case .month(let isFixed):
            month = take(bytes, isFixed ? 2...2 : 1...2)
            return month != nil
        case .monthName:
            month = takeName(bytes, of: DateReader.months)
            return month != nil
        case .day(let isFixed):
            dayOfMonth = take(bytes, isFixed ? 2...2 : 1...2)
            return dayOfMonth != nil
        case .weekday:
            weekday = takeName(bytes, of: DateReader.weekdays)
            return weekday != nil
        case .time(let limit): return take(bytes, 1...2).map { $0 <= limit } ?? false
        case .fraction: return take(bytes, 1...9) != nil
        case .halfDay: return takeHalfDay(bytes)
        case .zone: return takeZone(bytes)
        case .literal(let byte):
            guard place < end, bytes[place] == byte else { return false }
            place += 1
            return true
        case .blank: return takeBlanks(bytes) > 0
        }
    }

    /// The number of so many digits; nil where there are fewer.
    private mutating func take(_ bytes: Span<UInt8>, _ count: ClosedRange<Int>) -> Int? {
        var number = 0
        var taken = 0
        while place < end, taken < count.upperBound, (0x30...0x39).contains(bytes[place]) {
            number = number * 10 + Int(bytes[place]) - 0x30
            place += 1
            taken += 1
        }
        return taken >= count.lowerBound ? number : nil
    }

    private mutating func takeBlanks(_ bytes: Span<UInt8>) -> Int {
        let start = place
        while place < end {
            if bytes[place] == 0x20 || bytes[place] == 0x09 {
                place += 1
            } else if bytes[place] == 0xC2, place + 1 < end, bytes[place + 1] == 0xA0 {
                place += 2
            } else if bytes[place] == 0xE2, place + 2 < end, bytes[place + 1] == 0x80,
                bytes[place + 2] == 0xAF
            {
                place += 3
            } else {
                break
            }
        }
        return place - start
    }

    // MARK: - Names

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].map { Array($0.utf8) }
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ].map { Array($0.utf8) }

    /// The number of the name at the place, 1 = first; whole or its first three letters, in any case.
    private mutating func takeName(_ bytes: Span<UInt8>, of names: [[UInt8]]) -> Int? {
        var length = 0
        while place + length < end, isLetter(bytes[place + length]) { length += 1 }
        for (index, name) in names.enumerated() {
            let isWhole = length == name.count
            // "Sept" is the one usual abbreviation of four letters.
            let isShort = length == 3 || (length == 4 && names.count == 12 && index == 8)
            guard isWhole || (isShort && length <= name.count), starts(bytes, with: name, length) else {
                continue
            }
            place += length
            return index + 1
        }
        return nil
    }

    private func starts(_ bytes: Span<UInt8>, with name: [UInt8], _ length: Int) -> Bool {
        for offset in 0..<length where bytes[place + offset] | 0x20 != name[offset] { return false }
        return true
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    // MARK: - Times

    private static let zones = ["utc", "gmt"].map { Array($0.utf8) }

    /// AM or PM in any case, with points or without.
    private mutating func takeHalfDay(_ bytes: Span<UInt8>) -> Bool {
        var next = place
        guard next < end, [UInt8(ascii: "a"), UInt8(ascii: "p")].contains(bytes[next] | 0x20) else {
            return false
        }
        next += 1
        if next < end, bytes[next] == UInt8(ascii: ".") { next += 1 }
        guard next < end, bytes[next] | 0x20 == UInt8(ascii: "m") else { return false }
        next += 1
        if next < end, bytes[next] == UInt8(ascii: ".") { next += 1 }
        place = next
        return true
    }

    /// `Z`, `UTC`, `GMT`, or an offset such as `+01:00`.
    private mutating func takeZone(_ bytes: Span<UInt8>) -> Bool {
        guard place < end else { return false }
        if bytes[place] | 0x20 == UInt8(ascii: "z") {
            place += 1
            return true
        }
        if place + 3 <= end, DateReader.zones.contains(where: { starts(bytes, with: $0, 3) }) {
            place += 3
            return true
        }
        guard bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") else { return false }
        place += 1
        guard let hours = take(bytes, 2...2), hours <= 14 else { return false }
        if place < end, bytes[place] == UInt8(ascii: ":") { place += 1 }
        return place == end || take(bytes, 2...2).map { $0 < 60 } ?? false
    }

    /// Whether what stands behind a date is nothing, or a time: a space, a comma or `T`, then digits with colons
    /// and points, then AM or PM and a time zone where given.
    static func isTime(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        guard !range.isEmpty else { return true }
        var reader = DateReader(place: range.lowerBound, end: range.upperBound)
        let first = bytes[reader.place]
        if first == UInt8(ascii: "T") || first == UInt8(ascii: ",") { reader.place += 1 }
        if first != UInt8(ascii: "T"), reader.takeBlanks(bytes) == 0, first != UInt8(ascii: ",") {
            return false
        }
        guard let hours = reader.take(bytes, 1...2), hours <= 24 else { return false }
        while reader.place < reader.end, isTimeByte(bytes[reader.place]) { reader.place += 1 }
        let beforeHalfDay = reader.place
        _ = reader.takeBlanks(bytes)
        if !reader.takeHalfDay(bytes) { reader.place = beforeHalfDay }
        _ = reader.takeBlanks(bytes)
        return reader.place == reader.end || (reader.takeZone(bytes) && reader.place == reader.end)
    }

    private static func isTimeByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }
}

/// The serial numbers by which spreadsheets store dates; a fraction is the time of the day.
enum SerialDay: String, Hashable, Sendable {
    /// 1 = 1900-01-01; 60 stands for a day that never was, 1900-02-29.
    case from1900 = "excel-1900"
    /// 0 = 1904-01-01.
    case from1904 = "excel-1904"

    /// The day of a serial number; nil where the value is none, or lies behind the year 9999.
    func day(_ range: Range<Int>, in bytes: Span<UInt8>) -> Day? {
        var serial = 0
        var digits = 0
        var isFraction = false
        for place in range {
            let digit = Int(bytes[place]) - 0x30
            if (0...9).contains(digit) {
                digits += 1
                if !isFraction { serial = serial * 10 + digit }
                guard serial < 10_000_000 else { return nil }
            } else if !isFraction, digits > 0, digit == -2 || digit == -4 {
                // A point or a comma.
                isFraction = true
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        switch self {
        case .from1900:
            guard serial >= 1, serial != 60, serial <= 2_958_465 else { return nil }
            return Day(year: 1899, month: 12, day: serial < 60 ? 31 : 30).map { $0 + serial }
        case .from1904:
            guard serial <= 2_957_003 else { return nil }
            return Day(year: 1904, month: 1, day: 1).map { $0 + serial }
        }
    }
}
