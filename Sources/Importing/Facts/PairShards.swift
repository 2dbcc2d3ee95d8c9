import Synchronization
import TerritoryModel

/// The sums by account and rep of all threads of a fold, in shards of neighbouring accounts that are locked one by one.
///
/// Each thread gathers its rows by shard and hands them over many at a time, so that no sum is held twice and locks
/// are seldom waited for.
final class PairShards: Sendable {
    private final class Shard: Sendable {
        let table: Mutex<PairTable>

        init(_ table: PairTable) { self.table = Mutex(table) }
    }

    /// Accounts of a shard: so many that all threads find a shard of their own in all but tiny workspaces.
    private static let accountBits = 16
    private static let fewestShards = 4

    private let shards: [Shard]
    /// The shard of an account is its number without so many of its lowest bits.
    let accountBits: Int

    var count: Int { shards.count }

    init(accounts: Int, segmentCount: Int) {
        var bits = PairShards.accountBits
        while bits > 0, accounts >> bits < PairShards.fewestShards { bits -= 1 }
        accountBits = bits
        shards = stride(from: 0, to: accounts, by: 1 << bits).map { first in
            Shard(
                PairTable(accounts: first..<min(first + 1 << bits, accounts), segmentCount: segmentCount))
        }
    }

    /// Adds rows of one shard.
    func add<Row>(
        _ rows: [Row], _ range: Range<Int>, to shard: Int, _ body: (inout PairTable, Span<Row>) -> Void
    ) {
        shards[shard].table.withLock { body(&$0, rows.span.extracting(range)) }
    }

    /// Takes all sums out, by account and rep; to be called once all rows are added.
    func takeFacts(_ segments: WindowSegments) -> AccountRepTable {
        let pairs = shards.reduce(0) { sum, shard in sum + shard.table.withLock { $0.count } }
        var facts = AccountRepTable(masks: segments.masks, capacity: pairs)
        for shard in shards {
            // Each shard is given back as soon as it is copied, so that the whole is not held twice.
            let table = shard.table.withLock { table in
                let taken = table
                table = PairTable(accounts: 0..<0, segmentCount: 0)
                return taken
            }
            table.append(to: &facts)
        }
        return facts
    }
}

/// The rows that one thread has gathered for each shard.
struct PairOutbox<Row: Sendable>: Sendable {
    /// Rows of a shard that are handed over together.
    private static var capacity: Int { 1024 }

    private let shards: PairShards
    private let add: @Sendable (inout PairTable, Span<Row>) -> Void
    /// [shard × capacity + place]; empty until the first row.
    private var rows: [Row] = []
    private var counts: [Int]
    private let placeholder: Row

    init(
        _ shards: PairShards, placeholder: Row,
        add: @escaping @Sendable (inout PairTable, Span<Row>) -> Void
    ) {
        self.shards = shards
        self.add = add
        self.placeholder = placeholder
        counts = [Int](repeating: 0, count: shards.count)
    }

    /// Gathers a row of an account, and hands over the rows of its shard where they are many.
    @inline(__always)
    mutating func append(_ row: Row, account: Int32) {
        let shard = Int(account) >> shards.accountBits
        let count = counts[shard]
        rows[shard * PairOutbox.capacity + count] = row
        counts[shard] = count + 1
        if count + 1 == PairOutbox.capacity { deliver(shard) }
    }

    /// Makes room for rows, which takes memory only once there are any.
    mutating func open() {
        guard rows.isEmpty else { return }
        rows = [Row](repeating: placeholder, count: shards.count * PairOutbox.capacity)
    }

    /// Hands over all rows.
    mutating func close() {
        for shard in counts.indices where counts[shard] > 0 { deliver(shard) }
    }

    private mutating func deliver(_ shard: Int) {
        let first = shard * PairOutbox.capacity
        shards.add(rows, first..<first + counts[shard], to: shard, add)
        counts[shard] = 0
    }
}

extension PairOutbox<PairSale> {
    static func sales(_ shards: PairShards) -> PairOutbox {
        PairOutbox(
            shards, placeholder: PairSale(account: 0, rep: 0, day: 0, segment: 0, amount: 0, quantity: 0)
        ) { $0.add($1) }
    }
}

extension PairOutbox<PairCall> {
    static func calls(_ shards: PairShards) -> PairOutbox {
        PairOutbox(shards, placeholder: PairCall(account: 0, rep: 0, day: 0, isCurrent: false, minutes: 0)) {
            $0.add($1)
        }
    }
}
