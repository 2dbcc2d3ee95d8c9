/// The name of an element or attribute as a path asks for it.
struct XMLPathName: Hashable {
    let local: [UInt8]
    /// nil: any namespace.
    let namespace: [UInt8]?

    /// Reads a name with or without a prefix; nil where it is not a plain name.
    init?(_ name: some StringProtocol, _ namespaces: [String: String]) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last, parts.count <= 2, !parts.contains(where: \.isEmpty),
            !last.contains(where: { "/@[]()* \t".contains($0) }), last != ".", last != ".."
        else { return nil }
        local = Array(last.utf8)
        namespace = parts.count == 2 ? namespaces[String(parts[0])].map { Array($0.utf8) } : nil
    }

    func matches(_ name: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard name.equals(local) else { return false }
        guard let namespace else { return true }
        return other.equals(namespace)
    }

    /// The names of a path; nil where one is empty or not a plain name.
    static func path(_ path: some StringProtocol, _ namespaces: [String: String]) -> [XMLPathName]? {
        var names: [XMLPathName] = []
        for step in path.split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = XMLPathName(step, namespaces) else { return nil }
            names.append(name)
        }
        return names
    }
}

/// Which elements of a document are records: `/quotas/quota`, or `//quota` at any depth.
///
/// A name with a prefix that is mapped to a namespace matches in that namespace only; other prefixes are
/// ignored.
struct XMLRecordPath {
    /// Names from the root down; one name for `//name`.
    let steps: [XMLPathName]
    let isAnywhere: Bool

    init(_ text: String, namespaces: [String: String] = [:]) throws(TabularError) {
        isAnywhere = text.hasPrefix("//")
        guard text.hasPrefix("/"),
            let steps = XMLPathName.path(text.dropFirst(isAnywhere ? 2 : 1), namespaces),
            !isAnywhere || steps.count == 1
        else { throw .invalidRecordPath(recordPath: text) }
        self.steps = steps
    }
}

/// The elements and attributes below a record that are fields, as a tree of names.
struct XMLFieldTree {
    struct Node {
        var children: [(name: XMLPathName, node: Int)] = []
        var attributes: [(name: XMLPathName, column: Int)] = []
        /// Columns that the text of the element goes to.
        var columns: [Int] = []
    }

    /// The record itself is the first.
    private(set) var nodes = [Node()]
    private let namespaces: [String: String]

    init(_ fieldPaths: [String], namespaces: [String: String] = [:]) throws(TabularError) {
        self.namespaces = namespaces
        for (column, path) in fieldPaths.enumerated() {
            guard insert(path, column) else { throw .invalidFieldPath(fieldPath: path) }
        }
    }

    private mutating func insert(_ path: String, _ column: Int) -> Bool {
        if path == "." {
            nodes[0].columns.append(column)
            return true
        }
        let parts = path.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let elements = parts.first else { return false }
        guard parts.count == 2 else { return insertElement(elements, column) }
        guard let attribute = XMLPathName(parts[1], namespaces) else { return false }
        var node = 0
        if !elements.isEmpty {
            guard elements.hasSuffix("/"), let names = XMLPathName.path(elements.dropLast(), namespaces)
            else { return false }
            node = descend(names)
        }
        nodes[node].attributes.append((attribute, column))
        return true
    }

    private mutating func insertElement(_ path: Substring, _ column: Int) -> Bool {
        guard let names = XMLPathName.path(path, namespaces) else { return false }
        nodes[descend(names)].columns.append(column)
        return true
    }

    /// The node of a path, made where it is new.
    private mutating func descend(_ names: [XMLPathName]) -> Int {
        var node = 0
        for name in names {
            if let child = nodes[node].children.first(where: { $0.name == name }) {
                node = child.node
            } else {
                nodes.append(Node())
                nodes[node].children.append((name, nodes.count - 1))
                node = nodes.count - 1
            }
        }
        return node
    }
}

extension Span<UInt8> {
    /// Whether the same bytes are in both.
    func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
