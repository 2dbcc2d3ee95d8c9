/// How the bytes of a text file become characters.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// Byte order by its mark, or by the pattern of its NUL bytes.
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case latin1 = "latin-1"
    case latin9 = "iso-8859-15"
    case windows1250 = "windows-1250"
    case windows1251 = "windows-1251"
    case windows1252 = "windows-1252"
    case macintosh = "macintosh"
}

/// Where in a table the header and the records lie; the same for CSV and worksheets.
public struct TableLayout: Hashable, Sendable {
    /// Line (CSV) or row (worksheet) of the header, 1 = first; nil: `headerNames` find it; where none are known
    /// it is the first row of a CSV file that looks like a header; else the first row that is not blank.
    public var headerLine: Int?
    /// The header is the first of the first 100 rows that has all these names; where none has, the first row
    /// that is not blank.
    public var headerNames: Set<String> = []
    /// Rows passed over directly behind the header, such as a second header of labels.
    public var rowsBehindHeader = 0
    /// False: every row is a record with as many fields as it has, and there are no column names.
    public var hasHeader = true
    /// Rows whose first non-empty field matches are totals or footers: left out and counted.
    public var footers: [RowPattern] = []

    public init() {}
}

/// How a delimited file is written; settings of the configuration, nil where the file is to tell.
public struct CSVDialect: Hashable, Sendable {
    /// nil: byte order mark, UTF-8, UTF-16 by its pattern, else windows-1252; told in the notices.
    public var encoding: TextEncoding?
    /// One to eight bytes of ASCII that separate fields; nil: found, and told in the notices.
    public var delimiter: [UInt8]?
    public var quote: UInt8 = UInt8(ascii: "\"")
    public var layout = TableLayout()

    public init() {}
}

/// Which elements of an XML file are records.
public struct XMLRecordSettings: Hashable, Sendable {
    /// Such as `/quotas/quota`, or `//quota` at any depth.
    public var recordPath: String
    /// Namespaces by prefix.
    ///
    /// A name with one of these prefixes matches only in that namespace; all other prefixes are ignored.
    public var namespaces: [String: String]

    public init(recordPath: String, namespaces: [String: String] = [:]) {
        self.recordPath = recordPath
        self.namespaces = namespaces
    }
}

/// Which table of an XML Spreadsheet 2003 is read.
public struct WorksheetSettings: Hashable, Sendable {
    /// Name of the worksheet; nil: the first that is not empty.
    public var worksheet: String?
    public var layout = TableLayout()

    public init() {}
}

/// How a file of records is written.
public enum RecordFormat: Hashable, Sendable {
    case csv(CSVDialect)
    case xml(XMLRecordSettings)
    case worksheet(WorksheetSettings)
    /// SDMX-ML 2.0 and 2.1, generic or structure-specific: a record for each observation, its columns named by
    /// dimensions and attributes, with `TIME_PERIOD`, `OBS_VALUE` and `OBS_STATUS`.
    case sdmx
    /// By its content: XML Spreadsheet 2003, SDMX-ML, or for all that is not XML CSV with this dialect.
    case recognised(CSVDialect)
}
