import Glibc

/// Converts text of one encoding to UTF-8 with the C library's iconv, block by block.
///
/// What the encoding does not define becomes 0xFF, which is never UTF-8: one for each byte of a single-byte
/// encoding, one for each unit of UTF-16.
///
/// Safe from outside: the descriptor is private, lives exactly as long as the object, and the C library gets
/// no address that outlives its call.
@safe final class TextConverter {
    /// No encoding of ours takes more bytes of UTF-8 than this for each of its own.
    private static let growth = 3

    /// Bytes of the smallest unit of the encoding.
    private let unitBytes: Int
    private let descriptor: iconv_t

    init(from encoding: TextEncoding, path: String) throws(TabularError) {
        unitBytes = encoding.unitBytes
        // Sound: both names are NUL-terminated for the duration of the call.
        let opened = unsafe iconv_open("UTF-8", encoding.libraryName)
        // Documented as `(iconv_t) -1`.
        guard let opened = unsafe opened, Int(bitPattern: opened) != -1 else {
            throw .missingConverter(path: path, encoding: encoding.rawValue)
        }
        unsafe descriptor = opened
    }

    deinit {
        unsafe iconv_close(descriptor)
    }

    /// Appends the text of the bytes and removes them; a character that they cut off stays unless they are
    /// the last of the file.
    func convert(_ bytes: inout [UInt8], isLast: Bool, appendingTo text: inout [UInt8]) {
        text.reserveCapacity(text.count + TextConverter.growth * bytes.count + 4)
        var used = 0
        while used < bytes.count {
            let (taken, outcome) = step(bytes, from: used, appendingTo: &text)
            used += taken
            switch outcome {
            case .room: continue
            case .invalid:
                text.append(0xFF)
                used = min(used + unitBytes, bytes.count)
            case .cutOff:
                guard isLast else {
                    bytes.removeFirst(used)
                    return
                }
                text.append(0xFF)
                used = min(used + unitBytes, bytes.count)
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private enum Outcome {
        /// All is converted, or there was no more room.
        case room
        case invalid
        case cutOff
    }

    /// Converts as far as it goes without a fault, in a bounded piece.
    private func step(
        _ bytes: [UInt8], from start: Int, appendingTo text: inout [UInt8]
    ) -> (taken: Int, outcome: Outcome) {
        let count = min(bytes.count - start, 64 << 10)
        var left = count
        var failure: Int32 = 0
        text.append(addingCapacity: TextConverter.growth * count + 4) { output in
            // Sound: iconv reads `left` bytes inside the array and writes at most `room` bytes of the free
            // capacity; it keeps neither address, and what it wrote is counted.
            unsafe output.withUnsafeMutableBufferPointer { buffer, written in
                unsafe bytes.withUnsafeBytes { source in
                    let input = unsafe source.baseAddress?.advanced(by: start)
                    var from = unsafe UnsafeMutablePointer<CChar>(
                        mutating: input?.assumingMemoryBound(to: CChar.self))
                    let free = unsafe UnsafeMutableRawBufferPointer(buffer).baseAddress?
                        .advanced(by: written)
                    var target = unsafe free?.assumingMemoryBound(to: CChar.self)
                    let capacity = buffer.count - written
                    var room = capacity
                    let result = unsafe iconv(descriptor, &from, &left, &target, &room)
                    if result == -1 { failure = errno }
                    written += capacity - room
                }
            }
        }
        switch failure {
        case 0, E2BIG: return (count - left, .room)
        case EINVAL:
            // The piece may end within a character that goes on behind it.
            let isPiece = start + count < bytes.count && left < count
            return (count - left, isPiece ? .room : .cutOff)
        default: return (count - left, .invalid)
        }
    }
}

extension TextEncoding {
    /// Bytes of the smallest unit of the encoding.
    var unitBytes: Int {
        switch self {
        case .utf16, .utf16LittleEndian, .utf16BigEndian: 2
        case .utf8, .latin1, .latin9, .windows1250, .windows1251, .windows1252, .macintosh: 1
        }
    }

    /// What glibc calls it.
    fileprivate var libraryName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16, .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .latin1: "ISO-8859-1"
        case .latin9: "ISO-8859-15"
        case .windows1250: "CP1250"
        case .windows1251: "CP1251"
        case .windows1252: "CP1252"
        case .macintosh: "MACINTOSH"
        }
    }

    /// Number of bytes in the file of text that was decoded to this UTF-8.
    func fileBytes(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        guard self != .utf8 else { return range.count }
        var characters = 0
        for index in range where text[index] & 0xC0 != 0x80 { characters += 1 }
        guard unitBytes == 2 else { return characters }
        // Characters of four bytes are pairs of units.
        var pairs = 0
        for index in range where text[index] & 0xF8 == 0xF0 { pairs += 1 }
        return 2 * (characters + pairs)
    }
}
