import Analysis

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

    let rows: [Row]
    let formatting: Formatting
    /// The amount at the right end.
    private let top: Double

    /// - Parameter most: Rows to draw; of more, those furthest from their expectation.
    init(_ territories: [TerritoryReport], formatting: Formatting, most: Int = 60) {
        let all = territories.compactMap(Row.init)
        let chosen = all.enumerated().sorted {
            let (one, two) = (abs($0.element.gap), abs($1.element.gap))
            return one == two ? $0.offset < $1.offset : one > two
        }.prefix(most)
        rows = chosen.sorted {
            $0.element.gap == $1.element.gap
                ? $0.offset < $1.offset : $0.element.gap > $1.element.gap
        }.map(\.element)
        top = SVG.ceiling(rows.map { max($0.high, $0.actual) }.max() ?? 0)
        self.formatting = formatting
    }

    private static let left = 180.0
    private static let right = 640.0
    private static let start = 34.0
    private static let height = 22.0

    /// The drawing, furthest above the expectation first; empty without rows.
    var svg: String {
        guard !rows.isEmpty else { return "" }
        let bottom = Self.start + Double(rows.count) * Self.height
        let outside = rows.count { !$0.isInside }
        return SVG.document(
            className: "chart bars expectation", width: 720, height: Int(bottom) + 12,
            title: "Sales of 52 weeks against what the ground leads one to expect, by territory",
            description: "\(outside) of \(rows.count) territories lie outside of their interval. "
                + "The table below has every number.",
            axis(to: bottom) + rows.enumerated().flatMap { drawn($1, place: $0) })
    }

    private func x(_ amount: Double) -> Double {
        Self.left + max(0, amount) / top * (Self.right - Self.left)
    }

    private func axis(to bottom: Double) -> [String] {
        [0, top / 2, top].flatMap { mark in
            [
                SVG.line(x(mark), Self.start - 8, x(mark), bottom, className: "grid"),
                SVG.text(x(mark), 16, formatting.shortMoney(mark), className: "axis middle"),
            ]
        }
    }

    private func drawn(_ row: Row, place: Int) -> [String] {
        let y = Self.start + Double(place) * Self.height
        let middle = y + Self.height / 2
        let words =
            "\(row.name): expected \(formatting.amount(row.expected)) (\(formatting.amount(row.low)) to "
            + "\(formatting.amount(row.high))), actual \(formatting.amount(row.actual))"
        return [
            SVG.text(Self.left - 10, middle + 4, SVG.shortened(row.name, most: 24), className: "name end"),
            SVG.bar(
                x: x(row.low), y: y + 5, width: x(row.high) - x(row.low), height: Self.height - 10,
                className: "interval", title: words),
            SVG.line(x(row.expected), y + 3, x(row.expected), y + Self.height - 3, className: "tick"),
            "<circle class=\"\(row.isInside ? "dot" : row.gap < 0 ? "bad" : "good")\""
                + " cx=\"\(SVG.number(x(row.actual)))\" cy=\"\(SVG.number(middle))\" r=\"5\"/>",
            SVG.text(712, middle + 4, formatting.change(row.gap), className: "value end"),
        ]
    }
}
