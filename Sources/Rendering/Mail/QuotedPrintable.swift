/// The encoding of a text for a message (RFC 2045, section 6.7): lines of at most 76 ASCII characters.
enum QuotedPrintable {
    private static let longestLine = 76

    /// The text in UTF-8, encoded, each line with CRLF at its end; line breaks of any kind end a line.
    ///
    /// Nothing at the start of a line is changed on its way: no full stop, which ends a message, and no `From `, before
    /// which mailboxes put a sign.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        let unix = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var lines = Array(unix.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { encode(line, into: &encoded) }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func encode(_ line: ArraySlice<UInt8>, into encoded: inout [UInt8]) {
        var length = 0
        for place in line.indices {
            let isLast = place == line.endIndex - 1
            var piece = self.piece(line[place], isLast: isLast, isFirst: false)
            // A line that goes on needs room for the sign that says so.
            if length + piece.count > longestLine - (isLast ? 0 : 1) {
                encoded += "=\r\n".utf8
                length = 0
            }
            if length == 0, startsSpecially(line[place...]) {
                piece = self.piece(line[place], isLast: isLast, isFirst: true)
            }
            encoded += piece
            length += piece.count
        }
        encoded += "\r\n".utf8
    }

    private static func startsSpecially(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first == UInt8(ascii: ".") || rest.starts(with: "From ".utf8)
    }

    private static func piece(_ byte: UInt8, isLast: Bool, isFirst: Bool) -> [UInt8] {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): if !isLast { return [byte] }
        case UInt8(ascii: "="): break
        case 0x21...0x7E: if !isFirst { return [byte] }
        default: break
        }
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
