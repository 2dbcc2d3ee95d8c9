import Analysis
import TerritoryModel

/// Sales of today's ground against sales of the ground of the day, where realignment made them differ.
struct DumbbellChart: Sendable {
    struct Row: Hashable, Sendable {
        let name: String
        let asIs: Double
        let asWas: Double

        var moved: Double { asIs - asWas }
    }

    /// Most moved in first.
    let rows: [Row]
    private let total: Int
    private let all: Int
    private let formatting: Formatting
    private let scale: LinearScale

    init(_ territories: [TerritoryReport], formatting: Formatting) {
        let both = territories.compactMap { territory -> Row? in
            guard territory.kind == .exclusive, let asIs = territory.metrics[.sales]?.doubleValue,
                let asWas = territory.metrics[.salesAsWas]?.doubleValue
            else { return nil }
            return Row(name: territory.territory.name, asIs: asIs, asWas: asWas)
        }
        // A difference that is not seen in whole units of money is none.
        let differ = both.filter { abs($0.moved) >= 1 }
        all = both.count
        total = differ.count
        rows = MostTelling.rows(of: differ, by: { abs($0.moved) }).sorted { $0.moved > $1.moved }
        self.formatting = formatting
        scale = LinearScale(over: rows.flatMap { [$0.asIs, $0.asWas] }, from: Self.left, to: Self.right)
    }

    private static let left = 180.0
    private static let right = 620.0
    private static let top = 52.0

    var canBeDrawn: Bool { !rows.isEmpty }

    private var bands: BandScale { BandScale(count: rows.count, start: Self.top, step: 24) }

    /// The drawing; nil where nothing differs.
    var chart: Chart? {
        guard let largest = rows.max(by: { abs($0.moved) < abs($1.moved) }) else { return nil }
        let axis = Axis(
            scale: scale, side: .top, across: (Self.top - 8)...bands.end, label: formatting.shortMoney)
        return Chart(
            id: "realigned", kind: "bars", size: ChartSize(width: 720, height: bands.end + 12),
            title:
                "Realignment changed the sales of \(total) of \(formatting.counted(all, "territory")), most those of "
                + "\(largest.name): \(signed(largest.moved))",
            description:
                "Sales of the period: a ring for the ground as it was on the day of each sale, a dot for "
                + "the ground of today, and the difference on the right.",
            marks: axis.marks + legend + rows.enumerated().flatMap { drawn($1, place: $0) }, table: table,
            note: MostTelling.note(drawn: rows.count, of: total, by: "with the most sales moved", formatting))
    }

    private func signed(_ amount: Double) -> String {
        (amount > 0 ? "+" : "") + formatting.amount(amount)
    }

    private var legend: [Mark] {
        [
            Mark(.dot(ChartPoint(Self.left + 5, 12), radius: 5), "ring"),
            .text(Self.left + 16, 16, "ground of the day (as-was)", "axis"),
            Mark(.dot(ChartPoint(Self.left + 205, 12), radius: 5), "dot"),
            .text(Self.left + 216, 16, "ground of today (as-is)", "axis"),
        ]
    }

    private func drawn(_ row: Row, place: Int) -> [Mark] {
        let middle = bands.middle(place)
        let words =
            "\(row.name): as-was \(formatting.amount(row.asWas)), as-is \(formatting.amount(row.asIs))"
        return [
            .text(Self.left - 10, middle + 4, SVG.shortened(row.name, most: 20), "name row"),
            .rule(scale(row.asWas), middle, scale(row.asIs), middle, "link"),
            Mark(.dot(ChartPoint(scale(row.asWas), middle), radius: 5), "ring", hover: words),
            Mark(.dot(ChartPoint(scale(row.asIs), middle), radius: 5), "dot", hover: words),
            .text(712, middle + 4, signed(row.moved), "value end"),
        ]
    }

    private var table: ChartTable {
        ChartTable(
            caption: "Sales as-was and as-is, where they differ",
            columns: ["Territory", "As-was", "As-is", "Difference"],
            rows: rows.map {
                [$0.name, formatting.amount($0.asWas), formatting.amount($0.asIs), signed($0.moved)]
            })
    }
}
