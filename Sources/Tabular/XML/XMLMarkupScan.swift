/// Passes over text and short tags sixteen bytes at a time, so that the tag guard need not follow each byte.
///
/// Within text and tags a `<` always begins a tag, since an attribute's value cannot have one. So all tags are
/// short where no two neighbouring `<` are far apart, and the few in which that is not so, with the sections
/// that begin with `<!` and `<?`, are left to be followed.
struct XMLMarkupScan {
    private typealias Lanes = SIMD16<UInt8>

    private let tagBytes: Int
    /// Place of the first `<!` or `<?` at or behind the place last asked for; nil before the first question.
    private var section: Int?

    init(tagBytes: Int) { self.tagBytes = max(1, tagBytes) }

    /// The place up to which there is nothing to follow: of a `<`, or the end of the bytes.
    ///
    /// `start` lies in text.
    mutating func end(ofHarmlessFrom start: Int, in bytes: Span<UInt8>) -> Int {
        if section.map({ $0 < start }) ?? true { section = XMLMarkupScan.section(from: start, in: bytes) }
        let end = section ?? bytes.count
        var known = start
        while known < end && bytes[known] != UInt8(ascii: "<") { known += 1 }
        while known < end {
            let limit = min(end, known + tagBytes)
            var last = limit - 1
            while bytes[last] != UInt8(ascii: "<") { last -= 1 }
            if limit == end || last == known { return last }
            known = last
        }
        return end
    }

    /// Number of line feeds.
    static func lineEnds(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        var position = range.lowerBound
        while position + 16 <= range.upperBound {
            var found = Lanes()
            // A lane counts to 255.
            let end = min(range.upperBound, position + 16 * 255)
            while position + 16 <= end {
                found &-= XMLMarkupScan.marks(lanes(at: position, in: bytes), 0x0A)
                position += 16
            }
            for lane in found.indices { count += Int(found[lane]) }
        }
        while position < range.upperBound {
            if bytes[position] == 0x0A { count += 1 }
            position += 1
        }
        return count
    }

    private static func section(from start: Int, in bytes: Span<UInt8>) -> Int {
        var position = start
        while position + 17 <= bytes.count {
            let following = lanes(at: position + 1, in: bytes)
            let found =
                marks(lanes(at: position, in: bytes), UInt8(ascii: "<"))
                & (marks(following, UInt8(ascii: "!")) | marks(following, UInt8(ascii: "?")))
            // Sound: both are sixteen bytes without padding.
            let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
            if halves[0] | halves[1] != 0 { break }
            position += 16
        }
        while position + 1 < bytes.count {
            let next = bytes[position + 1]
            if bytes[position] == UInt8(ascii: "<")
                && (next == UInt8(ascii: "!") || next == UInt8(ascii: "?"))
            {
                return position
            }
            position += 1
        }
        return bytes.count
    }

    @inline(__always)
    private static func lanes(at position: Int, in bytes: Span<UInt8>) -> Lanes {
        // Sound: every bit pattern is a vector of bytes, and the load is checked against the end of the span.
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: Lanes.self)
    }

    /// All bits of each lane that holds the byte.
    @inline(__always)
    private static func marks(_ lanes: Lanes, _ byte: UInt8) -> Lanes {
        Lanes(repeating: 0).replacing(with: Lanes(repeating: 0xFF), where: lanes .== Lanes(repeating: byte))
    }
}
