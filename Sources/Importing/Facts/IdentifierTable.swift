/// Ids to dense integers, compared byte by byte.
///
/// Open addressing with linear probing. Ids are hashed and compared in words of eight bytes; a slot holds half the
/// hash, the number, and the place and length of the id, so a look-up touches one slot and then the id once.
struct IdentifierTable: Sendable {
    private struct Slot {
        var hash: UInt32 = 0
        /// -1 = free.
        var index: Int32 = -1
        /// Place of the first word, and number of bytes.
        var start: Int32 = 0
        var count: Int32 = 0
    }

    /// The place of an id in `words`, and its number of bytes.
    private struct Key {
        let start: Int32
        let count: Int32
    }

    private var slots: [Slot]
    /// The bytes of all ids, each filled up with zeros to a whole word.
    private var words: [UInt64] = []
    private var keys: [Key] = []

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

    var count: Int { keys.count }

    /// The id with a number.
    func text(_ index: Int) -> String {
        let key = keys[index]
        let bytes = (0..<Int(key.count)).map { offset in
            UInt8(truncatingIfNeeded: words[Int(key.start) + offset / 8] >> UInt64(offset % 8 * 8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number of the id in `bytes[range]`; nil where unknown.
    @inline(__always)
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        index(bytes, range, hash: IdentifierTable.hash(bytes, range))
    }

    /// The same for an id whose hash is known.
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> Int? {
        let slots = slots.span
        let mask = slots.count - 1
        let half = UInt32(truncatingIfNeeded: hash >> 32)
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            if slot.index < 0 { return nil }
            if slot.hash == half, matches(slot, bytes, range) { return Int(slot.index) }
            place = (place + 1) & mask
        }
    }

    /// The hash of an id that is soon looked up; its slot is fetched meanwhile.
    @inline(__always)
    func prefetchedHash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let hash = IdentifierTable.hash(bytes, range)
        slots.span.prefetch(Int(truncatingIfNeeded: hash) & (slots.count - 1))
        return hash
    }

    /// Fetches the id that a hash most likely belongs to, once its slot is there.
    @inline(__always)
    func prefetchKey(hash: UInt64) {
        let slots = slots.span
        let words = words.span
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].index >= 0, slots[place].hash != UInt32(truncatingIfNeeded: hash >> 32) {
            place = (place + 1) & (slots.count - 1)
        }
        let start = Int(slots[place].start)
        if start < words.count { words.prefetch(start) }
    }

    /// The number of an id given as text; nil where unknown.
    func index(_ id: String) -> Int? {
        let bytes = Array(id.utf8)
        return index(bytes.span, 0..<bytes.count)
    }

    /// The number of the id, new where it was unknown.
    mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let hash = IdentifierTable.hash(bytes, range)
        if let known = index(bytes, range, hash: hash) { return known }
        if (count + 1) * 2 > slots.count { grow() }
        let key = Key(start: Int32(words.count), count: Int32(range.count))
        for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            words.append(bytes.word(at: place, length: range.upperBound - place))
        }
        keys.append(key)
        place(hash, index: count - 1)
        return count - 1
    }

    @inline(__always)
    private func matches(_ slot: Slot, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard Int(slot.count) == range.count else { return false }
        let words = words.span
        var word = Int(slot.start)
        var place = range.lowerBound
        while place < range.upperBound {
            guard words[word] == bytes.word(at: place, length: range.upperBound - place) else { return false }
            word += 1
            place += 8
        }
        return true
    }

    private mutating func place(_ hash: UInt64, index: Int) {
        let key = keys[index]
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].index >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = Slot(
            hash: UInt32(truncatingIfNeeded: hash >> 32), index: Int32(index), start: key.start,
            count: key.count)
    }

    private mutating func grow() {
        slots = [Slot](repeating: Slot(), count: slots.count * 2)
        for index in keys.indices {
            var hash = IdentifierTable.seed(count: Int(keys[index].count))
            for offset in 0..<((Int(keys[index].count) + 7) / 8) {
                hash = IdentifierTable.mixed(hash ^ words[Int(keys[index].start) + offset])
            }
            place(hash, index: index)
        }
    }

    @inline(__always)
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash = seed(count: range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            hash = mixed(hash ^ bytes.word(at: place, length: range.upperBound - place))
            place += 8
        }
        return hash
    }

    @inline(__always)
    private static func seed(count: Int) -> UInt64 { UInt64(count) &* 0x9e37_79b9_7f4a_7c15 }

    /// The finaliser of MurmurHash3 (Appleby), which spreads every bit over all.
    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        var hash = word
        hash ^= hash >> 33
        hash = hash &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 33
        hash = hash &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }
}
