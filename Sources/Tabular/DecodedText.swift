/// The blocks of a file as UTF-8, without a byte order mark.
///
/// Bytes that the encoding does not define become 0xFF, which is never UTF-8, so that the record they are in
/// is refused. UTF-8 itself is passed on unchecked.
struct DecodedText {
    private let source: ByteSource
    private let encoding: TextEncoding
    private var block: [UInt8] = []

    var bytesRead: Int64 { source.bytesRead }

    init(source: ByteSource, encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
    }

    /// Appends the next block; false at the end, with nothing appended.
    mutating func read(appendingTo bytes: inout [UInt8]) throws(TabularError) -> Bool {
        guard encoding != .utf8 else { return try source.read(appendingTo: &bytes) }
        block.removeAll(keepingCapacity: true)
        let isMore = try source.read(appendingTo: &block)
        DecodedText.decode(block, as: encoding, appendingTo: &bytes)
        return isMore
    }

    /// What a byte order mark of UTF-8 looks like behind the decoding.
    var byteOrderMark: [UInt8] {
        var mark: [UInt8] = []
        let encoded: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard encoding != .utf8 else { return encoded }
        DecodedText.decode(encoded, as: encoding, appendingTo: &mark)
        return mark
    }

    private static func decode(
        _ block: [UInt8], as encoding: TextEncoding, appendingTo bytes: inout [UInt8]
    ) {
        guard ByteChecks(block.span).hasHighByte else {
            bytes.append(contentsOf: block)
            return
        }
        for byte in block {
            if byte < 0x80 {
                bytes.append(byte)
            } else if encoding == .windows1252 && byte < 0xA0 {
                bytes.append(contentsOf: windows1252[Int(byte - 0x80)])
            } else {
                bytes.append(0xC0 | byte >> 6)
                bytes.append(0x80 | byte & 0x3F)
            }
        }
    }

    /// UTF-8 of the bytes 0x80 to 0x9F, after Unicode's CP1252.TXT, which leaves five undefined.
    private static let windows1252: [[UInt8]] =
        Array("€\u{0}‚ƒ„…†‡ˆ‰Š‹Œ\u{0}Ž\u{0}\u{0}‘’“”•–—˜™š›œ\u{0}žŸ".unicodeScalars).map { scalar in
            scalar.value == 0 ? [0xFF] : Array(String(scalar).utf8)
        }
}
