import Analysis

/// How far each territory is from the mean, with the band that counts as balanced behind the bars.
struct DeviationBars: Sendable {
    /// One territory.
    struct Bar: Hashable, Sendable {
        let name: String
        /// (w − μ) ÷ μ.
        let deviation: Double
    }

    /// What is measured, such as `Sales`.
    let measure: String
    let bars: [Bar]
    let bands: BalanceBands
    let formatting: Formatting
    /// The deviation at the ends of the drawing.
    private let reach: Double

    init(measure: String, bars: [Bar], bands: BalanceBands, formatting: Formatting) {
        self.measure = measure
        self.bars = bars
        self.bands = bands
        self.formatting = formatting
        reach = max(bands.watch * 1.5, bars.map { abs($0.deviation) }.max() ?? 0)
    }

    private static let left = 220.0
    private static let right = 650.0
    private static let top = 30.0
    private static let row = 22.0

    /// The drawing, highest first; empty without bars.
    var svg: String {
        guard !bars.isEmpty else { return "" }
        let sorted = bars.enumerated().sorted {
            ($1.element.deviation, $0.offset) < ($0.element.deviation, $1.offset)
        }.map(\.element)
        let bottom = DeviationBars.top + Double(sorted.count) * DeviationBars.row
        let outside = sorted.count { abs($0.deviation) > bands.balanced }
        return SVG.document(
            className: "chart bars", width: 720, height: Int(bottom) + 12,
            title: "\(measure): deviation from the mean by territory",
            description: "\(outside) of \(sorted.count) territories lie outside the band of "
                + "\(formatting.percent(bands.balanced)) either side of the mean.",
            background(to: bottom) + sorted.enumerated().flatMap { bar($1, row: $0) })
    }

    private func x(_ deviation: Double) -> Double {
        let middle = (DeviationBars.left + DeviationBars.right) / 2
        return middle + deviation / reach * (DeviationBars.right - DeviationBars.left) / 2
    }

    private func background(to bottom: Double) -> [String] {
        let start = x(-bands.balanced)
        let end = x(bands.balanced)
        let height = bottom - DeviationBars.top + 4
        return [
            SVG.bar(
                x: start, y: DeviationBars.top - 4, width: end - start, height: height, className: "band"),
            SVG.text(start, 16, "−" + formatting.percent(bands.balanced), className: "axis end"),
            SVG.text(x(0), 16, "mean", className: "axis middle"),
            SVG.text(end, 16, "+" + formatting.percent(bands.balanced), className: "axis"),
            SVG.line(x(0), DeviationBars.top - 8, x(0), bottom, className: "zero"),
        ]
    }

    private func bar(_ bar: Bar, row: Int) -> [String] {
        let y = DeviationBars.top + Double(row) * DeviationBars.row
        let end = x(bar.deviation)
        let size = abs(bar.deviation)
        let className = size <= bands.balanced ? "good" : size <= bands.watch ? "watch" : "bad"
        let text = formatting.change(bar.deviation)
        let isLeft = bar.deviation < 0
        return [
            SVG.text(
                DeviationBars.left - 60, y + 14, SVG.shortened(bar.name, most: 24), className: "name end"),
            SVG.bar(
                x: min(end, x(0)), y: y + 3, width: abs(end - x(0)), height: DeviationBars.row - 7,
                className: className, title: "\(bar.name): \(text)"),
            SVG.text(isLeft ? end - 5 : end + 5, y + 14, text, className: isLeft ? "value end" : "value"),
        ]
    }
}
