/// An element of an XML file that occurs several times below one parent, and so may be a record.
public struct RepeatingElement: Hashable, Sendable {
    /// Path from the root, such as `/quotas/quota`.
    public let path: String
    public let count: Int64
    /// Field paths below it that hold text: `child`, `child/grandchild`, `@attribute`, `.`; in the order first seen.
    public let fields: [String]

    public init(path: String, count: Int64, fields: [String]) {
        self.path = path
        self.count = count
        self.fields = fields
    }
}

/// The repeating elements of an XML file, the most frequent first; reads the whole file in bounded memory.
public func repeatingElements(of input: TabularInput) throws(TabularError) -> [RepeatingElement] {
    []
}
