/// Escaping of text that comes from the inputs, one function per output.
///
/// Works on Unicode scalars: a quote with a combining accent is one `Character`, but still ends an attribute.
package enum Escaping {
    /// Text for HTML and SVG, between tags and in quoted attributes.
    static func html(_ text: String) -> String {
        if isPlain(text, markup: isHTMLMarkup) { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(visible(scalar))
            }
        }
        return escaped
    }

    /// Text for Markdown, also inside a table: one line, no markup, no HTML.
    package static func markdown(_ text: String) -> String {
        let isNumbered = startsNumberedItem(text)
        if text.utf8.first != UInt8(ascii: "-"), !isNumbered, isPlain(text, markup: isMarkdownMarkup) {
            return text
        }
        // At the start of a line these make a heading, a list or a rule; a plus before a digit is a sign.
        let start = text.unicodeScalars.prefix(2)
        let isSigned = start.first == "+" && start.dropFirst().first.map { ("0"..."9").contains($0) } == true
        let startsBlock = !isSigned && start.first.map { ["#", "+", "-", "="].contains($0) } == true
        var escaped = startsBlock ? "\\" : ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case ".", ")":
                // The number before it begins a list; of the text, only the first such character can.
                if isNumbered, escaped.utf8.allSatisfy(isDigit) { escaped += "\\" }
                escaped.unicodeScalars.append(scalar)
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "|", "`", "*", "_", "[", "]", "~":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": escaped += " "
            default: escaped.unicodeScalars.append(visible(scalar))
            }
        }
        return escaped
    }

    /// Plain text on one line, without control characters and without white space at its ends.
    static func line(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": line += " "
            default: line.unicodeScalars.append(visible(scalar))
            }
        }
        return line.split(separator: " ").joined(separator: " ")
    }

    /// A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
    static func csv(_ text: String) -> String {
        if text.utf8.first != UInt8(ascii: "-"), isPlain(text, markup: isCSVMarkup) { return text }
        let cell = startsFormula(text) && !isNumber(text) ? "'" + text : text
        let needsQuotes = cell.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
        guard needsQuotes || cell != text else { return cell }
        var quoted = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Whether nothing in the text needs escaping, as in most; others are gone through scalar by scalar.
    @inline(__always)
    private static func isPlain(_ text: String, markup: (UInt8) -> Bool) -> Bool {
        let bytes = text.utf8.span
        for place in bytes.indices {
            let byte = bytes[place]
            if byte < 0x20 || byte > 0x7E || markup(byte) { return false }
        }
        return true
    }

    private static func isHTMLMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    /// Also what is markup only at the start of a line, but not the minus, which is as common as a letter.
    private static func isMarkdownMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "|"),
            UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// Also what begins a formula only at the start of a cell, but not the minus.
    private static func isCSVMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"):
            true
        default: false
        }
    }

    /// Such as `1. ` or `10)`, which make a numbered list at the start of a line.
    private static func startsNumberedItem(_ text: String) -> Bool {
        var rest = text.utf8[...]
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.drop(while: isDigit)
        guard let mark = rest.popFirst(), mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else {
            return false
        }
        return rest.first.map { $0 <= UInt8(ascii: " ") } ?? true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func startsFormula(_ text: String) -> Bool {
        text.unicodeScalars.first.map { ["=", "+", "-", "@", "\t", "\r"].contains($0) } == true
    }

    /// An optional sign, digits and at most one point; no spreadsheet reads more into it.
    private static func isNumber(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            digits.removeFirst()
        }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    }

    /// Control characters and direction overrides, which HTML forbids or which hide what stands there, replaced.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: scalar
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: "\u{FFFD}"
        case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
        default: scalar
        }
    }
}
