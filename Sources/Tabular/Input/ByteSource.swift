/// A file, or a file of an archive, as a stream of blocks; decompressed where it begins as gzip does.
final class ByteSource {
    /// Size of a block unless a test asks for another.
    static let defaultBlockSize = 1 << 18

    let blockSize: Int
    private let file: any StoredBytes
    /// The first bytes of a plain file, not handed out yet.
    private var head: [UInt8]
    private let inflater: GzipInflater?

    /// Bytes of the file on disk consumed so far.
    var bytesRead: Int64 { inflater?.bytesConsumed ?? max(0, file.bytesRead - Int64(head.count)) }

    init(
        _ input: TabularInput, limits: ReadLimits, blockSize: Int = defaultBlockSize
    ) throws(TabularError) {
        self.blockSize = blockSize
        file = try storedBytes(of: input, limits: limits)
        let file = file
        var magic: [UInt8] = []
        unsafe try magic.append(addingUpTo: 2) { buffer throws(TabularError) in
            unsafe try file.read(into: buffer)
        }
        let isGzip = magic == [0x1F, 0x8B]
        head = isGzip ? [] : magic
        inflater =
            isGzip
            ? try GzipInflater(
                file: file, head: magic, limits: limits,
                inputSize: min(blockSize, 256 << 10))
            : nil
    }

    /// Appends the next block; false at the end, with nothing appended.
    func read(appendingTo bytes: inout [UInt8]) throws(TabularError) -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: head)
        head.removeAll()
        let (file, inflater) = (file, inflater)
        unsafe try bytes.append(addingUpTo: blockSize) { buffer throws(TabularError) in
            if let inflater { return unsafe try inflater.read(into: buffer) }
            return unsafe try file.read(into: buffer)
        }
        return bytes.count > start
    }
}

extension [UInt8] {
    /// Appends what `body` writes into a buffer of that size and counts.
    mutating func append(
        addingUpTo size: Int, _ body: (UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    ) throws(TabularError) {
        try append(addingCapacity: size) { output throws(TabularError) in
            // Sound: the buffer is the free room of the array and does not leave the closure; `body` counts
            // the bytes it has written from the buffer's start.
            unsafe try output.withUnsafeMutableBufferPointer { buffer, count throws(TabularError) in
                let free = UnsafeMutableRawBufferPointer(buffer)
                unsafe count += try body(
                    UnsafeMutableRawBufferPointer(rebasing: free[count..<(count + size)]))
            }
        }
    }
}
