import Tabular

/// How a field's value is made from the rows of one file.
struct FieldPlan {
    enum Value {
        case nothing
        /// The first with a value counts.
        case columns([ColumnPlace])
        case literal([UInt8])
        case template([Part])
        case arithmetic(Arithmetic, [Operand])
    }

    enum Part {
        case literal([UInt8])
        case columns([ColumnPlace], width: Int?)
    }

    struct Operand {
        let places: [ColumnPlace]
        let title: String
    }

    let name: String
    let isNumeric: Bool
    /// The year in the name of the column, for demographics with several years as columns.
    var year: Int?
    let value: Value
    let steps: FieldSteps?
    /// What the file calls it.
    let title: String

    /// A field that the mapping lacks.
    init(unmapped name: String) {
        self.name = name
        isNumeric = false
        value = .nothing
        steps = nil
        title = name
    }

    init(_ name: String, _ mapping: FieldMapping, isNumeric: Bool, in scope: ColumnScope) {
        self.name = name
        self.isNumeric = isNumeric
        steps = FieldSteps(mapping, isNumeric: isNumeric)
        title =
            mapping.value.columns.isEmpty ? name : mapping.value.columns.map(\.title).joined(separator: "+")
        value =
            switch mapping.value {
            case .column(let column): .columns(scope.places(column))
            case .literal(let text): .literal(FieldSteps.bytes(text))
            case .template(let parts): .template(parts.map { FieldPlan.part($0, scope) })
            case .arithmetic(let arithmetic):
                .arithmetic(
                    arithmetic,
                    arithmetic.columns.map { Operand(places: scope.places($0), title: $0.title) })
            }
    }

    /// A field that reads one of several columns, a year each.
    init(_ name: String, _ mapping: FieldMapping, column: Int, year: Int, in scope: ColumnScope) {
        self.name = name
        isNumeric = true
        self.year = year
        value = .columns([.column(column)])
        steps = FieldSteps(mapping, isNumeric: true)
        title = scope.header[column]
    }

    /// A column that no record has.
    private static let noColumn = Int.max

    /// The column of a mapping that does nothing to its values, one that no record has where there is none; nil
    /// where the value must be worked out.
    var plainColumn: Int? {
        guard steps == nil else { return nil }
        switch value {
        case .nothing: return FieldPlan.noColumn
        case .columns(let places):
            guard let first = places.first else { return FieldPlan.noColumn }
            if places.count == 1, case .column(let column) = first { return column }
            return nil
        case .literal, .template, .arithmetic: return nil
        }
    }

    /// Whether the value is worked out from numbers.
    var calculates: Bool {
        if case .arithmetic = value { return true }
        return steps?.factor != nil
    }

    /// The columns that the value depends on.
    var places: [ColumnPlace] {
        switch value {
        case .nothing, .literal: []
        case .columns(let places): places
        case .template(let parts):
            parts.flatMap { part -> [ColumnPlace] in
                if case .columns(let places, _) = part { places } else { [] }
            }
        case .arithmetic(_, let operands): operands.flatMap(\.places)
        }
    }

    private static func part(_ part: FieldExpression.Part, _ scope: ColumnScope) -> Part {
        switch part {
        case .literal(let text): .literal(Array(text.utf8))
        case .column(let column, let width): .columns(scope.places(column), width: width)
        }
    }
}

/// What is done to the value of a field, in this order: null words, value map, default, scale and sign.
struct FieldSteps {
    let isNumeric: Bool
    let nullWords: [[UInt8]]
    private let keys: IdentifierTable
    private let mapped: [[UInt8]]
    private let otherwise: [UInt8]?
    let fallback: [UInt8]?
    /// Scale and sign; nil where the number stays as it is.
    let factor: ExactDecimal?

    /// nil where nothing is done.
    init?(_ mapping: FieldMapping, isNumeric: Bool) {
        self.isNumeric = isNumeric
        nullWords = mapping.nullWords.map { Array($0.utf8) }
        let map = mapping.valueMap.sorted { $0.key < $1.key }
        keys = IdentifierTable(map.map(\.key))
        mapped = map.map { FieldSteps.bytes($0.value) }
        otherwise = mapping.otherwise.map(FieldSteps.bytes)
        fallback = mapping.fallback.map(FieldSteps.bytes)
        let scale = mapping.scale.flatMap { ExactDecimal($0) }
        let one = ExactDecimal("1")
        factor = mapping.isNegated ? (scale ?? one)?.negated : scale
        if nullWords.isEmpty, map.isEmpty, otherwise == nil, fallback == nil, factor == nil { return nil }
    }

    /// Whether a step looks at the text of the value.
    var readsText: Bool { !nullWords.isEmpty || keys.count > 0 || otherwise != nil }

    /// Our value for one of the file; nil where it stays.
    func replacement(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        keys.index(bytes, range).map { mapped[$0] } ?? otherwise
    }

    /// A value of the configuration, trimmed as every value is.
    static func bytes(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return Array(bytes[FieldParsing.trimmed(0..<bytes.count, in: bytes.span)])
    }
}

/// Which rows are read, by their value in one column.
struct PlannedFilter {
    let places: [ColumnPlace]
    private let accepted: IdentifierTable
    private let acceptsTrue: Bool
    private let acceptsFalse: Bool

    init(_ filter: RowFilter, places: [ColumnPlace]) {
        self.places = places
        accepted = IdentifierTable(filter.accepted.sorted())
        acceptsTrue = filter.accepted.contains("true")
        acceptsFalse = filter.accepted.contains("false")
    }

    /// Whether the value is accepted; `true` and `false` whatever their case.
    func passes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if accepted.index(bytes, range) != nil { return true }
        return (acceptsTrue && PlannedFilter.isWord("true", bytes, range))
            || (acceptsFalse && PlannedFilter.isWord("false", bytes, range))
    }

    private static func isWord(_ word: String, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8.count else { return false }
        var place = range.lowerBound
        for letter in word.utf8 {
            if bytes[place] | 0x20 != letter { return false }
            place += 1
        }
        return true
    }
}
