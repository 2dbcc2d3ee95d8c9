/// What makes a whole file unreadable; facts, the words are in `problem`, `remedy` and `description`.
public enum TabularError: Error, Hashable, Sendable {
    case missingFile(path: String)
    case unreadableFile(path: String, cause: String)
    /// The file has no header or no bytes at all.
    case emptyFile(path: String)
    case duplicateHeader(path: String, line: Int, column: String)
    case emptyHeader(path: String, line: Int, position: Int)
    /// The header line itself cannot be read.
    case unreadableHeader(path: String, line: Int, fault: RecordFault.Kind)
    case unclosedQuote(path: String, line: Int)
    case tooManyColumns(path: String, line: Int, limit: Int)
    /// Text in an encoding that we do not convert.
    case unsupportedEncoding(path: String, encoding: String)
    /// Text in an encoding for which the C library's converter is not installed.
    case missingConverter(path: String, encoding: String)
    /// Two delimiters or more are equally likely.
    case ambiguousDelimiter(path: String, candidates: [[UInt8]])
    /// The file ends before the line of the header.
    case missingHeaderLine(path: String, line: Int)
    /// A footer states another number of records than were read before it.
    case statedRowsDiffer(path: String, line: Int, stated: Int64, found: Int64)
    case truncatedCompression(path: String)
    case corruptCompression(path: String, cause: String)
    case compressionBomb(path: String, ratio: Int)
    /// The archive has more files and folders than that.
    case tooManyMembers(path: String, limit: Int)
    /// The archive has no file of that name; the names most like it.
    case missingMember(path: String, member: String, nearest: [String])
    /// Several files of the archive have the name.
    case duplicateMember(path: String, count: Int)
    case encryptedMember(path: String)
    /// Neither stored nor deflated.
    case unsupportedCompression(path: String, method: String)
    case invalidXML(path: String, line: Int, cause: String)
    /// A limit of the XML reader was passed: depth, tag size, text size, entities.
    case hostileXML(path: String, line: Int, cause: String)
    /// No element matches the record path.
    case noRecords(path: String, recordPath: String)
    case invalidRecordPath(recordPath: String)
    case invalidFieldPath(fieldPath: String)
    /// No worksheet has the name that was asked for (empty = any); those found, the nearest first.
    case noWorksheet(path: String, name: String, found: [String])
    /// A row of a worksheet states a number that is none, or lies before the row above it.
    case misplacedRow(path: String, line: Int, index: String)
    /// An SDMX message without observations, and what its sender says about it.
    case noObservations(path: String, message: String?)
    /// XML of no kind that says by itself which elements are records.
    case needsRecordPath(path: String)
    /// A file of another kind where records were expected.
    case notRecords(path: String, kind: FileKind)
    /// A workbook in one of the formats that are not read, such as `Excel workbook (.xlsx)`.
    case unsupportedWorkbook(path: String, format: String)
}
