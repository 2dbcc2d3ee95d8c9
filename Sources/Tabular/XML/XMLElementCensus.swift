/// Counts the elements of a document by their path, and notes which of them repeat and hold something.
final class XMLElementCensus: XMLEventSink {
    private struct Node {
        let name: [UInt8]
        var children: [Int] = []
        var count: Int64 = 0
        /// One parent holds several.
        var isRepeated = false
        /// The occurrence of the parent in which it was last seen.
        var lastParent: Int64 = -1
        /// When its text and its attributes were first seen; nil for no text.
        var textSeen: Int?
        var attributes: [(name: [UInt8], seen: Int)] = []
        /// The first child and the next sibling at the last time: most likely the next ones too.
        var likelyChild = 0
        var likelySibling = 0
    }

    private struct Open {
        let node: Int
        let occurrence: Int64
        /// The child that closed last; 0 before the first.
        var lastChild = 0
    }

    private struct Key: Hashable {
        let node: Int
        let name: [UInt8]
    }

    /// Bytes of all names together.
    private static let nameLimit = 1 << 20

    private let pathLimit: Int
    /// The first is the document.
    private var nodes = [Node(name: [])]
    private var known: [Key: Int] = [:]
    private var knownAttributes: Set<Key> = []
    private var nameBytes = 0
    private var open = [Open(node: 0, occurrence: 0)]
    /// Open elements that are not counted, below the last that is.
    private var uncountedDepth = 0
    private var occurrences: Int64 = 0
    private var sightings = 0

    /// Behind so many different paths of elements and attributes no more are added.
    init(pathLimit: Int) { self.pathLimit = pathLimit }

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        let parent = open[open.count - 1]
        guard uncountedDepth == 0, let node = child(of: parent, name) else {
            uncountedDepth += 1
            return
        }
        occurrences += 1
        nodes[node].count += 1
        if nodes[node].lastParent == parent.occurrence { nodes[node].isRepeated = true }
        nodes[node].lastParent = parent.occurrence
        open.append(Open(node: node, occurrence: occurrences))
        var place = 0
        tag.forEachAttribute { name, _, _ in
            noteAttribute(name, at: place, of: node)
            place += 1
        }
    }

    func text(_ bytes: Span<UInt8>) {
        guard uncountedDepth == 0 else { return }
        let node = open[open.count - 1].node
        guard nodes[node].textSeen == nil else { return }
        for index in bytes.indices where bytes[index] > 0x20 {
            sightings += 1
            nodes[node].textSeen = sightings
            return
        }
    }

    func close() {
        guard uncountedDepth == 0 else {
            uncountedDepth -= 1
            return
        }
        let closed = open.removeLast()
        open[open.count - 1].lastChild = closed.node
    }

    /// The node of a child, made where there is room; nil where there is none.
    private func child(of parent: Open, _ name: Span<UInt8>) -> Int? {
        let likely =
            parent.lastChild == 0 ? nodes[parent.node].likelyChild : nodes[parent.lastChild].likelySibling
        if likely != 0 && name.equals(nodes[likely].name) { return likely }
        let key = Key(node: parent.node, name: name.indices.map { name[$0] })
        guard let child = known[key] ?? add(key) else { return nil }
        if parent.lastChild == 0 {
            nodes[parent.node].likelyChild = child
        } else {
            nodes[parent.lastChild].likelySibling = child
        }
        return child
    }

    private func add(_ key: Key) -> Int? {
        guard hasRoom(for: key) else { return nil }
        let node = nodes.count
        nodes.append(Node(name: key.name))
        nodes[key.node].children.append(node)
        known[key] = node
        return node
    }

    private func noteAttribute(_ name: Span<UInt8>, at place: Int, of node: Int) {
        if place < nodes[node].attributes.count && name.equals(nodes[node].attributes[place].name) { return }
        let key = Key(node: node, name: name.indices.map { name[$0] })
        guard !knownAttributes.contains(key), hasRoom(for: key) else { return }
        knownAttributes.insert(key)
        sightings += 1
        nodes[node].attributes.append((key.name, sightings))
    }

    private func hasRoom(for key: Key) -> Bool {
        nameBytes += key.name.count
        return known.count + knownAttributes.count < pathLimit && nameBytes <= XMLElementCensus.nameLimit
    }
}

extension XMLElementCensus {
    /// What repeats, the most frequent first.
    var repeatingElements: [RepeatingElement] {
        var found: [RepeatingElement] = []
        for root in nodes[0].children {
            let isOnlyKind = nodes[root].children.count == 1
            // At most as deep as the parser lets elements be.
            var rest = [(node: root, path: "/" + name(root))]
            while let (node, path) = rest.popLast() {
                for child in nodes[node].children { rest.append((child, path + "/" + name(child))) }
                let isOnlyChild = isOnlyKind && nodes[root].children == [node]
                guard nodes[node].isRepeated || isOnlyChild else { continue }
                found.append(RepeatingElement(path: path, count: nodes[node].count, fields: fields(of: node)))
            }
        }
        return found.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
    }

    /// Paths of what an element holds, in the order first seen.
    private func fields(of record: Int) -> [String] {
        var found: [(path: String, seen: Int)] = []
        var rest = [(node: record, prefix: "")]
        while let (node, prefix) = rest.popLast() {
            if let seen = nodes[node].textSeen {
                found.append((prefix.isEmpty ? "." : String(prefix.dropLast()), seen))
            }
            for attribute in nodes[node].attributes {
                found.append(("\(prefix)@\(String(decoding: attribute.name, as: UTF8.self))", attribute.seen))
            }
            for child in nodes[node].children where !nodes[child].isRepeated {
                rest.append((child, "\(prefix)\(name(child))/"))
            }
        }
        return found.sorted { $0.seen < $1.seen }.map(\.path)
    }

    private func name(_ node: Int) -> String { String(decoding: nodes[node].name, as: UTF8.self) }
}
