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
        match(Array(value.utf8))
    }

    /// Whether the whole of the UTF-8 text matches; in time that grows with its length times the pattern's.
    func match(_ value: [UInt8]) -> (isMatch: Bool, rows: Int64?) {
        var part = 0
        var position = 0
        var rows: Int64?
        /// The last `*`, the place from which the parts behind it are tried, and what was stated before it.
        var star: (part: Int, position: Int, rows: Int64?)?
        while part < parts.count || position < value.count {
            if part < parts.count, parts[part] == .anything {
                star = (part, position, rows)
                part += 1
            } else if part < parts.count, let end = end(of: parts[part], in: value, from: position, &rows) {
                part += 1
                position = end
            } else if let last = star, last.position < value.count {
                star = (last.part, last.position + 1, last.rows)
                (part, position, rows) = (last.part + 1, last.position + 1, last.rows)
            } else {
                return (false, nil)
            }
        }
        return (true, rows)
    }

    /// Where a literal or a number that starts at a place ends; nil where it is not there.
    private func end(of part: Part, in value: [UInt8], from start: Int, _ rows: inout Int64?) -> Int? {
        switch part {
        case .anything: return nil
        case .literal(let literal):
            return value[start...].starts(with: literal.utf8) ? start + literal.utf8.count : nil
        case .rows:
            let digits = value[start...].prefix { (0x30...0x39).contains($0) || $0 == 0x2C }
            guard let number = Int64(String(decoding: digits.filter { $0 != 0x2C }, as: UTF8.self))
            else { return nil }
            rows = rows ?? number
            return digits.endIndex
        }
    }
}
