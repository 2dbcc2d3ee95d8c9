/// Where the value of a field comes from, and what is done to it, in this order: null words, value map, default,
/// scale, sign.
public struct FieldMapping: Hashable, Sendable {
    public var value: FieldExpression
    /// Values that mean nothing in this field, beside those of the source.
    public var nullWords: Set<String> = []
    /// Value of the file → our value; others are unchanged unless `otherwise` is given.
    public var valueMap: [String: String] = [:]
    /// Our value for all that the map does not name; blank cells stay blank.
    public var otherwise: String?
    /// Our value where the file has none.
    public var fallback: String?
    /// Factor of a numeric field, as decimal text such as `0.001`.
    public var scale: String?
    /// Whether a numeric field changes its sign.
    public var isNegated = false

    public init(_ value: FieldExpression) {
        self.value = value
    }
}

/// A column by its name: CSV header, child path or `@attribute` (XML), `lookup.column`, or `$file` for the name
/// of the file up to its first dot.
public struct ColumnReference: Hashable, Sendable {
    /// Names in order of preference; the first that the file has counts.
    public var names: [String]
    /// Whether the file may have none of them; the value is blank then.
    public var isOptional: Bool

    public init(_ names: [String], isOptional: Bool = false) {
        self.names = names
        self.isOptional = isOptional
    }
}

/// Where a value comes from.
public enum FieldExpression: Hashable, Sendable {
    case column(ColumnReference)
    /// Several columns and literal text, such as `{STATE:2}{COUNTY:3}`.
    case template([Part])
    /// The same text for every row.
    case literal(String)

    public enum Part: Hashable, Sendable {
        case literal(String)
        /// A column; digits are padded with zeros to `width` where given.
        case column(ColumnReference, width: Int?)
    }

    /// Reads the configuration's text: a column (with a question mark behind it where the file may lack it), or
    /// with braces a template.
    ///
    /// nil where a brace is not closed or a width is not 1 to 32.
    public init?(_ text: String) {
        guard text.contains("{") else {
            self = .column(ColumnReference(configured: text))
            return
        }
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let inner = rest[rest.index(after: open)..<close]
            if let colon = inner.lastIndex(of: ":") {
                guard let width = Int(inner[inner.index(after: colon)...]), (1...32).contains(width) else {
                    return nil
                }
                parts.append(.column(ColumnReference(configured: String(inner[..<colon])), width: width))
            } else {
                parts.append(.column(ColumnReference(configured: String(inner)), width: nil))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        self = .template(parts)
    }

    /// The columns that the expression reads.
    public var columns: [ColumnReference] {
        switch self {
        case .column(let column): [column]
        case .literal: []
        case .template(let parts):
            parts.compactMap { if case .column(let column, _) = $0 { column } else { nil } }
        }
    }
}

extension ColumnReference {
    /// The configuration's text; a question mark behind the name makes it optional.
    public init(configured text: String) {
        // A column whose name itself ends in a question mark is found first.
        self =
            text.hasSuffix("?") && text.count > 1
            ? ColumnReference([text, String(text.dropLast())], isOptional: true) : ColumnReference([text])
    }

    /// What messages call it.
    var title: String { names.last ?? "" }
}
