/// The two forms of the ids of Salesforce: 15 characters, and the same with a checksum of their case behind.
///
/// Source: Salesforce Help, "Convert 15-character IDs to 18-character IDs".
enum SalesforceIdentifier {
    static let shortLength = 15
    static let longLength = 18

    /// The id of 18 characters that belongs to one of 15 letters and digits; nil where it is none.
    static func long(_ bytes: Span<UInt8>, _ range: Range<Int>) -> InlineArray<18, UInt8>? {
        guard range.count == shortLength else { return nil }
        var long = InlineArray<18, UInt8>(repeating: 0)
        for offset in 0..<shortLength {
            let byte = bytes[range.lowerBound + offset]
            guard isDigit(byte) || isCapital(byte & 0xDF) else { return nil }
            long[offset] = byte
            if isCapital(byte) { long[shortLength + offset / 5] |= 1 << UInt8(offset % 5) }
        }
        for place in shortLength..<longLength {
            let bits = long[place]
            long[place] = bits < 26 ? UInt8(ascii: "A") + bits : UInt8(ascii: "0") + bits - 26
        }
        return long
    }

    /// The first 15 characters of an id of 18 whose checksum is right; nil for all else.
    static func short(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count == longLength else { return nil }
        let short = range.lowerBound..<(range.lowerBound + shortLength)
        guard let long = long(bytes, short) else { return nil }
        for offset in shortLength..<longLength where bytes[range.lowerBound + offset] != long[offset] {
            return nil
        }
        return short
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

extension IdentifierTable {
    /// The number of an id, which may stand in the other form of Salesforce; nil where unknown.
    @inline(__always)
    func indexInEitherForm(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        index(bytes, range) ?? indexOfOtherForm(bytes, range)
    }

    /// Whether an id may stand in two forms.
    static func mayHaveOtherForm(_ range: Range<Int>) -> Bool {
        range.count == SalesforceIdentifier.shortLength || range.count == SalesforceIdentifier.longLength
    }

    /// The same for an id given as text.
    func indexInEitherForm(_ id: String) -> Int? {
        let bytes = Array(id.utf8)
        return indexInEitherForm(bytes.span, 0..<bytes.count)
    }

    private func indexOfOtherForm(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        if let short = SalesforceIdentifier.short(bytes, range) { return index(bytes, short) }
        guard let long = SalesforceIdentifier.long(bytes, range) else { return nil }
        return index(long.span, 0..<SalesforceIdentifier.longLength)
    }

    /// Takes in an id; false where it was known in one of its forms.
    mutating func insertNew(_ id: String) -> Bool {
        let bytes = Array(id.utf8)
        return insertNew(bytes.span, 0..<bytes.count)
    }

    mutating func insertNew(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let hash = hash(bytes, range)
        guard index(bytes, range, hash: hash) == nil, indexOfOtherForm(bytes, range) == nil else {
            return false
        }
        addNew(bytes, range, hash: hash)
        return true
    }
}
