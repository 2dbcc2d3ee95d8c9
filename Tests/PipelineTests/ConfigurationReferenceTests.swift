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
    /// A part of the schema that is looked into by key.
    struct Schema {
        let node: [String: Any]

        static func load() throws -> Schema {
            let data = try Data(
                contentsOf: URL(fileURLWithPath: Repository.root + "/docs/bailiwick.schema.json"))
            return Schema(node: try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
        }

        func at(_ path: String...) throws -> Schema {
            try path.reduce(self) { schema, key in
                Schema(node: try #require(schema.node[key] as? [String: Any], "\(key)"))
            }
        }

        /// The one alternative that is of the kind.
        func alternative(_ type: String) throws -> Schema {
            let all = try #require(node["oneOf"] as? [[String: Any]])
            return Schema(node: try #require(all.first { $0["type"] as? String == type }))
        }

        /// The keys that an editor offers; the schema has to refuse all others.
        func keys() throws -> Set<String> {
            #expect(node["additionalProperties"] as? Bool == false, "\(node.keys.sorted())")
            return Set(try at("properties").node.keys)
        }

        func values() throws -> [String] { try #require(node["enum"] as? [String]) }
    }

    @Test("The schema has the keys of a source, a lookup and a field, and no other")
    func sourceKeys() throws {
        let definitions = try Schema.load().at("definitions")
        for entity in SourceEntry.entities {
            let isDemographic = entity.name == "demographics"
            let source = try definitions.at(entity.name)
            let keys = SourceEntry.keys.filter {
                SourceEntry.keysOfSources[$0]?.contains(entity.name) ?? true
            }
            #expect(try source.keys() == Set(keys))
            let fields = try source.at("properties", "fields")
            #expect(Set(try fields.at("properties").node.keys) == Set(entity.required + entity.optional))
            #expect((fields.node["additionalProperties"] as? Bool == false) == !isDemographic)
        }
        #expect(try definitions.at("lookup").keys() == Set(LookupEntry.keys))
        #expect(try definitions.at("freshness").keys() == Set(FreshnessRule.keys))
        #expect(try definitions.at("freshness_of_rows").keys() == Set(FreshnessRule.keys))
        #expect(try definitions.at("complete").keys() == Set(CompletenessRule.keys))
        #expect(try definitions.at("field").alternative("object").keys() == Set(SourceEntry.fieldKeys))
    }

    @Test("The schema has the keys of the other parts, and no other")
    func partKeys() throws {
        let top = try Schema.load()
        #expect(try top.keys() == Set(Configuration.keys))
        let parts = try top.at("properties")
        let entities = Set(SourceEntry.entities.map(\.name))
        #expect(try parts.at("sources").keys() == entities.union(["boundaries", "territory_boundaries"]))
        #expect(try parts.at("quality", "properties", "min_rows").keys() == entities)
        for section in Configuration.Section.allCases {
            let part =
                switch section {
                case .period: try parts.at("period").alternative("object")
                case .boundaries, .territoryBoundaries:
                    try parts.at("sources", "properties", section.rawValue)
                case .segment:
                    try parts.at("workload", "properties", "by_segment", "additionalProperties")
                case .indicator: try parts.at("indicators", "additionalProperties")
                default: try parts.at(section.rawValue)
                }
            #expect(try part.keys() == Set(section.keys))
        }
    }

    @Test("The schema and the document have the thresholds of every kind of exception")
    func exceptionKeys() throws {
        let kinds = try Schema.load().at("properties", "exceptions", "properties")
        let text = try String(contentsOfFile: Repository.root + "/docs/configuration.md", encoding: .utf8)
        for kind in ReportException.Kind.allCases {
            let keys = Configuration.exceptionKeys(of: kind)
            let row = try #require(
                text.split(separator: "\n").first { $0.hasPrefix("| `\(kind.rawValue)` ") })
            for key in keys { #expect(row.contains("`\(key): "), "\(kind) \(key)") }
            let part = try kinds.at(kind.rawValue)
            if keys.isEmpty {
                #expect(try part.values() == ["off"])
            } else {
                #expect(try part.alternative("object").keys() == Set(keys))
            }
        }
    }

    @Test("The schema has the words that the code chooses from")
    func choices() throws {
        let top = try Schema.load()
        let definitions = try top.at("definitions")
        #expect(try definitions.at("encoding").values() == TextEncoding.allCases.map(\.rawValue))
        #expect(
            try definitions.at("format").values() == SourceEntry.DeclaredFormat.allCases.map(\.rawValue))
        #expect(
            try top.at("properties", "geography", "properties", "unit").values()
                == UnitNormalization.allCases.map(\.rawValue))
        #expect(
            try top.at("properties", "publish", "properties", "formats", "items").values()
                == OutputFormat.allCases.map(\.rawValue))
    }

    @Test("docs/configuration.md names every key, and every field of every source")
    func document() throws {
        let text = try String(contentsOfFile: Repository.root + "/docs/configuration.md", encoding: .utf8)
        for key in SourceEntry.keys + SourceEntry.fieldKeys {
            #expect(text.contains("\n| `\(key)` | "), "\(key)")
        }
        for key in LookupEntry.keys + FreshnessRule.keys + CompletenessRule.keys {
            #expect(text.contains("`\(key)`"), "\(key)")
        }
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
