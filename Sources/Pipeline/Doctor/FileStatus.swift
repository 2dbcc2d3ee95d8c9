import CExchange
import Foundation
import Glibc

/// What the file system says of a path, links followed.
struct FileStatus {
    let owner: UInt32
    let inode: UInt64
    let isFolder: Bool

    /// nil where nothing is there.
    init?(_ path: String) {
        var status = stat()
        // Sound: stat reads the path and fills the value it is given.
        guard unsafe stat(path, &status) == 0 else { return nil }
        owner = status.st_uid
        inode = UInt64(status.st_ino)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
    }

    var ownerName: String { FileStatus.name(ofUser: owner) }

    /// The name of a user, or the number where it has none.
    static func name(ofUser user: UInt32) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        // Sound: the C library fills the entry with places within the buffer, which outlives their use.
        guard unsafe getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil,
            let name = unsafe entry.pw_name
        else { return "user \(user)" }
        return unsafe String(cString: name)
    }
}

/// What is free on the disk of a folder, for a user without privileges.
struct VolumeSpace {
    let bytes: Int64
    /// Files that may still be made; nil where the file system has no limit.
    let files: Int64?

    /// nil where the system does not tell.
    init?(_ folder: String) {
        var status = statvfs()
        // Sound: statvfs reads the path and fills the value it is given.
        guard unsafe statvfs(folder, &status) == 0 else { return nil }
        bytes = Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
                .partialValue)
        files = status.f_files == 0 ? nil : Int64(clamping: UInt64(status.f_favail))
    }
}

/// What a folder takes on disk.
struct FolderSize {
    private(set) var bytes: Int64 = 0
    private(set) var files = 0
    /// Bytes of the refused rows, which are written twice while a report is made.
    private(set) var rejectedRows: Int64 = 0

    init(_ folder: String) {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return }
        for case let name as String in names {
            guard let stamp = FileStamp("\(folder)/\(name)") else { continue }
            bytes += stamp.bytes
            files += 1
            if name.hasSuffix("rejected_rows.csv") { rejectedRows += stamp.bytes }
        }
    }
}
