/// How the bytes of a text file become characters.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case latin1 = "latin-1"
    case windows1252 = "windows-1252"
}

/// How a delimited file is written; settings of the configuration.
public struct CSVDialect: Hashable, Sendable {
    /// One ASCII byte that separates fields.
    public var delimiter: UInt8 = UInt8(ascii: ",")
    public var quote: UInt8 = UInt8(ascii: "\"")
    public var encoding: TextEncoding = .utf8

    public init() {}
}
