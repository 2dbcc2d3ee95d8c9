import Tabular
import TerritoryModel

/// What stops an import altogether; single bad rows never do.
public enum ImportError: Error, Hashable, Sendable {
    /// The file cannot be read as what it is declared to be.
    case unreadable(source: String, TabularError)
    /// The header lacks a column that the mapping names.
    case missingColumn(source: String, file: String, column: String, field: String, header: [String])
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
        case .overflow: "look for amounts in a wrong unit or a wrong column"
        case .tooManyProducts(let source, _, _):
            "check that 'product_id' of source '\(source)' names the product column"
        case .rejectedRowsNotWritten: "make room or allow writing there, then run again"
        }
    }
}
