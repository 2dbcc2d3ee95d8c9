import Importing
import Tabular
import TerritoryModel
import Yams

/// One source of the configuration, before its files are looked for.
public struct SourceEntry: Sendable {
    /// The file pattern as configured, and the line it stands on.
    public var pattern: String
    public var line: Int
    /// The mapping without files.
    public var mapping: SourceMapping

    /// All sources in the order of the entities, so that reports do not depend on the order of the keys.
    static func all(_ sources: YAMLSection) throws(ConfigurationError) -> [SourceEntry] {
        try sources.allow(SourceEntity.all.map(\.name) + ["boundaries"])
        var entries: [SourceEntry] = []
        for entity in SourceEntity.all {
            guard let node = sources[entity.name] else { continue }
            let path = sources.full(entity.name)
            if entity.name == "demographics", let items = node.sequence {
                for (index, item) in items.enumerated() {
                    let section = try YAMLSection(item, file: sources.file, path: "\(path)[\(index)]")
                    entries.append(try SourceEntry(section, entity))
                }
            } else {
                entries.append(try SourceEntry(YAMLSection(node, file: sources.file, path: path), entity))
            }
        }
        try requireEnough(sources, entries)
        return entries
    }

    private static func requireEnough(_ sources: YAMLSection, _ entries: [SourceEntry])
        throws(ConfigurationError)
    {
        let names = Set(entries.map(\.mapping.source))
        for needed in ["accounts", "sales"] where !names.contains(needed) {
            throw sources.error(
                at: needed, "source '\(needed)' is missing", "add it under 'sources' with file and fields")
        }
        let namesTerritory = entries.contains {
            $0.mapping.source == "accounts" && $0.mapping.fields["territory_id"] != nil
        }
        guard names.contains("territories"),
            namesTerritory || names.contains("unit_assignments") || names.contains("account_assignments")
        else {
            throw sources.error(
                at: "territories", "nothing says which territory an account belongs to",
                "add 'territories' with 'unit_assignments', 'account_assignments' or accounts.fields.territory_id"
            )
        }
    }

    private init(_ section: YAMLSection, _ entity: SourceEntity) throws(ConfigurationError) {
        try section.allow(
            [
                "file", "fields", "format", "encoding", "delimiter", "records", "date_format", "decimal",
                "null_words",
                "where",
            ] + (entity.name == "demographics" ? ["year"] : []))
        pattern = try section.required("file")
        line = section["file"]?.mark?.line ?? section.line
        let format = try SourceEntry.format(section, pattern: pattern)
        let fields = try SourceEntry.fields(section, entity)
        mapping = SourceMapping(source: entity.name, files: [], format: format, fields: fields)
        mapping.dateFormat = try SourceEntry.datePattern(section)
        mapping.decimalSeparator = try SourceEntry.decimal(section)
        mapping.nullWords = Set(try section.words("null_words") ?? [])
        mapping.year = try section.integer("year", in: 1...9999)
        if let filters = try section.section("where") {
            for key in filters.keys {
                mapping.filters.append(
                    RowFilter(
                        column: ColumnReference(configured: key),
                        accepted: Set(try filters.words(key) ?? [""])))
            }
        }
        let namesYears = fields.filter { entity.isNumeric($0.key) }.values.allSatisfy(\.namesYears)
        if entity.hasIndicators, mapping.year == nil, fields["year"] == nil, !namesYears {
            throw section.error(
                at: "year", "'\(section.path)' does not say of which year its values are",
                "add 'year: 2019', map a field year, or write {year} in the names of the columns")
        }
    }

    private static func format(
        _ section: YAMLSection, pattern: String
    ) throws(ConfigurationError) -> RecordFormat {
        let isXMLName = pattern.hasSuffix(".xml") || pattern.hasSuffix(".xml.gz")
        let format = try section.text("format") ?? (isXMLName ? "xml" : "csv")
        switch format {
        case "xml":
            guard let records = try section.text("records") else {
                throw section.error(
                    at: "records", "'\(section.path)' is XML but has no 'records'",
                    "add the path of the record element, such as records: /quotas/quota")
            }
            return .xml(XMLRecordSettings(recordPath: records))
        case "csv":
            guard section["records"] == nil else {
                throw section.error(
                    at: "records", "'records' is for XML only", "remove it, or set format: xml")
            }
            var dialect = CSVDialect()
            dialect.encoding = try section.choice("encoding", TextEncoding.self)
            if let text = try section.text("delimiter") {
                let byte = text == "tab" ? UInt8(ascii: "\t") : text.utf8.count == 1 ? text.utf8.first : nil
                guard let byte, byte != dialect.quote, byte != 0x0A, byte != 0x0D else {
                    throw section.error(
                        at: "delimiter", "'\(section.full("delimiter"))' is '\(text)'",
                        "write one ASCII character, or tab")
                }
                dialect.delimiter = [byte]
            }
            return .csv(dialect)
        default:
            throw section.error(
                at: "format", "'\(section.full("format"))' is '\(format)'", "choose one of: csv, xml")
        }
    }

    private static func fields(
        _ section: YAMLSection, _ entity: SourceEntity
    ) throws(ConfigurationError) -> [String: FieldMapping] {
        guard let mapped = try section.section("fields") else {
            throw section.error(
                at: "fields", "'\(section.path)' has no 'fields'",
                "map at least: \(entity.required.joined(separator: ", "))")
        }
        if !entity.hasIndicators { try mapped.allow(entity.required + entity.optional) }
        var fields: [String: FieldMapping] = [:]
        for key in mapped.keys {
            let text = try mapped.required(key)
            do throws(ExpressionFault) {
                fields[key] = FieldMapping(
                    try FieldExpression(text, isNumeric: entity.isNumeric(key)))
            } catch {
                throw mapped.error(
                    at: key, "'\(mapped.full(key))' is '\(text)': \(error.problem)", error.remedy)
            }
        }
        for field in entity.required where fields[field] == nil {
            throw mapped.error(
                at: field, "'\(mapped.path)' does not map '\(field)'",
                "add '\(field): the column that holds it'")
        }
        return fields
    }

    private static func datePattern(_ section: YAMLSection) throws(ConfigurationError) -> DatePattern? {
        guard let text = try section.text("date_format") else { return nil }
        guard let pattern = DatePattern(text) else {
            throw section.error(
                at: "date_format", "'\(section.full("date_format"))' is '\(text)'",
                "write a pattern such as yyyy-MM-dd, MM/dd/yyyy or d MMM yy, or excel-1900")
        }
        return pattern
    }

    private static func decimal(_ section: YAMLSection) throws(ConfigurationError) -> UInt8? {
        switch try section.text("decimal") {
        case nil: return nil
        case ".": return UInt8(ascii: ".")
        case ",": return UInt8(ascii: ",")
        case let other?:
            throw section.error(
                at: "decimal", "'\(section.full("decimal"))' is '\(other)'", "write \".\" or \",\"")
        }
    }
}
