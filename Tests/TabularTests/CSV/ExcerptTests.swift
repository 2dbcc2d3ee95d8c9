import Testing

@testable import Tabular

@Suite("Excerpts of refused records")
struct ExcerptTests {
    /// The same, character by character.
    private static func expected(_ record: [UInt8]) -> String {
        var start = Array(record.prefix(320))
        while start.last == 0x0A || start.last == 0x0D { start.removeLast() }
        let characters = String(decoding: start, as: UTF8.self).unicodeScalars.map { scalar -> Character in
            switch scalar.value {
            case 0x0A, 0x0D: " "
            case 0..<0x09, 0x0B..<0x20, 0x7F: "\u{FFFD}"
            default: Character(scalar)
            }
        }
        return String(String(characters).prefix(80))
    }

    private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        Array(String(repeating: text, count: count).utf8)
    }

    static let records: [[UInt8]] = [
        [], [0x0A], [0x0D, 0x0A, 0x0A], repeated("a", 79), repeated("a", 80), repeated("a", 81),
        repeated("a", 400),
        repeated("a", 80) + repeated("\u{301}b", 1), repeated("a", 79) + repeated("\u{301}b", 5),
        repeated("a", 79) + [0x0D, 0x0A] + repeated("b", 5), repeated("\r\n", 100),
        repeated("\0\u{1}\u{7F}\t", 30),
        repeated("é", 80), repeated("é", 81), repeated("日", 120), repeated("e\u{301}", 100),
        repeated("👩‍👩‍👧", 30), repeated("a", 319) + repeated("é", 2), repeated("日", 106) + repeated("é日", 3),
        repeated("a", 40) + [0xFF, 0xC3], [0xE2, 0x82, 0x01, 0xE2, 0x82, 0x0A, 0xF0, 0x9F, 0x41],
        repeated("é", 30) + [0xED, 0xA0, 0x80, 0xC0, 0xAF] + repeated("x", 90), repeated("a", 320) + [0x0A],
        repeated("a", 80) + [0xCC], repeated("a", 79) + [0xCC, 0x81],
    ]

    @Test("are one line of at most 80 characters, whatever the bytes", arguments: records)
    func excerpt(_ record: [UInt8]) {
        let bytes = [0x41] + record + [0x42]
        #expect(CSVTokenizer.excerpt(bytes.span, 1..<(bytes.count - 1)) == Self.expected(record))
    }
}
