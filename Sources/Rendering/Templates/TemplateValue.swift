/// What a template variable holds; made for one page, and worked out only as far as its template asks.
enum TemplateValue {
    /// Escaped where it is printed.
    case text(String)
    /// HTML or Markdown, escaped already.
    case markup(String)
    /// Markup that is costly to make and made where it is printed.
    case drawn(() -> String)
    case flag(Bool)
    case object(TemplateFields)
    /// An object whose fields are made where they are printed.
    case lookup(TemplateLookup)
    /// An object that is not there.
    case none
    case list([TemplateValue])
    /// A plain value and, as its field `value`, what it is sorted by.
    indirect case sortable(TemplateValue, by: SortValue)

    static func optional(_ value: TemplateValue?) -> TemplateValue { value ?? .none }

    /// The object with a flag `has_…` for each of its lists, so that a heading appears only over something.
    var withListFlags: TemplateValue {
        guard case .object(var fields) = self else { return self }
        for (name, value) in fields.pairs {
            if case .list(let items) = value { fields["has_" + name] = .flag(!items.isEmpty) }
        }
        return .object(fields)
    }
}

/// The fields of an object in the order given.
///
/// Objects have few fields and are searched about once each, so a plain list beats a dictionary.
struct TemplateFields: ExpressibleByDictionaryLiteral {
    private(set) var pairs: [(name: String, value: TemplateValue)]

    init(dictionaryLiteral elements: (String, TemplateValue)...) {
        pairs = elements.map { (name: $0.0, value: $0.1) }
    }

    subscript(name: String) -> TemplateValue? {
        get { pairs.first { $0.name == name }?.value }
        set {
            let place = pairs.firstIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): pairs[place].value = value
            case (let place?, nil): pairs.remove(at: place)
            case (nil, let value?): pairs.append((name, value))
            case (nil, nil): return
            }
        }
    }

    /// Takes in the fields of another object; of two with one name the new one stays.
    mutating func merge(_ other: TemplateFields) {
        for (name, value) in other.pairs { self[name] = value }
    }
}

/// An object whose fields are made on demand.
struct TemplateLookup {
    /// The names that have a value.
    let names: [String]
    /// The value of a name; nil for a name that the object does not have.
    let value: (String) -> TemplateValue?
}
