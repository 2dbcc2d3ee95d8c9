extension RandomAccessCollection {
    /// The first place from which on all elements fulfil a condition that none before does; the end where none does.
    ///
    /// By binary search, O(log n); named as in swift-algorithms.
    @inlinable
    public func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (first, rest) = (startIndex, count)
        while rest > 0 {
            let half = rest / 2
            let middle = index(first, offsetBy: half)
            if isBehind(self[middle]) {
                rest = half
            } else {
                first = index(after: middle)
                rest -= half + 1
            }
        }
        return first
    }
}
