/// A file as a stream of blocks, decompressed where it begins with the magic bytes of gzip.
final class ByteSource {
    /// Size of a block unless a test asks for another.
    static let defaultBlockSize = 1 << 20

    let blockSize: Int
    private let file: RawFile
    /// The first bytes of a plain file, not handed out yet.
    private var head: [UInt8]
    private let inflater: GzipInflater?
    /// Room for one block; copying it in is quicker than appending byte by byte.
    private let blank: [UInt8]

    /// Bytes of the file on disk consumed so far.
    var bytesRead: Int64 { inflater?.bytesConsumed ?? file.bytesRead - Int64(head.count) }

    init(
        path: String, displayPath: String, limits: ReadLimits, blockSize: Int = defaultBlockSize
    ) throws(TabularError) {
        self.blockSize = blockSize
        blank = [UInt8](repeating: 0, count: blockSize)
        file = try RawFile(path: path, displayPath: displayPath)
        var magic = [UInt8](repeating: 0, count: 2)
        let file = file
        let count = unsafe try magic.fill { buffer throws(TabularError) in unsafe try file.read(into: buffer)
        }
        magic.removeLast(2 - count)
        let isGzip = magic == [0x1F, 0x8B]
        head = isGzip ? [] : magic
        inflater =
            isGzip
            ? try GzipInflater(
                file: file, head: magic, compressionRatio: limits.compressionRatio,
                inputSize: min(blockSize, 256 << 10))
            : nil
    }

    /// Appends the next block; false at the end, with nothing appended.
    func read(appendingTo bytes: inout [UInt8]) throws(TabularError) -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: head)
        head.removeAll()
        let free = bytes.count
        bytes.append(contentsOf: blank)
        let count = unsafe try bytes.fill(from: free) { buffer throws(TabularError) in
            if let inflater { return unsafe try inflater.read(into: buffer) }
            return unsafe try file.read(into: buffer)
        }
        bytes.removeLast(blockSize - count)
        return bytes.count > start
    }
}

extension [UInt8] {
    /// Lets `body` write behind `start`, within the bytes that are there.
    fileprivate mutating func fill(
        from start: Int = 0,
        _ body: (UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    ) throws(TabularError) -> Int {
        // Sound: the buffer does not leave the closure and ends where the array ends.
        var result: Result<Int, TabularError> = .success(0)
        unsafe withUnsafeMutableBytes { all in
            do throws(TabularError) {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: all[start...])
                result = .success(unsafe try body(rest))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }
}
