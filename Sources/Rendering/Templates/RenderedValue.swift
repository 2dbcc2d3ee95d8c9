import Mustache

// How swift-mustache sees template values. It asks each value by dynamic cast what it is; concrete types that
// conform themselves answer fastest, generic ones such as dictionaries slowest.

extension TemplateValue {
    /// The value as swift-mustache takes it.
    func rendered(_ format: PageFormat) -> Any {
        switch self {
        case .text(let text): RenderedText(text: text, format: format)
        case .markup(let markup): RenderedText(text: markup, format: nil)
        case .drawn(let draw): RenderedDrawing(draw: draw)
        case .flag(let flag): flag
        case .none: false
        case .object(let fields): RenderedObject(fields: fields, format: format)
        case .lookup(let lookup): RenderedLookup(lookup: lookup, format: format)
        case .list(let items): RenderedList(items: items, format: format)
        case .sortable(let plain, let sort): RenderedSortable(plain: plain, sort: sort, format: format)
        }
    }
}

/// A plain value, escaped where it is printed.
private struct RenderedText: MustacheCustomRenderable, MustacheParent {
    let text: String
    /// What to escape for; nil for markup.
    let format: PageFormat?

    var renderText: String { format.map { $0.escape(text) } ?? text }
    var isNull: Bool { false }
    /// A text has no fields; without this, its stored properties would be taken for some.
    func child(named name: String) -> Any? { nil }
}

/// A plain value with what it is sorted by.
private struct RenderedSortable: MustacheCustomRenderable, MustacheParent {
    let plain: TemplateValue
    let sort: SortValue
    let format: PageFormat

    var renderText: String {
        switch plain {
        case .text(let text): format.escape(text)
        case .markup(let markup): markup
        default: ""  // only plain values are sorted by
        }
    }
    var isNull: Bool { false }
    func child(named name: String) -> Any? {
        name == TemplateField.sortName ? RenderedText(text: sort.text, format: format) : nil
    }
}

/// Markup that is made where it is printed.
private struct RenderedDrawing: MustacheCustomRenderable, MustacheParent {
    let draw: () -> String

    var renderText: String { draw() }
    var isNull: Bool { false }
    func child(named name: String) -> Any? { nil }
}

/// An object whose fields are wrapped where they are printed.
private struct RenderedObject: MustacheParent {
    let fields: TemplateFields
    let format: PageFormat

    func child(named name: String) -> Any? { fields[name]?.rendered(format) }
}

private struct RenderedLookup: MustacheParent {
    let lookup: TemplateLookup
    let format: PageFormat

    func child(named name: String) -> Any? { lookup.value(name)?.rendered(format) }
}

/// A list whose items are wrapped one after the other.
private struct RenderedList: MustacheSequence, MustacheParent {
    let items: [TemplateValue]
    let format: PageFormat

    struct Iterator: IteratorProtocol {
        fileprivate var items: IndexingIterator<[TemplateValue]>
        fileprivate let format: PageFormat

        mutating func next() -> Any? { items.next()?.rendered(format) }
    }

    func makeIterator() -> Iterator { Iterator(items: items.makeIterator(), format: format) }
    func child(named name: String) -> Any? { nil }
}
