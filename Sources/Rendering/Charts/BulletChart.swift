import Analysis
import TerritoryModel

/// Sales against quota: the attainment of the period as a bar from zero, the quota as a line at 100%, and the pace of
/// the fiscal year as a ring.
struct BulletChart: Sendable {
    struct Row: Hashable, Sendable {
        let name: String
        let sales: Double
        let quota: Double
        let attainment: Double
        /// Of the fiscal year so far; nil where it has no quota.
        let pace: Double?

        /// nil without a quota.
        init?(_ name: String, _ metrics: MetricSet) {
            guard let sales = metrics[.sales]?.doubleValue, let quota = metrics[.quota]?.doubleValue,
                let attainment = metrics[.attainment]?.doubleValue
            else { return nil }
            self.name = name
            (self.sales, self.quota, self.attainment) = (sales, quota, attainment)
            pace = metrics[.pace]?.doubleValue
        }
    }

    /// Lowest attainment first.
    let rows: [Row]
    private let total: Int
    private let short: Int
    private let formatting: Formatting
    private let scale: LinearScale

    /// Of more rows than can be read, those furthest from their quota in money are drawn.
    init(_ all: [Row], formatting: Formatting) {
        total = all.count
        short = all.count { $0.attainment < 1 }
        rows = MostTelling.rows(of: all, by: { abs($0.sales - $0.quota) }).sorted {
            $0.attainment < $1.attainment
        }
        self.formatting = formatting
        scale = LinearScale(
            over: rows.flatMap { [$0.attainment, $0.pace ?? 0, 1] }, from: all.count == 1 ? 34 : Self.left,
            to: all.count == 1 ? 680 : Self.right)
    }

    private static let left = 180.0
    private static let right = 540.0
    private static let top = 34.0

    private var bands: BandScale {
        BandScale(
            count: rows.count, start: Self.top, step: rows.count == 1 ? 48 : 22,
            fill: rows.count == 1 ? 0.5 : 0.6)
    }

    /// The drawing; nil without rows.
    var chart: Chart? {
        guard let first = rows.first else { return nil }
        let axis = Axis(
            scale: scale, side: .top, across: (Self.top - 8)...bands.end,
            label: { formatting.decimal($0 * 100, places: 0) + "%" })
        return Chart(
            id: "attainment", kind: total == 1 ? "bullet one" : "bullet bars",
            size: ChartSize(width: 720, height: bands.end + 12), title: total == 1 ? finding(first) : finding,
            description:
                "Sales of the period in per cent of quota as a bar, the quota as a line at 100%, the pace "
                + "of the fiscal year so far as a ring.",
            marks: axis.marks + rows.enumerated().flatMap { drawn($1, place: $0) }, table: table,
            note: "Bar: sales of the period in % of quota; line: quota; ring: pace, the fiscal year so far. "
                + MostTelling.note(
                    drawn: rows.count, of: total, by: "furthest from their quota in money", formatting))
    }

    private var finding: String {
        short == 0
            ? "All \(total) territories reach their quota"
            : "\(short) of \(formatting.counted(total, "territory")) \(short == 1 ? "is" : "are") short of quota"
    }

    private func finding(_ row: Row) -> String {
        let pace = row.pace.map { "; the fiscal year so far stands at \(formatting.percent($0))" } ?? ""
        return "Sales reach \(formatting.percent(row.attainment)) of a quota of "
            + formatting.amount(row.quota) + pace
    }

    private func drawn(_ row: Row, place: Int) -> [Mark] {
        let (middle, edge) = (bands.middle(place), bands.edge(place))
        let box = LabelBox(
            left: scale(min(0, row.attainment)), top: edge, right: scale(max(0, row.attainment)),
            bottom: edge + bands.width)
        var marks = [Mark(.bar(box), row.attainment < 1 ? "short" : "reached", hover: words(of: row))]
        marks.append(.rule(scale(1), edge - 3, scale(1), edge + bands.width + 3, "target"))
        if let pace = row.pace {
            marks.append(
                Mark(
                    .dot(ChartPoint(scale(pace), middle), radius: total == 1 ? 8 : 4.5), "ring",
                    hover: words(of: row)))
        }
        guard total > 1 else { return marks }
        return marks + [
            .text(Self.left - 10, middle + 4, SVG.shortened(row.name, most: 20), "name row"),
            .text(
                712, middle + 4,
                "\(formatting.percent(row.attainment)) of \(formatting.shortMoney(row.quota))", "value end"),
        ]
    }

    private func words(of row: Row) -> String {
        let pace = row.pace.map { ", pace \(formatting.percent($0))" } ?? ""
        return "\(row.name): sales \(formatting.amount(row.sales)), quota \(formatting.amount(row.quota)), "
            + "attainment \(formatting.percent(row.attainment))\(pace)"
    }

    private var table: ChartTable {
        ChartTable(
            caption: "Sales against quota", columns: ["Name", "Sales", "Quota", "Attainment", "Pace"],
            rows: rows.map { row in
                [
                    row.name, formatting.amount(row.sales), formatting.amount(row.quota),
                    formatting.percent(row.attainment), row.pace.map { formatting.percent($0) } ?? "–",
                ]
            })
    }
}
