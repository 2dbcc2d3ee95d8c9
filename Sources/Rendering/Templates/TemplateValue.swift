/// What a template variable holds.
enum TemplateValue: Sendable {
    /// Escaped where it is printed.
    case text(String)
    /// HTML or Markdown, escaped already.
    case markup(String)
    case flag(Bool)
    case object([String: TemplateValue])
    /// An object that is not there.
    case none
    case list([TemplateValue])

    static func optional(_ value: TemplateValue?) -> TemplateValue { value ?? .none }

    /// The object with a flag `has_…` for each of its lists, so that a heading appears only over something.
    var withListFlags: TemplateValue {
        guard case .object(var fields) = self else { return self }
        for (name, value) in fields {
            if case .list(let items) = value { fields["has_" + name] = .flag(!items.isEmpty) }
        }
        return .object(fields)
    }

    /// The value as swift-mustache takes it, every text escaped.
    func rendered(_ escape: (String) -> String) -> Any {
        switch self {
        case .text(let text): escape(text)
        case .markup(let markup): markup
        case .flag(let flag): flag
        case .none: false
        case .object(let fields): fields.mapValues { $0.rendered(escape) }
        case .list(let items): items.map { $0.rendered(escape) }
        }
    }
}
