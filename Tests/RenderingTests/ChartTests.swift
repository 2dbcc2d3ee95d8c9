import Analysis
import Foundation
import FoundationXML
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Charts")
struct ChartTests {
    private static let formatting = Formatting(currency: "USD")

    /// Territories whose names are markup, with numbers that differ.
    private static func territories(_ count: Int) -> [TerritoryReport] {
        (0..<count).map { place in
            var metrics = MetricSet()
            let size = Double(place + 1)
            metrics[.sales] = .money(ReportFixture.money(Int64(place) * 1_000 + 90_000))
            metrics[.quota] = .money(ReportFixture.money(100_000))
            metrics[.attainment] = .number(0.9 + size / 100)
            metrics[.pace] = place % 3 == 0 ? .unavailable(.noQuota) : .number(1.2 - size / 100)
            metrics[.salesAsWas] = .money(ReportFixture.money(place % 2 == 0 ? 95_000 : 110_000))
            metrics[.potential] = .money(ReportFixture.money(Int64(place * place) * 5_000 + 200_000))
            metrics[.performanceIndex] = .number(80 + size * 3)
            metrics[.expectedSales] = .number(100_000)
            metrics[.expectedSalesLow] = .number(80_000)
            metrics[.expectedSalesHigh] = .number(125_000)
            metrics[.salesTrailingYear] = .money(ReportFixture.money(Int64(place) * 9_000 + 60_000))
            metrics[.bdi] = .number(70 + size * 4)
            metrics[.cdi] = .number(130 - size * 2)
            var territory = TerritoryReport(
                territory: Named(id: "\(place)", name: "<\(place)> & \"Söhne\""), parent: nil,
                kind: .exclusive, owner: nil, reps: [], metrics: metrics)
            territory.market.quadrant = MarketQuadrant.allCases[place % 4]
            return territory
        }
    }

    private static let yearOfWeeks = ReportFixture.weeks.map {
        WeekTotals(
            weekEnding: $0.weekEnding, sales: $0.sales, calls: $0.calls,
            salesYearAgo: Money(units: $0.sales.units / 2))
    }

    private static func heat(_ count: Int) -> HeatStrip {
        HeatStrip(
            (0..<count).map { place in
                HeatStrip.Row(
                    name: "<\(place)> & \"Söhne\"", calls: (0..<26).map { Int64($0 * place % 7) })
            }, weeksEnding: ReportFixture.weeks.map(\.weekEnding), formatting: formatting)
    }

    /// Every kind of chart over so many territories.
    private static func charts(_ count: Int) -> [Chart] {
        let territories = territories(count)
        let rows = territories.compactMap { BulletChart.Row($0.territory.name, $0.metrics) }
        let bars = territories.enumerated().map {
            DeviationBars.Bar(name: $1.territory.name, deviation: Double($0 - count / 2) / 10)
        }
        return [
            WeeklyChart(weeks: ReportFixture.weeks, formatting: formatting).chart,
            WeeklyChart(weeks: yearOfWeeks, formatting: formatting).chart,
            DeviationBars(measure: "Sales", bars: bars, bands: .standard, formatting: formatting).chart,
            ExpectationChart(territories, formatting: formatting).chart,
            QuadrantChart(territories, formatting: formatting).chart,
            PotentialScatter(territories, formatting: formatting).chart,
            BulletChart(rows, formatting: formatting).chart,
            BulletChart(Array(rows.prefix(1)), formatting: formatting).chart,
            DumbbellChart(territories, formatting: formatting).chart, heat(count).chart,
        ].compactMap(\.self)
    }

    @Test("Every chart is sound XML on a page and as a file, whatever the names")
    func soundness() {
        let charts = Self.charts(12)
        #expect(charts.count == 10)
        for chart in charts {
            for text in [chart.svg, chart.standaloneSVG, chart.figure] {
                #expect(XMLParser(data: Data(text.utf8)).parse(), "\(chart.id)")
                #expect(!text.contains("nan") && !text.contains("inf"), "\(chart.id)")
            }
        }
    }

    @Test("Every chart has a finding, says what it shows, and is named by both")
    func names() {
        for chart in Self.charts(12) {
            #expect(!chart.title.isEmpty && !chart.description.isEmpty)
            #expect(
                chart.svg.contains(
                    "role=\"img\" aria-labelledby=\"\(chart.id)-title \(chart.id)-desc\"><title id=\"\(chart.id)-title\">"
                ))
            #expect(chart.svg.contains("<desc id=\"\(chart.id)-desc\">"))
        }
    }

    @Test("The table of a chart has the numbers that are drawn")
    func numbers() {
        for chart in Self.charts(12) {
            #expect(!chart.table.rows.isEmpty)
            for row in chart.table.rows {
                #expect(row.count == chart.table.columns.count)
                let drawn = chart.marks.flatMap { mark -> [String] in
                    if case .text(_, let words) = mark.shape { return [words] }
                    return mark.hover.contains(row[0]) ? [mark.hover] : []
                }
                for cell in row.dropFirst() where cell != "–" {
                    let isDrawn = drawn.contains { $0.lowercased().contains(cell.lowercased()) }
                    #expect(isDrawn, "\(chart.id): \(cell) of \(row[0])")
                }
            }
        }
    }

    @Test("Of two thousand territories a chart draws those that tell most and says so")
    func many() {
        for chart in Self.charts(2_000) where chart.table.rows.count > 26 {
            let most = chart.kind == "scatter" ? MostTelling.dots : MostTelling.rows
            #expect(chart.table.rows.count == most, "\(chart.id)")
            #expect(chart.note.contains("Drawn: the \(most) of "), "\(chart.id)")
        }
    }

    @Test("Bars begin at zero and are as long as their values")
    func bars() throws {
        let bars = [0.3, -0.1, 0.15].map { DeviationBars.Bar(name: "a", deviation: $0) }
        let chart = try #require(
            DeviationBars(measure: "Sales", bars: bars, bands: .standard, formatting: Self.formatting).chart)
        let boxes = chart.marks.compactMap { mark -> LabelBox? in
            if case .bar(let box) = mark.shape, mark.className != "band" { box } else { nil }
        }
        let zero = boxes[0].left
        #expect(boxes.map(\.left)[1] == zero && boxes[2].right == zero)
        let lengths = boxes.map { (($0.right - $0.left) / (boxes[0].right - zero) * 100).rounded() / 100 }
        #expect(lengths == [1, 0.5, 0.33])
    }

    @Test("Calls are bars from zero and sales a line above a zero that is drawn")
    func weekly() throws {
        let weeks = [10.0, 40].enumerated().map {
            WeekTotals(
                weekEnding: ReportFixture.asOf + $0 * 7, sales: Money(units: Int64($1) * 10_000),
                calls: Int64($1))
        }
        let chart = try #require(WeeklyChart(weeks: weeks, formatting: Self.formatting).chart)
        let bars = chart.marks.compactMap { mark -> Double? in
            if case .bar(let box) = mark.shape { box.bottom - box.top } else { nil }
        }
        #expect(abs(bars[1] / bars[0] - 4) < 1e-9)
        let line = chart.marks.compactMap { mark -> [ChartPoint]? in
            if case .line(let points) = mark.shape { points } else { nil }
        }.first
        let base = chart.marks.compactMap { mark -> Double? in
            if case .area(_, let base) = mark.shape { base } else { nil }
        }.first
        let points = try #require(line)
        let zero = try #require(base)
        #expect(abs((zero - points[1].y) / (zero - points[0].y) - 4) < 1e-9)
        #expect(!chart.marks.contains { $0.className == "shadow" })
        #expect(chart.title == "Sales of the last week are up 60.0% on the mean of 2 weeks")
    }

    @Test("Sales of a year before are a shadow where all of them are known")
    func shadow() throws {
        let chart = try #require(WeeklyChart(weeks: Self.yearOfWeeks, formatting: Self.formatting).chart)
        #expect(chart.marks.count { $0.className == "shadow" } == 1)
        #expect(chart.title == "Sales of 26 weeks are up 100.0% on the same weeks a year before")
        #expect(chart.table.columns == ["Week ending", "Sales", "A year before", "Calls"])
        var some = Self.yearOfWeeks
        some[0].salesYearAgo = nil
        let other = try #require(WeeklyChart(weeks: some, formatting: Self.formatting).chart)
        #expect(other.table.columns == ["Week ending", "Sales", "Calls"])
    }

    @Test("No name in a scatter plot meets another or a dot")
    func labels() {
        let dots = (0..<120).map { (place: Int) -> ScatterPlot.Dot in
            let (x, y) = (place * 37 % 61, place * place % 53)
            return ScatterPlot.Dot(
                name: "Territory \(place)", x: Double(x), y: Double(y), style: "", hover: "")
        }
        let measure = ScatterPlot.Measure(title: "", base: .zero, divide: 20, label: { "\($0)" })
        let marks = ScatterPlot(
            dots, x: measure, y: measure, corners: [.init(text: "Corner", isRight: true, isTop: true)]
        ).marks
        var boxes: [LabelBox] = []
        for mark in marks {
            switch mark.shape {
            case .dot(let point, let radius):
                boxes.append(
                    LabelBox(
                        left: point.x - radius, top: point.y - radius, right: point.x + radius,
                        bottom: point.y + radius))
            case .text(let point, let text) where mark.className.hasPrefix("name"):
                let width = LabelBox.width(of: text)
                let share: Double =
                    mark.className.hasSuffix("start") ? 0 : mark.className.hasSuffix("end") ? 1 : 0.5
                let left = point.x - width * share
                let box = LabelBox(left: left, top: point.y - 11, right: left + width, bottom: point.y + 3)
                #expect(!boxes.contains(where: box.meets), "\(text)")
                boxes.append(box)
            default: continue
            }
        }
        #expect(boxes.count > 125)
    }

    @Test("Every class of a mark has its colours in the style of pages and in that of files")
    func styles() throws {
        let page = try String(
            contentsOfFile: ReportFixture.templates + "/html/chart_styles.mustache", encoding: .utf8)
        // These only place or size what stands on pages.
        let plain: Set<Substring> = ["name", "value", "start", "last-label"]
        for chart in Self.charts(12) {
            for name in Set(chart.marks.flatMap { $0.className.split(separator: " ") }).subtracting(plain) {
                #expect(page.contains(".\(name)"), "\(name) of \(chart.id)")
                #expect(ChartStyle.standalone.contains(".\(name)"), "\(name) of \(chart.id)")
            }
        }
        #expect(!ChartStyle.standalone.contains("var("))
    }
}
