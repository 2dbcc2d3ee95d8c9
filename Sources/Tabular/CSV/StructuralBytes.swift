/// Finds delimiters, quotes and line ends, one after the other.
struct StructuralBytes {
    private let delimiter: UInt8
    private let quote: UInt8
    private var start = 0
    /// The bits of the bytes from `start` on that are structural and not handed out yet.
    private var marks: UInt64 = 0

    init(delimiter: UInt8, quote: UInt8) {
        self.delimiter = delimiter
        self.quote = quote
    }

    /// Starts the search at a position.
    mutating func seek(_ position: Int, in bytes: Span<UInt8>) {
        start = position
        marks = 0
        if position < bytes.count { mark(bytes) }
    }

    /// Position of the next structural byte, or `bytes.count` when there is none.
    @inline(__always)
    mutating func next(in bytes: Span<UInt8>) -> Int {
        while marks == 0 {
            start += ByteMarks.width
            guard start < bytes.count else { return bytes.count }
            mark(bytes)
        }
        let position = start + marks.trailingZeroBitCount
        marks &= marks &- 1
        return position
    }

    @inline(__always)
    private mutating func mark(_ bytes: Span<UInt8>) {
        marks = ByteMarks(bytes, start..<bytes.count, delimiter: delimiter, quote: quote).structural
    }
}
