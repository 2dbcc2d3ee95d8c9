import Glibc

/// An open file or bytes in memory, read once from start to end.
final class RawFile {
    /// The name in messages.
    let displayPath: String
    /// Bytes read from disk so far.
    private(set) var bytesRead: Int64 = 0
    /// −1 for bytes in memory.
    private let descriptor: Int32
    private var memory: ArraySlice<UInt8> = []

    init(_ input: TabularInput) throws(TabularError) {
        displayPath = input.displayPath
        let path: String
        switch input.content {
        case .file(let place): path = place
        case .member: throw .unreadableFile(path: displayPath, cause: "it is inside an archive")
        case .bytes(let bytes):
            memory = bytes[...]
            descriptor = -1
            return
        }
        descriptor = try RawFile.descriptor(of: path, displayPath: displayPath)
    }

    /// Opens a file for reading; the caller closes it.
    static func descriptor(of path: String, displayPath: String) throws(TabularError) -> Int32 {
        // Sound: the string is NUL-terminated for the duration of the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missingFile(path: displayPath) }
            throw .unreadableFile(path: displayPath, cause: systemMessage(errno))
        }
        return descriptor
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills the buffer as far as the file goes and returns the number of bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        if descriptor < 0 { return unsafe takeMemory(into: buffer) }
        var filled = 0
        while filled < buffer.count {
            // Sound: the rebased slice ends where the caller's buffer ends.
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw .unreadableFile(path: displayPath, cause: RawFile.systemMessage(errno))
            }
            if count == 0 { break }
            filled += count
        }
        bytesRead += Int64(filled)
        return filled
    }

    private func takeMemory(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = memory.prefix(buffer.count)
        // Sound: the part is no longer than the buffer.
        unsafe buffer.copyBytes(from: part)
        memory = memory.dropFirst(part.count)
        bytesRead += Int64(part.count)
        return part.count
    }

    static func systemMessage(_ code: Int32) -> String {
        if code == EISDIR { return "is a directory" }
        // Sound: glibc returns a NUL-terminated text of static or thread-local storage; it is copied at once.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
