import Analysis

/// Safe file names made of ids.
///
/// Only `a-z`, `0-9` and `-`, at most 60 characters, never empty; ids that give the same name get `-2`, `-3` …
/// in the order of the ids.
struct Slugs: Sendable {
    private let byId: [String: String]

    /// - Parameters:
    ///   - ids: In the order that decides who keeps the plain name.
    ///   - fallback: The name where nothing of an id is left.
    init(_ ids: [String], fallback: String) {
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for id in ids where names[id] == nil {
            let base = Slugs.plain(id, fallback: fallback)
            var name = base
            var number = 2
            while taken.contains(name) {
                name = "\(base)-\(number)"
                number += 1
            }
            taken.insert(name)
            names[id] = name
        }
        byId = names
    }

    /// The name of the id; nil for an id that was not given.
    subscript(id: String) -> String? { byId[id] }

    private static let longest = 60
    /// Names that Windows keeps for devices.
    private static let reserved: Set<String> = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ]

    private static func plain(_ id: String, fallback: String) -> String {
        var name = ""
        for scalar in id.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": name.unicodeScalars.append(scalar)
            case "A"..."Z": name += String(scalar).lowercased()
            default: if !name.isEmpty, name.last != "-" { name += "-" }
            }
            if name.utf8.count == longest { break }
        }
        while name.last == "-" { name.removeLast() }
        if name.isEmpty { return fallback }
        return reserved.contains(name) ? "\(fallback)-\(name)" : name
    }
}
