/// Ids to dense integers, compared byte by byte.
///
/// Open addressing with linear probing. A slot holds the hash, the number and the place of the id's bytes, so a
/// look-up touches one slot and then the bytes once.
struct IdentifierTable: Sendable {
    private struct Slot {
        var hash: UInt64 = 0
        /// -1 = free.
        var index: Int32 = -1
        var start: Int32 = 0
        var count: Int32 = 0
    }

    private var slots: [Slot]
    private var keys: [UInt8] = []
    private var ends: [Int32] = []

    init(capacity: Int = 16) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
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
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return String(decoding: keys[start..<Int(ends[index])], as: UTF8.self)
    }

    /// The number of the id in `bytes[range]`; nil where unknown.
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let hash = IdentifierTable.hash(bytes, range)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while true {
            let slot = slots[place]
            if slot.index < 0 { return nil }
            if slot.hash == hash, matches(slot, bytes, range) { return Int(slot.index) }
            place = (place + 1) & (slots.count - 1)
        }
    }

    /// The number of an id given as text; nil where unknown.
    func index(_ id: String) -> Int? {
        let bytes = Array(id.utf8)
        return index(bytes.span, 0..<bytes.count)
    }

    /// The number of the id, new where it was unknown.
    mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        if let known = index(bytes, range) { return known }
        if (count + 1) * 2 > slots.count { grow() }
        let start = keys.count
        for place in range { keys.append(bytes[place]) }
        ends.append(Int32(keys.count))
        place(
            Slot(
                hash: IdentifierTable.hash(bytes, range), index: Int32(count - 1), start: Int32(start),
                count: Int32(range.count)))
        return count - 1
    }

    private func matches(_ slot: Slot, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard Int(slot.count) == range.count else { return false }
        let start = Int(slot.start)
        for offset in 0..<range.count where keys[start + offset] != bytes[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func place(_ slot: Slot) {
        var place = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
        while slots[place].index >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots.filter { $0.index >= 0 }
        slots = [Slot](repeating: Slot(), count: slots.count * 2)
        for slot in old { place(slot) }
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
