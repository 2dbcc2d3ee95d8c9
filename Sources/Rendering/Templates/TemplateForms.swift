import Mustache
import Synchronization

/// The pages of one format, printed by means of forms.
///
/// Mustache takes a microsecond for a variable, and a report has hundreds of thousands. So it is asked once for each
/// shape of a page or of a list's item, and what it has printed is filled in for all that have the shape.
final class TemplateForms: Sendable {
    private let format: PageFormat
    private let library: MustacheLibrary
    private let known = Mutex(Known())

    /// A template, or a section of one that prints the items of a list.
    private struct Section {
        let template: MustacheTemplate?
        /// By shape; nil for a shape that needs Mustache itself.
        var forms: [[UInt8]: TemplateForm?] = [:]
    }

    private struct Known {
        var sections: [Section] = []
        /// Places in `sections` by the name of the page, and by the text of the section.
        var pages: [String: Int] = [:]
        var texts: [String: Int] = [:]
    }

    /// Whether the templates print nothing that depends on the text of a value.
    ///
    /// The lines of an indented partial do: each is indented that has something in it.
    static func fit(_ texts: some Sequence<String>) -> Bool {
        texts.allSatisfy { text in
            !text.unicodeScalars.contains { $0 == TemplateForm.slotStart || $0 == TemplateForm.slotEnd }
                && !text.split(whereSeparator: \.isNewline).contains { line in
                    line.first?.isWhitespace == true && line.drop(while: \.isWhitespace).hasPrefix("{{>")
                }
        }
    }

    init(_ library: MustacheLibrary, format: PageFormat) {
        self.library = library
        self.format = format
    }

    /// The page's bytes; nil where the template needs Mustache itself, or is missing.
    func bytes(_ page: Page, _ values: TemplateValue) -> [UInt8]? {
        var text = ByteText()
        return fill(values, section: place(of: page), last: nil, into: &text) == nil ? nil : text.bytes
    }

    private typealias Filled = (shape: [UInt8], form: TemplateForm)

    /// Prints a page or an item.
    ///
    /// - Parameter last: What the item before was printed with; most items of a list have one shape.
    /// - Returns: what it was printed with; nil where it needs Mustache itself.
    private func fill(
        _ value: TemplateValue, section: Int, last: Filled?, into text: inout ByteText
    ) -> Filled? {
        var shape: [UInt8] = []
        shape.reserveCapacity(64)
        value.writeShape(to: &shape)
        let form: TemplateForm
        if let last, last.shape == shape {
            form = last.form
        } else {
            guard let found = self.form(of: value, shape: shape, section: section) else { return nil }
            form = found
        }
        text.write(form.start)
        for slot in form.slots {
            guard write(value.value(at: slot.path), slot, into: &text) else { return nil }
            text.write(slot.text)
        }
        return (shape, form)
    }

    /// Prints what is in a slot; false where it needs Mustache itself.
    private func write(_ value: TemplateValue?, _ slot: TemplateForm.Slot, into text: inout ByteText) -> Bool
    {
        guard let value else { return false }
        switch value {
        case .text(let plain): text.write(format.escape(plain))
        case .markup(let markup): text.write(markup)
        case .drawn(let draw): text.write(draw())
        case .list(let items):
            guard let section = slot.section else { return false }
            var last: Filled?
            for item in items {
                last = fill(item, section: section, last: last, into: &text)
                if last == nil { return false }
            }
        case .sortable(let plain, _): return write(plain, slot, into: &text)
        case .flag, .none, .object, .lookup: return false
        }
        return true
    }

    private func form(of value: TemplateValue, shape: [UInt8], section: Int) -> TemplateForm? {
        let (form, template) = known.withLock { known in
            (known.sections[section].forms[shape], known.sections[section].template)
        }
        if let form { return form }
        // Two threads may make the same form; it is the same form.
        let made = template.flatMap {
            TemplateForm.print(value, $0, library: library, section: { self.place(of: $0) })
        }
        known.withLock { $0.sections[section].forms[shape] = .some(made) }
        return made
    }

    private func place(of page: Page) -> Int {
        known.withLock { known in
            if let place = known.pages[page.rawValue] { return place }
            known.sections.append(Section(template: library.getTemplate(named: page.rawValue)))
            known.pages[page.rawValue] = known.sections.count - 1
            return known.sections.count - 1
        }
    }

    private func place(of text: String) -> Int {
        known.withLock { known in
            if let place = known.texts[text] { return place }
            // It was parsed as a part of its template; should it fail alone, the page needs Mustache itself.
            known.sections.append(Section(template: try? MustacheTemplate(string: text)))
            known.texts[text] = known.sections.count - 1
            return known.sections.count - 1
        }
    }
}
