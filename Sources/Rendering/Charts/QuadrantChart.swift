import Analysis
import TerritoryModel

/// Brand against category development: a dot for each territory, lines at 100.
struct QuadrantChart: Sendable {
    private struct Entry {
        let name: String
        let quadrant: MarketQuadrant
        /// Category and brand development.
        let cdi: Double
        let bdi: Double

        var distance: Double { (cdi - 100) * (cdi - 100) + (bdi - 100) * (bdi - 100) }
    }

    private let all: [Entry]
    private let entries: [Entry]
    private let formatting: Formatting

    init(_ territories: [TerritoryReport], formatting: Formatting) {
        all = territories.compactMap { territory in
            guard territory.kind == .exclusive, let quadrant = territory.market.quadrant,
                let cdi = territory.metrics[.cdi]?.doubleValue,
                let bdi = territory.metrics[.bdi]?.doubleValue
            else { return nil }
            return Entry(name: territory.territory.name, quadrant: quadrant, cdi: cdi, bdi: bdi)
        }
        entries = MostTelling.rows(of: all, most: MostTelling.dots, by: \.distance)
        self.formatting = formatting
    }

    var canBeDrawn: Bool { !entries.isEmpty }

    /// The drawing; nil without dots.
    var chart: Chart? {
        guard canBeDrawn else { return nil }
        let counts = MarketQuadrant.allCases.map { quadrant in
            "\(all.count { $0.quadrant == quadrant }) \(quadrant.title.lowercased())"
        }
        return Chart(
            id: "quadrants", kind: "scatter", size: ScatterPlot.size,
            title: "Territories by quadrant: " + counts.joined(separator: ", "),
            description: "Brand development upwards against category development to the right; 100 is the "
                + "organisation on both axes, and the lines there part the quadrants.",
            marks: plot.marks, table: table,
            note: MostTelling.note(
                drawn: entries.count, of: all.count, by: "furthest from the average", formatting))
    }

    private var plot: ScatterPlot {
        func measure(_ title: String) -> ScatterPlot.Measure {
            ScatterPlot.Measure(
                title: title, base: .values, divide: 100, label: { formatting.decimal($0, places: 0) })
        }
        return ScatterPlot(
            entries.map { entry in
                ScatterPlot.Dot(
                    name: entry.name, x: entry.cdi, y: entry.bdi, style: entry.quadrant.rawValue,
                    hover: "\(entry.name): BDI \(index(entry.bdi)), CDI \(index(entry.cdi)), "
                        + entry.quadrant.title.lowercased())
            },
            x: measure("Category development (CDI), index"), y: measure("Brand development (BDI), index"),
            corners: [
                .init(text: MarketQuadrant.harvest.title, isRight: false, isTop: true),
                .init(text: MarketQuadrant.stronghold.title, isRight: true, isTop: true),
                .init(text: MarketQuadrant.lowPriority.title, isRight: false, isTop: false),
                .init(text: MarketQuadrant.opportunity.title, isRight: true, isTop: false),
            ])
    }

    private func index(_ value: Double) -> String { formatting.decimal(value, places: 0) }

    private var table: ChartTable {
        ChartTable(
            caption: "Brand and category development by territory",
            columns: ["Territory", "BDI", "CDI", "Quadrant"],
            rows: entries.map { [$0.name, index($0.bdi), index($0.cdi), $0.quadrant.title] })
    }
}
