import CArchive
import Glibc

/// A zip archive, walked from member to member through libarchive; no other format is recognised.
///
/// Safe from outside: the handles are private and live exactly as long as the object; libarchive calls back
/// only while one of the methods runs, on the same thread.
@safe final class ZipArchive {
    /// What the archive tells of a member.
    struct Entry {
        let name: [UInt8]
        /// 0 where the archive states none.
        let size: Int64
        let isFile: Bool
        let isEncrypted: Bool
        /// How it is compressed, as libarchive names it.
        let method: String
    }

    /// Bytes of the directory for each member that it may list.
    private static let directoryBytesPerMember = 256

    /// The end of an archive, with which one begins that has no members.
    private static let endMark: [UInt8] = [0x50, 0x4B, 5, 6]
    /// Bytes of that end without its comment.
    private static let endBytes = 22

    let displayPath: String
    let file: ArchiveFile
    private let limit: Int
    /// Members seen so far, folders among them.
    private(set) var count = 0
    private let archive: OpaquePointer
    /// UTF-8, so that names are handed over as they are.
    private let locale: locale_t?

    init(path: String, displayPath: String, limits: ReadLimits) throws(TabularError) {
        self.displayPath = displayPath
        limit = limits.archiveMembers
        file = try ArchiveFile(path: path, displayPath: displayPath)
        guard file.size > 0 else { throw .emptyFile(path: displayPath) }
        guard let archive = unsafe archive_read_new() else {
            throw .unreadableFile(path: displayPath, cause: "no memory for its reader")
        }
        unsafe self.archive = archive
        // Sound: freed by deinit; nil leaves the process's own locale.
        unsafe locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        unsafe archive_read_support_format_zip_seekable(archive)
        unsafe ZipArchive.setCallbacks(archive)
        // Sound: the callbacks run only while the archive is read, and self frees it before the file goes.
        unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(file).toOpaque())
        // The directory is held in memory by libarchive.
        let (bytes, isTooLarge) = limit.multipliedReportingOverflow(by: ZipArchive.directoryBytesPerMember)
        file.allowance = isTooLarge ? nil : bytes + (1 << 20)
        if unsafe archive_read_open1(archive) != ARCHIVE_OK { throw fault() }
    }

    deinit {
        unsafe archive_read_free(archive)
        if let locale = unsafe locale { unsafe freelocale(locale) }
    }

    /// Whether the bytes are those with which a zip archive begins: of a member, or of its end.
    static func begins(with bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: endMark)
    }

    /// Bytes of the archive up to the place reached.
    var position: Int64 { max(0, unsafe archive_filter_bytes(archive, 0)) }

    /// Goes to the next member; nil behind the last.
    func next() throws(TabularError) -> Entry? {
        var header: OpaquePointer?
        // Sound: the locale lives as long as self; the thread's own one is restored at once.
        let previous = unsafe locale.map { unsafe uselocale($0) }
        let status = unsafe archive_read_next_header(archive, &header)
        if let previous = unsafe previous { unsafe uselocale(previous) }
        if file.allowance.map({ $0 <= 0 }) == true {
            throw .tooManyMembers(path: displayPath, limit: limit)
        }
        file.allowance = nil
        if status == ARCHIVE_EOF { return nil }
        // A warning says that the name could not be converted; it is read as it is.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let header = unsafe header else {
            throw fault()
        }
        count += 1
        guard count <= limit else { throw .tooManyMembers(path: displayPath, limit: limit) }
        return unsafe entry(header)
    }

    /// Members that the archive's end states, folders among them; nil where it states none or too many to say.
    var statedMembers: Int? {
        let tail = file.tail(ZipArchive.endBytes + Int(UInt16.max))
        func number(_ place: Int) -> Int { Int(tail[place]) | Int(tail[place + 1]) << 8 }
        guard tail.count >= ZipArchive.endBytes else { return nil }
        for place in stride(from: tail.count - ZipArchive.endBytes, through: 0, by: -1)
        where tail[place...].starts(with: ZipArchive.endMark)
            && place + ZipArchive.endBytes + number(place + 20) == tail.count
        {
            let stated = number(place + 10)
            return stated < Int(UInt16.max) ? stated : nil
        }
        return nil
    }

    /// Fills the buffer with the member's data and returns the number of bytes; 0 at its end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        // Sound: libarchive writes at most as many bytes as the caller's buffer has.
        let count = unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw fault() }
        return count
    }

    private func entry(_ header: OpaquePointer) -> Entry {
        // Sound: the texts end with NUL, live until the next header, and are copied at once.
        let text = unsafe archive_entry_pathname(header)
        let name = unsafe text.map { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        let format = unsafe archive_format_name(archive).map { unsafe String(cString: $0) } ?? ""
        let method = format.split(separator: "(", maxSplits: 1).last?.prefix { $0 != ")" } ?? ""
        return unsafe Entry(
            name: name ?? [], size: max(0, archive_entry_size(header)),
            isFile: archive_entry_filetype(header) == S_IFREG,
            isEncrypted: archive_entry_is_encrypted(header) != 0, method: String(method))
    }

    /// What the last call failed for.
    private func fault() -> TabularError {
        if let failure = file.failure { return failure }
        // Sound: libarchive's message ends with NUL and is copied at once.
        let message = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
        let cause = message ?? "libarchive gives no reason"
        if cause.hasPrefix("Unrecognized archive format") {
            let start = file.start()
            if start == ZipArchive.endMark { return .emptyFile(path: displayPath) }
            // The directory at the end is what tells a zip archive.
            return start.starts(with: [0x50, 0x4B])
                ? .truncatedCompression(path: displayPath)
                : .corruptCompression(path: displayPath, cause: "it is not a zip archive")
        }
        if cause.hasPrefix("Truncated") { return .truncatedCompression(path: displayPath) }
        return .corruptCompression(path: displayPath, cause: cause)
    }

    // Sound, all below: libarchive hands the callbacks the pointer to the file that it was given.

    private static func setCallbacks(_ archive: OpaquePointer) {
        unsafe archive_read_set_read_callback(archive) { _, user, block in
            guard let file = unsafe ZipArchive.file(user), let bytes = unsafe file.next() else {
                return la_ssize_t(ARCHIVE_FATAL)
            }
            unsafe block?.pointee = bytes.baseAddress
            return bytes.count
        }
        unsafe archive_read_set_skip_callback(archive) { _, user, count in
            unsafe ZipArchive.file(user)?.skip(count) ?? 0
        }
        unsafe archive_read_set_seek_callback(archive) { _, user, offset, whence in
            unsafe ZipArchive.file(user)?.seek(offset, from: whence) ?? la_int64_t(ARCHIVE_FATAL)
        }
    }

    private static func file(_ user: UnsafeMutableRawPointer?) -> ArchiveFile? {
        unsafe user.map { unsafe Unmanaged<ArchiveFile>.fromOpaque($0).takeUnretainedValue() }
    }
}
