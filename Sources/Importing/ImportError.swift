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
    /// Columns named by their years are asked of a file that does not tell its columns.
    case yearColumnsNeedHeader(source: String, file: String, column: String)
    /// The mapping's factor is no decimal.
    case notAScale(source: String, field: String, text: String)
    /// A looked-up file has more rows or bytes than fit.
    case lookupTooLarge(source: String, file: String, rows: Int, bytes: Int)
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
            .tooManyProducts(_, let file, _), .yearColumnsNeedHeader(_, let file, _),
            .lookupTooLarge(_, let file, _, _):
            file
        case .ambiguousDecimals(_, let file, let line, _, _), .ambiguousDates(_, let file, let line, _, _):
            "\(file):\(line)"
        case .notAScale(let source, let field, _): "source '\(source)', field '\(field)'"
        case .rejectedRowsNotWritten(let path, _): path
        }
    }

    /// What is wrong, in words.
    public var problem: String {
        switch self {
        case .unreadable(_, let error): error.problem
        case .missingColumn(let source, _, let column, let field, let header):
            "the header has no column '\(column)', which source '\(source)' \(ImportError.use(source, field)); "
                + "it has: \(header.joined(separator: ", "))"
        case .ambiguousDecimals(_, _, _, let column, let value):
            "'\(value)' in column '\(column)' may be \(AmbiguousValue.numbers(value)), "
                + "and no other value of the file decides"
        case .ambiguousDates(_, _, _, let column, let value):
            "'\(value)' in column '\(column)' may be \(AmbiguousValue.days(value)), "
                + "and no other value of the file decides"
        case .yearColumnsNeedHeader(_, _, let column):
            "'\(column)' names columns by their years, but a file of this format has no header"
        case .notAScale(_, _, let text): "the scale '\(text)' is not a decimal"
        case .lookupTooLarge(_, _, let rows, let bytes):
            "the looked-up file has more than \(rows) rows or \(bytes >> 20) MiB in the columns in use"
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
        case .missingColumn(let source, _, let column, let field, let header):
            ImportError.suggestion(column, header)
                + "correct \(ImportError.setting(source, field)) in bailiwick.yaml, or the export"
        case .ambiguousDecimals(let source, _, _, _, _):
            "set 'decimal' of source '\(source)' to \".\" or \",\""
        case .ambiguousDates(let source, _, _, _, let value):
            "set 'date_format' of source '\(source)' to \(AmbiguousValue.datePatterns(value))"
        case .yearColumnsNeedHeader: "map one column, and give its year"
        case .notAScale: "write a decimal with a point, such as 0.001"
        case .lookupTooLarge(let source, _, _, _):
            "check the columns of lookup '\(source)', or join the files before the export"
        case .overflow: "look for amounts in a wrong unit or a wrong column"
        case .tooManyProducts(let source, _, _):
            "check that 'product_id' of source '\(source)' names the product column"
        case .rejectedRowsNotWritten: "make room or allow writing there, then run again"
        }
    }

    /// What the source does with the column.
    private static func use(_ source: String, _ field: String) -> String {
        if source.contains("/") { return "reads" }
        if field == "where" { return "filters by" }
        if field.hasPrefix("lookups.") { return "looks up in '\(field.dropFirst("lookups.".count))'" }
        return "maps to '\(field)'"
    }

    /// Where the configuration names the column; the source of a lookup is called `sales/orders`.
    private static func setting(_ source: String, _ field: String) -> String {
        let parts = source.split(separator: "/", maxSplits: 1)
        if parts.count == 2 { return "lookup '\(parts[1])' of source '\(parts[0])'" }
        let isField = field != "where" && !field.hasPrefix("lookups.")
        return "'\(isField ? "fields." : "")\(field)' of source '\(source)'"
    }

    /// A question for the header's nearest name; nothing where none is near.
    private static func suggestion(_ column: String, _ header: [String]) -> String {
        // Long names are no slips of the keyboard, and comparing them takes time by the square of their length.
        let short = header.prefix(500).filter { $0.utf8.count <= 60 }
        let byLowercase = Dictionary(short.map { ($0.lowercased(), $0) }) { first, _ in first }
        guard column.utf8.count <= 120,
            let nearest = nearestName(
                to: column.lowercased(), among: byLowercase.keys.sorted(), slip: 4
            ).flatMap({ byLowercase[$0] })
        else { return "" }
        return "did you mean '\(nearest)'? "
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
