/// The blocks of a file as UTF-8, without a byte order mark.
///
/// Bytes that the encoding does not define become 0xFF, which is never UTF-8, so that the record they are in
/// is refused. UTF-8 itself is passed on unchecked.
struct DecodedText {
    private let source: ByteSource
    private let path: String
    private(set) var recognition: EncodingRecognition
    private var converter: TextConverter?
    /// Bytes that were read and not decoded.
    private var raw: [UInt8] = []
    private var isSourceRead = false
    /// Number of bytes of the file decoded while its encoding was unsettled.
    private var settledOffset: Int
    /// Text that was decoded to look at it, and how much of it was handed out.
    private var ahead: [UInt8] = []
    private var aheadUsed = 0

    var bytesRead: Int64 { source.bytesRead }
    var encoding: TextEncoding { recognition.encoding }

    /// Reads the start of the file as far as its encoding needs.
    init(source: ByteSource, encoding: TextEncoding?, path: String) throws(TabularError) {
        self.source = source
        self.path = path
        while raw.count < EncodingRecognition.startBytes && !isSourceRead {
            isSourceRead = try !source.read(appendingTo: &raw)
        }
        recognition = try EncodingRecognition(
            start: raw.prefix(EncodingRecognition.startBytes), configured: encoding, path: path)
        settledOffset = recognition.markBytes
        raw.removeFirst(recognition.markBytes)
        if recognition.encoding != .utf8 {
            converter = try TextConverter(from: recognition.encoding, path: path)
        }
    }

    /// Appends the next block; false at the end, with nothing appended.
    mutating func read(appendingTo bytes: inout [UInt8]) throws(TabularError) -> Bool {
        guard aheadUsed == ahead.count else {
            let end = min(ahead.count, aheadUsed + source.blockSize)
            bytes.append(contentsOf: ahead[aheadUsed..<end])
            aheadUsed = end
            if aheadUsed == ahead.count { (ahead, aheadUsed) = ([], 0) }
            return true
        }
        let start = bytes.count
        while bytes.count == start && !(isSourceRead && raw.isEmpty) {
            try decodeBlock(appendingTo: &bytes)
        }
        return bytes.count > start
    }

    /// The next bytes of text without handing them out; fewer than asked for only where the file ends.
    mutating func peek(_ count: Int) throws(TabularError) -> ArraySlice<UInt8> {
        var text = ahead
        ahead = []
        while text.count < count && !(isSourceRead && raw.isEmpty) {
            try decodeBlock(appendingTo: &text)
        }
        ahead = text
        return ahead.prefix(count)
    }

    // MARK: - Decoding

    /// Appends the next bytes, maybe none where they are not a whole character.
    private mutating func decodeBlock(appendingTo bytes: inout [UInt8]) throws(TabularError) {
        if let converter {
            try convertBlock(with: converter, appendingTo: &bytes)
            return
        }
        let start = bytes.count
        if raw.isEmpty {
            isSourceRead = try !source.read(appendingTo: &bytes)
        } else {
            bytes.append(contentsOf: raw)
            raw.removeAll()
        }
        guard !recognition.isSettled else { return }
        let hasHighByte = ByteChecks(bytes.span.extracting(start..<bytes.count)).hasHighByte
        guard hasHighByte, let high = bytes[start...].firstIndex(where: { $0 >= 0x80 })
        else {
            settledOffset += bytes.count - start
            return
        }
        raw = Array(bytes[high...])
        bytes.removeLast(bytes.count - high)
        settledOffset += high - start
        try settle()
    }

    /// Decides the encoding by the bytes from the first that is not ASCII on, which are in `raw`.
    private mutating func settle() throws(TabularError) {
        let count = EncodingRecognition.judgedBytes
        // One more tells whether the file ends there.
        while raw.count <= count && !isSourceRead { isSourceRead = try !source.read(appendingTo: &raw) }
        recognition.settle(by: raw.prefix(count), offset: settledOffset, isLast: raw.count <= count)
        if encoding != .utf8 { converter = try TextConverter(from: encoding, path: path) }
    }

    private mutating func convertBlock(
        with converter: TextConverter, appendingTo bytes: inout [UInt8]
    ) throws(TabularError) {
        // What is left of the last block is the beginning of a character.
        if raw.count < 4 || isSourceRead { isSourceRead = try !source.read(appendingTo: &raw) }
        if encoding.unitBytes == 1 && !ByteChecks(raw.span).hasHighByte {
            bytes.append(contentsOf: raw)
            raw.removeAll(keepingCapacity: true)
            return
        }
        converter.convert(&raw, isLast: isSourceRead, appendingTo: &bytes)
    }
}
