import CExchange
import Glibc

/// What tells one state of a file from another.
struct FileStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let bytes: Int64
    let seconds: Int
    let nanoseconds: Int

    /// nil where there is no plain file.
    init?(_ path: String) {
        var status = stat()
        // Sound: stat reads the path and fills the value it is given.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        (device, inode, bytes) = (UInt64(status.st_dev), UInt64(status.st_ino), Int64(status.st_size))
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }

    /// When it was last written, in seconds since 1970-01-01 UTC.
    var written: Double { Double(seconds) + Double(nanoseconds) / 1e9 }
}
