/// What the id of an area may be; the same for every format.
enum BoundaryIdentifier {
    /// Bytes of an id.
    static let longest = 1000
    /// Names of properties that a message lists, and characters of each.
    private static let (listedNames, listedCharacters) = (20, 80)

    /// Names of properties for a message: sorted, bounded.
    static func listed(_ known: [String]) -> [String] {
        known.sorted().prefix(listedNames).map { String($0.prefix(listedCharacters)) }
    }
}
