import Tabular
import TerritoryModel

/// What stops an import altogether; single bad rows never do.
public enum ImportError: Error, Hashable, Sendable {
    /// The file cannot be read as what it is declared to be.
    case unreadable(source: String, TabularError)
    /// The header lacks a column that the mapping names.
    case missingColumn(source: String, file: String, column: String, field: String, header: [String])
    /// Every number with a `.` or `,` could be read with either as the decimal separator.
    case ambiguousDecimals(source: String, file: String, line: Int, column: String, value: String)
    /// In every date day and month could change places.
    case ambiguousDates(source: String, file: String, line: Int, column: String, value: String)
    case overflow(source: String, file: String, sum: String)
    /// More different products than fit; most likely a wrong column.
    case tooManyProducts(source: String, file: String, limit: Int)
    /// A refused row could not be written down.
    case rejectedRowsNotWritten(path: String, cause: String)

    /// Where it happened, as `file:line` or `file`.
    public var place: String {
        switch self {
        case .unreadable(_, let error):
            error.line.map { "\(error.path):\($0)" } ?? error.path
        case .missingColumn(_, let file, _, _, _), .overflow(_, let file, _),
            .tooManyProducts(_, let file, _):
            file
        case .ambiguousDecimals(_, let file, let line, _, _), .ambiguousDates(_, let file, let line, _, _):
            "\(file):\(line)"
        case .rejectedRowsNotWritten(let path, _): path
        }
    }

    /// What is wrong, in words.
    public var problem: String {
        switch self {
        case .unreadable(_, let error): error.problem
        case .missingColumn(let source, _, let column, let field, let header):
            "the header has no column '\(column)', which source '\(source)' maps to '\(field)'; "
                + "it has: \(header.joined(separator: ", "))"
        case .ambiguousDecimals(_, _, _, let column, let value):
            "'\(value)' in column '\(column)' may be \(AmbiguousValue.numbers(value)), "
                + "and no other value of the file decides"
        case .ambiguousDates(_, _, _, let column, let value):
            "'\(value)' in column '\(column)' may be \(AmbiguousValue.days(value)), "
                + "and no other value of the file decides"
        case .overflow(_, _, let sum):
            "\(sum) outgrows the range of money (±922 trillion)"
        case .tooManyProducts(_, _, let limit):
            "there are more than \(limit) different products"
        case .rejectedRowsNotWritten(_, let cause): "refused rows cannot be written: \(cause)"
        }
    }

    /// What to do about it, in words.
    public var remedy: String {
        switch self {
        case .unreadable(_, let error): error.remedy
        case .missingColumn(let source, _, _, let field, _):
            "correct 'fields.\(field)' of source '\(source)' in bailiwick.yaml, or the export"
        case .ambiguousDecimals(let source, _, _, _, _):
            "set 'decimal' of source '\(source)' to \".\" or \",\""
        case .ambiguousDates(let source, _, _, _, let value):
            "set 'date_format' of source '\(source)' to \(AmbiguousValue.datePatterns(value))"
        case .overflow: "look for amounts in a wrong unit or a wrong column"
        case .tooManyProducts(let source, _, _):
            "check that 'product_id' of source '\(source)' names the product column"
        case .rejectedRowsNotWritten: "make room or allow writing there, then run again"
        }
    }
}

/// The two readings of a value that its file does not decide between, in words.
private enum AmbiguousValue {
    /// Such as `1234 or 1.234`.
    static func numbers(_ value: String) -> String {
        let bytes = Array(value.utf8)
        let readings = [UInt8(ascii: "."), UInt8(ascii: ",")].compactMap {
            DecimalForm(0..<bytes.count, in: bytes.span, separator: $0)?.value(in: bytes.span)
        }
        return readings.sorted { $0.units.magnitude > $1.units.magnitude }.map(\.plainText)
            .joined(separator: " or ")
    }

    /// Such as `2026-04-03 or 2026-03-04`.
    static func days(_ value: String) -> String {
        let bytes = Array(value.utf8)
        return patterns(value).compactMap { $0.day(0..<bytes.count, in: bytes.span)?.description }
            .joined(separator: " or ")
    }

    /// Such as `dd/MM/yyyy or MM/dd/yyyy`.
    static func datePatterns(_ value: String) -> String {
        patterns(value).map(\.text).joined(separator: " or ")
    }

    private static func patterns(_ value: String) -> [DatePattern] {
        let mark = value.contains("/") ? "/" : "-"
        return ["dd\(mark)MM\(mark)yyyy", "MM\(mark)dd\(mark)yyyy"].compactMap(DatePattern.init)
    }
}

extension FixedPoint {
    /// Without zeros behind the last decimal.
    fileprivate var plainText: String {
        let text = description.prefix { $0 != "." }
        let decimals = description.dropFirst(text.count + 1)
        let significant = decimals.lastIndex { $0 != "0" }.map { "." + decimals[...$0] } ?? ""
        return text + significant
    }
}
