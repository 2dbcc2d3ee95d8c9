/// Measures the markup of an XML file before the parser sees it.
///
/// The parser's time grows with the square of the attributes of a tag, so that a tag must be refused by their
/// number and by its length. The guard follows comments, CDATA sections, instructions and the document type so far that it
/// never takes markup for longer than the parser would without erring on the strict side.
struct XMLTagGuard {
    /// Line on which the last byte lies.
    private(set) var line = 1

    private enum Place: Equatable {
        case text
        /// Behind `<`.
        case opened
        /// Behind `<!`, `<!-` or `<![`.
        case declaration
        case tag, comment, characterData, instruction, documentType
    }

    /// Bytes that an attribute has at least, with the blank before it: ` a=""`.
    private static let attributeBytes = 5

    private let tagBytes: Int
    private let maximumAttributes: Int
    private let sectionBytes: Int
    private var place = Place.text
    /// Where a comment leads back to.
    private var outside = Place.text
    private var length = 0
    private var quote: UInt8 = 0
    private var attributes = 0
    private var brackets = 0
    /// The last four bytes of the markup.
    private var recent: UInt32 = 0
    private var units: Units
    private var pendingByte: UInt8?

    /// Whether the last byte lies in the document type, which the parser must be given in one piece.
    var isInDocumentType: Bool {
        switch place {
        case .declaration, .documentType: true
        case .comment: outside == .documentType
        case .text, .opened, .tag, .characterData, .instruction: false
        }
    }

    private enum Units {
        case bytes, bigEndian, littleEndian
    }

    /// `start` is the first four bytes of the file, which tell UTF-16.
    init(start: [UInt8], limits: ReadLimits) {
        tagBytes = limits.tagBytes
        maximumAttributes = limits.attributes
        sectionBytes = limits.recordBytes
        units =
            switch start.prefix(2) {
            case [0xFE, 0xFF], [0, 0x3C]: .bigEndian
            case [0xFF, 0xFE], [0x3C, 0]: .littleEndian
            default: .bytes
            }
    }

    /// Follows the bytes; a text says what is too long.
    mutating func check(_ bytes: ArraySlice<UInt8>) -> String? {
        judge(bytes.span).cause
    }

    /// Follows the bytes; a cause says what is too long, and the count how many bytes come before that.
    mutating func judge(_ bytes: Span<UInt8>) -> (count: Int, cause: String?) {
        switch units {
        case .bytes: judgeBytes(bytes)
        case .bigEndian, .littleEndian: judgePairs(bytes)
        }
    }

    private mutating func judgeBytes(_ bytes: Span<UInt8>) -> (count: Int, cause: String?) {
        var position = 0
        // A tag of fewer bytes cannot have too many attributes.
        let harmless = maximumAttributes.multipliedReportingOverflow(by: XMLTagGuard.attributeBytes)
        var scan = XMLMarkupScan(
            tagBytes: harmless.overflow ? tagBytes : min(tagBytes, harmless.partialValue))
        while position < bytes.count {
            if place == .text {
                let next = scan.end(ofHarmlessFrom: position, in: bytes)
                line += XMLMarkupScan.lineEnds(in: bytes, position..<next)
                position = next
                guard position < bytes.count else { break }
            }
            if let cause = follow(bytes[position]) { return (position, cause) }
            position += 1
        }
        return (bytes.count, nil)
    }

    private mutating func judgePairs(_ bytes: Span<UInt8>) -> (count: Int, cause: String?) {
        for position in bytes.indices {
            guard let first = pendingByte else {
                pendingByte = bytes[position]
                continue
            }
            pendingByte = nil
            let (high, low) = units == .bigEndian ? (first, bytes[position]) : (bytes[position], first)
            // What is not ASCII is no markup, whatever its bytes look like.
            if let cause = follow(high == 0 ? low : 0xFF) { return (position, cause) }
        }
        return (bytes.count, nil)
    }

    @inline(__always)
    private mutating func follow(_ byte: UInt8) -> String? {
        if byte == 0x0A { line += 1 }
        if place == .text {
            guard byte == UInt8(ascii: "<") else { return nil }
            (place, outside, length, recent) = (.opened, .text, 1, 0x3C)
            return nil
        }
        length += 1
        recent = recent << 8 | UInt32(byte)
        followMarkup(byte)
        switch place {
        case .text: return nil
        case .comment, .characterData, .instruction:
            return length > sectionBytes ? "a comment or section of more than \(sectionBytes) bytes" : nil
        case .tag where attributes > maximumAttributes:
            return "a tag of more than \(maximumAttributes) attributes"
        case .opened, .declaration, .tag, .documentType:
            return length > tagBytes ? "a tag of more than \(tagBytes) bytes" : nil
        }
    }

    private mutating func followMarkup(_ byte: UInt8) {
        switch place {
        case .text: break
        case .opened: open(byte)
        case .declaration: declare(byte)
        case .tag:
            guard leavesQuotes(byte) else { return }
            if byte == UInt8(ascii: "=") { attributes += 1 }
            if byte == UInt8(ascii: ">") { place = .text }
        case .comment:
            // Not `<!-->`: the dashes of the end are not those of the start.
            if recent & 0xFF_FFFF == 0x2D2D3E && length >= 7 { endComment() }
        case .characterData:
            if recent & 0xFF_FFFF == 0x5D5D3E { place = .text }
        case .instruction:
            if recent & 0xFFFF == 0x3F3E && length >= 4 { place = .text }
        case .documentType: followDocumentType(byte)
        }
    }

    private mutating func open(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "?"): place = .instruction
        case UInt8(ascii: "!"): place = .declaration
        case UInt8(ascii: ">"): place = .text
        default: (place, quote, attributes) = (.tag, 0, 0)
        }
    }

    private mutating func declare(_ byte: UInt8) {
        switch recent {
        case 0x3C212D: break
        case 0x3C21_2D2D: place = .comment
        case 0x3C215B: place = .characterData
        default: (place, quote, brackets) = (.documentType, 0, 0)
        }
    }

    /// False within an attribute's value or at its quotes.
    private mutating func leavesQuotes(_ byte: UInt8) -> Bool {
        if quote != 0 {
            if byte == quote { quote = 0 }
            return false
        }
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { return true }
        quote = byte
        return false
    }

    private mutating func followDocumentType(_ byte: UInt8) {
        guard leavesQuotes(byte) else { return }
        switch byte {
        case UInt8(ascii: "["): brackets += 1
        case UInt8(ascii: "]"): brackets -= 1
        case UInt8(ascii: ">") where brackets <= 0: place = .text
        case UInt8(ascii: "-") where recent == 0x3C21_2D2D: (place, outside) = (.comment, .documentType)
        default: break
        }
    }

    private mutating func endComment() {
        place = outside
        outside = .text
    }
}
