/// What the bytes of a file tell about its encoding.
struct EncodingRecognition: Hashable {
    /// Bytes from the start of a file in which marks and NUL patterns are looked for.
    static let startBytes = 256
    /// Bytes behind the first that is not ASCII which decide between UTF-8 and windows-1252.
    static let judgedBytes = 64 << 10

    var encoding: TextEncoding
    /// Length of the byte order mark.
    var markBytes = 0
    /// False: all bytes so far are ASCII, and the first that is not decides.
    var isSettled = true
    var notice: ReadingNotice?

    /// Judges the first bytes of a file; all of it where it is shorter than `startBytes`.
    init(
        start: ArraySlice<UInt8>, configured: TextEncoding?, path: String
    ) throws(TabularError) {
        switch configured {
        case nil:
            try EncodingRecognition.refuseUTF32(start, path: path)
            self = EncodingRecognition(unconfigured: start)
        case .utf16:
            try EncodingRecognition.refuseUTF32(start, path: path)
            let marked = ByteOrderMark.allCases.first { $0 != .utf8 && start.starts(with: $0.bytes) }
            encoding = marked?.encoding ?? EncodingRecognition.likelierByteOrder(start)
            markBytes = marked?.bytes.count ?? 0
        case .utf16LittleEndian, .utf16BigEndian:
            encoding = configured ?? .utf16LittleEndian
            let marked = ByteOrderMark.allCases.first { $0.encoding == configured }
            markBytes = marked.map { start.starts(with: $0.bytes) ? $0.bytes.count : 0 } ?? 0
        case .some(let configured):
            // Files are converted with their mark left in; it means nothing in any of these encodings.
            encoding = configured
            markBytes = start.starts(with: ByteOrderMark.utf8.bytes) ? 3 : 0
        }
    }

    private init(unconfigured start: ArraySlice<UInt8>) {
        if let mark = ByteOrderMark.allCases.first(where: { start.starts(with: $0.bytes) }) {
            encoding = mark.encoding
            markBytes = mark.bytes.count
            if mark != .utf8 { tell("as its byte order mark says") }
        } else if let pattern = EncodingRecognition.utf16(withoutMark: start) {
            encoding = pattern
            tell("every second byte is NUL; set 'encoding' of the source to settle it")
        } else {
            encoding = .utf8
            isSettled = false
        }
    }

    /// Decides for the whole file by the bytes from the first that is not ASCII on.
    ///
    /// - Parameters:
    ///   - offset: Place of the first of the bytes in the file.
    ///   - isLast: Whether the file ends behind the bytes.
    mutating func settle(by judged: ArraySlice<UInt8>, offset: Int, isLast: Bool) {
        isSettled = true
        let bytes = judged.span
        var sequences = 0
        var invalid = 0
        var firstInvalid: Int?
        var position = 0
        while position < bytes.count {
            if bytes[position] < 0x80 {
                position += 1
                continue
            }
            if let length = utf8SequenceLength(in: bytes, at: position) {
                sequences += 1
                position += length
                continue
            }
            // The last character may go on behind the bytes that are judged.
            if !isLast && position + 3 >= bytes.count { break }
            if firstInvalid == nil { firstInvalid = position }
            invalid += 1
            position += 1
        }
        guard sequences == 0 || sequences < invalid else { return }
        encoding = .windows1252
        let place = offset + (firstInvalid ?? 0)
        tell("byte \(place) of the file is not UTF-8; set 'encoding' of the source to settle it")
    }

    private mutating func tell(_ reason: String) {
        notice = ReadingNotice(kind: .encoding, text: "read as \(encoding.rawValue): \(reason)")
    }

    private static func refuseUTF32(_ start: ArraySlice<UInt8>, path: String) throws(TabularError) {
        let marks: [[UInt8]] = [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]]
        guard marks.contains(where: { start.starts(with: $0) }) else { return }
        throw .unsupportedEncoding(path: path, encoding: "utf-32")
    }

    /// UTF-16 of mostly Latin text, whose NUL bytes are all on one side.
    private static func utf16(withoutMark start: ArraySlice<UInt8>) -> TextEncoding? {
        let units = start.count / 2
        // An odd number of bytes is never UTF-16, and of a single unit nothing can be said.
        guard units >= 2, start.count == startBytes || start.count.isMultiple(of: 2) else { return nil }
        let (even, odd) = nulBytes(start)
        if odd * 4 >= units && even * 8 <= odd { return .utf16LittleEndian }
        if even * 4 >= units && odd * 8 <= even { return .utf16BigEndian }
        return nil
    }

    private static func likelierByteOrder(_ start: ArraySlice<UInt8>) -> TextEncoding {
        let (even, odd) = nulBytes(start)
        return even > odd ? .utf16BigEndian : .utf16LittleEndian
    }

    private static func nulBytes(_ start: ArraySlice<UInt8>) -> (even: Int, odd: Int) {
        var counts = (even: 0, odd: 0)
        for (index, byte) in start.enumerated() where byte == 0 {
            if index.isMultiple(of: 2) { counts.even += 1 } else { counts.odd += 1 }
        }
        return counts
    }
}

private enum ByteOrderMark: CaseIterable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian

    var bytes: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }

    var encoding: TextEncoding {
        switch self {
        case .utf8: .utf8
        case .utf16LittleEndian: .utf16LittleEndian
        case .utf16BigEndian: .utf16BigEndian
        }
    }
}
