import Importing
import Tabular

/// The entry of `sources` that would read a file.
struct SuggestedMapping {
    /// A setting beside the fields, or a line of comment.
    enum Line: Hashable {
        case setting(key: String, value: String)
        case comment(String)
    }

    let entity: String
    let lines: [Line]
    let fields: [Line]
    /// Whether it can be used as it is.
    let isComplete: Bool

    /// - Parameters:
    ///   - settings: what the reader was told or found out and the configuration must repeat.
    ///   - preset: the preset that fits, which brings the layout and the fields that it has.
    init(
        _ resemblance: EntityResemblance, file: String, settings: [Line], columns: [ColumnProfile],
        preset: Preset?
    ) {
        entity = resemblance.entity
        let layout = preset?.layout ?? PresetLayout()
        var lines: [Line] = [.setting(key: "file", value: MappingText.pattern(file))]
        if let preset { lines.append(.setting(key: "preset", value: preset.name)) }
        lines += settings.filter { !layout.brings($0) }
        let used = Set(resemblance.matches.map(\.value))
        let read = columns.filter { used.contains(MappingText.reference(to: $0.name)) }
        if layout.fields.isEmpty { lines += SuggestedMapping.values(read, all: columns).0 }
        if let year = SuggestedMapping.year(resemblance, layout) { lines.append(year) }
        self.lines = lines
        fields = SuggestedMapping.fields(resemblance, layout)
        isComplete = !(lines + fields).contains { if case .comment = $0 { true } else { false } }
    }

    /// Of which year the values are, where it must be said.
    private static func year(_ resemblance: EntityResemblance, _ layout: PresetLayout) -> Line? {
        guard resemblance.entity == "demographics", !layout.fields.contains("year"),
            !layout.keys.contains("year"), !resemblance.matches.contains(where: { $0.field == "year" })
        else { return nil }
        guard let year = resemblance.year else { return .comment("year: ?   # of which year the values are") }
        return .setting(key: "year", value: String(year))
    }

    /// The fields that a preset leaves open: of most sources those that are required, of demographics the measures.
    private static func fields(_ resemblance: EntityResemblance, _ layout: PresetLayout) -> [Line] {
        let required = Set(SourceEntry.entities.first { $0.name == resemblance.entity }?.required ?? [])
        let isMeasured = resemblance.entity == "demographics"
        let identity: Set = ["unit_id", "year"]
        let hasMeasures = !layout.fields.isSubset(of: identity)
        let matches = resemblance.matches.filter { match in
            guard !layout.fields.isEmpty else { return true }
            guard !layout.fields.contains(match.field) else { return false }
            return isMeasured
                ? !hasMeasures && !identity.contains(match.field) : required.contains(match.field)
        }
        var fields: [Line] = matches.map { .setting(key: $0.field, value: $0.value) }
        for field in resemblance.missing where !layout.fields.contains(field) {
            fields.append(.comment("\(field): ?   # required; no column looks like it"))
        }
        if isMeasured, !hasMeasures, !matches.contains(where: { !identity.contains($0.field) }) {
            fields.append(.comment("population: ?   # the column that holds what is told of the units"))
        }
        return fields
    }

    /// How dates and numbers of the columns are written; false where that cannot be told.
    private static func values(_ read: [ColumnProfile], all: [ColumnProfile]) -> ([Line], Bool) {
        var lines: [Line] = []
        var isComplete = true
        var patterns: [String] = []
        for column in read {
            if case .date(let pattern) = column.kind, !patterns.contains(pattern) { patterns.append(pattern) }
        }
        let open = read.compactMap { column -> (String, String)? in
            if case .openDate(let dayFirst, let monthFirst) = column.kind {
                (dayFirst, monthFirst)
            } else {
                nil
            }
        }
        if let (dayFirst, monthFirst) = open.first,
            patterns.isEmpty || !patterns.contains(where: { [dayFirst, monthFirst].contains($0) })
        {
            lines.append(.comment("date_format: \(dayFirst)   # or \(monthFirst): nothing in the file tells"))
            isComplete = false
        } else if let pattern = patterns.first, pattern != "yyyy-MM-dd" {
            if DatePattern(pattern) == nil {
                lines.append(
                    .comment(
                        "date_format: \(pattern)   # no date_format can say this; write the dates another way"
                    ))
                isComplete = false
            } else {
                lines.append(.setting(key: "date_format", value: pattern))
            }
        }
        let decimal = SuggestedMapping.decimal(read, all: all)
        if let decimal { lines.append(decimal) }
        if case .comment? = decimal { isComplete = false }
        let nulls = Set(read.flatMap(\.nullWords)).sorted()
        if !nulls.isEmpty { lines.append(.setting(key: "null_words", value: MappingText.list(nulls))) }
        return (lines, isComplete)
    }

    /// The decimal separator, where it must be said.
    private static func decimal(_ read: [ColumnProfile], all: [ColumnProfile]) -> Line? {
        let kinds = Set(read.map(\.kind))
        let everywhere = Set(all.map(\.kind))
        if kinds.contains(.decimal(.comma)) && !kinds.contains(.decimal(.point)) {
            return .setting(key: "decimal", value: ",")
        }
        guard kinds.contains(.decimal(.undecided)) || kinds.contains(.decimal(.mixed)) else { return nil }
        switch (everywhere.contains(.decimal(.point)), everywhere.contains(.decimal(.comma))) {
        case (true, false): return .setting(key: "decimal", value: ".")
        case (false, true): return .setting(key: "decimal", value: ",")
        default: return .comment("decimal: \".\"   # or \",\": nothing in the file tells")
        }
    }

    /// The entry as it is pasted beneath `sources:`.
    var text: String {
        var text = "  \(entity):\n"
        for line in lines { text += "    \(SuggestedMapping.written(line))\n" }
        if !fields.isEmpty {
            text += "    fields:\n"
            for field in fields { text += "      \(SuggestedMapping.written(field))\n" }
        }
        return text
    }

    private static func written(_ line: Line) -> String {
        switch line {
        case .comment(let text): "# \(text)"
        case .setting(let key, let value)
        where ["null_words", "year", "header_row", "footers", "namespaces"].contains(key):
            "\(key): \(value)"
        case .setting(let key, let value): "\(key): \(MappingText.scalar(value))"
        }
    }
}

extension PresetLayout {
    /// Whether the preset says already what a line of settings would.
    fileprivate func brings(_ line: SuggestedMapping.Line) -> Bool {
        guard case .setting(let key, _) = line else { return false }
        // A path of records without its namespaces would contradict those of the preset.
        return ["format", "records", "namespaces"].contains(key) && keys.contains(key)
    }
}
