import Analysis
import TerritoryModel

/// What the ground leads one to expect of each territory: the interval as a bar, the expectation as a tick, the
/// actual as a dot.
struct ExpectationChart: Sendable {
    struct Row: Sendable {
        let name: String
        let expected: Double
        let low: Double
        let high: Double
        let actual: Double

        var gap: Double { actual / expected - 1 }
        var isInside: Bool { (low...max(low, high)).contains(actual) }

        /// nil without an expectation.
        init?(_ territory: TerritoryReport) {
            guard let expected = territory.metrics[.expectedSales]?.doubleValue, expected > 0,
                let low = territory.metrics[.expectedSalesLow]?.doubleValue,
                let high = territory.metrics[.expectedSalesHigh]?.doubleValue,
                let actual = territory.metrics[.salesTrailingYear]?.doubleValue
            else { return nil }
            name = territory.territory.name
            (self.expected, self.low, self.high, self.actual) = (expected, low, high, actual)
        }
    }

    /// Furthest above the expectation first.
    let rows: [Row]
    let formatting: Formatting
    private let total: Int
    private let outside: Int
    private let scale: LinearScale

    /// Of more territories than can be read, those furthest from their expectation are drawn.
    init(_ territories: [TerritoryReport], formatting: Formatting) {
        let all = territories.compactMap(Row.init)
        total = all.count
        outside = all.count { !$0.isInside }
        rows = MostTelling.rows(of: all, by: { abs($0.gap) }).sorted { $0.gap > $1.gap }
        scale = LinearScale(
            over: rows.flatMap { [$0.high, $0.actual] }, from: Self.left, to: Self.right)
        self.formatting = formatting
    }

    private static let left = 180.0
    private static let right = 640.0
    private static let top = 34.0

    private var bands: BandScale { BandScale(count: rows.count, start: Self.top, step: 22, fill: 0.55) }

    /// The drawing; nil without rows.
    var chart: Chart? {
        guard !rows.isEmpty else { return nil }
        let places = outside == 1 ? "territories lies" : "territories lie"
        return Chart(
            id: "expectation", kind: "bars", size: ChartSize(width: 720, height: bands.end + 12),
            title: outside == 0
                ? "All \(total) territories sell what their ground leads one to expect"
                : "\(outside) of \(total) \(places) outside of what the ground leads one to expect",
            description:
                "Sales of 52 weeks by territory. Bar: the 90% interval of the expectation; line: the "
                + "expectation; dot: actual sales, with their difference on the right.",
            marks: Axis(
                scale: scale, side: .top, across: (Self.top - 8)...bands.end, label: formatting.shortMoney
            ).marks + rows.enumerated().flatMap { drawn($1, place: $0) }, table: table,
            note:
                "Bar: 90% interval of what the ground leads one to expect; line: the expectation; dot: actual "
                + "sales of 52 weeks, with their difference on the right. "
                + MostTelling.note(
                    drawn: rows.count, of: total, by: "furthest from their expectation", formatting))
    }

    private func drawn(_ row: Row, place: Int) -> [Mark] {
        let (middle, edge) = (bands.middle(place), bands.edge(place))
        let words =
            "\(row.name): expected \(formatting.amount(row.expected)) (\(formatting.amount(row.low)) to "
            + "\(formatting.amount(row.high))), actual \(formatting.amount(row.actual))"
        let interval = LabelBox(
            left: scale(row.low), top: edge, right: scale(row.high), bottom: edge + bands.width)
        let expected = scale(row.expected)
        return [
            .text(Self.left - 10, middle + 4, SVG.shortened(row.name, most: 20), "name row"),
            Mark(.bar(interval), "interval", hover: words),
            .rule(expected, edge - 2, expected, edge + bands.width + 2, "tick"),
            Mark(
                .dot(ChartPoint(scale(row.actual), middle), radius: 5),
                row.isInside ? "dot" : row.gap < 0 ? "bad" : "good", hover: words),
            .text(712, middle + 4, formatting.change(row.gap), "value end"),
        ]
    }

    private var table: ChartTable {
        ChartTable(
            caption: "Expected and actual sales of 52 weeks",
            columns: ["Territory", "Expected", "Low", "High", "Actual", "Difference"],
            rows: rows.map { row in
                [row.name] + [row.expected, row.low, row.high, row.actual].map { formatting.amount($0) }
                    + [formatting.change(row.gap)]
            })
    }
}
