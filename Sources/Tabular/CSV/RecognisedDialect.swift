/// How a delimited file is written, as far as it was read: configured or found out.
public struct RecognisedDialect: Hashable, Sendable {
    /// UTF-8 as long as all bytes are ASCII.
    public var encoding: TextEncoding
    public var delimiter: [UInt8]
    /// Physical line of the header, 1 = first; 0 where there is none.
    public var headerLine: Int
    public var hasByteOrderMark: Bool

    public init(encoding: TextEncoding, delimiter: [UInt8], headerLine: Int, hasByteOrderMark: Bool) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.headerLine = headerLine
        self.hasByteOrderMark = hasByteOrderMark
    }
}
