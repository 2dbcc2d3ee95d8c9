/// Text from a file as it may be shown on a terminal.
enum ShownText {
    /// One line without control characters, direction marks or invisible characters, each shown as `\u{1B}`,
    /// and cut at `width` columns with `…`.
    static func line(_ text: some StringProtocol, width: Int = 1 << 20) -> String {
        var pieces: [(text: String, columns: Int)] = []
        var used = 0
        for character in text {
            let piece =
                character.unicodeScalars.contains(where: isUnsafe) ? escaped(character) : String(character)
            // A letter under a tower of accents would hide its neighbours.
            let shown = piece.unicodeScalars.count > 16 ? String(piece.unicodeScalars.prefix(16)) : piece
            let columns = self.width(shown)
            pieces.append((shown, columns))
            used += columns
            guard used > width else { continue }
            while used > max(0, width - 1), let last = pieces.popLast() { used -= last.columns }
            return pieces.map(\.text).joined() + "…"
        }
        return pieces.map(\.text).joined()
    }

    /// Columns of a terminal that the text takes; East Asian wide characters and emoji take two.
    static func width(_ text: String) -> Int {
        var columns = 0
        for character in text {
            guard let scalar = character.unicodeScalars.first else { continue }
            columns += isWide(scalar) ? 2 : 1
        }
        return columns
    }

    /// The text with spaces behind it up to the width.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - self.width(text)))
    }

    /// Whether the character could command the terminal or hide what is there.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            true
        default: false
        }
    }

    private static func escaped(_ character: Character) -> String {
        var text = ""
        for scalar in character.unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where isUnsafe(scalar): text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
