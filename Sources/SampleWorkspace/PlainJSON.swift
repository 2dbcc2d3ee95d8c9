/// A JSON value whose members keep their order.
indirect enum PlainJSON: Sendable {
    case text(String)
    case number(Int)
    case list([PlainJSON])
    case object([(String, PlainJSON)])

    static func texts(_ texts: [String]) -> PlainJSON { .list(texts.map { .text($0) }) }

    /// An amount in cents, as text with four decimals.
    static func money(_ cents: Int) -> PlainJSON { .text(PlainJSON.amount(cents)) }

    static func amount(_ cents: Int) -> String {
        var text = ByteText()
        text.append(cents: cents)
        text.append("00")
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// The value indented by two spaces; lists of plain values stay on one line.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .number(let number): return String(number)
        case .text(let text): return PlainJSON.quoted(text)
        case .list(let values) where values.allSatisfy(\.isPlain):
            return "[" + values.map { $0.text() }.joined(separator: ", ") + "]"
        case .list(let values):
            return "[\n" + values.map { inner + $0.text(indent: inner) }.joined(separator: ",\n")
                + "\n\(indent)]"
        case .object(let members):
            let lines = members.map { "\(inner)\(PlainJSON.quoted($0.0)): \($0.1.text(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isPlain: Bool {
        switch self {
        case .text, .number: true
        case .list, .object: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
