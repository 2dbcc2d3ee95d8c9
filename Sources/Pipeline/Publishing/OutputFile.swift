import Glibc

/// A file that could not be written, with the system's words.
struct OutputFault: Error {
    let path: String
    let cause: String
}

/// A new file under construction; nothing is trusted to be on disk before `close` has succeeded, or `finish` and
/// then `FileSystem.force`.
final class OutputFile {
    let path: String
    private var descriptor: Int32

    /// Creates or empties the file.
    init(path: String) throws(OutputFault) {
        self.path = path
        descriptor = unsafe open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputFault(path: path, cause: systemErrorText()) }
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    func write(_ bytes: [UInt8]) throws(OutputFault) {
        var written = 0
        while written < bytes.count {
            // Sound: the buffer outlives the call, and the count stays within it.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputFault(path: path, cause: systemErrorText())
            }
            written += count
        }
    }

    /// Copies another file behind what is written.
    func append(contentsOf source: String) throws(OutputFault) {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw OutputFault(path: source, cause: systemErrorText()) }
        defer { Glibc.close(input) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            // Sound: read fills at most the block's own bytes.
            let count = unsafe block.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(input, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OutputFault(path: source, cause: systemErrorText()) }
            if count == 0 { return }
            try write(Array(block[..<count]))
        }
    }

    /// Closes a file that is forced to disk later, together with others.
    func finish() throws(OutputFault) {
        let closed = Glibc.close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw OutputFault(path: path, cause: systemErrorText()) }
    }

    /// Forces the bytes to disk and closes; a full disk is told here at the latest.
    func close() throws(OutputFault) {
        let synced = fsync(descriptor)
        let cause = systemErrorText()
        let closed = Glibc.close(descriptor)
        descriptor = -1
        guard synced == 0, closed == 0 else { throw OutputFault(path: path, cause: cause) }
    }
}
