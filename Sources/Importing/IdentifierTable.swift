/// Ids to dense integers, compared byte by byte.
///
/// Open addressing with linear probing; the hash is kept beside the index so that the bytes are compared once.
struct IdentifierTable: Sendable {
    private var hashes: [UInt64]
    private var indices: [Int32]
    private var keys: [UInt8] = []
    private var ends: [Int32] = []

    init(capacity: Int = 16) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        hashes = [UInt64](repeating: 0, count: size)
        indices = [Int32](repeating: -1, count: size)
    }

    /// Numbers the ids in their order; a repeated id keeps its first number.
    init(_ ids: [String]) {
        self.init(capacity: ids.count)
        for id in ids {
            let bytes = Array(id.utf8)
            _ = insert(bytes.span, 0..<bytes.count)
        }
    }

    var count: Int { ends.count }

    /// The id with a number.
    func text(_ index: Int) -> String {
        String(decoding: keys[start(index)..<Int(ends[index])], as: UTF8.self)
    }

    /// The number of the id in `bytes[range]`; nil where unknown.
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let hash = IdentifierTable.hash(bytes, range)
        var slot = Int(truncatingIfNeeded: hash) & (indices.count - 1)
        while indices[slot] >= 0 {
            if hashes[slot] == hash, matches(Int(indices[slot]), bytes, range) { return Int(indices[slot]) }
            slot = (slot + 1) & (indices.count - 1)
        }
        return nil
    }

    /// The number of an id given as text; nil where unknown.
    func index(_ id: String) -> Int? {
        let bytes = Array(id.utf8)
        return index(bytes.span, 0..<bytes.count)
    }

    /// The number of the id, new where it was unknown.
    mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        if let known = index(bytes, range) { return known }
        if (count + 1) * 2 > indices.count { grow() }
        for place in range { keys.append(bytes[place]) }
        ends.append(Int32(keys.count))
        place(IdentifierTable.hash(bytes, range), Int32(count - 1))
        return count - 1
    }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

    private func matches(_ index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let first = start(index)
        guard Int(ends[index]) - first == range.count else { return false }
        for offset in 0..<range.count where keys[first + offset] != bytes[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func place(_ hash: UInt64, _ index: Int32) {
        var slot = Int(truncatingIfNeeded: hash) & (indices.count - 1)
        while indices[slot] >= 0 { slot = (slot + 1) & (indices.count - 1) }
        hashes[slot] = hash
        indices[slot] = index
    }

    private mutating func grow() {
        let old = zip(hashes, indices).filter { $0.1 >= 0 }
        hashes = [UInt64](repeating: 0, count: hashes.count * 2)
        indices = [Int32](repeating: -1, count: hashes.count)
        for (hash, index) in old { place(hash, index) }
    }

    /// FNV-1a with a final avalanche (Fowler, Noll, Vo; finaliser of MurmurHash3).
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01b3 }
        hash ^= hash >> 33
        hash = hash &* 0xff51_afd7_ed55_8ccd
        return hash ^ (hash >> 33)
    }
}
