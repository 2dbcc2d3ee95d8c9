/// A page or an item of a list as Mustache prints it, with slots in place of its values.
///
/// What Mustache prints depends on flags, on what is missing and on which lists are empty: on the *shape*. All values
/// of one shape share a form.
struct TemplateForm: Sendable {
    /// How a value is reached from the page or item: its field, or the field of one of its objects.
    struct Step: Sendable {
        let name: String
        /// Where the fields of this shape have the name.
        let place: Int
    }

    /// A value and the text behind it.
    struct Slot: Sendable {
        let path: [Step]
        /// The section that prints the items of a list; nil for a plain value.
        let section: Int?
        var text: [UInt8] = []
    }

    /// The text before the first slot.
    let start: [UInt8]
    let slots: [Slot]

    // Control characters that no template has; values never meet them.
    static let slotStart: Unicode.Scalar = "\u{1}"
    static let slotEnd: Unicode.Scalar = "\u{2}"

    /// The mark that stands for a slot while Mustache prints the form.
    static func mark(_ slot: Int) -> String { "\(slotStart)\(slot)\(slotEnd)" }

    /// Takes the marks out of what Mustache has printed; nil where they are not those of the slots.
    ///
    /// - Parameter slots: By the number in their marks.
    init?(printed: String, slots: [Slot]) {
        var start: [UInt8] = []
        var found: [Slot] = []
        for (place, piece) in printed.unicodeScalars.split(
            separator: TemplateForm.slotStart, omittingEmptySubsequences: false
        ).enumerated() {
            guard place > 0 else {
                start = Array(String(piece).utf8)
                continue
            }
            guard let end = piece.firstIndex(of: TemplateForm.slotEnd),
                let number = Int(String(piece[..<end])),
                slots.indices.contains(number)
            else { return nil }
            var slot = slots[number]
            slot.text = Array(String(piece[piece.index(after: end)...]).utf8)
            found.append(slot)
        }
        self.start = start
        self.slots = found
    }
}

extension TemplateValue {
    /// Adds what decides how the value is printed, but for its texts.
    func writeShape(to shape: inout [UInt8]) {
        switch self {
        case .text, .markup, .drawn: shape.append(0)
        case .flag(false): shape.append(1)
        case .flag(true): shape.append(2)
        case .none: shape.append(3)
        case .list(let items): shape.append(items.isEmpty ? 4 : 5)
        case .lookup: shape.append(6)
        case .sortable: shape.append(9)
        case .object(let fields):
            shape.append(7)
            for (_, value) in fields.pairs { value.writeShape(to: &shape) }
            shape.append(8)
        }
    }

    /// The value at the end of the path; nil where there is none.
    func value(at path: [TemplateForm.Step]) -> TemplateValue? {
        var value = self
        for step in path {
            switch value {
            case .object(let fields):
                guard let next = fields.value(of: step) else { return nil }
                value = next
            case .lookup(let lookup):
                guard let next = lookup.value(step.name) else { return nil }
                value = next
            case .sortable(_, let sort):
                guard step.name == TemplateField.sortName else { return nil }
                value = .text(sort.text)
            default: return nil
            }
        }
        return value
    }
}

extension TemplateFields {
    fileprivate func value(of step: TemplateForm.Step) -> TemplateValue? {
        pairs.indices.contains(step.place) && pairs[step.place].name == step.name
            ? pairs[step.place].value : self[step.name]
    }
}
