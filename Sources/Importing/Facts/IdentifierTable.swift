/// Ids to dense integers, compared byte by byte.
///
/// Open addressing with linear probing. A slot of 16 bytes holds an id of up to 11 bytes itself, so a look-up of one
/// touches nothing else; of a longer id it holds the hash and the place of its bytes. Should ids be made to collide,
/// the table is laid out anew by another seed.
struct IdentifierTable: Sendable {
    /// What is compared at first: a short id with its length, or the hash and the place of a long one.
    private struct Key: Equatable {
        var low: UInt64 = 0
        /// The last three bytes, and the length above them; or `longMark` and the place of the bytes.
        var high: UInt32 = 0

        var isLong: Bool { high & IdentifierTable.longMark != 0 }
        var start: Int { Int(high & ~IdentifierTable.longMark) }
    }

    private struct Slot {
        var key = Key()
        /// The number of the id and 1; 0 = free.
        var number: UInt32 = 0
    }

    private static let shortLength = 11
    private static let longMark: UInt32 = 1 << 31
    /// Slots that an insertion may pass before the seed is changed; at most half of the slots are in use, so even a
    /// million ids need far fewer.
    private static let probeLimit = 128

    private var slots: [Slot]
    /// Of each long id its length, then its bytes, filled up with zeros to a whole word.
    private var words: [UInt64] = []
    /// By number; empty where the ids are kept elsewhere.
    private var keys: [Key] = []
    private let keepsIds: Bool
    private(set) var count = 0
    private var seed: UInt64 = IdentifierTable.multiplier
    private var probeLimit = IdentifierTable.probeLimit

    /// - Parameter keepsIds: Whether `text` and guesses by number are asked for; without them an id takes less memory.
    init(capacity: Int = 16, keepsIds: Bool = true) {
        self.keepsIds = keepsIds
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = IdentifierTable.freeSlots(size)
    }

    private static func freeSlots(_ count: Int) -> [Slot] {
        var slots: [Slot] = []
        slots.reserveLargePages(count)
        slots.append(contentsOf: repeatElement(Slot(), count: count))
        return slots
    }

    /// Numbers the ids in their order; a repeated id keeps its first number.
    init(_ ids: [String]) {
        self.init(capacity: ids.count)
        keys.reserveCapacity(ids.count)
        for id in ids {
            let bytes = id.utf8.span
            _ = insert(bytes, 0..<bytes.count)
        }
    }

    /// Numbers ids that differ from each other in their order, by where each lies in `bytes`; keeps none of them.
    init(distinct count: Int, in bytes: Span<UInt8>, _ range: (Int) -> Range<Int>) {
        self.init(capacity: count, keepsIds: false)
        // In runs, so that the slots of a run are fetched from memory together.
        var run = [(range: Range<Int>, hash: UInt64)](repeating: (0..<0, 0), count: 32)
        for start in stride(from: 0, to: count, by: run.count) {
            let size = min(run.count, count - start)
            for place in 0..<size {
                let range = range(start + place)
                run[place] = (range, prefetchedHash(bytes, range))
            }
            let seed = seed
            for (range, hash) in run[..<size] {
                addNew(bytes, range, hash: seed == self.seed ? hash : self.hash(bytes, range))
            }
        }
    }

    /// The id with a number.
    ///
    /// - Precondition: The table keeps its ids.
    func text(_ index: Int) -> String {
        let key = keys[index]
        let length = key.isLong ? Int(words[key.start]) : Int(key.high >> 24)
        let bytes = (0..<length).map { offset in
            let word =
                key.isLong
                ? words[key.start + 1 + offset / 8] : offset < 8 ? key.low : UInt64(key.high)
            return UInt8(truncatingIfNeeded: word >> UInt64(offset % 8 * 8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number of the id in `bytes[range]`; nil where unknown.
    @inline(__always)
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        index(bytes, range, hash: hash(bytes, range))
    }

    /// The same for an id that most likely has the given number.
    @inline(__always)
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>, likely: Int) -> Int? {
        if likely >= 0, likely < keys.count, range.count <= IdentifierTable.shortLength,
            keys.span[likely] == IdentifierTable.shortKey(bytes, range)
        {
            return likely
        }
        return index(bytes, range)
    }

    /// The same for an id whose hash is known.
    @inline(__always)
    func index(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> Int? {
        guard range.count <= IdentifierTable.shortLength else { return longIndex(bytes, range, hash: hash) }
        let slots = slots.span
        let key = IdentifierTable.shortKey(bytes, range)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].number != 0 {
            if slots[place].key == key { return Int(slots[place].number) - 1 }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private func longIndex(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> Int? {
        let slots = slots.span
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].number != 0 {
            let slot = slots[place]
            if slot.key.low == hash, slot.key.isLong, matches(slot.key.start, bytes, range) {
                return Int(slot.number) - 1
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The hash of an id that is soon looked up; its slot is fetched meanwhile.
    @inline(__always)
    func prefetchedHash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let hash = hash(bytes, range)
        slots.span.prefetch(Int(truncatingIfNeeded: hash) & (slots.count - 1))
        return hash
    }

    /// Whether some ids are too long for their slots, so that `prefetchKey` is worth its time.
    var hasLongIds: Bool { !words.isEmpty }

    /// Slots that the longest search passes; a measure for tests.
    var longestSearch: Int {
        // Twice around, for a stretch of slots in use may go over the end.
        var (longest, stretch) = (0, 0)
        for place in 0..<(slots.count * 2) {
            stretch = slots[place % slots.count].number == 0 ? 0 : stretch + 1
            longest = max(longest, stretch)
        }
        return longest
    }

    /// Fetches the bytes of the long id that a hash most likely belongs to, once its slot is there.
    @inline(__always)
    func prefetchKey(hash: UInt64) {
        let slots = slots.span
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].number != 0 {
            let key = slots[place].key
            if key.low == hash, key.isLong { return words.span.prefetch(key.start) }
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
        let hash = hash(bytes, range)
        if let known = index(bytes, range, hash: hash) { return known }
        addNew(bytes, range, hash: hash)
        return count - 1
    }

    /// Gives the next number to an id that is not in the table.
    mutating func addNew(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) {
        if (count + 1) * 2 > slots.count { layOut(slots: slots.count * 2) }
        let key = newKey(bytes, range, hash: hash)
        if keepsIds { keys.append(key) }
        count += 1
        if place(key, hash: hash, index: count - 1) > probeLimit {
            seed = IdentifierTable.mixed(seed, IdentifierTable.multiplier)
            probeLimit *= 2
            layOut(slots: slots.count)
        }
    }

    /// Gives every id another number: the one at the place of its own in `numbers`.
    mutating func renumber(_ numbers: [Int32]) {
        precondition(!keepsIds && numbers.count == count, "each id gets a number, and none is kept by it")
        for place in slots.indices where slots[place].number != 0 {
            slots[place].number = UInt32(numbers[Int(slots[place].number) - 1]) + 1
        }
    }

    private mutating func newKey(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> Key {
        guard range.count > IdentifierTable.shortLength else {
            return IdentifierTable.shortKey(bytes, range)
        }
        let start = words.count
        precondition(start < Int(IdentifierTable.longMark), "sixteen gigabytes of ids")
        words.append(UInt64(range.count))
        for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            words.append(bytes.word(at: place, length: range.upperBound - place))
        }
        return Key(low: hash, high: UInt32(start) | IdentifierTable.longMark)
    }

    @inline(__always)
    private static func shortKey(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Key {
        let start = range.lowerBound
        let length = range.count
        let tail = length > 8 ? bytes.word(at: start + 8, length: length - 8) : 0
        return Key(
            low: bytes.word(at: start, length: length),
            high: UInt32(truncatingIfNeeded: tail) | UInt32(truncatingIfNeeded: length << 24))
    }

    private func matches(_ start: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let words = words.span
        guard words[start] == UInt64(range.count) else { return false }
        var word = start + 1
        var place = range.lowerBound
        while place < range.upperBound {
            guard words[word] == bytes.word(at: place, length: range.upperBound - place) else { return false }
            word += 1
            place += 8
        }
        return true
    }

    /// Puts an id into the first free slot; the number of slots passed.
    private mutating func place(_ key: Key, hash: UInt64, index: Int) -> Int {
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        var passed = 0
        while slots[place].number != 0 {
            place = (place + 1) & (slots.count - 1)
            passed += 1
        }
        slots[place] = Slot(key: key, number: UInt32(index) + 1)
        return passed
    }

    /// Places all ids anew, by the seed in force.
    private mutating func layOut(slots size: Int) {
        let former = slots
        slots = IdentifierTable.freeSlots(size)
        for slot in former where slot.number != 0 {
            var key = slot.key
            let index = Int(slot.number) - 1
            if key.isLong {
                key.low = longHash(at: key.start)
                if keepsIds { keys[index] = key }
            }
            _ = place(key, hash: key.isLong ? key.low : shortHash(key), index: index)
        }
    }
}

/// Hashing by products of 64 × 64 bits folded to half, after Wang Yi's *wyhash*.
extension IdentifierTable {
    private static let multiplier: UInt64 = 0x9e37_79b9_7f4a_7c15

    @inline(__always)
    func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        range.count <= IdentifierTable.shortLength
            ? shortHash(IdentifierTable.shortKey(bytes, range)) : longHash(bytes, range)
    }

    @inline(__always)
    private func shortHash(_ key: Key) -> UInt64 {
        IdentifierTable.mixed(key.low ^ seed, UInt64(key.high) ^ (seed &* IdentifierTable.multiplier))
    }

    private func longHash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash = seed ^ UInt64(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            let word = bytes.word(at: place, length: range.upperBound - place)
            hash = IdentifierTable.mixed(hash ^ word, IdentifierTable.multiplier)
            place += 8
        }
        return IdentifierTable.mixed(hash, seed)
    }

    /// The same for a long id in `words`.
    private func longHash(at start: Int) -> UInt64 {
        let length = Int(words[start])
        var hash = seed ^ UInt64(length)
        for offset in 0..<((length + 7) / 8) {
            hash = IdentifierTable.mixed(hash ^ words[start + 1 + offset], IdentifierTable.multiplier)
        }
        return IdentifierTable.mixed(hash, seed)
    }

    @inline(__always)
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
