import Importing
import Yams

extension SourceEntry {
    /// The fields of a source, all required ones among them.
    static func fields(
        _ section: YAMLSection, _ entity: Entity
    ) throws(ConfigurationError) -> [String: FieldMapping] {
        guard let mapped = try section.section("fields") else {
            throw section.error(
                at: "fields", "'\(section.path)' has no 'fields'",
                "map at least: \(entity.required.joined(separator: ", "))")
        }
        let isDemographic = entity.name == "demographics"
        var fields: [String: FieldMapping] = [:]
        for key in mapped.keys {
            fields[key] = try FieldEntry(name: key, isNumeric: entity.isNumeric(key)).mapping(mapped)
        }
        // What a preset leaves open is asked for in the workspace.
        let place = mapped.file == section.file ? mapped.line : section.line
        for field in entity.required where fields[field] == nil {
            throw ConfigurationError(
                file: section.file, line: place, problem: "'\(section.path).fields' does not map '\(field)'",
                remedy: "add '\(field): the column that holds it'")
        }
        for (field, other) in [("latitude", "longitude"), ("longitude", "latitude")]
        where fields[field] != nil && entity.optional.contains(other) && fields[other] == nil {
            throw ConfigurationError(
                file: section.file, line: mapped[field]?.mark?.line ?? place,
                problem: "'\(section.path).fields' maps '\(field)' and not '\(other)'",
                remedy: "add '\(other): the column that holds it', or remove '\(field)'")
        }
        if isDemographic, fields.keys.allSatisfy({ ["unit_id", "year"].contains($0) }) {
            throw ConfigurationError(
                file: section.file, line: place, problem: "'\(section.path).fields' maps no indicator",
                remedy: "add what the file tells of the units, such as 'population: the column that holds it'"
            )
        }
        return fields
    }

    /// What tells a row from all others of the source (`unique`); nil where nothing does.
    static func rowIdentity(_ section: YAMLSection) throws(ConfigurationError) -> FieldMapping? {
        guard section["unique"] != nil else { return nil }
        return try FieldEntry(name: "unique", isNumeric: false).mapping(section)
    }

    /// Whether a field names its columns by year, as `POPESTIMATE{year}` does.
    static func namesYearInColumns(_ section: YAMLSection) throws(ConfigurationError) -> Bool {
        guard let mapped = try section.section("fields") else { return false }
        for key in mapped.keys {
            if mapped[key]?.scalar != nil {
                if try mapped.text(key)?.contains(yearPlace) == true { return true }
            } else if let field = try mapped.section(key) {
                for origin in ["column", "template", "expression"]
                where try field.text(origin)?.contains(yearPlace) == true {
                    return true
                }
            }
        }
        return false
    }

    /// Stands in the name of a column for the year of its values.
    static let yearPlace = "{year}"

    /// The columns that the files must have, by their only name.
    static func neededColumns(
        _ fields: [String: FieldMapping], _ filters: [RowFilter], _ lookedUp: [ColumnReference]
    ) -> Set<String> {
        let columns = fields.values.flatMap(\.value.columns) + filters.map(\.column) + lookedUp
        return Set(columns.filter { !$0.isOptional && $0.names.count == 1 }.flatMap(\.names))
    }
}

/// One field of a source, as it is read from the configuration.
private struct FieldEntry {
    let name: String
    let isNumeric: Bool

    func mapping(_ mapped: YAMLSection) throws(ConfigurationError) -> FieldMapping {
        guard let node = mapped[name] else {
            throw mapped.error(at: name, "'\(mapped.full(name))' is missing", "add '\(name): …'")
        }
        if node.scalar != nil {
            return FieldMapping(try expression(at: name, in: mapped, isNumeric: isNumeric))
        }
        guard node.mapping != nil, let section = try mapped.section(name) else {
            throw mapped.error(
                at: name, "'\(mapped.full(name))' is a list",
                "write one column, or {columns: [FIRST, SECOND]} for alternatives")
        }
        let origin = try origin(section)
        try refuseContradictions(section, origin)
        var mapping = FieldMapping(try value(section, origin))
        mapping.nullWords = Set(try section.words("null_words") ?? [])
        mapping.fallback = try section.text("default")
        mapping.scale = try scale(section)
        mapping.isNegated = try section.boolean("negate") ?? false
        try readMap(section, into: &mapping)
        return mapping
    }

    /// The one key that says where the value comes from.
    private func origin(_ section: YAMLSection) throws(ConfigurationError) -> String {
        let given = section.table.exactlyOne.filter { section[$0] != nil }
        guard let origin = given.first else {
            throw ConfigurationError(
                file: section.file, line: section.line,
                problem: "'\(section.path)' does not say where its value comes from",
                remedy: "add one of: \(section.table.exactlyOne.joined(separator: ", "))")
        }
        if given.count > 1 {
            throw contradiction(section, given[1], origin, "a value comes from one place")
        }
        return origin
    }

    private func refuseContradictions(
        _ section: YAMLSection, _ origin: String
    ) throws(ConfigurationError) {
        let adapting = section.table.names.filter { !section.table.exactlyOne.contains($0) }
        if origin == "literal", let key = adapting.first(where: { section[$0] != nil }) {
            throw contradiction(section, key, origin, "a literal is the same in every row")
        }
        if ["template", "expression"].contains(origin), section["optional"] != nil {
            throw contradiction(
                section, "optional", origin, "write a question mark behind the columns that may be absent")
        }
        guard !isNumeric else { return }
        for key in ["expression", "scale", "negate"] where section[key] != nil {
            throw section.error(
                at: key, "'\(section.full(key))' is for numbers, but '\(name)' is a text",
                key == "expression" ? "write template for text of several columns" : "remove it")
        }
    }

    private func contradiction(
        _ section: YAMLSection, _ key: String, _ other: String, _ why: String
    ) -> ConfigurationError {
        section.error(
            at: key, "'\(section.full(key))' contradicts '\(other)'", "remove one of them: \(why)")
    }

    private func value(
        _ section: YAMLSection, _ origin: String
    ) throws(ConfigurationError) -> FieldExpression {
        let isOptional = try section.boolean("optional") ?? false
        switch origin {
        case "column":
            let text = try section.required(origin)
            if text.contains(SourceEntry.yearPlace) {
                return try expression(at: origin, in: section, isNumeric: isNumeric)
            }
            var column = ColumnReference(configured: text)
            if isOptional { column.isOptional = true }
            return .column(column)
        case "columns":
            guard let names = try section.words(origin), !names.isEmpty, !names.contains("") else {
                throw section.error(
                    at: origin, "'\(section.full(origin))' names no column", "write a list such as [A, B]")
            }
            return .column(ColumnReference(names, isOptional: isOptional))
        case "literal": return .literal(try section.required(origin))
        default:
            return try expression(at: origin, in: section, isNumeric: origin == "expression")
        }
    }

    /// Reads a column, a template or, for a number, arithmetic.
    private func expression(
        at key: String, in section: YAMLSection, isNumeric: Bool
    ) throws(ConfigurationError) -> FieldExpression {
        let text = try section.required(key)
        do throws(ExpressionFault) {
            return try FieldExpression(text, isNumeric: isNumeric)
        } catch {
            throw section.error(
                at: key, "'\(section.full(key))' is '\(text)': \(error.problem)", error.remedy)
        }
    }

    private func scale(_ section: YAMLSection) throws(ConfigurationError) -> String? {
        guard let text = try section.text("scale") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal =
            parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
        guard isDecimal, text.utf8.count <= 18, text.contains(where: { ("1"..."9").contains($0) }) else {
            throw section.error(
                at: "scale", "'\(section.full("scale"))' is '\(text)'",
                "write a decimal above zero of at most 18 characters, such as 0.001; 'negate: true' turns the sign"
            )
        }
        return text
    }

    private func readMap(
        _ section: YAMLSection, into mapping: inout FieldMapping
    ) throws(ConfigurationError) {
        guard let map = try section.section("map") else { return }
        for key in map.keys {
            guard let value = try map.text(key) else {
                throw map.error(
                    at: key, "'\(map.full(key))' has no value", "write our value; \"\" means nothing")
            }
            if key == "*" { mapping.otherwise = value } else { mapping.valueMap[key] = value }
        }
        guard mapping.valueMap[""] == nil else {
            throw map.error(
                at: "", "'\(map.path)' maps the blank cell", "write its value as 'default'")
        }
    }
}
