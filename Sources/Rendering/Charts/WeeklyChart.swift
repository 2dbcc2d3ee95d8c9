import Analysis
import TerritoryModel

/// Weekly sales as a line over weekly calls as bars, each on its own axis.
struct WeeklyChart: Sendable {
    /// Oldest first.
    let weeks: [WeekTotals]
    let formatting: Formatting

    private static let width = 720.0
    private static let left = 82.0
    private static let right = 700.0
    private static let salesTop = 38.0
    private static let salesBottom = 182.0
    private static let callsTop = 228.0
    private static let callsBottom = 278.0

    /// The drawing; empty without weeks.
    var svg: String {
        guard let first = weeks.first, let last = weeks.last else { return "" }
        let sales = formatting.money(last.sales)
        return SVG.document(
            className: "chart weekly", width: Int(WeeklyChart.width), height: 312,
            title: "Sales and calls per week, \(formatting.counted(weeks.count, "week"))",
            description: "From the week ending \(formatting.day(first.weekEnding)) to that ending "
                + "\(formatting.day(last.weekEnding)), when sales were \(sales) and calls "
                + "\(formatting.count(last.calls)). The table below has every week.",
            salesPart() + callsPart() + days())
    }

    private func x(_ week: Int) -> Double {
        let step = (WeeklyChart.right - WeeklyChart.left) / Double(weeks.count)
        return WeeklyChart.left + (Double(week) + 0.5) * step
    }

    private func salesPart() -> [String] {
        let amounts = weeks.map(\.sales.doubleValue)
        let top = SVG.ceiling(amounts.max() ?? 0)
        let low = amounts.min() ?? 0
        let bottom = low < 0 ? -SVG.ceiling(-low) : 0
        func y(_ amount: Double) -> Double {
            WeeklyChart.salesBottom
                - (amount - bottom) / (top - bottom) * (WeeklyChart.salesBottom - WeeklyChart.salesTop)
        }
        let points = amounts.enumerated().map { "\(SVG.number(x($0))),\(SVG.number(y($1)))" }
        let base = SVG.number(y(0))
        let grid = (bottom < 0 ? [bottom, 0, top] : [0, top / 2, top]).flatMap { mark in
            [
                SVG.line(WeeklyChart.left, y(mark), WeeklyChart.right, y(mark), className: "grid"),
                SVG.text(
                    WeeklyChart.left - 6, y(mark) + 4, formatting.shortMoney(mark), className: "axis end"),
            ]
        }
        let end = amounts.count - 1
        return [SVG.text(WeeklyChart.left, 22, "Sales per week", className: "label sales")] + grid + [
            "<polygon class=\"area\" points=\"\(SVG.number(x(0))),\(base) \(points.joined(separator: " "))"
                + " \(SVG.number(x(end))),\(base)\"/>",
            "<polyline class=\"line\" points=\"\(points.joined(separator: " "))\"/>",
            "<circle class=\"dot\" cx=\"\(SVG.number(x(end)))\" cy=\"\(SVG.number(y(amounts[end])))\" r=\"3.5\"/>",
            SVG.text(
                WeeklyChart.right, 22, "last week \(formatting.shortMoney(amounts[end]))",
                className: "label sales end"),
        ]
    }

    private func callsPart() -> [String] {
        let top = SVG.ceiling(Double(weeks.map(\.calls).max() ?? 0))
        let height = WeeklyChart.callsBottom - WeeklyChart.callsTop
        let width = (WeeklyChart.right - WeeklyChart.left) / Double(weeks.count) * 0.7
        let bars = weeks.enumerated().map { place, week in
            let size = Double(max(0, week.calls)) / top * height
            return SVG.bar(
                x: x(place) - width / 2, y: WeeklyChart.callsBottom - size, width: width, height: size,
                className: "bar",
                title:
                    "Week ending \(formatting.day(week.weekEnding)): \(formatting.count(week.calls)) calls, "
                    + "\(formatting.money(week.sales)) sales")
        }
        let last = weeks[weeks.count - 1].calls
        return [
            SVG.text(WeeklyChart.left, WeeklyChart.callsTop - 10, "Calls per week", className: "label calls"),
            SVG.text(
                WeeklyChart.right, WeeklyChart.callsTop - 10, "last week \(formatting.count(last))",
                className: "label calls end"),
            SVG.line(
                WeeklyChart.left, WeeklyChart.callsBottom, WeeklyChart.right, WeeklyChart.callsBottom,
                className: "grid"),
            SVG.text(
                WeeklyChart.left - 6, WeeklyChart.callsTop + 4,
                formatting.decimal(top, places: top < 1 ? 1 : 0), className: "axis end"),
            SVG.text(WeeklyChart.left - 6, WeeklyChart.callsBottom + 4, "0", className: "axis end"),
        ] + bars
    }

    private func days() -> [String] {
        let y = WeeklyChart.callsBottom + 24
        let middle = weeks.count / 2
        func mark(_ week: Int) -> String { formatting.day(weeks[week].weekEnding) }
        return [
            SVG.text(WeeklyChart.left, y, mark(0), className: "axis"),
            SVG.text(x(middle), y, mark(middle), className: "axis middle last-label"),
            SVG.text(WeeklyChart.right, y, mark(weeks.count - 1), className: "axis end"),
        ]
    }
}
