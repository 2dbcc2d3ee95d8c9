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

    /// Whether the field reads columns that are named by their years, such as `POPESTIMATE{year}`.
    public var namesYears: Bool {
        guard case .column(let column) = value else { return false }
        return column.names.contains { $0.contains(ColumnReference.yearMark) }
    }

    /// Whether a text can be the `scale` of a field: a decimal with a point, such as `0.001`.
    public static func isScale(_ text: String) -> Bool { ExactDecimal(text) != nil }
}

/// A column by its name: CSV header, child path or `@attribute` (XML), `lookup.column`, or `$file` for the name
/// of the file up to its first dot.
///
/// In demographics `POPESTIMATE{year}` is every column with four digits there.
public struct ColumnReference: Hashable, Sendable {
    /// Names in order of preference: the first column that the file has counts; in XML, where a file does not
    /// tell its columns, the first that has a value.
    public var names: [String]
    /// Whether the file may have none of them; the value is blank then.
    public var isOptional: Bool

    public init(_ names: [String], isOptional: Bool = false) {
        self.names = names
        self.isOptional = isOptional
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

    /// What messages call it that miss it.
    var alternatives: String { names.joined(separator: "' or '") }

    /// Stands in a name for four digits that are the year of the column's values.
    static let yearMark = "{year}"
    /// The name of the file, up to its first dot.
    static let fileName = "$file"
}
