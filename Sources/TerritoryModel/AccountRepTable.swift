/// What reps sold to and called at accounts: a list of `AccountRepFacts` by account, then rep, kept small.
///
/// The sales lie in segments of time, days that count for the same windows, and are put together into windows where
/// they are asked for: 40 bytes a pair and 16 a segment, where the facts written out take 176.
public struct AccountRepTable: Sendable {
    /// An account and a rep, and all that does not depend on a window.
    public struct Pair: Hashable, Sendable {
        public let account: Int32
        public let rep: Int32
        /// Calls in the current window, and their minutes.
        public var calls: Int64 = 0
        public var minutes: Int64 = 0
        /// Numbers of days; the first lies behind the last where there was no sale or no call.
        public var firstSale = Int32.max
        public var lastSale = Int32.min
        public var firstCall = Int32.max
        public var lastCall = Int32.min

        public init(account: Int32, rep: Int32) {
            self.account = account
            self.rep = rep
        }

        /// Whether the rep ever sold to the account or called at it, up to the as-of day.
        public var hasMet: Bool { firstSale <= lastSale || firstCall <= lastCall }
    }

    /// The windows of each segment.
    private let masks: [WindowMask]
    private var pairs: [Pair] = []
    /// [pair × segments + segment].
    private var sums: [SegmentSums] = []
    /// What outgrew the narrow parts of `sums`, by place.
    private var carries: [Int: SegmentSums.Carry] = [:]

    /// An empty table.
    ///
    /// - Parameters:
    ///   - masks: The windows of each segment of time; no window may have two segments that share days.
    ///   - capacity: The number of pairs to come, where it is known.
    public init(masks: [WindowMask], capacity: Int = 0) {
        self.masks = masks
        pairs.reserveCapacity(capacity)
        sums.reserveCapacity(capacity * masks.count)
    }

    /// An empty table with a segment per window.
    public init() {
        self.init(masks: Window.allCases.map { WindowMask([$0]) })
    }

    /// Facts written out, sorted by account, then rep.
    public init(_ facts: some Sequence<AccountRepFacts>) {
        self.init()
        for facts in facts { append(facts) }
    }

    /// Appends a pair with its sums by segment; it must come after all others by account, then rep.
    ///
    /// - Parameter carry: What outgrew the narrow parts of the sums of a segment.
    public mutating func append(
        _ pair: Pair, _ segments: Span<SegmentSums>, carry: (_ segment: Int) -> SegmentSums.Carry?
    ) {
        precondition(segments.count == masks.count, "sums of \(masks.count) segments")
        for segment in segments.indices {
            if let carry = carry(segment) { carries[sums.count] = carry }
            sums.append(segments[segment])
        }
        pairs.append(pair)
    }

    /// Appends facts that are written out.
    public mutating func append(_ facts: AccountRepFacts) {
        precondition(masks.count == Window.allCases.count, "a segment per window")
        var pair = Pair(account: facts.account, rep: facts.rep)
        pair.calls = facts.calls
        pair.minutes = facts.minutes
        (pair.firstSale, pair.lastSale) = AccountRepTable.numbers(facts.firstSale, facts.lastSale)
        (pair.firstCall, pair.lastCall) = AccountRepTable.numbers(facts.firstCall, facts.lastCall)
        pairs.append(pair)
        for window in Window.allCases {
            var segment = SegmentSums()
            carries[sums.count] = segment.add(
                facts.amount[window], quantity: facts.quantity[window], lines: facts.lines[window])
            sums.append(segment)
        }
    }

    private static func numbers(_ first: Day?, _ last: Day?) -> (Int32, Int32) {
        (first?.number ?? .max, last?.number ?? .min)
    }

    private static func days(_ first: Int32, _ last: Int32) -> (Day?, Day?) {
        first <= last ? (Day(number: first), Day(number: last)) : (nil, nil)
    }

    /// Sales lines of all pairs by window.
    public var lines: WindowValues {
        var values = WindowValues()
        for segment in masks.indices {
            let narrow = stride(from: segment, to: sums.count, by: masks.count).reduce(Int64(0)) {
                $0 &+ Int64(sums[$1].lines)
            }
            values.addWrapping(narrow, in: masks[segment])
        }
        for (place, carry) in carries { values.addWrapping(carry.lines, in: masks[place % masks.count]) }
        return values
    }

    /// First and last day of a sale of all pairs; nil without one.
    public var saleDays: (first: Day?, last: Day?) {
        AccountRepTable.days(
            pairs.reduce(Int32.max) { Swift.min($0, $1.firstSale) },
            pairs.reduce(Int32.min) { Swift.max($0, $1.lastSale) })
    }

    /// The pair at a place, without its sums.
    public func pair(at place: Int) -> Pair { pairs[place] }

    /// The places of the pairs of each account, of so many accounts.
    public func places(ofAccounts count: Int) -> [Range<Int>] {
        var next = 0
        return (0..<count).map { account in
            let first = next
            while next < pairs.count, Int(pairs[next].account) == account { next += 1 }
            return first..<next
        }
    }
}

extension AccountRepTable: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { pairs.count }

    public subscript(place: Int) -> AccountRepFacts {
        let pair = pairs[place]
        var facts = AccountRepFacts(account: pair.account, rep: pair.rep)
        facts.calls = pair.calls
        facts.minutes = pair.minutes
        (facts.firstSale, facts.lastSale) = AccountRepTable.days(pair.firstSale, pair.lastSale)
        (facts.firstCall, facts.lastCall) = AccountRepTable.days(pair.firstCall, pair.lastCall)
        let first = place * masks.count
        for segment in masks.indices {
            let sum = sums[first + segment]
            facts.amount.addWrapping(sum.amount, in: masks[segment])
            facts.quantity.addWrapping(Int64(sum.quantity), in: masks[segment])
            facts.lines.addWrapping(Int64(sum.lines), in: masks[segment])
            guard !carries.isEmpty, let carry = carries[first + segment] else { continue }
            facts.quantity.addWrapping(carry.quantity, in: masks[segment])
            facts.lines.addWrapping(carry.lines, in: masks[segment])
        }
        return facts
    }
}

/// Tables are equal where their facts are, whatever their segments.
extension AccountRepTable: Hashable {
    public static func == (left: AccountRepTable, right: AccountRepTable) -> Bool {
        left.elementsEqual(right)
    }

    public func hash(into hasher: inout Hasher) {
        for facts in self { hasher.combine(facts) }
    }
}
