extension Array where Element: Comparable {
    /// Sorts, and keeps of equal elements the first.
    mutating func sortDistinct() {
        sort()
        var last: Element?
        removeAll { element in
            defer { last = element }
            return element == last
        }
    }
}
