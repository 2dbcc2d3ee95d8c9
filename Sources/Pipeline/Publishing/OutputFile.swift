import Glibc

/// A file that could not be written, with the system's words.
struct OutputFault: Error {
    let path: String
    let cause: String
}

/// A new file under construction; nothing is trusted to be on disk before `close` has succeeded.
final class OutputFile {
    let path: String
    private var descriptor: Int32

    /// Creates or empties the file; with `keepingContents` what is written goes behind what it has.
    init(path: String, keepingContents: Bool = false) throws(OutputFault) {
        self.path = path
        let start = keepingContents ? O_APPEND : O_TRUNC
        descriptor = unsafe open(path, O_CREAT | start | O_WRONLY | O_CLOEXEC, 0o666)
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

    /// Copies another file from a place of it behind what is written.
    func append(contentsOf source: String, from start: Int) throws(OutputFault) {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw OutputFault(path: source, cause: systemErrorText()) }
        defer { Glibc.close(input) }
        guard lseek(input, off_t(start), SEEK_SET) >= 0 else {
            throw OutputFault(path: source, cause: systemErrorText())
        }
        var block: [UInt8] = []
        while true {
            block.append(contentsOf: repeatElement(0, count: (1 << 18) - block.count))
            // Sound: read fills at most the block's own bytes.
            let count = unsafe block.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(input, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OutputFault(path: source, cause: systemErrorText()) }
            if count == 0 { return }
            block.removeLast(block.count - count)
            try write(block)
        }
    }

    /// Forces the bytes to disk unless told otherwise, and closes; a full disk is told here at the latest.
    func close(forcing: Bool = true) throws(OutputFault) {
        if forcing {
            if let fault = written().force() { throw fault }
            return
        }
        let status = Glibc.close(descriptor)
        descriptor = -1
        guard status == 0 else { throw OutputFault(path: path, cause: systemErrorText()) }
    }

    /// Hands the file over to whoever forces it to disk; nothing more can be written here.
    func written() -> WrittenFile {
        defer { descriptor = -1 }
        return WrittenFile(path: path, descriptor: descriptor)
    }
}
