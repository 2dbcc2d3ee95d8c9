import TerritoryModel

/// The sums of one thread by account and rep.
///
/// A row finds the record of its account, which tells the place of the account's first pair; the few further pairs
/// hang in a chain behind it. What a row needs at one time lies together: the record of the account, then the head of
/// the pair and the sums of one segment, each fetched by one access to the memory.
struct PairTable: Sendable {
    /// What a row needs to know of its account.
    struct AccountRecord: Equatable, Sendable {
        /// The owning territory slot on the as-of day.
        let asIs: Int32
        /// Number of the first day since when that has been so.
        let since: Int32
        /// Place of its first pair, and that pair's rep; -1 = none yet.
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

        @inline(__always)
        mutating func count(_ day: Int32) {
            if day < firstSale { firstSale = day }
            if day > lastSale { lastSale = day }
        }
    }

    /// The calls of a pair.
    private struct Calls {
        var first: Int32 = .max
        var last: Int32 = .min
        var count: Int64 = 0
        var minutes: Int64 = 0

        @inline(__always)
        mutating func add(_ call: PendingRow) {
            if call.day.number < first { first = call.day.number }
            if call.day.number > last { last = call.day.number }
            guard call.time.comparison == 0 else { return }
            count &+= 1
            minutes &+= call.value
        }
    }

    /// The sales of a pair in one segment of time, with the low parts of quantity and lines.
    fileprivate struct Sums {
        var amount: Int64 = 0
        var quantity: Int32 = 0
        var lines: UInt32 = 0
    }

    /// What outgrew the narrow parts of `Sums`.
    fileprivate struct Carry {
        var quantity: Int64 = 0
        var lines: Int64 = 0
    }

    /// So many pairs of an account are searched one by one; the place of further ones is looked up in `far`.
    private static let chainLimit = 8

    private(set) var accounts: [AccountRecord]
    private var heads: [Head] = []
    /// [pair × segments + segment].
    private var sums: [Sums] = []
    /// Up to the last pair that has a call.
    private var calls: [Calls] = []
    /// By place in `sums`.
    private var carries: [Int: Carry] = [:]
    /// By account and rep.
    private var far: [Int64: Int32] = [:]
    private let segmentCount: Int

    init(_ accounts: [AccountRecord], segmentCount: Int) {
        self.accounts = accounts
        self.segmentCount = segmentCount
    }

    var count: Int { heads.count }

    /// Fetches the record of an account.
    @inline(__always)
    func prefetch(account: Int) { accounts.span.prefetch(account) }

    /// Fetches the first pair of an account, once its record is there.
    @inline(__always)
    func prefetchFirstPair(ofAccount account: Int) {
        let pair = Int(accounts.span[account].pair)
        if pair >= 0 { heads.span.prefetch(pair) }
    }

    /// Fetches the sums of a pair that a sale is to be added to; none in the segment -1.
    @inline(__always)
    func prefetch(sumsOfPair pair: Int, segment: Int) {
        if segment >= 0 { sums.span.prefetch(pair * segmentCount + segment) }
    }

    /// Fetches the sums of a pair that a call is to be added to.
    @inline(__always)
    func prefetch(callsOfPair pair: Int) {
        if pair < calls.count { calls.span.prefetch(pair) }
    }

    /// The place of the sums of an account and a rep; nil where there are none.
    @inline(__always)
    func pair(_ record: AccountRecord, _ account: Int, _ rep: Int32) -> Int32? {
        record.rep == rep ? record.pair : laterPair(record, account, rep)
    }

    private func laterPair(_ record: AccountRecord, _ account: Int, _ rep: Int32) -> Int32? {
        let heads = heads.span
        var place = record.pair
        var passed = 0
        while place >= 0 {
            let head = heads[Int(place)]
            if head.rep == rep { return place }
            place = head.next
            passed += 1
            if passed == PairTable.chainLimit { return far[PairTable.key(account, rep)] }
        }
        return nil
    }

    /// The place of the sums of an account and a rep, new where there are none.
    mutating func insert(_ account: Int, _ rep: Int32) -> Int32 {
        if let known = pair(accounts[account], account, rep) { return known }
        if heads.isEmpty {
            // As many as there are accounts, as a rule; what is not used of it takes no memory.
            heads.reserveCapacity(accounts.count)
            sums.reserveCapacity(accounts.count * segmentCount)
        }
        let place = Int32(heads.count)
        var head = Head(rep: rep)
        var passed = 1
        if accounts[account].pair < 0 {
            accounts[account].pair = place
            accounts[account].rep = rep
        } else {
            var last = Int(accounts[account].pair)
            while heads[last].next >= 0, passed < PairTable.chainLimit {
                last = Int(heads[last].next)
                passed += 1
            }
            head.next = heads[last].next
            heads[last].next = place
            if passed == PairTable.chainLimit { far[PairTable.key(account, rep)] = place }
        }
        heads.append(head)
        for _ in 0..<segmentCount { sums.append(Sums()) }
        return place
    }

    private static func key(_ account: Int, _ rep: Int32) -> Int64 { Int64(account) << 32 | Int64(rep) }

    /// Adds the sales of a run.
    mutating func addSales(_ run: Span<PendingRow>) {
        for place in run.indices {
            let sale = run[place]
            guard sale.pair >= 0 else { continue }
            let pair = Int(sale.pair)
            heads[pair].count(sale.day.number)
            guard sale.time.segment >= 0 else { continue }
            let sum = pair * segmentCount + Int(sale.time.segment)
            if let carry = sums[sum].add(sale.value, quantity: sale.quantity, lines: 1) {
                carries[sum, default: Carry()].add(carry)
            }
        }
    }

    /// Adds the calls of a run.
    mutating func addCalls(_ run: Span<PendingRow>) {
        growCalls()
        for place in run.indices {
            let call = run[place]
            guard call.pair >= 0 else { continue }
            calls[Int(call.pair)].add(call)
        }
    }

    private mutating func growCalls() {
        if calls.isEmpty { calls.reserveCapacity(accounts.count) }
        while calls.count < heads.count { calls.append(Calls()) }
    }

    /// Adds the sums of another thread over the same accounts and segments.
    mutating func merge(_ other: PairTable) {
        if !other.calls.isEmpty { growCalls() }
        for account in other.accounts.indices {
            var from = other.accounts[account].pair
            while from >= 0 {
                let head = other.heads[Int(from)]
                merge(Int(from), of: other, into: Int(insert(account, head.rep)))
                from = head.next
            }
        }
    }

    private mutating func merge(_ from: Int, of other: PairTable, into pair: Int) {
        heads[pair].firstSale = min(heads[pair].firstSale, other.heads[from].firstSale)
        heads[pair].lastSale = max(heads[pair].lastSale, other.heads[from].lastSale)
        for segment in 0..<segmentCount {
            let sum = pair * segmentCount + segment
            let added = other.sums[from * segmentCount + segment]
            let carry = sums[sum].add(
                added.amount, quantity: Int64(added.quantity), lines: added.lines)
            if let carry { carries[sum, default: Carry()].add(carry) }
            if let carry = other.carries[from * segmentCount + segment] {
                carries[sum, default: Carry()].add(carry)
            }
        }
        guard from < other.calls.count else { return }
        growCalls()
        let added = other.calls[from]
        calls[pair].first = min(calls[pair].first, added.first)
        calls[pair].last = max(calls[pair].last, added.last)
        calls[pair].count &+= added.count
        calls[pair].minutes &+= added.minutes
    }

    /// The sums of every pair, by account and rep.
    func facts(_ segments: WindowSegments) -> [AccountRepFacts] {
        var result: [AccountRepFacts] = []
        result.reserveCapacity(heads.count)
        for account in accounts.indices {
            let first = result.count
            var pair = Int(accounts[account].pair)
            while pair >= 0 {
                result.append(facts(account, pair, segments))
                pair = Int(heads[pair].next)
            }
            if result.count > first + 1 { result[first...].sort { $0.rep < $1.rep } }
        }
        return result
    }

    private func facts(_ account: Int, _ pair: Int, _ segments: WindowSegments) -> AccountRepFacts {
        let head = heads[pair]
        var facts = AccountRepFacts(account: Int32(account), rep: head.rep)
        for segment in 0..<segmentCount {
            let mask = segments.masks[segment]
            let sum = sums[pair * segmentCount + segment]
            facts.amount.addWrapping(sum.amount, in: mask)
            facts.quantity.addWrapping(Int64(sum.quantity), in: mask)
            facts.lines.addWrapping(Int64(sum.lines), in: mask)
            guard !carries.isEmpty, let carry = carries[pair * segmentCount + segment] else { continue }
            facts.quantity.addWrapping(carry.quantity, in: mask)
            facts.lines.addWrapping(carry.lines, in: mask)
        }
        if head.firstSale <= head.lastSale {
            facts.firstSale = Day(number: head.firstSale)
            facts.lastSale = Day(number: head.lastSale)
        }
        guard pair < calls.count, calls[pair].first <= calls[pair].last else { return facts }
        facts.calls = calls[pair].count
        facts.minutes = calls[pair].minutes
        facts.firstCall = Day(number: calls[pair].first)
        facts.lastCall = Day(number: calls[pair].last)
        return facts
    }
}

extension PairTable.Carry {
    fileprivate mutating func add(_ other: PairTable.Carry) {
        quantity &+= other.quantity
        lines &+= other.lines
    }
}

extension PairTable.Sums {
    /// Adds, and hands back what outgrew the narrow parts; nil as a rule.
    @inline(__always)
    fileprivate mutating func add(_ amount: Int64, quantity: Int64, lines: UInt32) -> PairTable.Carry? {
        self.amount &+= amount
        let allLines = self.lines.addingReportingOverflow(lines)
        let narrow = Int32(truncatingIfNeeded: quantity)
        let all = self.quantity.addingReportingOverflow(narrow)
        guard allLines.overflow || all.overflow || Int64(narrow) != quantity else {
            self.lines = allLines.partialValue
            self.quantity = all.partialValue
            return nil
        }
        let carry = PairTable.Carry(
            quantity: Int64(self.quantity) &+ quantity, lines: Int64(self.lines) + Int64(lines))
        self.quantity = 0
        self.lines = 0
        return carry
    }
}
