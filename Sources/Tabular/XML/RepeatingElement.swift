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
///
/// An element repeats where one parent holds two of it; where the root has children of one name only, that is
/// taken for repeating too. Names are without prefix. Of what lies below an element, fields are those that do
/// not repeat themselves. Behind the first 10,000 different paths no more are added.
public func repeatingElements(of input: TabularInput) throws(TabularError) -> [RepeatingElement] {
    try repeatingElements(of: input, pathLimit: 10_000)
}

func repeatingElements(of input: TabularInput, pathLimit: Int) throws(TabularError) -> [RepeatingElement] {
    let census = XMLElementCensus(pathLimit: pathLimit)
    try parseXML(input, sink: census)
    return census.repeatingElements
}
