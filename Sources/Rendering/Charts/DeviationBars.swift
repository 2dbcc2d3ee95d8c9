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
    let bands: BalanceBands
    let formatting: Formatting
    /// Highest first.
    let bars: [Bar]
    private let total: Int
    private let outside: Int
    private let scale: LinearScale

    /// - Parameter bars: Of more than can be read, those furthest from the mean are drawn.
    init(measure: String, bars: [Bar], bands: BalanceBands, formatting: Formatting) {
        self.measure = measure
        self.bands = bands
        self.formatting = formatting
        total = bars.count
        outside = bars.count { abs($0.deviation) > bands.balanced }
        self.bars = MostTelling.rows(of: bars, by: { abs($0.deviation) }).sorted {
            $0.deviation > $1.deviation
        }
        let reach = max(bands.watch * 1.5, self.bars.map { abs($0.deviation) }.max() ?? 0)
        scale = LinearScale(over: [-reach, reach], from: Self.left, to: Self.right, steps: 4)
    }

    private static let left = 210.0
    private static let right = 640.0
    private static let top = 34.0

    private var rows: BandScale { BandScale(count: bars.count, start: Self.top, step: 22, fill: 0.68) }

    /// The drawing; nil without bars.
    var chart: Chart? {
        guard !bars.isEmpty else { return nil }
        let band = formatting.percent(bands.balanced)
        return Chart(
            id: "deviation-" + measure.lowercased().replacing(" ", with: "-"), kind: "bars",
            size: ChartSize(width: 720, height: rows.end + 12),
            title:
                "\(measure): \(outside) of \(formatting.counted(total, "territory")) \(outside == 1 ? "lies" : "lie") more "
                + "than \(band) from the mean",
            description:
                "Deviation of each territory from the mean of all, in per cent; the band either side of "
                + "zero counts as balanced.",
            marks: background + bars.enumerated().flatMap { drawn($1, place: $0) },
            table: ChartTable(
                caption: "\(measure): deviation from the mean", columns: ["Territory", "Deviation"],
                rows: bars.map { [$0.name, formatting.change($0.deviation)] }),
            note: MostTelling.note(drawn: bars.count, of: total, by: "furthest from the mean", formatting))
    }

    private var background: [Mark] {
        let box = LabelBox(
            left: scale(-bands.balanced), top: Self.top - 4, right: scale(bands.balanced), bottom: rows.end)
        let axis = Axis(scale: scale, side: .top, across: (Self.top - 8)...rows.end, label: formatting.change)
        return [Mark(.bar(box), "band")] + axis.marks
    }

    private func drawn(_ bar: Bar, place: Int) -> [Mark] {
        let (end, zero) = (scale(bar.deviation), scale(0))
        let size = abs(bar.deviation)
        let style = size <= bands.balanced ? "good" : size <= bands.watch ? "watch" : "bad"
        let text = formatting.change(bar.deviation)
        let isLeft = bar.deviation < 0
        let top = rows.edge(place)
        return [
            .text(Self.left - 60, rows.middle(place) + 4, SVG.shortened(bar.name, most: 20), "name row"),
            Mark(
                .bar(
                    LabelBox(
                        left: min(end, zero), top: top, right: max(end, zero), bottom: top + rows.width)),
                style, hover: "\(bar.name): \(text)"),
            .text(
                isLeft ? end - 5 : end + 5, rows.middle(place) + 4, text, isLeft ? "value end" : "value"),
        ]
    }
}
