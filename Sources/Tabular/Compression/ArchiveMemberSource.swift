/// The data of one member of a zip archive, decompressed while they are read.
final class ArchiveMemberSource: StoredBytes {
    let displayPath: String
    /// Compressed bytes of the member that were decompressed so far.
    private(set) var bytesRead: Int64 = 0

    /// Methods whose memory is bounded whatever the member says.
    private static let methods = ["uncompressed", "deflation"]

    private let archive: ZipArchive
    private let limits: ReadLimits
    /// Size that the archive states.
    private let size: Int64
    private let start: Int64
    private var produced: Int64 = 0

    init(archive path: String, name: String, displayPath: String, limits: ReadLimits) throws(TabularError) {
        let archive = try ZipArchive(path: path, displayPath: displayPath, limits: limits)
        let directory = try ArchiveDirectory(archive, limits: limits)
        try directory.requireOne(name, displayPath: displayPath)
        self.displayPath = displayPath
        self.archive = try ZipArchive(path: path, displayPath: displayPath, limits: limits)
        self.limits = limits
        let wanted = Array(name.utf8)
        var entry = try self.archive.next()
        while let other = entry, !other.isFile || ArchiveDirectory.text(other.name) != wanted {
            entry = try self.archive.next()
        }
        guard let entry else { throw .truncatedCompression(path: displayPath) }
        if entry.isEncrypted { throw .encryptedMember(path: displayPath) }
        guard ArchiveMemberSource.methods.contains(entry.method) else {
            throw .unsupportedCompression(path: displayPath, method: entry.method)
        }
        size = entry.size
        start = self.archive.position
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let count = unsafe try archive.read(into: buffer)
        produced += Int64(count)
        // At the end of the data the checksum and the descriptor are consumed too; never less than before.
        bytesRead = max(bytesRead, archive.position - start)
        guard produced <= size else {
            throw .corruptCompression(
                path: displayPath, cause: "its data are longer than the \(size) bytes that the archive states"
            )
        }
        try limits.refuseBomb(produced, from: bytesRead, path: displayPath)
        return count
    }
}
