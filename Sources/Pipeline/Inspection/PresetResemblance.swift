import Tabular

/// Which preset a table resembles.
enum PresetResemblance {
    /// The least share of a preset's columns that makes it worth naming.
    static let leastShare = 0.6
    /// The same for statistics in SDMX, where offices name the columns and one preset reads them all.
    static let leastShareOfStatistics = 0.5

    /// The preset of whose columns the largest share is there; nil below the least share.
    static func best(
        _ presets: [Preset], _ columns: [String], _ kind: FileKind
    ) -> (preset: Preset, share: Double)? {
        let isXML = kind == .xml
        let known = Set(isXML ? columns.map(localName) : columns)
        let shares = presets.compactMap { preset -> (preset: Preset, share: Double)? in
            guard !preset.columns.isEmpty else { return nil }
            let found = preset.columns.count { known.contains(isXML ? localName($0) : $0) }
            return (preset, Double(found) / Double(preset.columns.count))
        }
        let least = kind == .sdmx ? leastShareOfStatistics : leastShare
        // Of presets that fit alike the one with more columns says more.
        return shares.filter { $0.share >= least }
            .max {
                ($0.share, $0.preset.columns.count, $1.preset.name) < (
                    $1.share, $1.preset.columns.count, $0.preset.name
                )
            }
    }

    /// The first preset for any columns that would leave out some of the rows.
    static func layout(_ presets: [Preset], _ rows: [String]) -> Preset? {
        presets.first { preset in
            guard preset.isForAnyEntity, preset.columns.isEmpty else { return false }
            let footers = preset.layout.footers.map(RowPattern.init)
            return rows.contains { row in footers.contains { $0.match(row).isMatch } }
        }
    }

    /// A path without the prefixes of its names.
    private static func localName(_ path: String) -> String {
        path.split(separator: "/").map { name in
            let mark = name.hasPrefix("@") ? "@" : ""
            return mark + (name.dropFirst(mark.count).split(separator: ":").last.map(String.init) ?? "")
        }.joined(separator: "/")
    }
}

/// What a preset says of the file beside its fields.
struct PresetLayout {
    /// As the configuration has it; nil where the content tells.
    var format: String?
    var recordsPath: String?
    var namespaces: [String: String] = [:]
    var footers: [String] = []
    var rowsBehindHeader = 0
    /// All keys of the source, and the fields that it maps.
    var keys: Set<String> = []
    var fields: Set<String> = []

    func reads(_ kind: FileKind) -> Bool {
        switch kind {
        case .delimited: format == nil || format == "csv"
        case .worksheet: format == nil || format == "spreadsheet-xml"
        case .sdmx: format == "sdmx-ml"
        case .xml: format == "xml"
        case .kml, .geoJSON, .archive: false
        }
    }

    /// The request with the footers and second headers left out; nil where there are none to leave out.
    func rows(of request: InspectionRequest) -> InspectionRequest? {
        guard !footers.isEmpty || rowsBehindHeader > 0 else { return nil }
        var meant = request
        meant.footers += footers
        meant.rowsBehindHeader = rowsBehindHeader
        return meant
    }

    /// The request for its own record elements; nil where it has none, or others are asked for.
    func records(of request: InspectionRequest, _ columns: [String]) -> InspectionRequest? {
        guard format == "xml", let recordsPath, request.recordsPath == nil else { return nil }
        var meant = request
        meant.recordsPath = recordsPath
        meant.namespaces.merge(namespaces) { own, _ in own }
        if meant.fields.isEmpty { meant.fields = columns }
        return meant
    }
}

extension Preset {
    /// What it says of the file.
    var layout: PresetLayout {
        var layout = PresetLayout()
        // The file was read when the preset was loaded; a value of the wrong kind is told where it is used.
        guard let source = try? source() else { return layout }
        layout.keys = Set(source.keys)
        layout.format = (try? source.text("format")) ?? nil
        layout.recordsPath = (try? source.text("records")) ?? nil
        layout.footers = (try? source.words("footers")) ?? []
        layout.rowsBehindHeader = ((try? source.integer("skip_after_header")) ?? nil) ?? 0
        if let fields = try? source.section("fields") { layout.fields = Set(fields.keys) }
        // The names of the columns say of which year their values are.
        if (try? SourceEntry.namesYearInColumns(source)) == true { layout.fields.insert("year") }
        if let namespaces = try? source.section("namespaces") {
            for prefix in namespaces.keys {
                layout.namespaces[prefix] = (try? namespaces.text(prefix)) ?? nil
            }
        }
        return layout
    }
}
