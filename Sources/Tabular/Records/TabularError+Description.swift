extension TabularError: CustomStringConvertible {
    /// The file that configures a workspace; errors of paths lie in it.
    private static let configuration = "bailiwick.yaml"

    /// Name of the file that the error is about.
    public var path: String {
        switch self {
        case .missingFile(let path), .unreadableFile(let path, _), .emptyFile(let path),
            .duplicateHeader(let path, _, _), .emptyHeader(let path, _, _),
            .unreadableHeader(let path, _, _), .unclosedQuote(let path, _),
            .tooManyColumns(let path, _, _), .truncatedCompression(let path),
            .corruptCompression(let path, _), .compressionBomb(let path, _), .tooManyMembers(let path, _),
            .missingMember(let path, _, _), .duplicateMember(let path, _), .encryptedMember(let path),
            .unsupportedCompression(let path, _), .invalidXML(let path, _, _),
            .unsupportedEncoding(let path, _), .missingConverter(let path, _),
            .ambiguousDelimiter(let path, _),
            .missingHeaderLine(let path, _), .statedRowsDiffer(let path, _, _, _),
            .noWorksheet(let path, _, _), .misplacedRow(let path, _, _), .noObservations(let path, _),
            .needsRecordPath(let path), .notRecords(let path, _), .unsupportedWorkbook(let path, _),
            .hostileXML(let path, _, _), .noRecords(let path, _):
            path
        case .invalidRecordPath, .invalidFieldPath: TabularError.configuration
        }
    }

    /// Physical line where one is to blame, 1 = first.
    public var line: Int? {
        switch self {
        case .duplicateHeader(_, let line, _), .emptyHeader(_, let line, _),
            .unreadableHeader(_, let line, _), .unclosedQuote(_, let line), .tooManyColumns(_, let line, _),
            .invalidXML(_, let line, _), .hostileXML(_, let line, _), .statedRowsDiffer(_, let line, _, _),
            .misplacedRow(_, let line, _):
            line
        case .missingFile, .unreadableFile, .emptyFile, .truncatedCompression, .corruptCompression,
            .compressionBomb, .tooManyMembers, .missingMember, .duplicateMember, .encryptedMember,
            .unsupportedCompression, .noRecords, .invalidRecordPath, .invalidFieldPath, .unsupportedEncoding,
            .missingConverter,
            .ambiguousDelimiter, .missingHeaderLine, .noWorksheet, .noObservations, .needsRecordPath,
            .notRecords, .unsupportedWorkbook:
            nil
        }
    }

    /// What is wrong.
    public var problem: String {
        switch self {
        case .missingFile: "does not exist"
        case .unreadableFile(_, let cause): "cannot be read: \(cause)"
        case .emptyFile: "is empty"
        case .duplicateHeader(_, _, let column): "column '\(column)' is in the header twice"
        case .emptyHeader(_, _, let position): "column \(position) of the header has no name"
        case .unreadableHeader(_, _, let fault): "the header cannot be read: \(fault.problem)"
        case .unclosedQuote: "a quote opens here and is never closed"
        case .tooManyColumns(_, _, let limit): "the header has more than \(limit) columns"
        case .unsupportedEncoding(_, let encoding):
            "is encoded as \(encoding), which cannot be read"
        case .missingConverter(_, let encoding):
            "is encoded as \(encoding), for which this machine has no converter"
        case .ambiguousDelimiter(_, let candidates):
            "\(candidates.map(DelimiterRecognition.words).joined(separator: " and ")) may all separate its fields"
        case .missingHeaderLine(_, let line): "has no header in line \(line) or below"
        case .statedRowsDiffer(_, _, let stated, let found):
            "states \(stated) records, but \(found) were read"
        case .truncatedCompression: "ends in the middle of its compressed data"
        case .corruptCompression(_, let cause): "cannot be decompressed: \(cause)"
        case .compressionBomb(_, let ratio): "decompresses to more than \(ratio) times its size"
        case .tooManyMembers(_, let limit): "the archive has more than \(limit) members"
        case .missingMember(_, let member, _): "the archive has no file '\(member)'"
        case .duplicateMember(_, let count): "the archive has \(count) files of this name"
        case .encryptedMember: "is encrypted"
        case .unsupportedCompression(_, let method):
            "is compressed by a method that is not supported: \(method)"
        case .invalidXML(_, _, let cause): "is not well-formed XML: \(cause)"
        case .hostileXML(_, _, let cause): "is refused, as XML meant to do harm is: \(cause)"
        case .noRecords(_, let recordPath): "no element matches '\(recordPath)'"
        case .invalidRecordPath(let path): "'\(path)' is not a path to record elements"
        case .invalidFieldPath(let path): "'\(path)' is not a path to a field of an XML record"
        case .noWorksheet(_, _, let found) where found.isEmpty: "has no worksheet"
        case .noWorksheet(_, let name, let found):
            "has no worksheet '\(name)'; it has \(found.map { "'\($0)'" }.joined(separator: ", "))"
        case .misplacedRow(_, _, let index):
            "ss:Index or ss:Span '\(index)' does not lead to a row further down"
        case .noObservations(_, let message): "holds no observations" + (message.map { ": \($0)" } ?? "")
        case .needsRecordPath: "is XML, but nothing says which elements are records"
        case .notRecords(_, let kind): "is \(kind.title), which holds no records"
        case .unsupportedWorkbook(_, let format): "is an \(format), which is not read"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .missingFile: "check 'file' in \(TabularError.configuration)"
        case .unreadableFile: "check that it is a file and that its permissions allow reading it"
        case .emptyFile: "export the file again, with its header line"
        case .duplicateHeader: "rename or remove one of the two columns"
        case .emptyHeader: "name the column, or remove it"
        case .unreadableHeader(_, _, let fault): fault.remedy
        case .unclosedQuote: "close the quote, or double it where it is part of the text"
        case .tooManyColumns: "check 'delimiter' in \(TabularError.configuration)"
        case .unsupportedEncoding: "save the file as UTF-8"
        case .missingConverter:
            "save the file as UTF-8, or install the gconv modules of the C library (Debian: libc6)"
        case .ambiguousDelimiter: "set 'delimiter' of the source in \(TabularError.configuration)"
        case .missingHeaderLine: "check 'header_row' of the source in \(TabularError.configuration)"
        case .statedRowsDiffer:
            "export the file again: records are missing or there are too many, or 'footers' matches another line"
        case .truncatedCompression: "copy or export the file again"
        case .corruptCompression: "copy or export the file again"
        case .compressionBomb: "decompress the file yourself if you trust it"
        case .tooManyMembers: "put only the files that are needed into the archive"
        case .missingMember(_, _, let nearest):
            nearest.isEmpty
                ? "export the archive again; it has no files"
                : "check 'file' in \(TabularError.configuration); it has: \(nearest.joined(separator: ", "))"
        case .duplicateMember: "export the archive again, with each file once"
        case .encryptedMember: "export the archive without a password, or extract the file yourself"
        case .unsupportedCompression:
            "zip the files with the usual method (deflate), or extract the file yourself"
        case .invalidXML: "export the file again, or correct it at this line"
        case .hostileXML: "ask where the file comes from, and export it without this"
        case .noRecords: "check 'records' in \(TabularError.configuration)"
        case .invalidRecordPath: "write 'records' as '/root/record' or '//record'"
        case .invalidFieldPath: "write the field as 'child/child', '@attribute', 'child/@attribute' or '.'"
        case .noWorksheet(_, _, let found) where found.isEmpty:
            "export the file again as XML Spreadsheet 2003"
        case .noWorksheet: "check 'worksheet' in \(TabularError.configuration)"
        case .misplacedRow: "save the workbook again with a program that numbers its rows in order"
        case .noObservations: "ask for data that exist, and save the answer again"
        case .needsRecordPath: "set 'records' in \(TabularError.configuration)"
        case .notRecords(_, .archive): "name a file inside it, as 'archive.zip!/name.csv'"
        case .notRecords: "use it for boundaries, or name another file"
        case .unsupportedWorkbook: "save it as CSV UTF-8 or as XML Spreadsheet 2003"
        }
    }

    /// Where, what and remedy, on two lines.
    public var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(problem)\n  \(remedy)"
    }
}
