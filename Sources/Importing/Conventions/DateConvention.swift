import TerritoryModel

/// How the dates of a file are read.
struct DateConvention: Hashable, Sendable {
    /// nil where no value of the file has a form that can be recognised.
    let pattern: DatePattern?
    /// nil where the configuration says so, and where nothing does.
    let decidedBy: DecidingValue?

    /// What the report tells of it; nothing where it is configured, or is ISO 8601.
    var notice: FileNotice? {
        guard let decidedBy, let pattern, pattern != .iso else { return nil }
        return FileNotice(
            key: "date_format", text: "dates read as \(pattern.text): \(decidedBy.place) decides")
    }
}

/// What a single value says of how the dates of its file are written.
enum DateEvidence: Hashable {
    /// The form is none of those that are recognised.
    case nothing
    /// Day and month could change places; the mark between them.
    case ambiguous(mark: UInt8)
    case decides(DatePattern)

    /// Recognises `yyyy-MM-dd`, `yyyy/MM/dd`, `yyyyMMdd` of the years 1900 to 2099, `dd.MM.yyyy`, and day, month and
    /// year between slashes or hyphens where only one order is possible; a time may follow.
    init(_ range: Range<Int>, in bytes: Span<UInt8>) {
        self = .nothing
        guard range.count >= 8, (0x30...0x39).contains(bytes[range.lowerBound]) else { return }
        if let day = DatePattern.compact.day(range, in: bytes) {
            if (1900...2099).contains(day.parts.year) { self = .decides(.compact) }
            return
        }
        for pattern in [DatePattern.iso, .dots] + DateEvidence.yearFirst
        where pattern.day(range, in: bytes) != nil {
            self = .decides(pattern)
            return
        }
        for (mark, dayFirst, monthFirst) in DateEvidence.orders {
            let isDayFirst = dayFirst.day(range, in: bytes) != nil
            let isMonthFirst = monthFirst.day(range, in: bytes) != nil
            guard isDayFirst || isMonthFirst else { continue }
            self =
                isDayFirst && isMonthFirst
                ? .ambiguous(mark: mark) : .decides(isDayFirst ? dayFirst : monthFirst)
            return
        }
    }

    private static let yearFirst = ["yyyy/MM/dd"].compactMap(DatePattern.init)
    private static let orders: [(mark: UInt8, dayFirst: DatePattern, monthFirst: DatePattern)] =
        ["/", "-"].compactMap { (mark: Character) in
            guard let byte = mark.asciiValue, let dayFirst = DatePattern("dd\(mark)MM\(mark)yyyy"),
                let monthFirst = DatePattern("MM\(mark)dd\(mark)yyyy")
            else { return nil }
            return (byte, dayFirst, monthFirst)
        }

    /// The mark between the parts of a pattern that this evidence could be settled by.
    var mark: UInt8? {
        switch self {
        case .nothing: nil
        case .ambiguous(let mark): mark
        case .decides(let pattern):
            DateEvidence.orders.first { $0.dayFirst == pattern || $0.monthFirst == pattern }?.mark
        }
    }
}

extension DatePattern {
    /// The day that a value names; nil where it does not have the pattern.
    func day(_ range: Range<Int>, in bytes: Span<UInt8>) -> Day? {
        switch reading {
        case .serial(let serial): return serial.day(range, in: bytes)
        case .parts(let parts, let fast):
            if let fast, let day = FieldParsing.day(range, in: bytes, format: fast) { return day }
            return DateReader.day(range, in: bytes, parts: parts)
        }
    }
}
