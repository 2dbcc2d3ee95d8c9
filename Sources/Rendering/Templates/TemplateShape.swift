/// A group of template variables that come together, such as a row of a table.
struct TemplateShape: Sendable {
    /// How the documentation calls it.
    let name: String
    let summary: String
    let fields: [TemplateField]

    init(_ name: String, _ summary: String, _ fields: [TemplateField]) {
        self.name = name
        self.summary = summary
        self.fields = fields
    }

    subscript(field: String) -> TemplateField? { fields.first { $0.name == field } }
}

/// One template variable.
struct TemplateField: Sendable {
    indirect enum Kind: Sendable {
        case text, markup, flag
        case object(TemplateShape)
        /// An object that may be missing.
        case optional(TemplateShape)
        case list(TemplateShape)

        /// The variables inside; nil for a plain value.
        var shape: TemplateShape? {
            switch self {
            case .text, .markup, .flag: nil
            case .object(let shape), .optional(let shape), .list(let shape): shape
            }
        }

        /// The type in the words of the documentation.
        var title: String {
            switch self {
            case .text: "text"
            case .markup: "markup"
            case .flag: "yes/no"
            case .object(let shape): "one `\(shape.name)`"
            case .optional(let shape): "one `\(shape.name)` or nothing"
            case .list(let shape): "list of `\(shape.name)`"
            }
        }
    }

    let name: String
    let kind: Kind
    /// An example of a plain value, or what the objects are.
    let example: String
    /// A plain value that has a field with what it is sorted by.
    var isSortable = false

    /// The name of that field.
    static let sortName = "value"

    /// The field inside; nil where there is none.
    subscript(name: String) -> TemplateField? {
        isSortable && name == TemplateField.sortName ? .text(name, "1234.5") : kind.shape?[name]
    }

    /// The type in the words of the documentation.
    var title: String { isSortable ? kind.title + ", sortable" : kind.title }

    var isList: Bool {
        if case .list = kind { true } else { false }
    }

    static func text(_ name: String, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .text, example: example)
    }

    /// A text that is sorted by something else than its letters.
    static func sortable(_ name: String, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .text, example: example, isSortable: true)
    }

    static func markup(_ name: String, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .markup, example: example)
    }

    static func flag(_ name: String, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .flag, example: example)
    }

    static func object(_ name: String, _ shape: TemplateShape, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .object(shape), example: example)
    }

    static func optional(_ name: String, _ shape: TemplateShape, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .optional(shape), example: example)
    }

    static func list(_ name: String, _ shape: TemplateShape, _ example: String) -> TemplateField {
        TemplateField(name: name, kind: .list(shape), example: example)
    }
}
