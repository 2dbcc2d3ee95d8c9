/// US postal codes in their comparable form.
enum PostalCode {
    /// The first five digits of `12345`, `12345-6789`, `123456789` and `12345.0`; nil for all else.
    static func comparable(_ code: String) -> String? {
        let bytes = Array(code.utf8)
        return comparable(bytes.span, 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// The same of some bytes: where among them the five digits are.
    static func comparable(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        let digits = digits(bytes, range)
        let rest = range.count - 5
        guard digits >= 5 else { return nil }
        let first = range.lowerBound..<(range.lowerBound + 5)
        let end = first.upperBound
        let isPlain =
            rest == 0 || bytes[end] == UInt8(ascii: "-")
            || (rest == 2 && bytes[end] == UInt8(ascii: ".") && bytes[end + 1] == UInt8(ascii: "0"))
        return isPlain || digits == 9 && rest == 4 ? first : nil
    }

    /// How many digits the bytes begin with.
    private static func digits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var place = range.lowerBound
        while place < range.upperBound, isDigit(bytes[place]) { place += 1 }
        return place - range.lowerBound
    }

    /// The five digits of a code that lost its leading zeros; nil where the code is none of three or four digits, or
    /// where the state has no codes that begin so.
    static func restored(_ code: String, in state: PostalState) -> String? {
        let bytes = Array(code.utf8)
        let digits = bytes.prefix(while: isDigit)
        let rest = bytes[digits.count...]
        let isPlain =
            rest.isEmpty || rest.elementsEqual(".0".utf8)
            || (rest.count == 5 && rest.first == UInt8(ascii: "-") && rest.dropFirst().allSatisfy(isDigit))
        guard (3...4).contains(digits.count), isPlain else { return nil }
        let restored =
            String(repeating: "0", count: 5 - digits.count) + String(decoding: digits, as: UTF8.self)
        guard let prefix = Int(restored.prefix(3)), state.prefixes.contains(where: { $0.contains(prefix) })
        else { return nil }
        return restored
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
