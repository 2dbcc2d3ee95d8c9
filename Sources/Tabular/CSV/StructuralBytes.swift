/// Finds delimiters, quotes and line ends, eight bytes at a time.
struct StructuralBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let lineFeeds = ones * 0x0A
    private static let carriageReturns = ones * 0x0D

    private let delimiters: UInt64
    private let quotes: UInt64
    private var wordStart = 0
    /// Bit 7 of each byte of the word at `wordStart` that is structural and not handed out yet.
    private var marks: UInt64 = 0

    init(delimiter: UInt8, quote: UInt8) {
        delimiters = StructuralBytes.ones * UInt64(delimiter)
        quotes = StructuralBytes.ones * UInt64(quote)
    }

    /// Starts the search at a position.
    mutating func seek(_ position: Int, in bytes: Span<UInt8>) {
        wordStart = position
        marks = position < bytes.count ? marked(word(at: position, in: bytes)) : 0
    }

    /// Position of the next structural byte, or `bytes.count` when there is none.
    @inline(__always)
    mutating func next(in bytes: Span<UInt8>) -> Int {
        while marks == 0 {
            wordStart += 8
            guard wordStart < bytes.count else { return bytes.count }
            marks = marked(word(at: wordStart, in: bytes))
        }
        let position = wordStart + marks.trailingZeroBitCount >> 3
        marks &= marks &- 1
        return position
    }

    @inline(__always)
    private func word(at position: Int, in bytes: Span<UInt8>) -> UInt64 {
        guard position + 8 <= bytes.count else { return lastWord(at: position, in: bytes) }
        // Sound: every bit pattern is a UInt64, and the load is checked against the end of the span.
        return UInt64(
            littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
                fromByteOffset: position, as: UInt64.self))
    }

    /// The last bytes, padded with a byte that is never structural.
    private func lastWord(at position: Int, in bytes: Span<UInt8>) -> UInt64 {
        var word = UInt64.max
        for index in stride(from: bytes.count - 1, through: position, by: -1) {
            word = word << 8 | UInt64(bytes[index])
        }
        return word
    }

    @inline(__always)
    private func marked(_ word: UInt64) -> UInt64 {
        let others =
            notZero(word ^ delimiters) & notZero(word ^ quotes)
            & notZero(word ^ StructuralBytes.lineFeeds) & notZero(word ^ StructuralBytes.carriageReturns)
        return ~others & ~StructuralBytes.low7
    }

    /// Bit 7 of each byte that is not zero; exact, unlike the shorter test with a borrow.
    @inline(__always)
    private func notZero(_ word: UInt64) -> UInt64 {
        ((word & StructuralBytes.low7) &+ StructuralBytes.low7) | word
    }
}
