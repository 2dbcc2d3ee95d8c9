/// US postal codes in their comparable form.
enum PostalCode {
    /// The first five digits of `12345`, `12345-6789`, `123456789` and `12345.0`; nil for all else.
    static func comparable(_ code: String) -> String? {
        let bytes = Array(code.utf8)
        guard bytes.count >= 5, bytes[..<5].allSatisfy(isDigit) else { return nil }
        let rest = bytes[5...]
        let isPlain = rest.isEmpty || rest.first == UInt8(ascii: "-") || rest.elementsEqual(".0".utf8)
        guard isPlain || (rest.count == 4 && rest.allSatisfy(isDigit)) else { return nil }
        return String(decoding: bytes[..<5], as: UTF8.self)
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
