import Foundation
import Importing

/// The JSON Schema (draft 7) of `bailiwick.yaml`, made from the tables of keys that the parser reads by.
///
/// A rule between keys, such as that `watch` is no less than `balanced`, is the parser's alone.
struct ConfigurationSchema {
    /// The sections and keys that stand in several places, by name.
    private var definitions: [String: SchemaValue] = [:]
    private var root: [String: SchemaValue] = [:]

    init() {
        root = section(.workspace)
        root["$schema"] = "http://json-schema.org/draft-07/schema#"
        root["title"] = "bailiwick.yaml"
        root["description"] = "A workspace of Bailiwick; docs/configuration.md explains every key."
        _ = reference(to: .preset)
        root["definitions"] = .object(definitions)
    }

    /// The schema as JSON, its names sorted, with a line feed at the end.
    ///
    /// - Throws: what the encoder throws; a schema holds nothing that JSON cannot say.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(root), as: UTF8.self) + "\n"
    }

    private mutating func section(_ table: KeyTable) -> [String: SchemaValue] {
        var properties: [String: SchemaValue] = [:]
        for key in table.keys {
            if case .foreign = key.shape { continue }
            properties[key.name] = .object(property(key, allowsNull: table.allowsNull && !key.isRequired))
        }
        var schema: [String: SchemaValue] = ["type": "object", "properties": .object(properties)]
        schema["additionalProperties"] =
            table.others.map { .object(value($0, allowsNull: table.allowsNull)) } ?? false
        if !table.exactlyOne.isEmpty {
            schema["oneOf"] = .list(table.exactlyOne.map { ["required": [.text($0)]] })
        }
        switch table.completion {
        case .itself: schema["required"] = required(table)
        case .preset: schema.merge(completedByPreset(table)) { $1 }
        case .around: break
        }
        return schema
    }

    private func required(_ table: KeyTable) -> SchemaValue? {
        let names = table.keys.filter(\.isRequired).map { SchemaValue.text($0.name) }
        return names.isEmpty ? nil : .list(names)
    }

    /// Where a preset is named it may bring what a source needs, all but the file.
    private func completedByPreset(_ table: KeyTable) -> [String: SchemaValue] {
        var rules: [String: SchemaValue] = [:]
        rules["required"] = required(table)
        var inner: [String: SchemaValue] = [:]
        let fields = table.table(of: "fields")
        inner["fields"] = required(fields).map { ["required": $0] }
        inner["lookups"] = required(.lookup).map { ["additionalProperties": ["required": $0]] }
        inner["freshness"] = required(.freshness(ofRows: true)).map { ["required": $0] }
        rules["properties"] = .object(inner)
        return [
            "required": ["file"], "if": ["not": ["required": ["preset"]]], "then": .object(rules),
        ]
    }

    private mutating func property(_ key: ConfigurationKey, allowsNull: Bool) -> [String: SchemaValue] {
        guard key.isShared else { return described(key, allowsNull: allowsNull) }
        // A lookup and a source may both take a key away from a preset, so shared keys are all alike.
        definitions[key.name] = .object(described(key, allowsNull: true))
        return ["$ref": .text("#/definitions/\(key.name)")]
    }

    private mutating func described(_ key: ConfigurationKey, allowsNull: Bool) -> [String: SchemaValue] {
        var schema = value(key.shape, allowsNull: allowsNull)
        // Nothing may stand beside a reference in draft 7; what it names has a description of its own.
        guard schema["$ref"] == nil else { return schema }
        schema["description"] = .text(key.summary)
        schema["default"] = key.standard
        return schema
    }

    private mutating func reference(to table: KeyTable) -> [String: SchemaValue] {
        guard let name = table.definition else { return section(table) }
        if definitions[name] == nil { definitions[name] = .object(section(table)) }
        return ["$ref": .text("#/definitions/\(name)")]
    }

    private mutating func value(_ shape: ValueShape, allowsNull: Bool) -> [String: SchemaValue] {
        if case .defined(let name, let shape) = shape {
            if definitions[name] == nil { definitions[name] = .object(value(shape, allowsNull: true)) }
            return ["$ref": .text("#/definitions/\(name)")]
        }
        let alternatives = schemas(of: shape)
        guard allowsNull else { return any(of: alternatives) }
        // One type more is easier to read than one alternative more.
        if alternatives.count == 1, var only = alternatives.first {
            switch only["type"] {
            case .text(let type): only["type"] = [.text(type), "null"]
            case .list(let types): only["type"] = .list(types + ["null"])
            default: return any(of: alternatives + [["type": "null"]])
            }
            return only
        }
        return any(of: alternatives + [["type": "null"]])
    }

    private func any(of alternatives: [[String: SchemaValue]]) -> [String: SchemaValue] {
        alternatives.count == 1 ? alternatives[0] : ["anyOf": .list(alternatives.map { .object($0) })]
    }

    /// What a shape may be, one schema beside the other.
    private mutating func schemas(of shape: ValueShape) -> [[String: SchemaValue]] {
        switch shape {
        case .text: [["type": ["string", "number", "boolean"]]]
        case .pattern(let pattern): [["type": "string", "pattern": .text(pattern)]]
        case .anyPattern(let pattern):
            [["type": ["string", "number", "boolean"], "pattern": .text(pattern)]]
        case .boolean: [["type": "boolean"]]
        case .integer(let range):
            [["type": "integer", "minimum": .count(range.lowerBound), "maximum": .count(range.upperBound)]]
        case .number(let range):
            [["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]]
        case .share:
            [
                ["type": "string", "pattern": "^(100(\\.0*)?|[0-9]{1,2}(\\.[0-9]*)?|\\.[0-9]+)%$"],
                ["type": "number", "minimum": 0, "maximum": 1],
            ]
        case .duration: schemas(of: .pattern("^(?=[0-9]{1,9}[smhd]$)0*[1-9][0-9]*[smhd]$"))
        case .choice(let words): [["enum": .list(words.map { .text($0) })]]
        case .words(let item, let least):
            schemas(of: item) + [list(of: schemas(of: item), atLeast: least)]
        case .section(let table): [reference(to: table)]
        case .sections(let table): [list(of: [reference(to: table)], atLeast: 0)]
        case .either(let shapes): shapes.flatMap { schemas(of: $0) }
        case .defined: [value(shape, allowsNull: false)]
        case .foreign: []
        }
    }

    private func list(of items: [[String: SchemaValue]], atLeast least: Int) -> [String: SchemaValue] {
        var schema: [String: SchemaValue] = ["type": "array"]
        schema["items"] = .object(any(of: items))
        if least > 0 { schema["minItems"] = .count(least) }
        return schema
    }
}

/// The JSON Schema of `bailiwick.yaml`, as `bailiwick schema` prints it.
///
/// - Throws: what the encoder throws; the schema holds nothing that JSON cannot say.
public func configurationSchema() throws -> String { try ConfigurationSchema().text() }
