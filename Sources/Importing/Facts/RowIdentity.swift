import TerritoryModel

/// What tells a row from all others of its source, and what the row says, as hashes.
///
/// Two different ids have the same 96 bits with a probability of 6 in 10^16 among ten million; two different rows of
/// one id are taken for the same in one of four billion cases, which only keeps their difference from being told.
struct RowIdentity: Hashable, Sendable {
    let high: UInt64
    /// Never zero together with `high`.
    let low: UInt32
    let content: UInt32

    /// - Parameters:
    ///   - id: Where the id stands in the bytes.
    ///   - texts: Where the texts stand that the row consists of, beside what is in `values`.
    init(_ bytes: Span<UInt8>, id: Range<Int>, texts: some Sequence<Range<Int>>, values: PendingRow) {
        let (first, second) = MurmurHash.hash(bytes, id, seed: 0)
        high = first
        low = first == 0 && UInt32(truncatingIfNeeded: second) == 0 ? 1 : UInt32(truncatingIfNeeded: second)
        var content = MurmurHash.mixed(UInt64(bitPattern: values.value))
        content = MurmurHash.mixed(content ^ UInt64(bitPattern: values.quantity))
        content = MurmurHash.mixed(content ^ UInt64(bitPattern: Int64(values.day.number)))
        for text in texts { content = MurmurHash.hash(bytes, text, seed: content).0 }
        self.content = UInt32(truncatingIfNeeded: content >> 32)
    }

    init(high: UInt64, low: UInt32, content: UInt32) {
        self.high = high
        self.low = low
        self.content = content
    }
}

/// MurmurHash3 by Austin Appleby, the variant for 64-bit processors with 128 bits.
enum MurmurHash {
    private static let factors: (UInt64, UInt64) = (0x87C3_7B91_1142_53D5, 0x4CF5_AD43_2745_937F)

    static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, seed: UInt64) -> (UInt64, UInt64) {
        var (first, second) = (seed, seed)
        var place = range.lowerBound
        while place + 16 <= range.upperBound {
            first ^= scrambled(bytes.word(at: place), by: factors.0, rotated: 31, and: factors.1)
            first = (rotated(first, 27) &+ second) &* 5 &+ 0x52DC_E729
            second ^= scrambled(bytes.word(at: place + 8), by: factors.1, rotated: 33, and: factors.0)
            second = (rotated(second, 31) &+ first) &* 5 &+ 0x3849_5AB5
            place += 16
        }
        let rest = range.upperBound - place
        if rest > 8 {
            let word = bytes.word(at: place + 8, length: rest - 8)
            second ^= scrambled(word, by: factors.1, rotated: 33, and: factors.0)
        }
        if rest > 0 {
            let word = bytes.word(at: place, length: min(8, rest))
            first ^= scrambled(word, by: factors.0, rotated: 31, and: factors.1)
        }
        first ^= UInt64(range.count)
        second ^= UInt64(range.count)
        first &+= second
        second &+= first
        first = mixed(first)
        second = mixed(second)
        first &+= second
        second &+= first
        return (first, second)
    }

    /// Lets every bit of a word depend on every other.
    static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 33) &* 0xFF51_AFD7_ED55_8CCD
        word = (word ^ word >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return word ^ word >> 33
    }

    private static func scrambled(
        _ word: UInt64, by first: UInt64, rotated count: UInt64, and second: UInt64
    ) -> UInt64 {
        rotated(word &* first, count) &* second
    }

    private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
        word << count | word >> (64 - count)
    }
}
