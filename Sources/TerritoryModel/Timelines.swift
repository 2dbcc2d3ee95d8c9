/// Piecewise constant functions of the day, many in one flat store.
///
/// Each timeline maps a day to an index or to nothing. A look-up is a short scan from the newest step back.
public struct Timelines: Sendable {
    private var offsets: [Int32] = [0]
    private var starts: [Int32] = []
    private var values: [Int32] = []

    /// One claim on a timeline: `value` for the days in `validity`.
    public struct Claim: Hashable, Sendable {
        public let value: Int
        public let validity: Validity

        public init(value: Int, validity: Validity) {
            self.value = value
            self.validity = validity
        }
    }

    public init() {}

    public var count: Int { offsets.count - 1 }

    /// Adds the timeline of the claims and returns its index.
    ///
    /// Where several claims hold on a day the latest `from` wins, then the lowest value. `fallback` fills the
    /// days without a claim. O(n log n) for n claims and steps of the fallback.
    public mutating func append(_ claims: [Claim], fallback: Int? = nil) -> Int {
        let winners = claims.sorted {
            ($0.validity.firstNumber, -$0.value) > ($1.validity.firstNumber, -$1.value)
        }
        var edges: Set<Int32> = [.min]
        for claim in winners where claim.validity.firstNumber < claim.validity.endNumber {
            edges.insert(claim.validity.firstNumber)
            if claim.validity.to != nil { edges.insert(claim.validity.endNumber) }
        }
        if let fallback { edges.formUnion(starts[range(of: fallback)]) }
        let segments = edges.sorted()
        let painted = Timelines.paint(winners, over: segments)
        for (segment, start) in segments.enumerated() {
            let value = painted[segment] ?? fallback.flatMap { self.step(of: $0, at: start) } ?? -1
            if values.count > Int(offsets[count]), values[values.count - 1] == value { continue }
            starts.append(start)
            values.append(value)
        }
        offsets.append(Int32(starts.count))
        return count - 1
    }

    /// The value on the day; nil where none holds.
    public func value(of timeline: Int, on day: Day) -> Int? {
        step(of: timeline, at: day.number).map(Int.init)
    }

    /// The steps of one timeline: each value (nil = none) with the first day on which it holds, oldest first.
    ///
    /// The first step has no first day.
    public func steps(of timeline: Int) -> [(from: Day?, value: Int?)] {
        range(of: timeline).map { place in
            (
                starts[place] == .min ? nil : Day(number: starts[place]),
                values[place] < 0 ? nil : Int(values[place])
            )
        }
    }

    /// How many steps a timeline has, at least one.
    public func stepCount(of timeline: Int) -> Int { range(of: timeline).count }

    /// The value on the day (nil = none), and the first day of the step that holds it; the first step has none.
    public func step(of timeline: Int, on day: Day) -> (from: Day?, value: Int?) {
        let place = place(of: timeline, at: day.number)
        return (
            starts[place] == .min ? nil : Day(number: starts[place]),
            values[place] < 0 ? nil : Int(values[place])
        )
    }

    private func range(of timeline: Int) -> Range<Int> {
        Int(offsets[timeline])..<Int(offsets[timeline + 1])
    }

    private func step(of timeline: Int, at number: Int32) -> Int32? {
        let place = place(of: timeline, at: number)
        return values[place] < 0 ? nil : values[place]
    }

    private func place(of timeline: Int, at number: Int32) -> Int {
        var place = Int(offsets[timeline + 1]) - 1
        while starts[place] > number { place -= 1 }
        return place
    }

    /// Gives each segment to the first claim that covers it; covered segments are skipped by path halving.
    private static func paint(_ winners: [Claim], over segments: [Int32]) -> [Int32?] {
        var painted = [Int32?](repeating: nil, count: segments.count)
        var next = Array(0...segments.count)
        func firstFree(_ start: Int) -> Int {
            var place = start
            while next[place] != place {
                next[place] = next[next[place]]
                place = next[place]
            }
            return place
        }
        for claim in winners {
            let end = claim.validity.endNumber
            let first = claim.validity.firstNumber
            var place = firstFree(segments.partitioningIndex { $0 >= first })
            while place < segments.count, segments[place] < end {
                painted[place] = Int32(claim.value)
                next[place] = place + 1
                place = firstFree(place)
            }
        }
        return painted
    }
}
