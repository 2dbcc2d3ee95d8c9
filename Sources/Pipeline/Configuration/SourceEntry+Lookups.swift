import Importing
import Tabular

/// One lookup of a source, before its files are looked for.
struct LookupEntry {
    var lookup: Lookup
    let patterns: [FilePattern]

    fileprivate init(_ section: YAMLSection, name: String) throws(ConfigurationError) {
        patterns = try FilePattern.all(section)
        lookup = Lookup(
            name: name, files: [], format: try SourceEntry.format(section),
            key: ColumnReference(configured: try section.required("key")),
            on: ColumnReference(configured: try section.required("on")))
        lookup.nullWords = Set(try section.words("null_words") ?? [])
    }

    /// The lookup, its header found by the columns that others read from it.
    func withHeader(_ columns: Set<String>) -> Lookup {
        var result = lookup
        var names = Set(columns.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
        if !lookup.key.isOptional, lookup.key.names.count == 1 { names.formUnion(lookup.key.names) }
        result.format.findHeader(by: names)
        return result
    }

    fileprivate var prefix: String { lookup.name + "." }

    /// Whether the value looked up comes from the other lookup.
    fileprivate func needs(_ other: LookupEntry) -> Bool {
        lookup.on.names.contains { $0.hasPrefix(other.prefix) }
    }
}

extension SourceEntry {
    /// The lookups in an order in which each finds the columns that it needs.
    static func lookups(_ section: YAMLSection) throws(ConfigurationError) -> [LookupEntry] {
        guard let lookups = try section.section("lookups") else { return [] }
        var waiting: [LookupEntry] = []
        for key in lookups.keys {
            guard !key.isEmpty, !key.contains("."), !key.hasPrefix("$") else {
                throw lookups.error(
                    at: key, "'\(key)' is not a name of a lookup",
                    "write a word without dots; its columns are called as in orders.CustomerID")
            }
            guard let lookup = try lookups.section(key) else {
                throw lookups.error(
                    at: key, "'\(lookups.full(key))' is empty", "write its file, key and on")
            }
            waiting.append(try LookupEntry(lookup, name: key))
        }
        var ordered: [LookupEntry] = []
        while !waiting.isEmpty {
            let next = waiting.firstIndex { entry in !waiting.contains { entry.needs($0) } }
            guard let next else {
                throw lookups.error(
                    at: waiting[0].lookup.name,
                    "the lookups \(waiting.map { "'\($0.lookup.name)'" }.joined(separator: " and ")) need "
                        + "each other", "let one of them look up ('on') a column of the source's own file")
            }
            ordered.append(waiting.remove(at: next))
        }
        return ordered
    }

    /// Whether a column lies in the source's own file: not in a lookup, not the file's name, not one of several
    /// years.
    static func isOfSource(_ column: String, _ lookups: [LookupEntry], _ isDemographic: Bool) -> Bool {
        !column.hasPrefix("$") && !column.contains(yearPlace) && !(isDemographic && column == "year")
            && !lookups.contains { column.hasPrefix($0.prefix) }
    }
}
