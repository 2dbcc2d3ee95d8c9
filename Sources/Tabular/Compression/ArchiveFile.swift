import Glibc

/// The bytes of an archive on disk, read wherever the archive's reader asks.
///
/// Safe from outside: the buffer is private and lives exactly as long as the object.
@safe final class ArchiveFile {
    /// Size on disk.
    let size: Int64
    /// What went wrong in a callback, which can only tell that something did.
    private(set) var failure: TabularError?
    /// Bytes that may still be read; nil: as many as there are.
    var allowance: Int?

    private static let blockSize = 64 << 10

    private let displayPath: String
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var position: Int64 = 0

    init(path: String, displayPath: String) throws(TabularError) {
        self.displayPath = displayPath
        descriptor = try RawFile.descriptor(of: path, displayPath: displayPath)
        // Sound: freed once, by deinit.
        unsafe buffer = .allocate(byteCount: ArchiveFile.blockSize, alignment: 16)
        size = Int64(lseek(descriptor, 0, SEEK_END))
        guard size >= 0 else {
            throw .unreadableFile(path: displayPath, cause: RawFile.systemMessage(errno))
        }
    }

    deinit {
        close(descriptor)
        unsafe buffer.deallocate()
    }

    /// The next bytes, valid until the next call; nil where they cannot be read, with `failure` set.
    func next() -> UnsafeRawBufferPointer? {
        if let allowance, allowance <= 0 { return nil }
        while true {
            let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(position))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                failure = .unreadableFile(path: displayPath, cause: RawFile.systemMessage(errno))
                return nil
            }
            position += Int64(count)
            if let allowance { self.allowance = allowance - count }
            return unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
        }
    }

    /// Passes over bytes and returns how many; never beyond the end.
    func skip(_ count: Int64) -> Int64 {
        let passed = max(0, min(count, size - position))
        position += passed
        return passed
    }

    /// Goes to a place counted from the start, the place reached, or the end; nil where there is none.
    func seek(_ offset: Int64, from whence: Int32) -> Int64? {
        let origin: Int64
        switch whence {
        case SEEK_SET: origin = 0
        case SEEK_CUR: origin = position
        default: origin = size
        }
        let (target, isTooFar) = origin.addingReportingOverflow(offset)
        guard !isTooFar, target >= 0 else { return nil }
        position = min(target, size)
        return position
    }

    /// The last bytes, at most so many; none where they cannot be read.
    func tail(_ count: Int) -> [UInt8] {
        let start = max(0, size - Int64(count))
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(size - start)) { bytes, filled in
            // Sound: at most the capacity is read, and what was read is counted.
            filled = unsafe max(0, pread(descriptor, bytes.baseAddress, bytes.count, off_t(start)))
        }
    }

    /// The first four bytes.
    func start() -> [UInt8] {
        position = 0
        allowance = nil
        guard let start = unsafe next() else { return [] }
        return unsafe Array(start.prefix(4))
    }
}
