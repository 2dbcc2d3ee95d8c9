import Analysis
import TerritoryModel

/// Weekly sales as a line, with those of a year before as its shadow, over weekly calls as bars.
struct WeeklyChart: Sendable {
    /// Oldest first.
    let weeks: [WeekTotals]
    let formatting: Formatting
    private let sales: LinearScale
    private let calls: LinearScale
    private let bands: BandScale
    /// Sales of the same weeks a year before; nil where one of them is not known.
    private let before: [Double]?

    init(weeks: [WeekTotals], formatting: Formatting) {
        self.weeks = weeks
        self.formatting = formatting
        let known = weeks.compactMap { $0.salesYearAgo?.doubleValue }
        before = known.count == weeks.count ? known : nil
        sales = LinearScale(
            over: weeks.map(\.sales.doubleValue) + (before ?? []), from: Self.salesBottom, to: Self.salesTop,
            steps: 2)
        calls = LinearScale(
            over: weeks.map { Double($0.calls) }, from: Self.callsBottom, to: Self.callsTop, steps: 3)
        bands = BandScale(count: weeks.count, from: Self.left, to: Self.right, fill: 0.7)
    }

    private static let size = ChartSize(width: 720, height: 312)
    private static let left = 104.0
    private static let right = 700.0
    private static let salesTop = 38.0
    private static let salesBottom = 182.0
    private static let callsTop = 228.0
    private static let callsBottom = 278.0

    /// The drawing; nil without weeks.
    var chart: Chart? {
        guard let first = weeks.first, let last = weeks.last else { return nil }
        let shadow = before == nil ? "" : ", and those of the same weeks a year before as a dashed line"
        return Chart(
            id: "weekly", kind: "weekly", size: Self.size, title: finding,
            description:
                "Sales per week as a line\(shadow); below, calls per week as bars. From the week ending "
                + "\(formatting.day(first.weekEnding)) to that ending \(formatting.day(last.weekEnding)), when "
                + "sales were \(formatting.money(last.sales)) and calls \(formatting.count(last.calls)).",
            marks: salesMarks + callsMarks + days, table: table,
            note: before == nil ? "" : "Dashed: the same weeks a year before.")
    }

    /// All weeks against the year before, or else the last week against the mean of all.
    private var finding: String {
        let amounts = weeks.map(\.sales.doubleValue)
        let sum = amounts.reduce(0, +)
        let span = formatting.counted(weeks.count, "week")
        if let sumBefore = before?.reduce(0, +), sumBefore > 0 {
            let change = sum / sumBefore - 1
            return
                "Sales of \(span) are \(Self.direction(change, formatting)) on the same weeks a year before"
        }
        let mean = sum / Double(max(1, amounts.count))
        guard mean > 0, let last = amounts.last, amounts.count > 1 else {
            return "Sales and calls of \(span)"
        }
        return
            "Sales of the last week are \(Self.direction(last / mean - 1, formatting)) on the mean of \(span)"
    }

    private static func direction(_ change: Double, _ formatting: Formatting) -> String {
        let size = formatting.percent(abs(change))
        return size == formatting.percent(0) ? "level" : "\(change < 0 ? "down" : "up") \(size)"
    }

    private func points(_ amounts: [Double]) -> [ChartPoint] {
        amounts.enumerated().map { ChartPoint(bands.middle($0), sales($1)) }
    }

    private var salesMarks: [Mark] {
        let line = points(weeks.map(\.sales.doubleValue))
        let axis = Axis(
            scale: sales, side: .left, across: Self.left...Self.right, label: formatting.shortMoney)
        var marks = axis.marks + [Mark(.area(line, base: sales(0)), "area")]
        if let before {
            marks.append(Mark(.line(points(before)), "shadow"))
            marks.append(.text(340, 22, "– – a year before", "label shadow-label middle"))
        }
        marks += [
            Mark(.line(line), "line"), .text(Self.left, 22, "Sales per week", "label sales"),
            .text(
                Self.right, 22, "last week \(formatting.shortMoney(weeks.last?.sales.doubleValue ?? 0))",
                "label sales end"),
        ]
        if let end = line.last { marks.append(Mark(.dot(end, radius: 3.5), "dot")) }
        return marks
    }

    private var callsMarks: [Mark] {
        let bars = weeks.enumerated().map { place, week in
            let left = bands.edge(place)
            let box = LabelBox(
                left: left, top: calls(Double(max(0, week.calls))), right: left + bands.width,
                bottom: calls(0))
            return Mark(.bar(box), "bar", hover: words(of: week))
        }
        let axis = Axis(
            scale: calls, side: .left, across: Self.left...Self.right, endsOnly: true,
            label: { formatting.decimal($0, places: $0 == $0.rounded() ? 0 : 1) })
        return axis.marks + bars + [
            .text(Self.left, Self.callsTop - 10, "Calls per week", "label calls"),
            .text(
                Self.right, Self.callsTop - 10, "last week \(formatting.count(weeks.last?.calls ?? 0))",
                "label calls end"),
        ]
    }

    private func words(of week: WeekTotals) -> String {
        let before = before == nil ? nil : week.salesYearAgo.map { ", a year before \(formatting.money($0))" }
        return "Week ending \(formatting.day(week.weekEnding)): sales \(formatting.money(week.sales))"
            + (before ?? "") + ", \(formatting.count(week.calls)) calls"
    }

    private var days: [Mark] {
        let y = Self.callsBottom + 24
        let middle = weeks.count / 2
        func mark(_ week: Int) -> String { formatting.day(weeks[week].weekEnding) }
        return [
            .text(Self.left, y, mark(0), "axis"),
            .text(bands.middle(middle), y, mark(middle), "axis middle last-label"),
            .text(Self.right, y, mark(weeks.count - 1), "axis end"),
        ]
    }

    private var table: ChartTable {
        let columns = ["Week ending", "Sales"] + (before == nil ? [] : ["A year before"]) + ["Calls"]
        return ChartTable(
            caption: "Sales and calls by week", columns: columns,
            rows: weeks.map { week in
                let earlier = week.salesYearAgo.map { formatting.money($0) } ?? PageValues.dash
                return [formatting.day(week.weekEnding), formatting.money(week.sales)]
                    + (before == nil ? [] : [earlier]) + [formatting.count(week.calls)]
            }, order: weeks.map(\.weekEnding.description))
    }
}
