/// What a report can be written as.
public enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    case html, markdown, csv, json
}

/// One finished file of a report.
public struct RenderedFile: Hashable, Sendable {
    /// Relative to the folder of the report, `/` between folders; only `a-z 0-9 - _ .` and never `..`.
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
