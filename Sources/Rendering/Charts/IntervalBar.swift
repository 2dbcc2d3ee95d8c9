/// An index with its margin as a small bar beside the numbers, all of one table on one scale from 0.
struct IntervalBar: Sendable {
    let index: Double
    /// Share of the index, 0 or more.
    let margin: Double
    /// The largest index that the scale has; larger ones end at its edge.
    let top: Double

    /// Hidden from screen readers: the table beside it says the same.
    var svg: String {
        var text = ByteText()
        func write(_ path: String, from low: Double, to high: Double?, end: String) {
            text.write("<path class=\"\(path)\" d=\"M")
            text.write(coordinate: place(of: low))
            text.write(" ")
            text.write(end)
            if let high { text.write(coordinate: place(of: high)) }
            text.write("\"/>")
        }
        text.write("<svg class=\"interval-bar\" viewBox=\"0 0 100 16\" aria-hidden=\"true\">")
        write("average", from: 100, to: nil, end: "0v16")
        write("range", from: index * (1 - margin), to: index * (1 + margin), end: "8H")
        write("mark", from: index, to: nil, end: "3v10")
        text.write("</svg>")
        return text.text
    }

    private func place(of value: Double) -> Double { min(max(value / top, 0), 1) * 96 + 2 }

    /// The end of a scale that shows all of the intervals, but not more than three times the average.
    static func top(_ intervals: some Sequence<(index: Double, margin: Double)>) -> Double {
        min(intervals.reduce(150) { max($0, $1.index * (1 + $1.margin)) }, 300)
    }
}
