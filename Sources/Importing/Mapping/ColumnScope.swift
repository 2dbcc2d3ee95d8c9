import Tabular

/// Where the values of a column are found.
enum ColumnPlace: Hashable {
    /// A column of the file.
    case column(Int)
    /// A column of a looked-up table.
    case lookup(table: Int, column: Int)
    /// The name of the file.
    case fileName
}

/// The columns that the rows of one file can name: its own, those of the lookups, and the file's name.
struct ColumnScope {
    /// In their order.
    let header: [String]
    private let columnOf: [String: Int]
    /// Whether the file has all columns that it is asked for, blank where it does not know them.
    private let isAsked: Bool
    private let lookups: [LookupTable]

    init(header: [String], isAsked: Bool, lookups: [LookupTable]) {
        self.header = header
        self.isAsked = isAsked
        self.lookups = lookups
        columnOf = Dictionary(zip(header, header.indices)) { first, _ in first }
    }

    /// The places of a reference, the first with a value counts; empty where there is none.
    func places(_ reference: ColumnReference) -> [ColumnPlace] {
        var places: [ColumnPlace] = []
        for name in reference.names {
            if let column = columnOf[name] {
                places.append(.column(column))
            } else if name == ColumnReference.fileName {
                places.append(.fileName)
            } else if let place = lookupPlace(reference, name), !places.contains(place) {
                places.append(place)
            }
            if !isAsked, !places.isEmpty { return places }
        }
        return places
    }

    private func lookupPlace(_ reference: ColumnReference, _ name: String) -> ColumnPlace? {
        for (table, lookup) in lookups.enumerated() where name.hasPrefix(lookup.name + ".") {
            guard let inner = reference.inside(lookup.name), let column = lookup.columns[inner] else {
                return nil
            }
            return .lookup(table: table, column: column)
        }
        return nil
    }

    /// The header's columns that match a name with `{year}`, with their years; the first name that has any
    /// counts.
    func yearColumns(_ reference: ColumnReference) -> [(column: Int, year: Int)] {
        for name in reference.names {
            let found = header.enumerated().compactMap { column, title in
                ColumnScope.year(in: title, where: name).map { (column: column, year: $0) }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The four digits that stand for every `{year}` of the pattern; nil where the title does not match.
    static func year(in title: String, where pattern: String) -> Int? {
        let pieces = pattern.split(separator: ColumnReference.yearMark, omittingEmptySubsequences: false)
        guard let first = pieces.first, pieces.count > 1, title.hasPrefix(first) else { return nil }
        let digits = title.dropFirst(first.count).prefix(4)
        guard digits.utf8.count == 4, let year = Int(digits), year > 0, digits.first?.isNumber == true else {
            return nil
        }
        return pieces.joined(separator: String(digits)) == title ? year : nil
    }
}

extension ColumnReference {
    /// The names without the prefix of a lookup, for its file; nil where none has it.
    func inside(_ lookup: String) -> ColumnReference? {
        let prefix = lookup + "."
        let inner = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        guard !inner.isEmpty else { return nil }
        return ColumnReference(inner, isOptional: isOptional || inner.count < names.count)
    }

    /// Whether the file need not have the column, because a lookup or the file's name gives it.
    func isElsewhere(_ lookups: [Lookup]) -> Bool {
        names.contains { name in ColumnReference.isElsewhere(name, lookups) }
    }

    static func isElsewhere(_ name: String, _ lookups: [Lookup]) -> Bool {
        name == fileName || lookups.contains { name.hasPrefix($0.name + ".") }
    }
}

extension SourceMapping {
    /// All columns that the mapping names, with the field or setting that names them.
    var references: [(owner: String, column: ColumnReference)] {
        fields.sorted { $0.key < $1.key }.flatMap { field, mapping in
            mapping.value.columns.map { (field, $0) }
        } + filters.map { ("where", $0.column) } + lookups.map { ("lookups.\($0.name)", $0.on) }
    }

    /// What an XML file is asked for.
    var askedColumns: [String] {
        Set(references.flatMap(\.column.names).filter { !ColumnReference.isElsewhere($0, lookups) }).sorted()
    }

    /// The format with the names by which the header is found behind lines that are none.
    var formatFindingHeader: RecordFormat {
        switch format {
        case .csv(var dialect):
            findHeader(&dialect.layout)
            return .csv(dialect)
        case .recognised(var dialect):
            findHeader(&dialect.layout)
            return .recognised(dialect)
        case .worksheet(var settings):
            findHeader(&settings.layout)
            return .worksheet(settings)
        case .xml, .sdmx: return format
        }
    }

    private func findHeader(_ layout: inout TableLayout) {
        guard layout.headerLine == nil, layout.headerNames.isEmpty, layout.hasHeader else { return }
        let needed = references.map(\.column).filter { reference in
            !reference.isOptional && !reference.isElsewhere(lookups)
                && !reference.names.contains { $0.contains(ColumnReference.yearMark) }
        }
        // Of alternatives the file may have any, so they are only asked for where nothing else is certain.
        let certain = needed.filter { $0.names.count == 1 }
        layout.headerNames = Set((certain.isEmpty ? needed : certain).compactMap(\.names.first))
    }
}
