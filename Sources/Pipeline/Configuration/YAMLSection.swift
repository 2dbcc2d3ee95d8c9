import TerritoryModel
import Yams

/// A mapping of the configuration that is read key by key; keys that nobody knows are errors.
///
/// A section may lie over another one, as a source lies over its preset: keys of its own go first, and every
/// message names the file and line where the key really stands.
struct YAMLSection {
    let file: String
    /// Where it stands, such as `sources.sales`; empty at the top.
    let path: String
    let line: Int
    /// The keys that it may have, and what they hold.
    let table: KeyTable
    private var entries: [Entry]

    /// One key with its value, and where it stands.
    private struct Entry {
        let key: String
        let node: Node
        let file: String
        let path: String
        /// What the same key holds in the section beneath, where both are to be merged.
        var beneath: Beneath?

        var line: Int? { node.mark?.line }
    }

    /// A value of the section beneath; in a class of its own because it is a part of an entry again.
    private final class Beneath {
        let entry: Entry
        let depth: Int

        init(_ entry: Entry, depth: Int) {
            self.entry = entry
            self.depth = depth
        }
    }

    /// - Throws: where the node has no keys, or one that the table does not know.
    init(_ node: Node, file: String, path: String, table: KeyTable) throws(ConfigurationError) {
        self.file = file
        self.path = path
        self.table = table
        line = node.mark?.line ?? 1
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                file: file, line: node.mark?.line,
                problem: path.isEmpty ? "the file is not a list of keys" : "'\(path)' needs keys beneath it",
                remedy: "write it as docs/configuration.md shows")
        }
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard let name = key.string else {
                throw ConfigurationError(
                    file: file, line: key.mark?.line, problem: "a key of '\(path)' is not a word",
                    remedy: "write it as docs/configuration.md shows")
            }
            entries.append(
                Entry(key: name, node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)"))
        }
        self.entries = entries
        try refuseUnknown()
    }

    /// All keys, in the order of the file; those of the section beneath last.
    var keys: [String] { entries.map(\.key) }

    /// The section laid over another one.
    ///
    /// - Parameters:
    ///   - base: What holds where this section says nothing.
    ///   - merged: Keys whose own keys are merged in turn, with the number of levels; all others are replaced. A
    ///     merged key without a value (`region:` or `region: ~`) removes that of the base.
    func over(_ base: YAMLSection, merging merged: [String: Int]) -> YAMLSection {
        var result = self
        for entry in base.entries {
            guard let place = result.entries.firstIndex(where: { $0.key.isSameKey(as: entry.key) }) else {
                result.entries.append(entry)
                continue
            }
            if let depth = merged[entry.key] {
                result.entries[place].beneath = Beneath(entry, depth: depth)
            }
        }
        return result
    }

    /// The section without the keys that have no value.
    private func withoutNulls() -> YAMLSection {
        var result = self
        result.entries.removeAll { $0.node.isNull }
        return result
    }

    private func entry(_ key: String) -> Entry? {
        guard let entry = entries.first(where: { $0.key == key }), !entry.node.isNull else { return nil }
        return entry
    }

    /// The node of a key; a key without a value counts as absent.
    subscript(key: String) -> Node? { entry(key)?.node }

    private func refuseUnknown() throws(ConfigurationError) {
        let known = table.names
        for entry in entries where !table.allows(entry.key) {
            let remedy = nearestName(to: entry.key, among: known).map { "did you mean '\($0)'?" }
            throw ConfigurationError(
                file: entry.file, line: entry.line, problem: "unknown key '\(entry.path)'",
                remedy: remedy ?? "known here: \(known.sorted().joined(separator: ", "))")
        }
    }

    func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
        guard let entry = entry(key) else { return nil }
        let table = table.table(of: key)
        let own = try YAMLSection(entry.node, file: entry.file, path: entry.path, table: table)
        guard let beneath = entry.beneath else { return own }
        let base = try YAMLSection(
            beneath.entry.node, file: beneath.entry.file, path: beneath.entry.path, table: table)
        let merged = beneath.depth > 1 ? Dictionary(base.keys.map { ($0, beneath.depth - 1) }) { $1 } : [:]
        return own.over(base, merging: merged).withoutNulls()
    }

    func text(_ key: String) throws(ConfigurationError) -> String? {
        guard let node = self[key] else { return nil }
        guard let scalar = node.scalar else {
            throw error(at: key, "'\(full(key))' is not a single value", "write one value")
        }
        return scalar.string
    }

    func required(_ key: String) throws(ConfigurationError) -> String {
        guard let text = try text(key) else { throw missing(key) }
        return text
    }

    private func missing(_ key: String) -> ConfigurationError {
        ConfigurationError(
            file: file, line: line, problem: "'\(full(key))' is missing", remedy: "add '\(key): …'")
    }

    func integer(_ key: String) throws(ConfigurationError) -> Int? {
        guard let text = try text(key) else { return nil }
        let range = table.range(ofInteger: key)
        guard let number = Int(text), range.contains(number) else {
            throw error(
                at: key, "'\(full(key))' is '\(text)', not a whole number",
                "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func number(_ key: String) throws(ConfigurationError) -> Double? {
        guard let text = try text(key) else { return nil }
        let range = table.range(ofNumber: key)
        guard let number = Double(text), range.contains(number) else {
            throw error(
                at: key, "'\(full(key))' is '\(text)', not a number of its range",
                "write a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `true` or `false`.
    func boolean(_ key: String) throws(ConfigurationError) -> Bool? {
        guard let text = try text(key) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default: throw error(at: key, "'\(full(key))' is '\(text)'", "write true or false")
        }
    }

    /// A share such as `5%` or `0.05`.
    func share(_ key: String) throws(ConfigurationError) -> Double? {
        guard let text = try text(key) else { return nil }
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text), number >= 0,
            number <= (isPercent ? 100 : 1)
        else {
            throw error(at: key, "'\(full(key))' is '\(text)', not a share", "write a share such as 5%")
        }
        return isPercent ? number / 100 : number
    }

    /// A span of time such as `30m` or `8d`.
    func duration(_ key: String) throws(ConfigurationError) -> Duration? {
        guard let text = try text(key) else { return nil }
        guard let duration = DurationText.read(text) else {
            throw error(at: key, "'\(full(key))' is '\(text)', not a span of time", DurationText.remedy)
        }
        return duration
    }

    /// One of the words that the table of keys has.
    func choice(_ key: String) throws(ConfigurationError) -> String? {
        guard let text = try text(key) else { return nil }
        let known = table.choices(of: key)
        guard known.contains(text) else {
            throw error(
                at: key, "'\(full(key))' is '\(text)'", "choose one of: \(known.joined(separator: ", "))")
        }
        return text
    }

    /// One of the raw values of a type, which are the words that the table of keys has.
    func choice<Value: RawRepresentable>(
        _ key: String, _ type: Value.Type
    ) throws(ConfigurationError) -> Value? where Value.RawValue == String {
        try choice(key).flatMap(Value.init)
    }

    func requiredChoice<Value: RawRepresentable>(
        _ key: String, _ type: Value.Type
    ) throws(ConfigurationError) -> Value where Value.RawValue == String {
        guard let value = try choice(key, type) else { throw missing(key) }
        return value
    }

    /// A list of words; a single word is a list of one.
    func words(_ key: String) throws(ConfigurationError) -> [String]? {
        guard let entry = entry(key) else { return nil }
        if let scalar = entry.node.scalar { return [scalar.string] }
        guard let sequence = entry.node.sequence else {
            throw error(at: key, "'\(full(key))' is not a list", "write a list such as [a, b]")
        }
        var words: [String] = []
        for item in sequence {
            guard let scalar = item.scalar else {
                throw ConfigurationError(
                    file: entry.file, line: item.mark?.line,
                    problem: "'\(full(key))' holds something that is not a word", remedy: "write words only")
            }
            words.append(scalar.string)
        }
        return words
    }

    func error(at key: String, _ problem: String, _ remedy: String) -> ConfigurationError {
        let entry = entries.first { $0.key == key }
        return ConfigurationError(
            file: entry?.file ?? file, line: entry?.line ?? line, problem: problem, remedy: remedy)
    }

    /// Where a key stands: the file and, if it has one, the line.
    func place(of key: String) -> (file: String, line: Int) {
        let entry = entries.first { $0.key == key }
        return (entry?.file ?? file, entry?.line ?? line)
    }

    func full(_ key: String) -> String {
        entries.first { $0.key == key }?.path ?? (path.isEmpty ? key : "\(path).\(key)")
    }
}

extension Node {
    /// Whether the key says that it has no value: `key:`, `key: ~` or `key: null`.
    fileprivate var isNull: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }
}

extension String {
    /// Whether two keys are one: the question mark of an optional column makes no difference.
    fileprivate func isSameKey(as other: String) -> Bool {
        func bare(_ key: String) -> Substring { key.hasSuffix("?") ? key.dropLast() : key[...] }
        return bare(self) == bare(other)
    }
}
