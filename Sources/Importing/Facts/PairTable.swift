import TerritoryModel

/// A sale on its way to the sums of its account and rep.
struct PairSale: Sendable {
    let account: Int32
    let rep: Int32
    let day: Int32
    /// -1 = in no window.
    let segment: Int32
    let amount: Int64
    let quantity: Int64
}

/// A call on its way to the sums of its account and rep.
struct PairCall: Sendable {
    let account: Int32
    let rep: Int32
    let day: Int32
    /// Whether its calls and minutes count.
    let isCurrent: Bool
    let minutes: Int64
}

/// The sums of a range of accounts by account and rep.
///
/// A row finds the first pair of its account by the account's place; the few further pairs hang in a chain behind it.
/// What a row needs at one time lies together: the head of the pair, then the sums of one segment, each fetched by one
/// access to the memory while others are added.
struct PairTable: Sendable {
    /// The first pair of an account, and that pair's rep; -1 = none yet.
    private struct First {
        var pair: Int32 = -1
        var rep: Int32 = -1
    }

    /// One account and rep.
    private struct Head {
        let rep: Int32
        /// Place of the next pair of the account; -1 = none.
        var next: Int32 = -1
        /// Numbers of the days; the first lies after the last where there was no sale.
        var firstSale: Int32 = .max
        var lastSale: Int32 = .min
    }

    /// The calls of a pair.
    private struct Calls {
        var first: Int32 = .max
        var last: Int32 = .min
        var count: Int64 = 0
        var minutes: Int64 = 0
    }

    /// So many pairs of an account are searched one by one; the place of further ones is looked up in `far`.
    private static let chainLimit = 8
    /// Rows whose memory is fetched together.
    private static let stepLength = 64

    private let accounts: Range<Int>
    private let segmentCount: Int
    /// [account - first account].
    private var firsts: [First]
    private var heads: [Head] = []
    /// [pair × segments + segment].
    private var sums: [SegmentSums] = []
    /// Up to the last pair that has a call.
    private var calls: [Calls] = []
    /// By place in `sums`.
    private var carries: [Int: SegmentSums.Carry] = [:]
    /// By account and rep.
    private var far: [Int64: Int32] = [:]
    /// The pairs of the rows that are added, kept from one step to the next.
    private var step = [Int32](repeating: -1, count: PairTable.stepLength)

    init(accounts: Range<Int>, segmentCount: Int) {
        self.accounts = accounts
        self.segmentCount = segmentCount
        firsts = [First](repeating: First(), count: accounts.count)
    }

    var count: Int { heads.count }

    // MARK: - Places

    /// The place of the sums of an account and a rep, new where there are none.
    @inline(__always)
    private mutating func place(_ account: Int32, _ rep: Int32) -> Int32 {
        let first = firsts.span[Int(account) - accounts.lowerBound]
        return first.rep == rep ? first.pair : laterPlace(first, account, rep)
    }

    private mutating func laterPlace(_ first: First, _ account: Int32, _ rep: Int32) -> Int32 {
        guard first.pair >= 0 else {
            let new = append(rep)
            firsts[Int(account) - accounts.lowerBound] = First(pair: new, rep: rep)
            return new
        }
        var last = Int(first.pair)
        for _ in 1..<PairTable.chainLimit {
            let next = heads[last].next
            guard next >= 0 else {
                let new = append(rep)
                heads[last].next = new
                return new
            }
            last = Int(next)
            if heads[last].rep == rep { return next }
        }
        return farPlace(behind: last, account, rep)
    }

    /// Puts a new pair behind the last of the chain that is searched, before all other far ones.
    private mutating func farPlace(behind last: Int, _ account: Int32, _ rep: Int32) -> Int32 {
        let key = Int64(account) << 32 | Int64(rep)
        if let known = far[key] { return known }
        let new = append(rep)
        heads[Int(new)].next = heads[last].next
        heads[last].next = new
        far[key] = new
        return new
    }

    private mutating func append(_ rep: Int32) -> Int32 {
        if heads.isEmpty {
            // As many as there are accounts, as a rule; what is not used of it takes no memory.
            heads.reserveCapacity(accounts.count)
            sums.reserveLargePages(accounts.count * segmentCount)
        }
        heads.append(Head(rep: rep))
        for _ in 0..<segmentCount { sums.append(SegmentSums()) }
        return Int32(heads.count - 1)
    }

    // MARK: - Rows

    /// Adds sales of the accounts.
    mutating func add(_ sales: Span<PairSale>) {
        for start in stride(from: 0, to: sales.count, by: PairTable.stepLength) {
            let part = sales.extracting(start..<min(start + PairTable.stepLength, sales.count))
            for place in part.indices { firsts.span.prefetch(Int(part[place].account) - accounts.lowerBound) }
            for place in part.indices {
                let pair = self.place(part[place].account, part[place].rep)
                step[place] = pair
                heads.span.prefetch(Int(pair))
                if part[place].segment >= 0 {
                    sums.span.prefetch(Int(pair) * segmentCount + Int(part[place].segment))
                }
            }
            PairTable.count(part, step, in: &heads)
            addStep(part)
        }
    }

    private static func count(_ sales: Span<PairSale>, _ pairs: [Int32], in heads: inout [Head]) {
        var heads = heads.mutableSpan
        for place in sales.indices {
            let pair = Int(pairs.span[place])
            let day = sales[place].day
            if day < heads[pair].firstSale { heads[pair].firstSale = day }
            if day > heads[pair].lastSale { heads[pair].lastSale = day }
        }
    }

    private mutating func addStep(_ sales: Span<PairSale>) {
        for place in sales.indices where sales[place].segment >= 0 {
            let sum = Int(step[place]) * segmentCount + Int(sales[place].segment)
            if let carry = sums[sum].add(sales[place].amount, quantity: sales[place].quantity) {
                carries[sum, default: SegmentSums.Carry()].add(carry)
            }
        }
    }

    /// Adds calls of the accounts.
    mutating func add(_ rows: Span<PairCall>) {
        for start in stride(from: 0, to: rows.count, by: PairTable.stepLength) {
            let part = rows.extracting(start..<min(start + PairTable.stepLength, rows.count))
            for place in part.indices { firsts.span.prefetch(Int(part[place].account) - accounts.lowerBound) }
            for place in part.indices {
                let pair = self.place(part[place].account, part[place].rep)
                step[place] = pair
                if Int(pair) < calls.count { calls.span.prefetch(Int(pair)) }
            }
            growCalls()
            PairTable.add(part, step, to: &calls)
        }
    }

    private mutating func growCalls() {
        if calls.isEmpty { calls.reserveCapacity(accounts.count) }
        while calls.count < heads.count { calls.append(Calls()) }
    }

    private static func add(_ rows: Span<PairCall>, _ pairs: [Int32], to calls: inout [Calls]) {
        var calls = calls.mutableSpan
        for place in rows.indices {
            let pair = Int(pairs.span[place])
            let day = rows[place].day
            if day < calls[pair].first { calls[pair].first = day }
            if day > calls[pair].last { calls[pair].last = day }
            guard rows[place].isCurrent else { continue }
            calls[pair].count &+= 1
            calls[pair].minutes &+= rows[place].minutes
        }
    }

    // MARK: - Results

    /// Appends the sums of every pair, by account and rep.
    func append(to table: inout AccountRepTable) {
        var places: [Int] = []
        for account in accounts {
            places.removeAll(keepingCapacity: true)
            var pair = firsts[account - accounts.lowerBound].pair
            while pair >= 0 {
                places.append(Int(pair))
                pair = heads[Int(pair)].next
            }
            if places.count > 1 { places.sort { heads[$0].rep < heads[$1].rep } }
            for place in places { append(place, of: account, to: &table) }
        }
    }

    private func append(_ place: Int, of account: Int, to table: inout AccountRepTable) {
        var pair = AccountRepTable.Pair(account: Int32(account), rep: heads[place].rep)
        pair.firstSale = heads[place].firstSale
        pair.lastSale = heads[place].lastSale
        if place < calls.count {
            pair.firstCall = calls[place].first
            pair.lastCall = calls[place].last
            pair.calls = calls[place].count
            pair.minutes = calls[place].minutes
        }
        let first = place * segmentCount
        table.append(pair, sums.span.extracting(first..<first + segmentCount)) { segment in
            carries.isEmpty ? nil : carries[first + segment]
        }
    }
}
