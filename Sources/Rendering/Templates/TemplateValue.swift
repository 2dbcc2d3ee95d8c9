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
