import Analysis
import Foundation
import Importing
import Rendering
import Tabular
import Testing

@testable import Pipeline

/// The JSON Schema and the document of `bailiwick.yaml` against what the code accepts.
@Suite("The reference of the configuration")
struct ConfigurationReferenceTests {
    @Test("docs/bailiwick.schema.json is what the tables of keys make")
    func schema() throws {
        let published = try String(
            contentsOfFile: Repository.root + "/docs/bailiwick.schema.json", encoding: .utf8)
        #expect(published == (try configurationSchema()), "write it anew with: make schema")
    }

    @Test("What the tables call standard is what holds where a key is absent")
    func standards() throws {
        let sources = """
            sources:
              accounts: {file: a.csv, fields: {account_id: id, name: n, territory_id: t}}
              sales: {file: s.csv, fields: {date: d, account_id: a, amount: m}}
              territories: {file: t.csv, fields: {territory_id: id, name: n}}

            """
        let keys = KeyTable.workspace.keys.filter { $0.name != "sources" }
        let written = try keys.compactMap { key in try ConfigurationReferenceTests.written(key, depth: 0) }
        #expect(written.count > 10)
        let presets = try Repository.presets(of: Repository.root + "/SampleData")
        let all = try Configuration(yaml: written.joined() + sources, presets: presets)
        let none = try Configuration(yaml: sources, presets: presets)
        #expect(all.title == none.title && all.asOf == none.asOf && all.currency == none.currency)
        #expect(all.period == none.period && all.fiscalYearStarts == none.fiscalYearStarts)
        #expect(all.unitName == none.unitName && all.unitNormalization == none.unitNormalization)
        #expect(all.workload == none.workload && all.rampingDays == none.rampingDays)
        #expect(all.quality == none.quality && all.bands == none.bands && all.strategy == none.strategy)
        #expect(all.exceptions == none.exceptions && all.publishing == none.publishing)
        #expect(all.history == none.history)
    }

    /// A key with its standard, or with those of the keys beneath it, as YAML; nil where none has any.
    private static func written(_ key: ConfigurationKey, depth: Int) throws -> String? {
        let indent = String(repeating: "  ", count: depth)
        if let standard = key.standard {
            let json = String(decoding: try JSONEncoder().encode(standard), as: UTF8.self)
            return "\(indent)\(key.name): \(json.replacing("\":", with: "\": "))\n"
        }
        for case .section(let table) in key.shape.alternatives where !table.keys.contains(where: \.isRequired)
        {
            let inner = try table.keys.compactMap { try written($0, depth: depth + 1) }
            if !inner.isEmpty { return "\(indent)\(key.name):\n" + inner.joined() }
        }
        return nil
    }

    @Test("The document has the thresholds of every kind of exception")
    func exceptionKeys() throws {
        let text = try String(contentsOfFile: Repository.root + "/docs/configuration.md", encoding: .utf8)
        for kind in ReportException.Kind.allCases {
            let row = try #require(
                text.split(separator: "\n").first { $0.hasPrefix("| `\(kind.rawValue)` ") })
            for threshold in ExceptionThreshold.all(of: kind) {
                #expect(row.contains("`\(threshold.key.name): "), "\(kind) \(threshold.key.name)")
            }
        }
    }

    @Test(
        "A kind of exceptions without thresholds can only be switched off",
        arguments: ["[1]", "{a: 1}", "on"])
    func onlyOff(_ value: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(
                yaml: (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
                    + "exceptions: {vacancy: \(value)}\n",
                presets: Repository.presets(of: Repository.root))
        }
        let found = value == "on" ? "'on'" : "more than a word"
        #expect(
            error?.message == "bailiwick.yaml:17: 'exceptions.vacancy' is \(found)\n  write off")
    }

    @Test("docs/configuration.md names every key, and every field of every source")
    func document() throws {
        let text = try String(contentsOfFile: Repository.root + "/docs/configuration.md", encoding: .utf8)
        let sources = SourceEntry.entities.flatMap { KeyTable.source(of: $0).names }
        for key in sources + KeyTable.field.names {
            #expect(text.contains("\n| `\(key)` | "), "\(key)")
        }
        let parts = [KeyTable.lookup, KeyTable.freshness(ofRows: true), KeyTable.complete]
        for key in parts.flatMap(\.names) { #expect(text.contains("`\(key)`"), "\(key)") }
        for entity in SourceEntry.entities {
            let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| `\(entity.name)` ") })
            for field in entity.required + entity.optional {
                #expect(row.contains(field) || field == "year", "\(entity.name).\(field)")
            }
        }
        for encoding in TextEncoding.allCases { #expect(text.contains("`\(encoding.rawValue)`")) }
    }

    @Test("The examples of sources in the documents can be read", arguments: ["configuration", "presets"])
    func examples(_ document: String) throws {
        let text = try String(contentsOfFile: Repository.root + "/docs/\(document).md", encoding: .utf8)
        let blocks = text.split(separator: "```yaml\n").dropFirst().map { block in
            String(block[..<(block.range(of: "```")?.lowerBound ?? block.endIndex)])
        }
        let examples = blocks.filter { $0.hasPrefix("sources:\n") }
        #expect(!examples.isEmpty)
        for example in examples {
            let missing = [
                "accounts": "{file: a.csv, fields: {account_id: id, name: n, territory_id: t}}",
                "sales": "{file: s.csv, fields: {date: d, account_id: a, amount: m}}",
                "territories": "{file: t.csv, fields: {territory_id: id, name: n}}",
                "account_assignments": "{file: x.csv, fields: {account_id: a, territory_id: t}}",
            ].filter { !example.contains("  \($0.key):") }.map { "  \($0.key): \($0.value)\n" }
            #expect(throws: Never.self) {
                try Configuration(
                    yaml: example + missing.sorted().joined(),
                    presets: Repository.presets(of: Repository.root + "/SampleData"))
            }
        }
    }
}
