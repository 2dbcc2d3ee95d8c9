import Importing

/// Writes YAML that a person pastes into `bailiwick.yaml`.
enum MappingText {
    /// How the configuration names a column, before quoting: a name with braces stands in braces, since it would be
    /// a template otherwise.
    static func reference(to column: String) -> String {
        column.contains("{") ? "{\(column)}" : column
    }

    /// Whether the configuration can name the column: it must come back as it is.
    static func isNameable(_ column: String) -> Bool {
        guard !column.hasPrefix("$") else { return false }
        return [false, true].allSatisfy { isNumeric in
            // A text that is no expression names no column.
            let expression = try? FieldExpression(reference(to: column), isNumeric: isNumeric)
            return expression?.columns.count == 1 && expression?.columns.first?.names.first == column
        }
    }

    /// The file's name as `file:` takes it: signs that would be patterns are escaped.
    static func pattern(_ file: String) -> String {
        file.reduce(into: "") { result, character in
            if "*?[\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    /// A text as a YAML scalar: plain where YAML reads it as the same text, else in double quotes.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Texts as a YAML list on one line.
    static func list(_ texts: [String]) -> String {
        "[\(texts.map { scalar($0) }.joined(separator: ", "))]"
    }

    /// Texts by name as a YAML map on one line; nil where there are none.
    static func map(_ texts: [String: String]) -> String? {
        guard !texts.isEmpty else { return nil }
        let entries = texts.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \(scalar($0.value))" }
        return "{\(entries.joined(separator: ", "))}"
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        guard isLetter(first) || first == "_" || first == "/", last != " " else { return false }
        let isSafe = text.unicodeScalars.allSatisfy {
            isLetter($0) || ("0"..."9").contains($0) || " _-./".unicodeScalars.contains($0)
        }
        let reserved = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        return isSafe && !reserved.contains(text.lowercased())
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where ShownText.isUnsafe(scalar): result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: max(0, width - digits.count)))\(digits)"
    }
}
