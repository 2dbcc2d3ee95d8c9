import Importing
import Tabular

extension KeyTable {
    /// The keys of `sources`.
    static let sources = KeyTable(
        SourceEntity.all.map { entity in
            let table = source(of: entity)
            return ConfigurationKey(
                entity.name,
                entity.hasIndicators ? .either([.section(table), .sections(table)]) : .section(table),
                "Needed fields: \(entity.required.joined(separator: ", ")).",
                isRequired: SourceEntry.needed.contains(entity.name))
        } + [
            ConfigurationKey(
                Configuration.Boundaries.units, .section(outlines),
                "Outlines of the units: GeoJSON, KML or KMZ, and the property that holds the unit id."),
            ConfigurationKey(
                Configuration.Boundaries.territories, .section(outlines),
                "Outlines that territories bring themselves, and the property that holds the territory id."),
        ])

    private static let outlines = KeyTable([
        ConfigurationKey("file", .text, "Path of the file.", isRequired: true),
        ConfigurationKey(
            "id", .text, "Name of the property that holds the id, or @id.", isRequired: true),
    ])

    /// The keys of a source of the entity.
    static func source(of entity: SourceEntity) -> KeyTable {
        let isDemographic = entity.hasIndicators
        let fields = (entity.required + entity.optional).map { name in
            ConfigurationKey(
                name, fieldShape, "Where \(name) comes from.", isRequired: entity.required.contains(name))
        }
        return KeyTable(
            [
                file.required,
                ConfigurationKey(
                    "preset", .text,
                    "A preset that gives all keys that are not written here; 'bailiwick presets' lists them."),
                ConfigurationKey(
                    "fields",
                    .section(
                        KeyTable(
                            fields, others: isDemographic ? fieldShape : nil, completion: .around,
                            allowsNull: true)),
                    "Our field: your column.", isRequired: true),
            ]
                + describing(
                    year: isDemographic ? .integer(1...9999) : .foreign,
                    hasDatedRows: SourceEntry.datedSources.contains(entity.name)),
            completion: .preset, allowsNull: true, definition: entity.name)
    }

    /// The keys of the source in a preset, which may be for several entities.
    static let presetSource = KeyTable(
        [
            ConfigurationKey("file", .foreign, ""), ConfigurationKey("preset", .foreign, ""),
            ConfigurationKey(
                "fields", .section(KeyTable(others: fieldShape, allowsNull: true)), "Our field: their column."
            ),
        ] + describing(year: .integer(1...9999), hasDatedRows: true), definition: "preset-source")

    /// The keys of a preset's file.
    static let preset = KeyTable(
        [
            ConfigurationKey(
                "preset", .text, "Its name, which is also that of the file.", isRequired: true),
            ConfigurationKey(
                "entity",
                .words(of: .choice(SourceEntity.all.map(\.name) + [Preset.anyEntity]), atLeast: 1),
                "The sources that it is for, or any.", isRequired: true),
            ConfigurationKey("title", .text, "One line for the list of presets.", isRequired: true),
            ConfigurationKey(
                "columns", .words, "The vendor's columns, by which 'bailiwick inspect' recognises a file."),
            ConfigurationKey("notes", .text, "What to expect, and what to adapt."),
            ConfigurationKey(
                "source", .section(presetSource), "The keys of a source, without file.", isRequired: true),
        ], definition: "preset")

    /// The keys that a source and a preset have beside file and fields.
    private static func describing(year: ValueShape, hasDatedRows: Bool) -> [ConfigurationKey] {
        [
            ConfigurationKey(
                "lookups", .section(KeyTable(others: .section(lookup), allowsNull: true)),
                "Other files whose rows are found by a key; the names are your own.", isShared: true),
            ConfigurationKey(
                "date_format", .pattern(datePattern),
                "Such as yyyy-MM-dd, MM/dd/yyyy or dd.MM.yyyy; absent: found.",
                isShared: true),
            ConfigurationKey(
                "decimal", .choice(of: DecimalMark.self), "Decimal mark; absent: found.", isShared: true),
            ConfigurationKey(
                "where", .section(KeyTable(others: .words, allowsNull: true)),
                "Column: the value or values of the rows to read.", isShared: true),
            ConfigurationKey(
                "allow_empty", .boolean, "The source may have no rows.", standard: false, isShared: true),
            ConfigurationKey("year", year, "The year of all values."),
            ConfigurationKey(
                "unique", hasDatedRows ? fieldShape : .foreign,
                "What tells a row from all others, such as its id."),
            ConfigurationKey(
                "freshness", .section(freshness(ofRows: hasDatedRows)), "How old the source may be."),
            ConfigurationKey("complete", .section(complete), "When its files have arrived whole."),
        ] + reading
    }

    /// The keys of a lookup.
    static let lookup = KeyTable(
        [
            file.required,
            ConfigurationKey("key", .text, "Column of the other file that holds the key.", isRequired: true),
            ConfigurationKey(
                "on", .text, "Our column, or one of another lookup, whose value is looked up.",
                isRequired: true),
        ] + reading, completion: .around, allowsNull: true, definition: "lookup")

    private static let file = ConfigurationKey(
        "file", .words(of: .anyPattern("^."), atLeast: 1),
        "A path or a list of them; * and ? stand for any text and character, archive.zip!/name for a file inside "
            + "an archive.")

    /// The letters of a pattern, one year, month and day among them; text between single quotes is for itself.
    private static let datePattern =
        "^(excel-1900|excel-1904|(?=.*y)(?=.*M)(?=.*d)([^A-Za-z']|[yMdEHhmsSaZXzT]|'[^']*')+)$"

    private static let fieldShape = ValueShape.defined("field", .either([.text, .section(field)]))

    /// The keys of a field that is written as a mapping.
    static let field = KeyTable(
        [
            ConfigurationKey("column", .text, "Of this column."),
            ConfigurationKey(
                "columns", .words(of: .anyPattern("^."), atLeast: 1),
                "Of the first of these that the file has."),
            ConfigurationKey("template", .text, "Several columns and text, such as {City}, {State}."),
            ConfigurationKey(
                "expression", .text, "Exact decimal arithmetic, such as {price} * {pieces}."),
            ConfigurationKey("literal", .text, "The same in every row."),
            ConfigurationKey("default", .text, "Where there is no value."),
            ConfigurationKey(
                "map", .section(KeyTable(others: .text)), "The file's value: ours; * is for all others."),
            ConfigurationKey("null_words", .words, "Values that mean nothing in this field."),
            ConfigurationKey("negate", .boolean, "Turns the sign of a number.", standard: false),
            ConfigurationKey(
                "scale",
                .either([
                    .number(1e-16...1e17), .pattern("^(?=.{1,18}$)(?=.*[1-9])[0-9]+(\\.[0-9]+)?$"),
                ]), "Factor of a number, above zero."),
            ConfigurationKey("optional", .boolean, "A file may lack the column.", standard: false),
        ], exactlyOne: ["column", "columns", "template", "expression", "literal"])

    /// The keys that say how the bytes of a file are read, of a source and of a lookup alike.
    private static let reading =
        [
            ConfigurationKey(
                "format", .choice(of: SourceEntry.DeclaredFormat.self),
                "Absent: xml with records, else recognised by the content.", isShared: true),
            ConfigurationKey(
                "null_words", .words, "Values that mean nothing, such as NULL; never zero.", isShared: true),
        ] + SourceEntry.FormatKey.all.map(\.key)
}
