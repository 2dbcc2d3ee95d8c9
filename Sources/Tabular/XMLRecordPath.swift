/// Which elements of a document are records: `/quotas/quota`, or `//quota` at any depth.
///
/// Names are compared without their prefix.
struct XMLRecordPath {
    /// Local names from the root down; one name for `//name`.
    let steps: [[UInt8]]
    let isAnywhere: Bool

    init(_ text: String) throws(TabularError) {
        isAnywhere = text.hasPrefix("//")
        guard text.hasPrefix("/"), let steps = XMLRecordPath.names(text.dropFirst(isAnywhere ? 2 : 1)),
            !isAnywhere || steps.count == 1
        else { throw .invalidRecordPath(recordPath: text) }
        self.steps = steps
    }

    /// Local names of a path; nil where one is empty or not a plain name.
    static func names(_ path: some StringProtocol) -> [[UInt8]]? {
        var names: [[UInt8]] = []
        for step in path.split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = localName(step) else { return nil }
            names.append(name)
        }
        return names
    }

    /// The part of a qualified name behind its prefix.
    static func localName(_ name: some StringProtocol) -> [UInt8]? {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard let local = parts.last, parts.count <= 2, !parts.contains(where: \.isEmpty),
            !local.contains(where: { "/@[]()* \t".contains($0) }), local != ".", local != ".."
        else { return nil }
        return Array(local.utf8)
    }
}

/// The elements and attributes below a record that are fields, as a tree of names.
struct XMLFieldTree {
    struct Node {
        var children: [(name: [UInt8], node: Int)] = []
        var attributes: [(name: [UInt8], column: Int)] = []
        /// Columns that the text of the element goes to.
        var columns: [Int] = []
    }

    /// The record itself is the first.
    private(set) var nodes = [Node()]

    init(_ fieldPaths: [String]) throws(TabularError) {
        for (column, path) in fieldPaths.enumerated() {
            guard insert(path, column) else { throw .invalidFieldPath(fieldPath: path) }
        }
    }

    /// The node of a child element; nil where no field lies in it.
    func child(of node: Int, _ name: Span<UInt8>) -> Int? {
        for child in nodes[node].children where name.equals(child.name) { return child.node }
        return nil
    }

    private mutating func insert(_ path: String, _ column: Int) -> Bool {
        if path == "." {
            nodes[0].columns.append(column)
            return true
        }
        let parts = path.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let elements = parts.first else { return false }
        guard parts.count == 2 else { return insertElement(elements, column) }
        guard let attribute = XMLRecordPath.localName(parts[1]) else { return false }
        var node = 0
        if !elements.isEmpty {
            guard elements.hasSuffix("/"), let names = XMLRecordPath.names(elements.dropLast()) else {
                return false
            }
            node = descend(names)
        }
        nodes[node].attributes.append((attribute, column))
        return true
    }

    private mutating func insertElement(_ path: Substring, _ column: Int) -> Bool {
        guard let names = XMLRecordPath.names(path) else { return false }
        nodes[descend(names)].columns.append(column)
        return true
    }

    /// The node of a path, made where it is new.
    private mutating func descend(_ names: [[UInt8]]) -> Int {
        var node = 0
        for name in names {
            if let child = child(of: node, name.span) {
                node = child
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
