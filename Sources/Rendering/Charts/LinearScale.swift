/// A measure along a straight axis, from a round number to a round number.
struct LinearScale: Sendable {
    /// The round values at the ends; `low` is below `high`.
    let low: Double
    let high: Double
    /// Round values from `low` to `high`, ends included.
    let ticks: [Double]
    private let start: Double
    private let end: Double

    /// What an axis has to hold.
    enum Base: Sendable {
        /// Zero is on the axis, as lengths need it.
        case zero
        /// The values alone.
        case values
    }

    /// Lays the values between two places of the drawing; those that are no finite numbers are left aside.
    ///
    /// - Parameters:
    ///   - start: Where `low` lies.
    ///   - end: Where `high` lies; may be before `start`.
    ///   - steps: How many steps there are about.
    init(
        over values: some Sequence<Double>, base: Base = .zero, from start: Double, to end: Double,
        steps: Int = 4
    ) {
        let finite = values.filter(\.isFinite) + (base == .zero ? [0] : [])
        let (least, most) = Self.extent(least: finite.min() ?? 0, most: finite.max() ?? 0, base)
        let step = Self.step(for: (most - least) / Double(max(1, steps)))
        let first = (least / step).rounded(.down)
        let last = max((most / step).rounded(.up), first + 1)
        ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
        low = first * step
        high = last * step
        self.start = start
        self.end = end
    }

    /// A scale whose ends are the least and the largest value, for drawings without an axis.
    static func tight(over values: [Double], from start: Double, to end: Double) -> LinearScale {
        let finite = values.filter(\.isFinite)
        let low = finite.min() ?? 0
        let high = finite.max() ?? 1
        return LinearScale(low: low, high: high > low ? high : low + 1, start: start, end: end)
    }

    private init(low: Double, high: Double, start: Double, end: Double) {
        (self.low, self.high) = (low, high)
        (self.start, self.end) = (start, end)
        ticks = [low, high]
    }

    /// Where the value lies; one beyond the ends lies at the end.
    func callAsFunction(_ value: Double) -> Double {
        guard value.isFinite else { return start }
        return start + (min(max(value, low), high) - low) / (high - low) * (end - start)
    }

    /// Values that are all alike are given room on both sides.
    private static func extent(least: Double, most: Double, _ base: Base) -> (Double, Double) {
        // A quarter of the largest number is room enough, and its sums stay finite.
        let bound = Double.greatestFiniteMagnitude / 16
        let (least, most) = (max(least, -bound), min(most, bound))
        guard most - least <= max(abs(least), abs(most)) * 1e-9 else { return (least, most) }
        if least == 0 { return base == .zero ? (0, 1) : (-1, 1) }
        let room = abs(least) / 10
        return (least - room, most + room)
    }

    /// The round number at or above the size: 1, 2, 2.5 or 5 times a power of ten.
    static func step(for size: Double) -> Double {
        guard size.isFinite, size > 1e-300 else { return 1 }
        var power = 1.0
        while power * 10 <= size { power *= 10 }
        while power > size { power /= 10 }
        return [1, 2, 2.5, 5].first { $0 * power >= size }.map { $0 * power } ?? 10 * power
    }
}

/// Equal bands side by side, one for each row or column.
struct BandScale: Sendable {
    let count: Int
    let start: Double
    /// From one band to the next.
    let step: Double
    /// The part of a band that its mark fills, 0 to 1.
    let fill: Double

    var width: Double { step * fill }
    var end: Double { start + Double(count) * step }

    init(count: Int, start: Double, step: Double, fill: Double = 1) {
        self.count = count
        self.start = start
        self.step = step
        self.fill = fill
    }

    init(count: Int, from start: Double, to end: Double, fill: Double = 1) {
        self.init(count: count, start: start, step: (end - start) / Double(max(1, count)), fill: fill)
    }

    func middle(_ place: Int) -> Double { start + (Double(place) + 0.5) * step }
    /// Where the mark of the band begins.
    func edge(_ place: Int) -> Double { middle(place) - width / 2 }
}
