import TerritoryModel

/// The identities of rows that have been seen.
///
/// Open addressing with linear probing, in shards that grow one by one, so that growing takes little room besides. A
/// slot takes 16 bytes; three eighths to three quarters of them are in use, which makes 22 to 43 bytes an identity.
struct IdentityTable: Sendable {
    /// What is known of a row by those before it.
    enum Sighting: Hashable {
        case new
        /// A row with this id and the same content has been seen.
        case same
        /// A row with this id and other content has been seen.
        case other
    }

    private struct Slot {
        var high: UInt64 = 0
        /// Zero together with `high` where the slot is free.
        var low: UInt32 = 0
        var content: UInt32 = 0

        var isFree: Bool { high == 0 && low == 0 }
    }

    private struct Shard {
        private var slots = [Slot](repeating: Slot(), count: 16)
        private(set) var count = 0

        @inline(__always)
        func prefetch(_ identity: RowIdentity) {
            slots.span.prefetch(Int(truncatingIfNeeded: identity.high) & (slots.count - 1))
        }

        mutating func insert(_ identity: RowIdentity) -> Sighting {
            if count * 4 >= slots.count * 3 { grow() }
            let place = find(identity.high, identity.low)
            let slot = slots[place]
            guard slot.isFree else { return slot.content == identity.content ? .same : .other }
            slots[place] = Slot(high: identity.high, low: identity.low, content: identity.content)
            count += 1
            return .new
        }

        /// The slot that holds the identity, or the free one where it belongs.
        private func find(_ high: UInt64, _ low: UInt32) -> Int {
            let slots = slots.span
            var place = Int(truncatingIfNeeded: high) & (slots.count - 1)
            while slots[place].high != high || slots[place].low != low, !slots[place].isFree {
                place = (place + 1) & (slots.count - 1)
            }
            return place
        }

        private mutating func grow() {
            let old = slots
            slots = [Slot](repeating: Slot(), count: old.count * 2)
            for slot in old where !slot.isFree { slots[find(slot.high, slot.low)] = slot }
        }
    }

    private static let shardBits: UInt64 = 8
    private var shards = [Shard](repeating: Shard(), count: 1 << IdentityTable.shardBits)

    /// Number of identities.
    var count: Int { shards.reduce(0) { $0 + $1.count } }

    /// Begins to fetch from memory where an identity will be looked for.
    @inline(__always)
    func prefetch(_ identity: RowIdentity) { shards[IdentityTable.shard(identity)].prefetch(identity) }

    /// Notes an identity that is new; one that is known stays as it was.
    mutating func insert(_ identity: RowIdentity) -> Sighting {
        shards[IdentityTable.shard(identity)].insert(identity)
    }

    private static func shard(_ identity: RowIdentity) -> Int {
        Int(truncatingIfNeeded: identity.high >> (64 - shardBits))
    }
}
