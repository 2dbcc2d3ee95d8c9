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
    ///   - preset: the preset that fits, which brings the fields.
    init(
        _ resemblance: EntityResemblance, file: String, settings: [Line], columns: [ColumnProfile],
        preset: String?
    ) {
        entity = resemblance.entity
        var lines: [Line] = [.setting(key: "file", value: MappingText.pattern(file))]
        if let preset { lines.append(.setting(key: "preset", value: preset)) }
        lines += settings
        let used = Set(resemblance.matches.map(\.value))
        let read = columns.filter { used.contains(MappingText.reference(to: $0.name)) }
        let values = preset == nil ? SuggestedMapping.values(read, all: columns) : ([], true)
        lines += values.0
        var isComplete = resemblance.missing.isEmpty && values.1
        if preset == nil, resemblance.entity == "demographics" {
            if let year = resemblance.year {
                lines.append(.setting(key: "year", value: String(year)))
            } else if !resemblance.matches.contains(where: { $0.field == "year" }) {
                lines.append(.comment("year: ?   # of which year the values are"))
                isComplete = false
            }
        }
        self.lines = lines
        self.isComplete = preset != nil || isComplete
        fields =
            preset != nil
            ? []
            : resemblance.matches.map { .setting(key: $0.field, value: $0.value) }
                + resemblance.missing.map { .comment("\($0): ?   # required; no column looks like it") }
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
        if !nulls.isEmpty { lines.append(.setting(key: "null_words", value: list(nulls))) }
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

    private static func list(_ words: [String]) -> String {
        "[\(words.map { MappingText.scalar($0) }.joined(separator: ", "))]"
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
        case .setting(let key, let value) where ["null_words", "year", "header_row"].contains(key):
            "\(key): \(value)"
        case .setting(let key, let value): "\(key): \(MappingText.scalar(value))"
        }
    }
}
