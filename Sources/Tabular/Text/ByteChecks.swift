/// Which bytes of a run of text need a closer look.
struct ByteChecks {
    private(set) var hasNul = false
    private(set) var hasHighByte = false

    init() {}

    init(_ bytes: Span<UInt8>) {
        var high: UInt8 = 0
        var nuls: UInt8 = 0
        for index in bytes.indices {
            high |= bytes[index]
            nuls |= bytes[index] == 0 ? 1 : 0
        }
        hasNul = nuls != 0
        hasHighByte = high >= 0x80
    }
}

/// Position of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7); nil if none.
func firstInvalidUTF8(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound
    while position < range.upperBound {
        if bytes[position] < 0x80 {
            position += 1
            while position + 8 <= range.upperBound, bytes.isASCIIWord(at: position) { position += 8 }
            continue
        }
        guard let length = utf8SequenceLength(in: bytes, at: position), position + length <= range.upperBound
        else { return position }
        position += length
    }
    return nil
}

extension Span<UInt8> {
    /// Whether eight bytes from a place on are ASCII.
    @inline(__always)
    fileprivate func isASCIIWord(at place: Int) -> Bool {
        precondition(place >= 0 && place <= count - 8, "the word lies within the bytes")
        // Sound: eight bytes from the place on are within the span, and every pattern of bits is an integer.
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        return word & 0x8080_8080_8080_8080 == 0
    }
}

/// Length of the well-formed UTF-8 of two to four bytes at a position; nil where there is none.
func utf8SequenceLength(in bytes: Span<UInt8>, at position: Int) -> Int? {
    guard let shape = UTF8Shape(lead: bytes[position]), position + shape.length <= bytes.count,
        shape.second.contains(bytes[position + 1])
    else { return nil }
    for index in 2..<max(2, shape.length) where bytes[position + index] & 0xC0 != 0x80 { return nil }
    return shape.length
}

/// What must follow a lead byte.
private struct UTF8Shape {
    let length: Int
    let second: ClosedRange<UInt8>

    init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
    }
}
