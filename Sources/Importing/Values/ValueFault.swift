import Tabular
import TerritoryModel

/// What can be wrong with a value that could be read as text.
enum ValueFault: Hashable {
    case missing
    case tooFewFields(found: Int, expected: Int)
    case unreadableDate(DateConvention)
    case unreadableAmount
    case unreadableNumber
    case negative
    case duplicateId(String)
    case unknown(String)
    case assignedToGroup
    case assignedToUnassigned
    case reversedSpan
    case unknownKind
    case noSubject
    /// The result of arithmetic or of a scale.
    case outOfRange
    case tooLong(limit: Int)
    /// A key that the looked-up file does not have.
    case unknownKey(file: String)

    // Long because it is the table of all words for values; in parts its rows could not be compared.

    /// The stable key, and the words for values with the fault.
    ///
    /// - Parameter otherwise: How the file writes its numbers, where the value is one with the other separator.
    func words(column: String, source: String, otherwise decimals: DecimalConvention? = nil) -> ReasonWords {
        let shown: RowWords = "'\(RowWords.Mark.value)' in column '\(column)'"
        switch self {
        case .missing:
            return ReasonWords(
                key: "missing_value", text: "column '\(column)' is blank",
                remedy: "fill the cell, or correct the mapping of source '\(source)'")
        case .tooFewFields(_, let expected):
            return ReasonWords(
                key: "wrong_field_count",
                text:
                    "the row has \(RowWords.Mark.number) fields, the header \(expected); column '\(column)' is missing",
                remedy: "correct the row in the export")
        case .unreadableDate(let dates):
            return ReasonWords(
                key: "unreadable_date", text: "\(shown) is not a date\(dates.reading)",
                remedy: dates.pattern == nil
                    ? "set 'date_format' of source '\(source)' to how the file writes its dates"
                    : "correct the cell, or set 'date_format' of source '\(source)'")
        case .unreadableAmount:
            return ValueFault.unreadable("amount", "an amount", shown, source, decimals)
        case .unreadableNumber:
            return ValueFault.unreadable("number", "a number", shown, source, decimals)
        case .negative:
            return ReasonWords(
                key: "negative_number", text: "\(shown) is negative", remedy: "correct the cell")
        case .duplicateId(let entity):
            return ReasonWords(
                key: "duplicate_id", text: "\(entity) \(shown) stands twice; the first row counts",
                remedy: "remove one of the rows")
        case .unknown(let entity):
            return ReasonWords(
                key: "unknown_\(entity)", text: "\(shown) is not a known \(entity)",
                remedy: "correct the cell, or add the \(entity) to its source")
        case .assignedToGroup:
            return ReasonWords(
                key: "assigned_to_group", text: "territory \(shown) is a group, which owns nothing itself",
                remedy: "assign to one of its territories")
        case .assignedToUnassigned:
            return ReasonWords(
                key: "reserved_id", text: "\(shown) is the name of the place for what has no owner",
                remedy: "choose another id")
        case .reversedSpan:
            return ReasonWords(
                key: "reversed_span", text: "\(shown) lies before the start of the span",
                remedy: "correct the dates")
        case .unknownKind:
            return ReasonWords(
                key: "unknown_kind", text: "\(shown) is neither 'exclusive' nor 'overlay'",
                remedy: "correct the cell, or leave it blank for exclusive")
        case .noSubject:
            return ReasonWords(
                key: "no_subject", text: "the row names neither a territory nor a rep",
                remedy: "fill 'territory_id' or 'rep_id'")
        case .outOfRange:
            return ReasonWords(
                key: "number_out_of_range",
                text: "the number made of column '\(column)' outgrows the range of ±922 trillion",
                remedy: "correct the cells, or the arithmetic of source '\(source)'")
        case .tooLong(let limit):
            return ReasonWords(
                key: "value_too_long",
                text: "the text made of column '\(column)' is longer than \(limit) bytes",
                remedy: "correct the cells, or the template of source '\(source)'")
        case .unknownKey(let file):
            return ReasonWords(
                key: "unknown_key", text: "\(shown) is not in \(file)",
                remedy: "correct the cell, or export \(file) again with all its rows")
        }
    }

    /// Words for a value that is no number, or is one only with the other separator.
    private static func unreadable(
        _ key: String, _ kind: String, _ shown: RowWords, _ source: String, _ decimals: DecimalConvention?
    ) -> ReasonWords {
        guard let decimals else {
            return ReasonWords(
                key: "unreadable_\(key)", text: "\(shown) is not \(kind)",
                remedy:
                    "correct the cell, or add '\(RowWords.Mark.value)' to null_words of source '\(source)'")
        }
        let decision = decimals.decidedBy.map { ", as \($0.place) shows" } ?? ""
        return ReasonWords(
            key: "unreadable_\(key)",
            text: "\(shown) is not \(kind) with a decimal \(decimals.name)\(decision)",
            remedy: "correct the cell, or set 'decimal' of source '\(source)'")
    }

    /// The number in the words, in which values with the same fault differ; 0 where there is none.
    var number: Int {
        if case .tooFewFields(let found, _) = self { found } else { 0 }
    }

    /// The fault with 0 for that number: the same for all values that differ in nothing else.
    var withoutNumber: ValueFault {
        if case .tooFewFields(_, let expected) = self {
            .tooFewFields(found: 0, expected: expected)
        } else {
            self
        }
    }

    /// Whether the value was to be a number.
    var isOfNumber: Bool { self == .unreadableAmount || self == .unreadableNumber }
}

extension DecimalConvention {
    /// Whether a value is a number with the separator that its file does not use.
    func isOther(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        let other = separator == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
        return DecimalForm(range, in: bytes, separator: other) != nil
    }
}

extension DateConvention {
    /// How the file writes its dates and where that was decided, in brackets.
    fileprivate var reading: String {
        guard let pattern else { return " in a form that can be recognised" }
        return " (\(pattern.text)\(decidedBy.map { ", as \($0.place) shows" } ?? ""))"
    }
}

extension RecordFault.Kind {
    /// The stable key, and the words for records with the fault.
    var words: ReasonWords {
        let (before, number, behind) = problemAroundNumber
        return ReasonWords(
            key: key,
            text: RowWords(before: "the row " + before, mark: number.map { _ in .number }, behind: behind),
            remedy: RowWords(stringLiteral: remedy))
    }

    /// As `rejected_rows.csv` and `report.json` have it.
    fileprivate var key: String {
        switch self {
        case .tooManyFields: "wrong_field_count"
        case .invalidEncoding: "invalid_encoding"
        case .nulByte: "nul_byte"
        case .strayQuote: "stray_quote"
        case .recordTooLong: "record_too_long"
        case .fieldTooLong: "field_too_long"
        case .misplacedCell: "misplaced_cell"
        }
    }
}
