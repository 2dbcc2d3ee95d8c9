import CByteMarks

/// What stands where in up to 64 bytes of delimited text; bit i of each word stands for byte i.
struct ByteMarks {
    static let width = 64
    /// Stands behind the end of a text; its marks are masked away.
    private static let filler = UInt8(ascii: "a")

    var delimiters: UInt64
    var quotes: UInt64
    var lineFeeds: UInt64
    var returns: UInt64
    /// What is not visible ASCII: 0x00 to 0x20, and from 0x7F on.
    var unplain: UInt64
    let hasHighByte: Bool
    let hasNul: Bool
    /// The bit of the last byte.
    let last: UInt64

    /// Marks the bytes from a position on, as far as they lie before the end.
    @inline(__always)
    init(_ bytes: Span<UInt8>, _ range: Range<Int>, delimiter: UInt8, quote: UInt8) {
        guard range.count >= ByteMarks.width else {
            self = ByteMarks(short: bytes.extracting(range), delimiter: delimiter, quote: quote)
            return
        }
        precondition(
            range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range lies within the bytes")
        // Sound: 64 bytes are read from the start of the range, which lies within the span and is that long.
        let marks = unsafe bytes.withUnsafeBytes { buffer in
            unsafe bailiwick_mark(buffer.baseAddress?.advanced(by: range.lowerBound), delimiter, quote)
        }
        self.init(marks, last: 1 << 63)
    }

    @inline(__always)
    private init(_ marks: bailiwick_marks, last: UInt64) {
        let mask = last | (last &- 1)
        delimiters = marks.delimiters & mask
        quotes = marks.quotes & mask
        lineFeeds = marks.line_feeds & mask
        returns = marks.returns & mask
        unplain = marks.unplain & mask
        hasHighByte = marks.high != 0
        hasNul = marks.nuls != 0
        self.last = last
    }

    @inline(never)
    private init(short bytes: Span<UInt8>, delimiter: UInt8, quote: UInt8) {
        var filled = InlineArray<64, UInt8>(repeating: ByteMarks.filler)
        for index in bytes.indices { filled[index] = bytes[index] }
        // Sound: the array has 64 bytes and outlives the call.
        let marks = unsafe filled.span.withUnsafeBytes { buffer in
            unsafe bailiwick_mark(buffer.baseAddress, delimiter, quote)
        }
        self.init(marks, last: bytes.isEmpty ? 0 : 1 << UInt64(bytes.count - 1))
    }

    /// Everything that ends a field or a record, or opens or closes quotes.
    var structural: UInt64 { delimiters | quotes | lineFeeds | returns }
}
