import Analysis
import TerritoryModel

/// Calls by territory and week, the more the stronger; a week without a call is left open.
struct HeatStrip: Sendable {
    struct Row: Sendable {
        let name: String
        /// Oldest first, as many as the columns.
        let calls: [Int64]

        var silent: Int { calls.count { $0 <= 0 } }
        var sum: Int64 { calls.reduce(0, +) }
    }

    /// Most weeks without a call first, then fewest calls.
    let rows: [Row]
    private let days: [Day]
    private let total: Int
    private let silent: Int
    private let cells: Int
    private let formatting: Formatting
    private let steps: StepScale

    /// - Parameters:
    ///   - all: Of more rows than can be read, those with most weeks without a call are drawn.
    ///   - days: The last day of each week, oldest first.
    init(_ all: [Row], weeksEnding days: [Day], formatting: Formatting) {
        let all = all.filter { $0.calls.count == days.count }
        self.days = days
        self.formatting = formatting
        total = all.count
        silent = all.reduce(0) { $0 + $1.silent }
        cells = all.count * days.count
        let order = all.sorted { $0.silent == $1.silent ? $0.sum < $1.sum : $0.silent > $1.silent }
        rows = Array(order.prefix(MostTelling.rows))
        steps = StepScale(over: rows.flatMap { $0.calls.map { Double(max(0, $0)) } })
    }

    var canBeDrawn: Bool { !rows.isEmpty && !days.isEmpty }

    private static let left = 180.0
    private static let right = 660.0
    private static let top = 62.0

    private var columns: BandScale {
        BandScale(count: days.count, from: Self.left, to: Self.right, fill: 0.92)
    }
    private var bands: BandScale { BandScale(count: rows.count, start: Self.top, step: 20, fill: 0.86) }

    /// The drawing; nil without rows or weeks.
    var chart: Chart? {
        guard canBeDrawn, let worst = rows.first else { return nil }
        let most =
            worst.silent == 0
            ? "every territory was called on in every week"
            : "\(worst.name) went without in \(formatting.counted(worst.silent, "week"))"
        return Chart(
            id: "calls-by-week", kind: "heat bars", size: ChartSize(width: 720, height: bands.end + 12),
            title:
                "\(formatting.count(silent)) of \(formatting.count(cells)) weeks of a territory passed without a "
                + "call; \(most)",
            description:
                "Calls by territory and week, \(days.count) weeks from left to right: the stronger the colour, the more "
                + "calls; open: none. On the right the calls of all weeks.",
            marks: legend + heading + rows.enumerated().flatMap { drawn($1, place: $0) }, table: table,
            note: MostTelling.note(
                drawn: rows.count, of: total, by: "with most weeks without a call", formatting))
    }

    private var legend: [Mark] {
        let names =
            ["none"]
            + (0..<steps.count).map { step in
                "from " + formatting.decimal(steps.limits[step], places: step == 0 || isWhole ? 0 : 1)
            }
        return names.enumerated().flatMap { place, name -> [Mark] in
            let left = Self.left + Double(place) * 76
            let style = place == 0 ? "none" : "q\(steps.colour(ofStep: place - 1))"
            let text = place == 1 ? "from 1" : name
            return [
                Mark(.bar(LabelBox(left: left, top: 6, right: left + 14, bottom: 20)), style),
                .text(left + 19, 17, text, "axis"),
            ]
        } + [.text(Self.left - 10, 17, "Calls per week", "label end")]
    }

    private var isWhole: Bool { steps.limits.allSatisfy { $0 == $0.rounded() } }

    private var heading: [Mark] {
        let middle = days.count / 2
        return [
            .text(Self.left, Self.top - 8, formatting.day(days[0]), "axis"),
            .text(columns.middle(middle), Self.top - 8, formatting.day(days[middle]), "axis middle"),
            .text(Self.right, Self.top - 8, formatting.day(days[days.count - 1]), "axis end"),
            .text(712, Self.top - 8, "Calls", "axis end"),
        ]
    }

    private func drawn(_ row: Row, place: Int) -> [Mark] {
        let top = bands.edge(place)
        let cells = row.calls.enumerated().map { week, calls in
            let left = columns.edge(week)
            return Mark(
                .bar(
                    LabelBox(
                        left: left, top: top, right: left + columns.width, bottom: top + bands.width)),
                calls > 0 ? steps.className(of: Double(calls)) : "none",
                hover: "\(row.name), week ending \(formatting.day(days[week])): "
                    + "\(formatting.count(calls)) calls")
        }
        return [
            .text(Self.left - 10, bands.middle(place) + 4, SVG.shortened(row.name, most: 20), "name row")
        ] + cells + [.text(712, bands.middle(place) + 4, formatting.count(row.sum), "value end")]
    }

    private var table: ChartTable {
        ChartTable(
            caption: "Calls by territory and week ending",
            columns: ["Territory"] + days.map { formatting.day($0) } + ["All"],
            rows: rows.map { row in
                [row.name] + row.calls.map { formatting.count($0) } + [formatting.count(row.sum)]
            })
    }
}
