/// Where a value comes from.
public enum FieldExpression: Hashable, Sendable {
    case column(ColumnReference)
    /// Several columns and literal text, such as `{STATE:2}{COUNTY:3}`.
    case template([Part])
    /// The same text for every row.
    case literal(String)
    /// Exact decimal arithmetic, such as `{UnitPrice} * {Quantity}`; for numeric fields.
    case arithmetic(Arithmetic)

    public enum Part: Hashable, Sendable {
        case literal(String)
        /// A column; digits are padded with zeros to a positive `width`, of a negative one the last characters
        /// are taken.
        case column(ColumnReference, width: Int?)
    }

    /// The columns that the expression reads.
    public var columns: [ColumnReference] {
        switch self {
        case .column(let column): [column]
        case .literal: []
        case .template(let parts):
            parts.compactMap { if case .column(let column, _) = $0 { column } else { nil } }
        case .arithmetic(let arithmetic): arithmetic.columns
        }
    }
}

extension FieldExpression {
    /// Reads the configuration's text: a column (with a question mark behind it where the file may lack it), or
    /// with braces a template, in a numeric field arithmetic.
    public init(_ text: String, isNumeric: Bool) throws(ExpressionFault) {
        if !text.contains("{") || (isNumeric && FieldExpression.isYearColumn(text)) {
            self = .column(ColumnReference(configured: text))
        } else if isNumeric {
            let arithmetic = try Arithmetic(parsing: text)
            self = arithmetic.steps == [.column(0)] ? .column(arithmetic.columns[0]) : .arithmetic(arithmetic)
        } else {
            self = .template(try FieldExpression.parts(of: text))
        }
    }

    /// Whether the only braces are those of `{year}` and no operator stands between it and a name.
    private static func isYearColumn(_ text: String) -> Bool {
        let pieces = text.split(separator: ColumnReference.yearMark, omittingEmptySubsequences: false)
        guard pieces.count > 1, !pieces.contains(where: { $0.contains { "{}".contains($0) } }) else {
            return false
        }
        func joins(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
        }
        return text == ColumnReference.yearMark
            || zip(pieces, pieces.dropFirst()).contains { joins($0.last) || joins($1.first) }
    }

    private static func parts(of text: String) throws(ExpressionFault) -> [Part] {
        guard text.count <= Arithmetic.lengthLimit else {
            throw ExpressionFault(kind: .tooLong(limit: Arithmetic.lengthLimit), position: 1)
        }
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            let position = text.distance(from: text.startIndex, to: open) + 1
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw ExpressionFault(kind: .openBrace, position: position)
            }
            parts.append(try part(String(rest[rest.index(after: open)..<close]), position))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        return parts
    }

    private static func part(_ inner: String, _ position: Int) throws(ExpressionFault) -> Part {
        guard let (name, width) = width(of: inner) else {
            guard !inner.isEmpty else { throw ExpressionFault(kind: .emptyBraces, position: position) }
            return .column(ColumnReference(configured: inner), width: nil)
        }
        guard !name.isEmpty else { throw ExpressionFault(kind: .emptyBraces, position: position) }
        guard let number = Int(width), (1...32).contains(number.magnitude) else {
            throw ExpressionFault(kind: .width(String(width)), position: position)
        }
        return .column(ColumnReference(configured: String(name)), width: number)
    }

    /// What stands before and behind the last colon, where behind it are digits; a colon of `wb:value` is part
    /// of the name.
    static func width(of inner: String) -> (name: Substring, width: Substring)? {
        guard let colon = inner.lastIndex(of: ":") else { return nil }
        let width = inner[inner.index(after: colon)...]
        let digits = width.first == "-" ? width.dropFirst() : width
        guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return (inner[..<colon], width)
    }
}
