/// Where one record of a batch lies, and where in the file it began.
public struct RecordPosition: Hashable, Sendable {
    /// Index of the record's first field in `RecordBatch.fields`.
    public var firstField: Int
    /// Number of fields the record has in the file; fewer or more than the header when the row is ragged.
    public var fieldCount: Int
    /// Physical line on which the record starts, 1 = first line of the file.
    public var line: Int

    public init(firstField: Int, fieldCount: Int, line: Int) {
        self.firstField = firstField
        self.fieldCount = fieldCount
        self.line = line
    }
}

/// A run of records, decoded and unquoted: plain UTF-8 bytes and the places of the fields in them.
///
/// The same shape comes from CSV and XML. A consumer reads field `column` of record `r` as
/// `batch.bytes.span.extracting(batch.range(of: column, in: r))`, without allocation.
public struct RecordBatch: Sendable {
    /// The values of all fields, valid UTF-8, unquoted, back to back or with gaps.
    public var bytes: [UInt8] = []
    /// Start and end of each field in `bytes`; start = end is an empty field.
    public var fields: [Range<Int32>] = []
    public var records: [RecordPosition] = []
    /// Records that could not be read at all; they are not in `records`.
    public var faults: [RecordFault] = []
    /// Whether every field is known to be empty or to begin and end with visible ASCII, so that nothing is to be
    /// trimmed of it.
    public var hasPlainFields = false

    public init() {}

    /// Place of a field in `bytes`; nil where the record is too short to have it.
    @inlinable
    public func range(of column: Int, in record: RecordPosition) -> Range<Int>? {
        guard column < record.fieldCount else { return nil }
        let field = fields[record.firstField + column]
        return Int(field.lowerBound)..<Int(field.upperBound)
    }

    /// A field as text; for messages and rare columns, not for every row.
    public func text(of column: Int, in record: RecordPosition) -> String? {
        range(of: column, in: record).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Forgets all records and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        hasPlainFields = false
    }
}

/// A record that cannot be read; the reader goes on behind it.
public struct RecordFault: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// More fields than the header has, and not all of the extra ones are empty.
        case tooManyFields(found: Int, expected: Int)
        /// Bytes that are not valid in the file's encoding; offset of the first from the start of the file,
        /// behind decompression, 0 = first byte.
        case invalidEncoding(offset: Int)
        case nulByte
        /// A quote inside an unquoted field, or text after a closing quote.
        case strayQuote
        /// A record longer than the limit of `ReadLimits`.
        case recordTooLong(limit: Int)
        /// A field longer than the limit of `ReadLimits`.
        case fieldTooLong(limit: Int)
        /// A cell of a worksheet that lies behind the last column allowed, or not behind the cell before it.
        case misplacedCell(index: String, limit: Int)
    }

    public let line: Int
    /// Header of the column where known.
    public let column: String?
    /// What the record looks like, cut at 80 characters, invalid bytes replaced.
    public let excerpt: String
    public let kind: Kind

    public init(line: Int, column: String?, excerpt: String, kind: Kind) {
        self.line = line
        self.column = column
        self.excerpt = excerpt
        self.kind = kind
    }
}

/// Upper bounds that keep memory bounded whatever the input is.
public struct ReadLimits: Hashable, Sendable {
    public var fieldBytes = 1 << 20
    public var recordBytes = 8 << 20
    public var columns = 4096
    /// Bytes of one XML tag with its attributes.
    public var tagBytes = 64 << 10
    /// Attributes of one XML tag; the parser's time grows with their square.
    public var attributes = 1024
    /// Ratio of decompressed to compressed bytes above which a gzip file or a zip archive is a bomb (after the
    /// first 64 MiB).
    public var compressionRatio = 1000
    /// Files and folders of a zip archive.
    public var archiveMembers = 100_000

    public init() {}
}

/// A stream of records with named columns.
public protocol RecordReader: AnyObject {
    /// Column names in order: CSV headers trimmed, or the XML paths that were asked for.
    var columns: [String] { get }
    /// Bytes of the file on disk consumed so far; for progress.
    var bytesRead: Int64 { get }
    /// What was found out and left out; complete when `next` has returned false.
    var notices: [ReadingNotice] { get }

    /// Replaces the batch by the next records; false at the end, with the batch empty.
    ///
    /// A batch holds a quarter of a megabyte to about a megabyte, and one record at least, however long. Faulty
    /// records are in `faults`; what makes the rest of the file unreadable throws.
    func next(into batch: inout RecordBatch) throws(TabularError) -> Bool
}
