/// What the sender of an SDMX message says in words: `No results found (100, Error)`.
struct SDMXMessages: Hashable {
    /// All messages, one after the other; nil where there is none.
    var text: String? { texts.isEmpty ? nil : texts.joined(separator: "; ") }

    /// Messages and characters of one message that are kept.
    private static let largestCount = 5
    private static let largestSize = 500

    private var texts: [String] = []
    private var bytes: [UInt8] = []
    private var marks: [String] = []

    mutating func begin(code: String?, severity: String?) {
        bytes.removeAll()
        marks = [code, severity].compactMap(\.self)
    }

    mutating func append(_ text: Span<UInt8>) {
        for index in text.indices where bytes.count < 4 * SDMXMessages.largestSize {
            bytes.append(text[index])
        }
    }

    mutating func endText() {
        bytes.append(0x20)
    }

    mutating func end() {
        guard texts.count < SDMXMessages.largestCount else { return }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let text = words.joined(separator: " ").prefix(SDMXMessages.largestSize)
        let mark = marks.isEmpty ? "" : "(\(marks.joined(separator: ", ").prefix(SDMXMessages.largestSize)))"
        let parts = [String(text), mark].filter { !$0.isEmpty }
        if !parts.isEmpty { texts.append(parts.joined(separator: " ")) }
    }
}
