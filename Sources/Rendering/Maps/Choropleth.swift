import Analysis
import Geography
import TerritoryModel

/// Territories coloured by one metric, the more the stronger, with the steps told beside.
struct Choropleth: Sendable {
    private struct Entry {
        let territory: TerritoryReport
        let value: Double
        /// The value as it is printed everywhere.
        let text: String
    }

    let map: TerritoryMap
    let key: MetricKey
    /// The name within its page.
    let id: String
    private let entries: [Entry]
    private let steps: StepScale
    private let formatting: Formatting

    init(_ map: TerritoryMap, _ key: MetricKey, id: String, formatting: Formatting) {
        self.map = map
        self.key = key
        self.id = id
        self.formatting = formatting
        entries = map.territories.compactMap { territory in
            guard let metric = territory.metrics[key], let value = metric.doubleValue, value.isFinite,
                let text = formatting.text(metric, of: key)
            else { return nil }
            return Entry(territory: territory, value: value, text: text)
        }
        steps = StepScale(over: entries.map(\.value), base: .values)
    }

    var canBeDrawn: Bool { entries.contains { !map.owned[$0.territory.territory.id].isEmpty } }

    /// The map with its finding, its steps and its numbers.
    var figure: String {
        ChartFigure(
            title: finding, drawing: svg, legend: legend, table: table,
            note: table.rows.count < entries.count
                ? "The table has the \(table.rows.count) highest of \(formatting.counted(entries.count, "territory"))."
                : ""
        ).html
    }

    private var title: String { MetricCatalog.definition(of: key).title }

    var finding: String {
        guard let most = entries.max(by: { $0.value < $1.value }),
            let least = entries.min(by: { $0.value < $1.value })
        else { return title }
        return "\(title): from \(least.text) in \(least.territory.territory.name) to \(most.text) in "
            + most.territory.territory.name
    }

    var svg: String {
        let known = Set(entries.map(\.territory.territory.id))
        var content = entries.map { entry in
            let name = entry.territory.territory.name
            return path(
                entry.territory, steps.className(of: entry.value), words: "\(name): \(entry.text)")
        }
        content += map.territories.filter { !known.contains($0.territory.id) }.map {
            path($0, "unknown", words: "\($0.territory.name): n/a")
        }
        content.append("<path class=\"ground unknown\" d=\"\(map.unownedGround)\"/>")
        return MapDocument(id: id, box: map.detail.boundaries.box.grown(by: 60), isGroup: false).text(
            title: finding,
            description:
                "\(title) by territory, the more the stronger the colour; the table below has the numbers.",
            content + map.labels)
    }

    private func path(_ territory: TerritoryReport, _ className: String, words: String) -> String {
        let data = map.ground(map.owned[territory.territory.id])
        guard !data.isEmpty else { return "" }
        return
            "<path class=\"ground \(className)\" d=\"\(data)\"><title>\(Escaping.html(words))</title></path>"
    }

    private var legend: String {
        let items = (0..<steps.count).map { step in
            "<li><span class=\"swatch q\(steps.colour(ofStep: step))\"></span>"
                + Escaping.html("\(words(steps.limits[step])) to \(words(steps.limits[step + 1]))") + "</li>"
        }
        let unknown =
            entries.count < map.territories.count
            ? "<li><span class=\"swatch unknown\"></span>n/a</li>" : ""
        return "<ul class=\"legend\" aria-label=\"\(Escaping.html(title))\">" + items.joined() + unknown
            + "</ul>"
    }

    private func words(_ limit: Double) -> String {
        formatting.text(.number(limit), of: key) ?? formatting.decimal(limit, places: 1)
    }

    private var table: ChartTable {
        let highest = MostTelling.rows(of: entries, most: MostTelling.dots, by: \.value)
        return ChartTable(
            caption: "\(title) by territory", columns: ["Territory", title],
            rows: highest.map { [$0.territory.territory.name, $0.text] })
    }
}
