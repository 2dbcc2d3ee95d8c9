/// The files of a zip archive, judged as a whole.
struct ArchiveDirectory {
    /// Sorted by the bytes of their names.
    let members: [ArchiveMember]

    /// Walks through the archive.
    ///
    /// Members may share compressed bytes, so that it is the sum of their sizes that must not outgrow the
    /// archive; a member whose data are longer than its stated size is refused when it is read.
    init(_ archive: ZipArchive, limits: ReadLimits) throws(TabularError) {
        var members: [(name: [UInt8], size: Int64)] = []
        var total: Int64 = 0
        while let entry = try archive.next() {
            guard entry.isFile else { continue }
            members.append((ArchiveDirectory.text(entry.name), entry.size))
            let (sum, isTooLarge) = total.addingReportingOverflow(entry.size)
            total = isTooLarge ? .max : sum
        }
        if let stated = archive.statedMembers, stated > archive.count {
            // Members whose data overlap are one to libarchive.
            throw .corruptCompression(
                path: archive.displayPath,
                cause: "its directory lists \(stated) files, of which \(archive.count) can be read")
        }
        try limits.refuseBomb(total, from: archive.file.size, path: archive.displayPath)
        members.sort { $0.name.lexicographicallyPrecedes($1.name) }
        self.members = members.map {
            ArchiveMember(name: String(decoding: $0.name, as: UTF8.self), bytes: $0.size)
        }
    }

    /// A name as valid UTF-8, as which it is compared.
    static func text(_ name: [UInt8]) -> [UInt8] {
        Array(String(decoding: name, as: UTF8.self).utf8)
    }

    /// Refuses a name that no file of the archive has, or several.
    func requireOne(_ name: String, displayPath: String) throws(TabularError) {
        // Not `==` of strings, to which different bytes may be equal.
        let count = members.count { $0.name.utf8.elementsEqual(name.utf8) }
        guard count < 2 else { throw .duplicateMember(path: displayPath, count: count) }
        guard count == 1 else {
            throw .missingMember(
                path: displayPath, member: ArchiveMember.displayName(name),
                nearest: ArchiveMember.nearest(to: name, among: members, count: 10))
        }
    }
}
