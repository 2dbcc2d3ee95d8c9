import Importing

/// A named mapping for the export of one vendor: the keys of a source, kept in a file of its own.
public struct Preset: Sendable {
    /// As a source names it, such as `salesforce-account`; also the name of the file.
    public let name: String
    /// The sources that it fits, such as `accounts`; all of them for a preset that only describes a layout.
    public let entities: [String]
    /// One line that says which export it reads.
    public let title: String
    /// The vendor's columns, in the vendor's order; empty where they differ from file to file.
    public let columns: [String]
    /// What to expect of the export, and what has to be adapted.
    public let notes: String
    /// Whether it lies in the workspace and not with the program.
    public let isOwn: Bool
    /// Whether the program has one of the same name, which the workspace's own replaces.
    public let hidesShipped: Bool
    /// The whole file.
    public let text: String
    /// What messages call the file.
    let file: String

    /// Stands in `entity` for a preset that fits every source.
    static let anyEntity = "any"

    init(_ file: PresetFile, text: String) throws(ConfigurationError) {
        let top = try YAMLSection(yaml: text, file: file.displayPath, table: .preset)
        name = try top.required("preset")
        guard name == file.name else {
            throw top.error(
                at: "preset", "the preset is called '\(name)', its file '\(file.name).yaml'",
                "give both the same name")
        }
        let known = SourceEntry.entities.map(\.name)
        let named = try top.words("entity") ?? []
        for entity in named where !top.table.choices(of: "entity").contains(entity) {
            throw top.error(
                at: "entity", "'\(entity)' is not a source",
                "choose from: \(top.table.choices(of: "entity").joined(separator: ", "))")
        }
        guard !named.isEmpty else {
            throw top.error(
                at: "entity", "'entity' is missing",
                "add the source that the preset is for, such as 'entity: accounts'")
        }
        entities = named.contains(Preset.anyEntity) ? known : known.filter { named.contains($0) }
        title = try top.required("title")
        columns = try top.words("columns") ?? []
        notes = try top.text("notes") ?? ""
        isOwn = file.isOwn
        hidesShipped = file.hidesShipped
        self.text = text
        self.file = file.displayPath
        _ = try Preset.source(in: top)
    }

    /// Whether it describes a layout only and fits every source.
    public var isForAnyEntity: Bool { entities.count == SourceEntry.entities.count }

    /// The keys of a source that it stands for.
    func source() throws(ConfigurationError) -> YAMLSection {
        try Preset.source(in: YAMLSection(yaml: text, file: file, table: .preset))
    }

    private static func source(in top: YAMLSection) throws(ConfigurationError) -> YAMLSection {
        guard let source = try top.section("source") else {
            throw top.error(
                at: "source", "'source' is missing", "add 'source:' with the keys of a source, such as fields"
            )
        }
        for key in ["file", "preset"] where source[key] != nil {
            throw source.error(
                at: key, "'\(source.full(key))' does not belong in a preset",
                "write it in the source that names the preset")
        }
        return source
    }
}

/// Where a preset lies.
struct PresetFile {
    let name: String
    let path: String
    let displayPath: String
    let isOwn: Bool
    let hidesShipped: Bool
}
