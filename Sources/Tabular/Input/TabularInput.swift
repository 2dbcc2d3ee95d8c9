/// What is to be read, and what messages call it.
public struct TabularInput: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// A file on disk, plain or gzip.
        case file(path: String)
        /// A file inside a zip archive on disk; the name as the archive spells it.
        case member(archive: String, name: String)
        /// Bytes in memory, plain or gzip.
        case bytes([UInt8])
    }

    public let content: Content
    /// Name in messages; for a file of a workspace its path from there, for a member `archive.zip!/name`.
    public let displayPath: String

    public init(_ content: Content, displayPath: String) {
        self.content = content
        self.displayPath = displayPath
    }

    public init(path: String, displayPath: String) {
        self.init(.file(path: path), displayPath: displayPath)
    }
}
