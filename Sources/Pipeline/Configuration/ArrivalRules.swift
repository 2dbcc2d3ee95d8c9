import Tabular

/// How old a source may be (`freshness`).
public struct FreshnessRule: Hashable, Sendable {
    /// What an age is measured by.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
        /// When the newest file of the source was last written, against the present.
        case file
        /// The newest day of its rows, against the as-of day.
        case newestRow = "newest_row"
    }

    /// What becomes of a source that is too old.
    public enum Response: String, Hashable, Sendable, CaseIterable {
        /// The quality gate ends the run.
        case refuse
        /// The report is published and says so.
        case warn
    }

    public var maxAge: Duration
    /// Not empty.
    public var by: Set<Measure>
    public var onStale: Response = .refuse
}

/// When a file of a source has arrived whole (`complete`).
public struct CompletenessRule: Hashable, Sendable {
    /// How long a file must not have been written to.
    public var stable: Duration?
    /// A file that must lie there, no older than the file; `{file}` stands for its path.
    public var marker: String?
    /// What the last line of the file must look like.
    public var lastLine: RowPattern?
    /// How long a run waits for what is not there yet, a missing file included.
    public var wait: Duration = .zero

    /// Stands in `marker` for the path of the file.
    static let filePlace = "{file}"
}

extension FreshnessRule {
    /// The rule of a source; nil where it has none.
    init?(ofSource source: YAMLSection, hasDatedRows: Bool) throws(ConfigurationError) {
        guard let section = try source.section("freshness") else { return nil }
        guard let maxAge = try section.duration("max_age") else {
            throw source.error(
                at: "freshness", "'\(source.full("freshness"))' does not say what is too old",
                "add the largest age, such as max_age: 8d")
        }
        self.maxAge = maxAge
        by = hasDatedRows ? [.file, .newestRow] : [.file]
        if let words = try section.words("by") {
            by = []
            for word in words { by.insert(try FreshnessRule.measure(word, section, hasDatedRows)) }
        }
        guard !by.isEmpty else {
            throw section.error(
                at: "by", "'\(section.full("by"))' names nothing",
                "choose from: \(Measure.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        onStale = try section.choice("on_stale", Response.self) ?? .refuse
    }

    private static func measure(
        _ word: String, _ section: YAMLSection, _ hasDatedRows: Bool
    ) throws(ConfigurationError) -> Measure {
        guard let measure = Measure(rawValue: word) else {
            throw section.error(
                at: "by", "'\(section.full("by"))' is '\(word)'",
                "choose from: \(Measure.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard hasDatedRows || measure != .newestRow else {
            throw section.error(
                at: "by", "'\(section.full("by"))' is 'newest_row', but rows of this source have no day",
                "write by: file; only sales and activities have dated rows")
        }
        return measure
    }
}

extension CompletenessRule {
    /// The rule of a source; nil where it has none.
    init?(ofSource source: YAMLSection) throws(ConfigurationError) {
        guard let section = try source.section("complete") else { return nil }
        stable = try section.duration("stable")
        marker = try section.text("marker")
        lastLine = try section.text("last_line").map(RowPattern.init)
        wait = try section.duration("wait") ?? .zero
        if marker == "" || marker == CompletenessRule.filePlace {
            throw section.error(
                at: "marker", "'\(section.full("marker"))' is '\(marker ?? "")', which names no other file",
                "write the file that the sender makes last, such as \"{file}.done\"")
        }
        if let text = lastLine?.text, ["", "*"].contains(text) {
            throw section.error(
                at: "last_line", "'\(section.full("last_line"))' is '\(text)', which every file ends with",
                "write what the last line begins with, such as \"TRAILER*\"")
        }
        guard stable != nil || marker != nil || lastLine != nil || wait > .zero else {
            throw source.error(
                at: "complete", "'\(source.full("complete"))' asks for nothing",
                "add one of: \(section.table.names.joined(separator: ", "))")
        }
    }
}
