extension Span where Element == UInt8 {
    /// Eight bytes from a place on as one little-endian word.
    ///
    /// - Precondition: the eight bytes lie within the span.
    @inline(__always)
    func word(at place: Int) -> UInt64 {
        precondition(place >= 0 && place <= count - 8, "the word lies within the bytes")
        // Sound: eight bytes from the place on are within the span, and every pattern of bits is an integer.
        return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Up to eight bytes from a place on as one little-endian word, zeros behind them.
    @inline(__always)
    func word(at place: Int, length: Int) -> UInt64 {
        guard length < 8 else { return word(at: place) }
        guard length > 0 else { return 0 }
        if place <= count - 8 { return word(at: place) & ((1 << UInt64(length * 8)) - 1) }
        var word: UInt64 = 0
        for offset in 0..<length { word |= UInt64(self[place + offset]) << UInt64(offset * 8) }
        return word
    }
}
