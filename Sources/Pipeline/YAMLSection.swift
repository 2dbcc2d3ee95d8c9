import TerritoryModel
import Yams

/// A mapping of the configuration that is read key by key; keys that nobody knows are errors.
struct YAMLSection {
    let file: String
    /// Where it stands, such as `sources.sales`; empty at the top.
    let path: String
    let line: Int
    private let entries: [(key: String, node: Node)]

    init(_ node: Node, file: String, path: String) throws(ConfigurationError) {
        self.file = file
        self.path = path
        line = node.mark?.line ?? 1
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                file: file, line: node.mark?.line,
                problem: path.isEmpty ? "the file is not a list of keys" : "'\(path)' needs keys beneath it",
                remedy: "write it as docs/configuration.md shows")
        }
        var entries: [(key: String, node: Node)] = []
        for (key, value) in mapping {
            guard let name = key.string else {
                throw ConfigurationError(
                    file: file, line: key.mark?.line, problem: "a key of '\(path)' is not a word",
                    remedy: "write it as docs/configuration.md shows")
            }
            entries.append((name, value))
        }
        self.entries = entries
    }

    var keys: [String] { entries.map(\.key) }

    /// The node of a key; a key without a value counts as absent.
    subscript(key: String) -> Node? {
        guard let node = entries.first(where: { $0.key == key })?.node, node.isPresent else { return nil }
        return node
    }

    /// Fails at the first key that is not among the known ones.
    func allow(_ known: [String]) throws(ConfigurationError) {
        for (key, node) in entries where !known.contains(key) {
            let remedy = nearestName(to: key, among: known).map { "did you mean '\($0)'?" }
            throw error(
                at: node, "unknown key '\(full(key))'",
                remedy ?? "known here: \(known.sorted().joined(separator: ", "))")
        }
    }

    func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
        guard let node = self[key] else { return nil }
        return try YAMLSection(node, file: file, path: full(key))
    }

    func text(_ key: String) throws(ConfigurationError) -> String? {
        guard let node = self[key] else { return nil }
        guard let scalar = node.scalar else {
            throw error(at: node, "'\(full(key))' is not a single value", "write one value")
        }
        return scalar.string
    }

    func required(_ key: String) throws(ConfigurationError) -> String {
        guard let text = try text(key) else {
            throw ConfigurationError(
                file: file, line: line, problem: "'\(full(key))' is missing", remedy: "add '\(key): …'")
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let node = self[key], let text = try text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw error(
                at: node, "'\(full(key))' is '\(text)', not a whole number",
                "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A share such as `5%` or `0.05`.
    func share(_ key: String) throws(ConfigurationError) -> Double? {
        guard let node = self[key], let text = try text(key) else { return nil }
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text), number >= 0,
            number <= (isPercent ? 100 : 1)
        else {
            throw error(at: node, "'\(full(key))' is '\(text)', not a share", "write a share such as 5%")
        }
        return isPercent ? number / 100 : number
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Value.Type
    ) throws(ConfigurationError) -> Value? where Value.RawValue == String {
        guard let node = self[key], let text = try text(key) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw error(
                at: node, "'\(full(key))' is '\(text)'",
                "choose one of: \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    /// A list of words; a single word is a list of one.
    func words(_ key: String) throws(ConfigurationError) -> [String]? {
        guard let node = self[key] else { return nil }
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence else {
            throw error(at: node, "'\(full(key))' is not a list", "write a list such as [a, b]")
        }
        var words: [String] = []
        for item in sequence {
            guard let scalar = item.scalar else {
                throw error(at: item, "'\(full(key))' holds something that is not a word", "write words only")
            }
            words.append(scalar.string)
        }
        return words
    }

    func error(at node: Node, _ problem: String, _ remedy: String) -> ConfigurationError {
        ConfigurationError(file: file, line: node.mark?.line, problem: problem, remedy: remedy)
    }

    func error(at key: String, _ problem: String, _ remedy: String) -> ConfigurationError {
        ConfigurationError(file: file, line: self[key]?.mark?.line ?? line, problem: problem, remedy: remedy)
    }

    func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension Node {
    /// Whether the key has a value; `key:` alone has none.
    fileprivate var isPresent: Bool {
        guard let scalar else { return true }
        return !(scalar.string.isEmpty && scalar.style == .plain)
    }
}
