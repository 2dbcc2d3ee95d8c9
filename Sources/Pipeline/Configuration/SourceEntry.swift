import Importing
import Tabular
import TerritoryModel
import Yams

/// One source of the configuration, before its files are looked for.
public struct SourceEntry: Sendable {
    /// The files as configured.
    public var patterns: [FilePattern]
    /// The files of each lookup of the mapping, in the same order.
    public var lookupPatterns: [[FilePattern]]
    /// The mapping without files.
    public var mapping: SourceMapping
    /// How old it may be; nil where that does not matter.
    public var freshness: FreshnessRule?
    /// When its files have arrived whole; nil where they always have.
    public var completeness: CompletenessRule?

    /// The sources without which there is no report.
    static let needed = ["accounts", "sales", "territories"]

    /// The keys that only some sources have, with the names of these.
    static let keysOfSources = ["year": ["demographics"], "unique": datedSources]

    /// The sources whose rows are dated, and may stand in several files.
    static let datedSources = ["sales", "activities"]

    /// The keys whose own keys are merged where a source names a preset, with the number of levels.
    static let mergedKeys = [
        "fields": 1, "where": 1, "namespaces": 1, "lookups": 2, "freshness": 1, "complete": 1,
    ]

    /// All sources in the order of the entities, so that reports do not depend on the order of the keys.
    static func all(
        _ sources: YAMLSection, presets: PresetLibrary
    ) throws(ConfigurationError) -> [SourceEntry] {
        var entries: [SourceEntry] = []
        for entity in entities {
            guard let node = sources[entity.name] else { continue }
            let path = sources.full(entity.name)
            let table = sources.table.table(of: entity.name)
            if entity.name == "demographics", let items = node.sequence {
                for (index, item) in items.enumerated() {
                    let section = try YAMLSection(
                        item, file: sources.file, path: "\(path)[\(index)]", table: table)
                    entries.append(try SourceEntry(section, entity, presets))
                }
            } else {
                entries.append(
                    try SourceEntry(
                        YAMLSection(node, file: sources.file, path: path, table: table), entity, presets))
            }
        }
        try requireEnough(sources, entries)
        return entries
    }

    private static func requireEnough(_ sources: YAMLSection, _ entries: [SourceEntry])
        throws(ConfigurationError)
    {
        let names = Set(entries.map(\.mapping.source))
        for needed in needed where !names.contains(needed) {
            throw sources.error(
                at: needed, "source '\(needed)' is missing", "add it under 'sources' with file and fields")
        }
        let namesTerritory = entries.contains {
            $0.mapping.source == "accounts" && $0.mapping.fields["territory_id"] != nil
        }
        guard namesTerritory || names.contains("unit_assignments") || names.contains("account_assignments")
        else {
            throw sources.error(
                at: "territories", "nothing says which territory an account belongs to",
                "add 'unit_assignments', 'account_assignments' or accounts.fields.territory_id"
            )
        }
    }

    private init(
        _ own: YAMLSection, _ entity: Entity, _ presets: PresetLibrary
    ) throws(ConfigurationError) {
        let isDemographic = entity.name == "demographics"
        let section = try SourceEntry.overPreset(own, entity, presets)
        for (key, sources) in SourceEntry.keysOfSources.sorted(by: { $0.key < $1.key })
        where section[key] != nil && !sources.contains(entity.name) {
            throw section.error(
                at: key, "'\(section.full(key))' is for \(sources.joined(separator: " and ")) only",
                "remove it")
        }
        patterns = try FilePattern.all(section)
        let lookups = try SourceEntry.lookups(section)
        lookupPatterns = lookups.map(\.patterns)
        var fields = try SourceEntry.fields(section, entity)
        fields[SourceMapping.rowIdentity] = try SourceEntry.rowIdentity(section)
        let filters = try SourceEntry.filters(section)
        let names = SourceEntry.neededColumns(fields, filters, lookups.map(\.lookup.on))
        mapping = SourceMapping(
            source: entity.name, files: [], format: try SourceEntry.format(section), fields: fields)
        mapping.format.findHeader(
            by: names.filter { SourceEntry.isOfSource($0, lookups, isDemographic) })
        mapping.lookups = lookups.map { $0.withHeader(names) }
        mapping.filters = filters
        mapping.dateFormat = try SourceEntry.datePattern(section)
        mapping.decimalSeparator = try SourceEntry.decimal(section)
        mapping.nullWords = Set(try section.words("null_words") ?? [])
        mapping.allowsEmpty = try section.boolean("allow_empty") ?? false
        mapping.year = try section.integer("year")
        freshness = try FreshnessRule(
            ofSource: section, hasDatedRows: SourceEntry.datedSources.contains(entity.name))
        completeness = try CompletenessRule(ofSource: section)
        if isDemographic { try requireYear(section) }
    }

    /// The source laid over its preset, if it names one.
    private static func overPreset(
        _ own: YAMLSection, _ entity: Entity, _ presets: PresetLibrary
    ) throws(ConfigurationError) -> YAMLSection {
        guard let name = try own.text("preset") else { return own }
        guard let preset = try presets.find(name) else {
            let unknown = presets.unknown(name)
            throw own.error(
                at: "preset", "'\(own.full("preset"))' is '\(name)', which is no preset", unknown.remedy)
        }
        guard preset.entities.contains(entity.name) else {
            throw own.error(
                at: "preset",
                "preset '\(name)' is for \(preset.entities.joined(separator: ", ")), not for \(entity.name)",
                "'bailiwick presets' lists the presets of each source")
        }
        return own.over(try preset.source(), merging: mergedKeys)
    }

    private static func filters(_ section: YAMLSection) throws(ConfigurationError) -> [RowFilter] {
        guard let filters = try section.section("where") else { return [] }
        var result: [RowFilter] = []
        for key in filters.keys {
            guard let words = try filters.words(key) else {
                throw filters.error(
                    at: key, "'\(filters.full(key))' names no value",
                    "write the values of the rows to keep; \"\" stands for a blank cell")
            }
            result.append(RowFilter(column: ColumnReference(configured: key), accepted: Set(words)))
        }
        return result
    }

    private func requireYear(_ section: YAMLSection) throws(ConfigurationError) {
        guard mapping.year == nil, mapping.fields["year"] == nil,
            try !SourceEntry.namesYearInColumns(section)
        else { return }
        throw ConfigurationError(
            file: section.file, line: section.line,
            problem: "'\(section.path)' does not say of which year its values are",
            remedy: "add 'year: 2019', map a field year, or name the columns of all years as in "
                + "population: \"POPESTIMATE{year}\"")
    }

    private static func datePattern(_ section: YAMLSection) throws(ConfigurationError) -> DatePattern? {
        guard let text = try section.text("date_format") else { return nil }
        guard let pattern = DatePattern(text) else {
            throw section.error(
                at: "date_format", "'\(section.full("date_format"))' is '\(text)'",
                "write a pattern such as yyyy-MM-dd, MM/dd/yyyy or dd.MM.yyyy")
        }
        return pattern
    }

    private static func decimal(_ section: YAMLSection) throws(ConfigurationError) -> UInt8? {
        guard let text = try section.text("decimal") else { return nil }
        guard let mark = DecimalMark(rawValue: text) else {
            throw section.error(
                at: "decimal", "'\(section.full("decimal"))' is '\(text)'", "write \".\" or \",\"")
        }
        return mark.byte
    }
}

/// A file or a pattern of files as configured, and the line it stands on.
public struct FilePattern: Hashable, Sendable {
    public let text: String
    public let line: Int

    /// The `file` of a source or lookup: one pattern or a list.
    static func all(_ section: YAMLSection) throws(ConfigurationError) -> [FilePattern] {
        guard let texts = try section.words("file") else {
            throw ConfigurationError(
                file: section.file, line: section.line, problem: "'\(section.path).file' is missing",
                remedy: "add 'file: …'")
        }
        guard !texts.isEmpty, !texts.contains("") else {
            throw section.error(
                at: "file", "'\(section.full("file"))' names no file", "write the path of the export")
        }
        let line = section.place(of: "file").line
        return texts.map { FilePattern(text: $0, line: line) }
    }
}
