import TerritoryModel

/// The tree of territories as the rows describe it.
enum TerritoryTree {
    /// The parent of each territory by index, with what is wrong in the tree.
    ///
    /// A missing parent and a cycle are cut: the territory concerned (of a cycle the one with the lowest id)
    /// becomes a top-level territory and is named.
    static func parents(
        of territories: [(id: String, parent: String?)], in table: IdentifierTable
    ) -> (parents: [Int?], issues: [StructuralIssue]) {
        var issues: [StructuralIssue] = []
        var parents: [Int?] = territories.map { territory in
            guard let parent = territory.parent else { return nil }
            if let index = table.indexInEitherForm(parent) { return index }
            issues.append(
                StructuralIssue(
                    kind: .missingParent, subject: territory.id,
                    text: "parent '\(parent)' of territory '\(territory.id)' does not exist; "
                        + "the territory stands at the top: add the parent or correct 'parent_id'"))
            return nil
        }
        var isSettled = [Bool](repeating: false, count: territories.count)
        for start in parents.indices where !isSettled[start] {
            var path: [Int] = []
            var placeOnPath: [Int: Int] = [:]
            var node: Int? = start
            while let current = node, !isSettled[current], placeOnPath[current] == nil {
                placeOnPath[current] = path.count
                path.append(current)
                node = parents[current]
            }
            if let current = node, let place = placeOnPath[current], let lowest = path[place...].min() {
                let ring = path[place...].map { "'\(territories[$0].id)'" }.joined(separator: " → ")
                issues.append(
                    StructuralIssue(
                        kind: .territoryCycle, subject: territories[lowest].id,
                        text: "territories are each other's parents: \(ring); "
                            + "'\(territories[lowest].id)' stands at the top: correct 'parent_id'"))
                parents[lowest] = nil
            }
            for node in path { isSettled[node] = true }
        }
        return (parents, issues)
    }
}
