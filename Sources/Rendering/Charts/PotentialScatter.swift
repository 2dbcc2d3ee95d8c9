import Analysis
import TerritoryModel

/// Performance index against potential: who sells more or less than the ground given promises, and how much ground
/// that is.
struct PotentialScatter: Sendable {
    private struct Entry {
        let name: String
        let potential: Double
        let index: Double

        var weight: Double { abs(index - 100) * potential }
    }

    private let all: [Entry]
    private let entries: [Entry]
    private let formatting: Formatting

    init(_ territories: [TerritoryReport], formatting: Formatting) {
        all = territories.compactMap { territory in
            guard territory.kind == .exclusive, let potential = territory.metrics[.potential]?.doubleValue,
                let index = territory.metrics[.performanceIndex]?.doubleValue
            else { return nil }
            return Entry(name: territory.territory.name, potential: potential, index: index)
        }
        entries = MostTelling.rows(of: all, most: MostTelling.dots, by: \.weight)
        self.formatting = formatting
    }

    var canBeDrawn: Bool { !entries.isEmpty }

    /// The drawing; nil without dots.
    var chart: Chart? {
        guard canBeDrawn else { return nil }
        let below = all.filter { $0.index < 100 }
        let share = below.reduce(0) { $0 + $1.potential } / max(1e-9, all.reduce(0) { $0 + $1.potential })
        return Chart(
            id: "potential", kind: "scatter", size: ScatterPlot.size,
            title:
                "\(below.count) of \(formatting.counted(all.count, "territory")) sell below the average for their potential; "
                + "they hold \(formatting.percent(share)) of it",
            description:
                "Performance index upwards, 100 = the average share of potential, against potential per "
                + "year to the right. Below the line and far to the right is most to win.",
            marks: plot.marks, table: table,
            note: MostTelling.note(
                drawn: entries.count, of: all.count, by: "furthest from the average for their potential",
                formatting))
    }

    private var plot: ScatterPlot {
        ScatterPlot(
            entries.map { entry in
                ScatterPlot.Dot(
                    name: entry.name, x: entry.potential, y: entry.index,
                    style: entry.index < 100 ? "below" : "above",
                    hover:
                        "\(entry.name): index \(index(entry)), potential \(formatting.amount(entry.potential))"
                )
            },
            x: .init(title: "Potential per year", base: .zero, divide: nil, label: formatting.shortMoney),
            y: .init(
                title: "Performance index, 100 = average", base: .values, divide: 100,
                label: { formatting.decimal($0, places: 0) }))
    }

    private func index(_ entry: Entry) -> String { formatting.decimal(entry.index, places: 0) }

    private var table: ChartTable {
        ChartTable(
            caption: "Performance index and potential by territory",
            columns: ["Territory", "Potential per year", "Index"],
            rows: entries.map { [$0.name, formatting.amount($0.potential), index($0)] })
    }
}
