import Glibc

/// The last line of a file that is not blank, behind its compression.
public struct LastLine: Hashable, Sendable {
    /// The line as UTF-8, without its end; empty where the file has none.
    ///
    /// Of a line of more than `maximum` bytes the beginning is lost.
    public let text: String

    /// Bytes at the end of a file that are looked at.
    public static let maximum = 64 << 10

    /// Reads the end of a plain file, and the whole of a compressed one.
    ///
    /// - Throws: `TabularError` where the input does not exist or cannot be decompressed.
    public init(of input: TabularInput) throws(TabularError) {
        let bytes = try LastLine.isPlain(input) ? LastLine.end(of: input) : LastLine.streamed(input)
        text = LastLine.text(in: bytes)
    }

    private static func isPlain(_ input: TabularInput) throws(TabularError) -> Bool {
        guard case .file = input.content else { return false }
        return try !isGzip(input)
    }

    private static func isGzip(_ input: TabularInput) throws(TabularError) -> Bool {
        let file = try RawFile(input)
        var magic: [UInt8] = []
        unsafe try magic.append(addingUpTo: 2) { buffer throws(TabularError) in
            unsafe try file.read(into: buffer)
        }
        return magic == [0x1F, 0x8B]
    }

    /// The last bytes of a plain file.
    private static func end(of input: TabularInput) throws(TabularError) -> [UInt8] {
        guard case .file(let path) = input.content else { return [] }
        let descriptor = try RawFile.descriptor(of: path, displayPath: input.displayPath)
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - off_t(maximum))
        var bytes: [UInt8] = []
        while size >= 0 {
            let place = start + off_t(bytes.count)
            var count = 0
            unsafe try bytes.append(addingUpTo: maximum) { buffer throws(TabularError) in
                // Sound: pread fills at most the bytes of the buffer.
                count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, place)
                return max(0, count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { break }
            if count == 0 || bytes.count >= Int(size - start) { return bytes }
        }
        throw .unreadableFile(path: input.displayPath, cause: RawFile.systemMessage(errno))
    }

    /// The last bytes of what has to be decompressed from its start.
    private static func streamed(_ input: TabularInput) throws(TabularError) -> [UInt8] {
        let source = try ByteSource(input, limits: ReadLimits())
        var bytes: [UInt8] = []
        while try source.read(appendingTo: &bytes) {
            if bytes.count > 2 * maximum { bytes.removeFirst(bytes.count - maximum) }
        }
        return bytes.suffix(maximum)
    }

    private static func text(in bytes: [UInt8]) -> String {
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
        let last = lines.last { !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0 } }
        return String(decoding: last ?? [], as: UTF8.self)
    }
}
