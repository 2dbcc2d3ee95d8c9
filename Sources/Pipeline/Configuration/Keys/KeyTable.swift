/// The keys that a section of a YAML file may have.
struct KeyTable: Sendable {
    /// Who has to bring the keys that are needed.
    enum Completion: Sendable {
        case itself
        /// The section, or the preset that it names.
        case preset
        /// The section around it, or the preset that this names.
        case around
    }

    /// The keys in the order in which the document explains them.
    let keys: [ConfigurationKey]
    /// What further keys hold, whose names are the reader's own, such as columns; nil where there are none.
    let others: ValueShape?
    /// Keys of which exactly one stands.
    let exactlyOne: [String]
    let completion: Completion
    /// Whether a key without a value (`region: ~`) has a meaning: it takes away what a preset says.
    let allowsNull: Bool
    /// Name under which the schema defines the section once; nil where it stands in one place only.
    let definition: String?

    init(
        _ keys: [ConfigurationKey] = [], others: ValueShape? = nil, exactlyOne: [String] = [],
        completion: Completion = .itself, allowsNull: Bool = false, definition: String? = nil
    ) {
        self.keys = keys
        self.others = others
        self.exactlyOne = exactlyOne
        self.completion = completion
        self.allowsNull = allowsNull
        self.definition = definition
    }

    var names: [String] { keys.map(\.name) }

    /// Whether a section may have the key.
    func allows(_ name: String) -> Bool { others != nil || keys.contains { $0.name == name } }

    /// What the value of a key may be, one shape beside the other.
    ///
    /// - Precondition: The section may have the key.
    func shapes(of name: String) -> [ValueShape] {
        guard let shape = keys.first(where: { $0.name == name })?.shape ?? others else {
            preconditionFailure("the table of keys lacks '\(name)'")
        }
        return shape.alternatives
    }

    func range(ofInteger name: String) -> ClosedRange<Int> {
        for case .integer(let range) in shapes(of: name) { return range }
        preconditionFailure("the table of keys has no whole number '\(name)'")
    }

    func range(ofNumber name: String) -> ClosedRange<Double> {
        for case .number(let range) in shapes(of: name) { return range }
        preconditionFailure("the table of keys has no number '\(name)'")
    }

    /// The words to choose from; of a list of words, those that it may hold.
    func choices(of name: String) -> [String] {
        for shape in shapes(of: name) {
            if case .choice(let words) = shape { return words }
            if case .words(.choice(let words), _) = shape { return words }
        }
        preconditionFailure("the table of keys has no choice '\(name)'")
    }

    /// The keys of the section that stands under a key, or of each in a list of them.
    func table(of name: String) -> KeyTable {
        for shape in shapes(of: name) {
            if case .section(let table) = shape { return table }
            if case .sections(let table) = shape { return table }
        }
        preconditionFailure("the table of keys has no section '\(name)'")
    }
}
