/// A file inside a zip archive.
public struct ArchiveMember: Hashable, Sendable {
    /// As the archive spells it; only compared and shown, never used as a path.
    public let name: String
    /// Decompressed size in bytes as the archive states it; nil where it does not.
    public let bytes: Int64?

    public init(name: String, bytes: Int64?) {
        self.name = name
        self.bytes = bytes
    }
}

/// The files of a zip archive, by name.
public func archiveMembers(of path: String, displayPath: String) throws(TabularError) -> [ArchiveMember] {
    []
}
