/// An index with its margin as a small bar beside the numbers, all of one table on one scale from 0.
struct IntervalBar: Sendable {
    let index: Double
    /// Share of the index, 0 or more.
    let margin: Double
    /// The largest index that the scale has; larger ones end at its edge.
    let top: Double

    /// Hidden from screen readers: the table beside it says the same.
    var svg: String {
        func x(_ value: Double) -> String { SVG.number(min(max(value / top, 0), 1) * 96 + 2) }
        let (low, high) = (index * (1 - margin), index * (1 + margin))
        return "<svg class=\"interval-bar\" viewBox=\"0 0 100 16\" aria-hidden=\"true\">"
            + "<path class=\"average\" d=\"M\(x(100)) 0v16\"/><path class=\"range\" d=\"M\(x(low)) 8H\(x(high))\"/>"
            + "<path class=\"mark\" d=\"M\(x(index)) 3v10\"/></svg>"
    }

    /// The end of a scale that shows all of the intervals, but not more than three times the average.
    static func top(_ intervals: some Sequence<(index: Double, margin: Double)>) -> Double {
        min(intervals.reduce(150) { max($0, $1.index * (1 + $1.margin)) }, 300)
    }
}
