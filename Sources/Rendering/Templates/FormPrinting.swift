import Mustache

// How swift-mustache sees the values of a form: each text as the mark of a slot, each list as a section to be
// printed item by item.

extension TemplateForm {
    /// Lets Mustache print the template once, with marks in place of the values.
    ///
    /// - Parameters:
    ///   - value: An object of the shape wanted.
    ///   - section: The number of a list's section by its text.
    /// - Returns: nil where a form would not print what Mustache prints: a list's section looks for a name outside
    ///   its items, or stands so on its lines that its text means something else by itself.
    static func print(
        _ value: TemplateValue, _ template: MustacheTemplate, library: MustacheLibrary,
        section: @escaping (String) -> Int
    ) -> TemplateForm? {
        guard case .object(let fields) = value else { return nil }
        let notes = FormNotes(section: section)
        let printed = template.render(BlankObject(fields: fields, path: [], notes: notes), library: library)
        return notes.isSound ? TemplateForm(printed: printed, slots: notes.slots) : nil
    }
}

/// What Mustache asked for while it printed a form.
private final class FormNotes {
    private(set) var slots: [TemplateForm.Slot] = []
    var isSound = true
    private let section: (String) -> Int

    init(section: @escaping (String) -> Int) { self.section = section }

    /// What Mustache is given for a value.
    func blank(_ value: TemplateValue, at path: [TemplateForm.Step]) -> Any {
        switch value {
        case .text, .markup, .drawn: return slot(TemplateForm.Slot(path: path, section: nil))
        case .sortable:
            return BlankSortable(
                mark: slot(TemplateForm.Slot(path: path, section: nil)).mark, path: path, notes: self)
        case .flag(let flag): return flag
        case .none: return false
        case .object(let fields): return BlankObject(fields: fields, path: path, notes: self)
        case .lookup(let lookup): return BlankLookup(lookup: lookup, path: path, notes: self)
        case .list(let items):
            guard !items.isEmpty else { return false }
            return MustacheLambda { text in self.items(of: text, at: path) }
        }
    }

    private func items(of text: String, at path: [TemplateForm.Step]) -> BlankItems {
        isSound = isSound && FormNotes.standsAlone(text)
        return BlankItems(description: slot(TemplateForm.Slot(path: path, section: section(text))).mark)
    }

    private func slot(_ slot: TemplateForm.Slot) -> BlankText {
        slots.append(slot)
        return BlankText(mark: TemplateForm.mark(slots.count - 1))
    }

    /// Whether the text of a section means the same as a template of its own.
    ///
    /// A tag alone on its line takes the line's white space with it; on the first and the last line it depends on
    /// what is outside the section whether a tag is alone.
    private static func standsAlone(_ text: String) -> Bool {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return [lines.first, lines.last].allSatisfy { line in
            guard let line, !line.isEmpty else { return true }
            let words = line.drop(while: \.isWhitespace)
            guard words.hasPrefix("{{"), let sign = words.dropFirst(2).first else { return !words.isEmpty }
            // A variable is printed wherever it stands.
            guard !sign.isLetter, sign != "{", let end = words.firstRange(of: "}}") else { return true }
            return !words[end.upperBound...].allSatisfy(\.isWhitespace)
        }
    }
}

/// The mark of a slot.
private struct BlankText: MustacheCustomRenderable, MustacheParent {
    let mark: String

    var renderText: String { mark }
    var isNull: Bool { false }
    func child(named name: String) -> Any? { nil }
}

/// The mark of a slot whose value has another beside it.
private struct BlankSortable: MustacheCustomRenderable, MustacheParent {
    let mark: String
    let path: [TemplateForm.Step]
    let notes: FormNotes

    var renderText: String { mark }
    var isNull: Bool { false }
    func child(named name: String) -> Any? {
        guard name == TemplateField.sortName else { return nil }
        return notes.blank(.text(""), at: path + [TemplateForm.Step(name: name, place: -1)])
    }
}

/// What a list's section prints, the mark of its slot; Mustache would take a text for a template.
private struct BlankItems: CustomStringConvertible, MustacheParent {
    let description: String

    func child(named name: String) -> Any? { nil }
}

private struct BlankObject: MustacheParent {
    let fields: TemplateFields
    let path: [TemplateForm.Step]
    let notes: FormNotes

    func child(named name: String) -> Any? {
        guard let place = fields.pairs.firstIndex(where: { $0.name == name }) else {
            // An item of a list would be asked before what is round the list.
            if path.isEmpty { notes.isSound = false }
            return nil
        }
        return notes.blank(
            fields.pairs[place].value, at: path + [TemplateForm.Step(name: name, place: place)])
    }
}

private struct BlankLookup: MustacheParent {
    let lookup: TemplateLookup
    let path: [TemplateForm.Step]
    let notes: FormNotes

    func child(named name: String) -> Any? {
        lookup.value(name).map { notes.blank($0, at: path + [TemplateForm.Step(name: name, place: -1)]) }
    }
}
