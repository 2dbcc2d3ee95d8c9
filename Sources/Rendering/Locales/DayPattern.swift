import TerritoryModel

/// How days are written with the name of the month.
struct DayPattern: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        /// With so many digits at least.
        case day(Int)
        case monthNumber(Int)
        case monthName
        case year
    }

    let pieces: [Piece]
    /// Of the twelve months, as they stand in a date.
    let months: [String]

    /// As in ISO 8601, where a locale writes days in a way that is not understood.
    static let iso = DayPattern(
        pieces: [.year, .text("-"), .monthNumber(2), .text("-"), .day(2)], months: [])

    func text(_ day: Day) -> String {
        let parts = day.parts
        var text = ByteText()
        for piece in pieces {
            switch piece {
            case .text(let words): text.write(words)
            case .day(let width): text.write(digitsOf: UInt64(parts.day), atLeast: width)
            case .monthNumber(let width): text.write(digitsOf: UInt64(parts.month), atLeast: width)
            case .monthName: text.write(months[parts.month - 1])
            case .year: text.write(digitsOf: UInt64(parts.year), atLeast: 4)
            }
        }
        return text.text
    }
}

extension DayPattern {
    /// Reads a pattern of Unicode's, such as `d. MMM y`; nil for one with other fields than day, month and year.
    ///
    /// Source: Unicode Technical Standard 35, part 4, Date Format Patterns.
    init?(_ pattern: String, months: [String]) {
        guard months.count == 12 else { return nil }
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let first = rest.first {
            if first == "'" {
                guard let quoted = DayPattern.takeQuoted(from: &rest) else { return nil }
                pieces.append(.text(quoted))
            } else if first.isASCII, first.isLetter {
                let run = rest.prefix { $0 == first }
                rest = rest.dropFirst(run.count)
                guard let field = DayPattern.field(first, width: run.count) else { return nil }
                pieces.append(field)
            } else {
                pieces.append(.text(String(first)))
                rest = rest.dropFirst()
            }
        }
        self.init(pieces: pieces, months: months)
    }

    private static func field(_ letter: Character, width: Int) -> Piece? {
        switch (letter, width) {
        case ("d", 1...2): .day(width)
        case ("M", 1...2), ("L", 1...2): .monthNumber(width)
        case ("M", 3...), ("L", 3...): .monthName
        case ("y", 1), ("y", 4): .year
        default: nil
        }
    }

    /// Words in quotes, in which two quotes are one; nil where the second is missing.
    private static func takeQuoted(from rest: inout Substring) -> String? {
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: "'") else { return nil }
        let words = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        return words.isEmpty ? "'" : words
    }
}
