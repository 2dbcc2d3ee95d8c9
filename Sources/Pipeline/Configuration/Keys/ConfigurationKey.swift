/// One key of `bailiwick.yaml`: what it may hold and what it means.
///
/// The parser reads by it, and the JSON Schema is made from it; there is no other list of keys.
struct ConfigurationKey: Sendable {
    let name: String
    let shape: ValueShape
    /// One sentence for an editor to show.
    let summary: String
    /// What holds where the key is absent, in the form in which it is written; nil where nothing does.
    let standard: SchemaValue?
    let isRequired: Bool
    /// Whether several tables share it, so that the schema defines it once.
    let isShared: Bool

    init(
        _ name: String, _ shape: ValueShape, _ summary: String, standard: SchemaValue? = nil,
        isRequired: Bool = false, isShared: Bool = false
    ) {
        self.name = name
        self.shape = shape
        self.summary = summary
        self.standard = standard
        self.isRequired = isRequired
        self.isShared = isShared
    }

    /// The key as one that has to stand.
    var required: ConfigurationKey {
        ConfigurationKey(name, shape, summary, standard: standard, isRequired: true, isShared: isShared)
    }
}

/// What the value of a key may be.
indirect enum ValueShape: Sendable {
    /// Any single value, whatever YAML takes it for.
    case text
    /// A text that the regular expression (ECMA 262) describes; what it cannot say, the parser checks.
    case pattern(String)
    /// Such a text, or a number or `true` and `false`, which are texts too.
    case anyPattern(String)
    /// `true` or `false`.
    case boolean
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// A share such as `5%` or `0.05`.
    case share
    /// A span of time such as `30m` or `8d`.
    case duration
    /// One of these words.
    case choice([String])
    /// A list of such values; a single one is a list of one.
    case words(of: ValueShape, atLeast: Int)
    case section(KeyTable)
    /// A list of sections.
    case sections(KeyTable)
    /// One or the other.
    case either([ValueShape])
    /// One that stands in many places; the schema defines it once, under the name.
    case defined(String, ValueShape)
    /// Known, but refused in this section; the parser tells so in words of its own.
    case foreign

    static let words = ValueShape.words(of: .text, atLeast: 0)

    /// One of the raw values of a type.
    static func choice<Value: RawRepresentable & CaseIterable>(of type: Value.Type) -> ValueShape
    where Value.RawValue == String {
        .choice(type.allCases.map(\.rawValue))
    }

    /// The shapes that it allows, one beside the other.
    var alternatives: [ValueShape] {
        switch self {
        case .either(let shapes): shapes.flatMap(\.alternatives)
        case .defined(_, let shape): shape.alternatives
        default: [self]
        }
    }
}
