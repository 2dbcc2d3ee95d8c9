import Foundation
import Importing
import TerritoryModel
import Testing

@testable import Pipeline

@Suite("Presets")
struct PresetTests {
    static var shipped: [Preset] {
        get throws {
            try PresetLibrary(workspace: "/nowhere", resources: Repository.resources()).all()
        }
    }

    @Test("An export in the vendor's shape is read with its preset", arguments: PresetFixture.all)
    func fixture(_ fixture: PresetFixture) throws {
        let workspace = try fixture.makeWorkspace()
        let opened = try Workspace.open(workspace.settings()) { _ in }
        let spool = try Repository.spool(in: workspace)
        let imported = try opened.importAll(rejectedRows: spool)
        let files = imported.quality.files.filter { $0.source == fixture.entity }
        let counts = [\.rowsLoaded, \.rowsFiltered, \ImportedFile.rowsRejected].map { count in
            files.reduce(0) { $0 + $1[keyPath: count] }
        }
        #expect(counts == fixture.rows, "\(imported.quality.rejections)")
        #expect(LoadedValues(imported: imported).lines(fixture.entity) == fixture.values)
        let notices = Set(files.flatMap(\.notices).map(\.key))
        #expect(notices.isSuperset(of: fixture.notices), "\(notices)")
    }

    @Test("What inspect writes for an export names its preset and imports it", arguments: PresetFixture.all)
    func inspected(_ fixture: PresetFixture) throws {
        let workspace = try fixture.makeWorkspace()
        let folder = "\(workspace.path)/\(fixture.preset)"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
            !$0.hasSuffix("account_assignments.csv") && $0.contains(".")
        }.sorted()
        let name = try #require(
            names.first { fixture.variant.isEmpty || $0.contains(fixture.variant) } ?? names.first)
        let found = try inspect(
            InspectionRequest(file: "\(folder)/\(name)"), presets: try PresetTests.shipped
        ).text.replacing(workspace.path + "/", with: "")
        // Of the columns of that file a minority is in the preset; it is mapped by their names.
        let isNamed = fixture.variant != "semicolon.csv"
        #expect(found.contains("\n    preset: \(fixture.preset)\n") == isNamed, "\(found)")
        let title = "mapping to paste under 'sources:' in bailiwick.yaml\n"
        let start = try #require(found.range(of: title), "\(found)").upperBound
        var sources = fixture.sources
        sources[fixture.entity] =
            "\n" + found[start...].split(separator: "\n").dropFirst().joined(separator: "\n")
        let again = try PresetFixture(
            preset: fixture.preset, entity: fixture.entity, sources: sources, rows: [], values: []
        ).makeWorkspace()
        let opened = try Workspace.open(again.settings()) { _ in }
        let imported = try opened.importAll(rejectedRows: try Repository.spool(in: again))
        let files = imported.quality.files.filter { $0.source == fixture.entity }
        let isLoaded = files.count == 1 && files.allSatisfy { $0.rowsLoaded > 0 && $0.rowsRejected <= 1 }
        #expect(isLoaded, "\(found) \(imported.quality.rejections)")
    }

    @Test("Every preset has a fixture of its own shape, and says what it reads")
    func complete() throws {
        let presets = try PresetTests.shipped
        #expect(presets.map(\.name) == Set(PresetFixture.all.map(\.preset)).sorted())
        for preset in presets {
            #expect(preset.notes.contains("To adapt: "), "\(preset.name)")
            #expect(!preset.columns.isEmpty || preset.isForAnyEntity, "\(preset.name)")
        }
    }

    @Test("Every column that a preset reads is among the vendor's columns", arguments: try shipped)
    func columns(_ preset: Preset) throws {
        // Columns that stand in some forms of the export only.
        let variants: Set = [
            "Associated Company IDs (Primary)", "LOCATION", "COUNTRY", "GEO", "geo", "REF_AREA",
        ]
        guard !preset.columns.isEmpty else { return }
        let known = Set(preset.columns).union(variants)
        let source = try preset.source()
        let fields = try source.section("fields")
        var read: [String] = []
        for key in fields?.keys ?? [] {
            // A field is a text or a mapping; what is not the one is the other.
            if let text = try? fields?.text(key) {
                if !text.contains("{"), text != "$file" { read.append(text) }
            } else if let section = try fields?.section(key) {
                read += try section.words("columns") ?? section.words("column") ?? []
            }
        }
        read += try source.section("where")?.keys ?? []
        for column in read {
            let name = column.hasSuffix("?") ? String(column.dropLast()) : column
            let bare = preset.name.hasSuffix("metadata") ? name.replacing("sf:", with: "") : name
            #expect(known.contains(bare), "\(preset.name): \(column)")
        }
    }

    @Test("docs/presets.md lists the presets that the program has")
    func reference() throws {
        let path = Repository.root + "/docs/presets.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- presets -->\n"))
        let end = try #require(
            text.range(of: "\n<!-- end of presets -->", range: start.upperBound..<text.endIndex))
        let table = presetsTable(try PresetTests.shipped)
        if text[start.upperBound..<end.lowerBound] != table {
            let new = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: table)
            try new.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("docs/presets.md was out of date and has been written anew")
        }
    }
}

extension Repository {
    /// A store for refused rows within a workspace.
    static func spool(in workspace: TemporaryWorkspace) throws -> RejectedRowSpool {
        let folder = workspace.path + "/refused"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return RejectedRowSpool(directory: folder)
    }
}
