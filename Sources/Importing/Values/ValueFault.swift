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

    /// The stable key, and the words for the value.
    ///
    /// - Parameter decimals: How the file writes its numbers; nil where that is not known.
    func reason(
        value: String, column: String, source: String, decimals: DecimalConvention? = nil
    ) -> RowReason {
        let shown = "'\(value.prefix(80))' in column '\(column)'"
        let number = UnreadNumber(shown: shown, value: value, source: source, decimals: decimals)
        switch self {
        case .missing:
            return RowReason(
                key: "missing_value", text: "column '\(column)' is blank",
                remedy: "fill the cell, or correct the mapping of source '\(source)'")
        case .tooFewFields(let found, let expected):
            return RowReason(
                key: "wrong_field_count",
                text: "the row has \(found) fields, the header \(expected); column '\(column)' is missing",
                remedy: "correct the row in the export")
        case .unreadableDate(let dates):
            return RowReason(
                key: "unreadable_date", text: "\(shown) is not a date\(dates.reading)",
                remedy: dates.pattern == nil
                    ? "set 'date_format' of source '\(source)' to how the file writes its dates"
                    : "correct the cell, or set 'date_format' of source '\(source)'")
        case .unreadableAmount:
            return ValueFault.unreadable("amount", "an amount", number)
        case .unreadableNumber:
            return ValueFault.unreadable("number", "a number", number)
        case .negative:
            return RowReason(
                key: "negative_number", text: "\(shown) is negative", remedy: "correct the cell")
        case .duplicateId(let entity):
            return RowReason(
                key: "duplicate_id", text: "\(entity) \(shown) stands twice; the first row counts",
                remedy: "remove one of the rows")
        case .unknown(let entity):
            return RowReason(
                key: "unknown_\(entity)", text: "\(shown) is not a known \(entity)",
                remedy: "correct the cell, or add the \(entity) to its source")
        case .assignedToGroup:
            return RowReason(
                key: "assigned_to_group", text: "territory \(shown) is a group, which owns nothing itself",
                remedy: "assign to one of its territories")
        case .assignedToUnassigned:
            return RowReason(
                key: "reserved_id", text: "\(shown) is the name of the place for what has no owner",
                remedy: "choose another id")
        case .reversedSpan:
            return RowReason(
                key: "reversed_span", text: "\(shown) lies before the start of the span",
                remedy: "correct the dates")
        case .unknownKind:
            return RowReason(
                key: "unknown_kind", text: "\(shown) is neither 'exclusive' nor 'overlay'",
                remedy: "correct the cell, or leave it blank for exclusive")
        case .noSubject:
            return RowReason(
                key: "no_subject", text: "the row names neither a territory nor a rep",
                remedy: "fill 'territory_id' or 'rep_id'")
        case .outOfRange:
            return RowReason(
                key: "number_out_of_range",
                text: "the number made of column '\(column)' outgrows the range of ±922 trillion",
                remedy: "correct the cells, or the arithmetic of source '\(source)'")
        case .tooLong(let limit):
            return RowReason(
                key: "value_too_long",
                text: "the text made of column '\(column)' is longer than \(limit) bytes",
                remedy: "correct the cells, or the template of source '\(source)'")
        case .unknownKey(let file):
            return RowReason(
                key: "unknown_key", text: "\(shown) is not in \(file)",
                remedy: "correct the cell, or export \(file) again with all its rows")
        }
    }

    /// Words for a value that is no number, or is one only with the other separator.
    private static func unreadable(
        _ key: String, _ kind: String, _ number: UnreadNumber
    ) -> RowReason {
        RowReason(
            key: "unreadable_\(key)", text: "\(number.shown) is not \(kind)\(number.reading)",
            remedy: number.isOfOtherConvention
                ? "correct the cell, or set 'decimal' of source '\(number.source)'"
                : "correct the cell, or add '\(number.value.prefix(80))' to null_words of source '\(number.source)'"
        )
    }
}

/// A value that was to be a number, and how its file writes numbers.
private struct UnreadNumber {
    let shown: String
    let value: String
    let source: String
    let decimals: DecimalConvention?

    /// Whether the value is a number with the separator that its file does not use.
    var isOfOtherConvention: Bool {
        guard let decimals else { return false }
        let bytes = Array(value.utf8)
        let other = decimals.separator == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
        return DecimalForm(0..<bytes.count, in: bytes.span, separator: other) != nil
    }

    /// How the file writes its numbers and where that was decided, where it matters.
    var reading: String {
        guard let decimals, isOfOtherConvention else { return "" }
        let decision = decimals.decidedBy.map { ", as \($0.place) shows" } ?? ""
        return " with a decimal \(decimals.name)\(decision)"
    }
}

extension DateConvention {
    /// How the file writes its dates and where that was decided, in brackets.
    fileprivate var reading: String {
        guard let pattern else { return " in a form that can be recognised" }
        return " (\(pattern.text)\(decidedBy.map { ", as \($0.place) shows" } ?? ""))"
    }
}

extension RecordFault {
    /// The stable key, and the words for the record.
    var reason: RowReason {
        RowReason(key: kind.key, text: "the row \(kind.problem)", remedy: kind.remedy)
    }
}

extension RecordFault.Kind {
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
