/// The text of a total or footer line: `*` stands for any text, `{rows}` for a number of records.
///
/// `Grand Totals ({rows} records)` matches `Grand Totals (5,700 records)` and states 5,700 records.
public struct RowPattern: Hashable, Sendable {
    public let text: String
    private let parts: [Part]

    private enum Part: Hashable {
        case literal(String)
        case anything
        case rows
    }

    public init(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        func close() {
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
        }
        while let character = rest.first {
            if character == "*" {
                close()
                if parts.last != .anything { parts.append(.anything) }
                rest.removeFirst()
            } else if rest.hasPrefix("{rows}") {
                close()
                parts.append(.rows)
                rest.removeFirst("{rows}".count)
            } else {
                literal.append(character)
                rest.removeFirst()
            }
        }
        close()
        self.parts = parts
    }

    /// Whether the whole text matches; `rows` is the number of records that it states.
    public func match(_ value: String) -> (isMatch: Bool, rows: Int64?) {
        guard let found = RowPattern.match(value[...], parts[...]) else { return (false, nil) }
        return (true, found)
    }

    /// nil where the text does not match; the inner value is what `{rows}` stands for.
    private static func match(_ value: Substring, _ parts: ArraySlice<Part>) -> Int64?? {
        guard let part = parts.first else { return value.isEmpty ? .some(nil) : nil }
        let rest = parts.dropFirst()
        switch part {
        case .literal(let literal):
            return value.hasPrefix(literal) ? match(value.dropFirst(literal.count), rest) : nil
        case .rows:
            let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == ",") }
            guard let number = Int64(digits.filter { $0 != "," }) else { return nil }
            guard match(value.dropFirst(digits.count), rest) != nil else { return nil }
            return .some(number)
        case .anything:
            guard !rest.isEmpty else { return .some(nil) }
            for start in value.indices {
                if let found = match(value[start...], rest) { return found }
            }
            return match("", rest)
        }
    }
}
