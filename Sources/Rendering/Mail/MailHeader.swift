import Foundation

/// A header field of a message: ASCII without control characters, in lines of at most 76 characters wherever there is a
/// place to break them (RFC 5322, section 2.2.3; RFC 2047).
///
/// What stands in a value cannot begin another field: line breaks are spaces before anything else is done.
struct MailHeader {
    /// The field with the line break at its end.
    let text: String

    /// A field of words, such as a subject.
    init(_ name: String, words: String) {
        self.init(name, pieces: MailHeader.pieces(ofWords: words))
    }

    /// A field of mailboxes.
    init(_ name: String, addresses: [MailAddress]) {
        var pieces: [String] = []
        for (place, address) in addresses.enumerated() {
            let end = place < addresses.count - 1 ? "," : ""
            if address.name.isEmpty {
                pieces.append(address.mailbox + end)
            } else {
                pieces += MailHeader.pieces(ofName: address.name) + ["<\(address.mailbox)>\(end)"]
            }
        }
        self.init(name, pieces: pieces)
    }

    /// A field whose value is made by the program.
    ///
    /// - Parameter pieces: What stands together; lines are broken between them.
    init(_ name: String, pieces: [String]) {
        var line = name + ":"
        var lines: [String] = []
        for (place, piece) in pieces.enumerated() {
            // Some programs take a field for empty whose first line is.
            if place > 0, line.utf8.count + 1 + piece.utf8.count > MailHeader.longestLine {
                lines.append(line)
                line = ""
            }
            line += " " + piece
        }
        text = (lines + [line]).joined(separator: "\r\n") + "\r\n"
    }

    /// Longest line with an encoded word (RFC 2047, section 2).
    private static let longestLine = 76
    /// Bytes in an encoded word: it has to fit into a line behind the name of its field.
    private static let encodedBytes = 39
    /// Longest piece that is written as it is.
    private static let longestPiece = 60

    private static func pieces(ofWords text: String) -> [String] {
        let text = Escaping.line(text)
        let words = text.split(separator: " ").map(String.init)
        let isPlain = isASCII(text) && words.allSatisfy { $0.utf8.count <= longestPiece }
        return isPlain ? words : encodedWords(words.joined(separator: " "))
    }

    private static func pieces(ofName name: String) -> [String] {
        let name = Escaping.line(name)
        guard isASCII(name), name.utf8.count <= longestPiece else { return encodedWords(name) }
        let words = name.split(separator: " ").map(String.init)
        if words.allSatisfy({ $0.utf8.allSatisfy(MailAddress.isAtomByte) }) { return words }
        return ["\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""]
    }

    /// Whether nothing has to be encoded: printable ASCII that nobody takes for an encoded word.
    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }

    /// The text as encoded words, none of which cuts a character in two.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > encodedBytes {
                words.append(encodedWord(bytes))
                bytes = []
            }
            bytes += next
        }
        return bytes.isEmpty ? words : words + [encodedWord(bytes)]
    }

    private static func encodedWord(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?\(Data(bytes).base64EncodedString())?="
    }
}
