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

    /// The name for messages: control characters and marks of direction escaped, cut where it is too long.
    public var displayName: String { ArchiveMember.displayName(name) }

    /// The name for messages of a member that need not exist.
    public static func displayName(_ name: String) -> String {
        var shown = ""
        for (place, scalar) in name.unicodeScalars.enumerated() {
            guard place < 200 || name.utf8.count <= longestName else { return shown + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Bytes of a name that is shown whole.
    private static let longestName = 4096

    /// The names most like one that is not there, nearest first: those that share most of its start and end.
    package static func nearest(to name: String, among members: [ArchiveMember], count: Int) -> [String] {
        let wanted = Array(name.lowercased().utf8.prefix(longestName))
        let ranked = members.map { member in
            let bytes = Array(member.name.lowercased().utf8.prefix(longestName))
            let start = zip(wanted, bytes).prefix { $0 == $1 }.count
            let end = zip(wanted.reversed(), bytes.reversed()).prefix { $0 == $1 }.count
            return (name: member.displayName, shared: start + end)
        }
        // Stable, so that names alike in this stay sorted.
        return ranked.sorted { $0.shared > $1.shared }.prefix(count).map(\.name)
    }
}

/// The files of a zip archive, sorted by the bytes of their names; folders and links are left out.
///
/// - Throws: `TabularError` where it cannot be read, is no zip archive, holds too many files, or would
///   decompress to more than `ReadLimits.compressionRatio` allows.
public func archiveMembers(of path: String, displayPath: String) throws(TabularError) -> [ArchiveMember] {
    try archiveMembers(of: path, displayPath: displayPath, limits: ReadLimits())
}

/// The files of a zip archive, within other limits.
func archiveMembers(
    of path: String, displayPath: String, limits: ReadLimits
) throws(TabularError) -> [ArchiveMember] {
    try ArchiveDirectory(ZipArchive(path: path, displayPath: displayPath, limits: limits), limits: limits)
        .members
}

/// Whether the file is a zip archive, by its first bytes.
public func isZipArchive(_ path: String, displayPath: String) throws(TabularError) -> Bool {
    let file = try RawFile(TabularInput(path: path, displayPath: displayPath))
    var start: [UInt8] = []
    unsafe try start.append(addingUpTo: 4) { buffer throws(TabularError) in unsafe try file.read(into: buffer)
    }
    return ZipArchive.begins(with: start)
}
