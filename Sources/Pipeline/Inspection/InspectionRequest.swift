import Foundation
import Tabular

/// What `bailiwick inspect` is asked, as the command line gives it.
public struct InspectionRequest: Sendable {
    /// How a file is to be read where its content is not to tell.
    public enum Format: String, Sendable, CaseIterable {
        case csv, xml, spreadsheet, sdmx
    }

    /// A file, or a file inside a zip archive as `archive.zip!/name`.
    public var file: String
    /// Rows of the table, or records to print; nil: the default of each.
    public var limit: Int?
    public var format: Format?
    public var encoding: TextEncoding?
    /// One to eight bytes of ASCII.
    public var delimiter: [UInt8]?
    public var headerRow: Int?
    /// Patterns of the first field of totals, footers and comments, which are left out.
    public var footers: [String] = []
    /// Rows behind the header that a preset passes over.
    var rowsBehindHeader = 0
    public var recordsPath: String?
    /// Field paths of an XML file; empty: what a census of the file finds.
    public var fields: [String] = []
    public var worksheet: String?
    /// Prefix → namespace.
    public var namespaces: [String: String] = [:]

    public init(file: String) {
        self.file = file
    }

    /// The file to read.
    var input: TabularInput {
        guard !FileManager.default.fileExists(atPath: file), let mark = file.range(of: "!/") else {
            return TabularInput(path: file, displayPath: file)
        }
        return TabularInput(
            .member(archive: String(file[..<mark.lowerBound]), name: String(file[mark.upperBound...])),
            displayPath: file)
    }

    var dialect: CSVDialect {
        var dialect = CSVDialect()
        dialect.encoding = encoding
        dialect.delimiter = delimiter
        dialect.layout.headerLine = headerRow
        dialect.layout.rowsBehindHeader = rowsBehindHeader
        dialect.layout.footers = footers.map(RowPattern.init)
        return dialect
    }

    /// Prefix and namespace of `prefix=uri`; nil where the text is not so written.
    public static func namespace(_ text: String) -> (prefix: String, uri: String)? {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
        let uri = text[text.index(after: sign)...]
        return uri.isEmpty ? nil : (String(text[..<sign]), String(uri))
    }

    /// The bytes of a delimiter: one to eight characters of ASCII that are neither quote nor line end, or `tab`.
    public static func delimiter(_ text: String) -> [UInt8]? {
        let bytes = text == "tab" || text == "\\t" ? [0x09] : Array(text.utf8)
        let isAllowed =
            (1...8).contains(bytes.count)
            && !bytes.contains { $0 >= 0x80 || [0, 0x0A, 0x0D, 0x22].contains($0) }
        return isAllowed ? bytes : nil
    }
}
