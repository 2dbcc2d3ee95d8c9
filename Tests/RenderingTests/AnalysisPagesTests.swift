import Analysis
import Foundation
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Pages of the whole analysis")
struct AnalysisPagesTests {
    private static func page(_ path: String) throws -> String {
        try #require(try ReportFixture.files([.html])[path + ".html"])
    }

    @Test("A territory's page has its sections in the order in which a manager reads them")
    func order() throws {
        let page = try Self.page("territories/t-1")
        let ids = page.matches(of: /<section id="([a-z]+)"/).map { String($0.output.1) }
        #expect(
            ids == [
                "actions", "ground", "attainment", "expectation", "coverage", "overlap", "relationships",
                "strategy", "similar", "families", "notes", "trend", "changes", "definitions",
            ])
    }

    @Test(
        "Each part of the analysis is told with its escaped name",
        arguments: [
            ("territories/t-1", "It lies in 2 parts that do not touch; apart: County 0 &lt;x&gt;."),
            ("territories/t-1", "It encloses County 0 &lt;x&gt; of &quot;\u{301} onmouseover"),
            ("territories/t-1", "Opportunity: the market is there and others have it: win share."),
            ("territories/t-1", "Rate | &lt;b&gt;%&lt;/b&gt;</th><td class=\"n\">9.1%</td>"),
            ("territories/t-1", "&lt;b&gt;Hospital&lt;/b&gt; | `x`</th><td class=\"n\">6</td>"),
            ("territories/t-1", "=P&lt;1&gt;</th><td class=\"n\" data-v=\"31\">$31</td>"),
            ("territories/t-1", "is clearly better in account coverage: 78.0% against 61.0%; ask -2+3+cmd|"),
            ("territories/t-1", "Share of accounts, &lt;b&gt;Hospital&lt;/b&gt; | `x`: 50.0%, 25.0%"),
            ("territories/t-1", "new owner rep, not met by its owner rep, sales below half of a year ago"),
            ("territories/t-1", "<h3>a,b</h3>"),
            ("territories/t-1", "owner of &lt;script&gt;alert(&#39;x&#39;)"),
            (
                "territories/t-1-2",
                "<span class=\"also\"><strong>Lost accounts, $701:</strong> &lt;script&gt;"
            ),
            ("territories/t-1-2", "&lt;script&gt;child"),
            ("market", "<title>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Söhne"),
            ("overlap", "&lt;script&gt;Joe&lt;/script&gt; sold | without a `role`."),
            ("overlap", "always</li>"), ("overlap", "12.5 km²</td><td class=\"n\">25.0%</td>"),
            (
                "overlap",
                "title=\"Jane \u{FFFD}Doe and -2+3+cmd|&#39; /C calc&#39;!A0: 3 shared accounts, 2 contested\""
            ),
            ("performance", "within a factor of 1.28 of what is expected"),
            ("performance", "move together (variance inflation 31.5, above 10)"),
            ("performance", "from potential, workload over 24 territories"),
            ("familiarity", "&lt;img src=x&gt; `rm` | rf"),
            ("quality", "By unit: postal code and crosswalk</th><td class=\"n\">7</td>"),
            ("definitions", "Σ value × population ÷ Σ population over owned units with both"),
            (
                "coverage",
                "<td class=\"n\" data-v=\"680\">$680</td><td class=\"n\" data-v=\"1001\">$1,001</td>"
            ),
            ("index", "href=\"territories/t-1-2.html#relationships\""),
        ])
    func parts(path: String, text: String) throws {
        #expect(try Self.page(path).contains(text))
    }

    @Test("A page says why there is no expectation and what it takes")
    func noExpectation() throws {
        var report = ReportFixture.report
        report.regression = nil
        for place in report.territories.indices {
            report.territories[place].metrics[.expectedSales] = .unavailable(.notEnoughTerritories)
        }
        let page = try #require(try ReportFixture.files([.html], of: report)["performance.html"])
        #expect(
            page.contains(
                "There is no expectation: there are not enough territories. It takes twenty territories with an "
                    + "owner rep, sales and potential; too few of the 2 exclusive territories have them."))
        #expect(!page.contains("Coefficient"))
    }

    @Test("An empty list is told with what is not known, not as a fact")
    func emptiness() throws {
        var report = ReportFixture.report
        report.relationshipsAtRisk = []
        report.accountsToCall = []
        report.organisation[.accountsAtRisk] = .unavailable(.sourceMissing)
        let files = try ReportFixture.files([.html], of: report)
        #expect(files["familiarity.html"]?.contains("Not known: the workspace has no such source") == true)
        #expect(files["coverage.html"]?.contains("No account to call: every one was called on") == true)
    }

    @Test("A rank that is not told apart is printed as a range")
    func rank() throws {
        var report = ReportFixture.report
        report.reps[0].metrics[.rank] = .count(3)
        report.reps[0].metrics[.rankAtWorst] = .count(9)
        let page = try #require(try ReportFixture.files([.html], of: report)["reps/r1.html"])
        #expect(page.contains("<dd>3–9</dd>"))
        #expect(page.contains("they are not told apart"))
    }

    @Test(
        "The matrix of rep pairs has the reps with most contested accounts first, and at most as many as asked"
    )
    func matrix() {
        let reps = (0..<4).map { Named(id: "r\($0)", name: "Rep \($0)") }
        func pair(_ one: Int, _ two: Int, _ conflicts: Int) -> RepPair {
            RepPair(
                first: reps[one], second: reps[two], accounts: 9, byKind: [.conflict: conflicts], jaccard: 0,
                sales: .zero, conflictingSales: .zero)
        }
        let matrix = RepMatrix([pair(0, 1, 1), pair(1, 2, 5), pair(0, 3, 0)], largest: 2)
        #expect(matrix.reps == [reps[1], reps[2]])
        #expect(matrix[reps[2], reps[1]]?.conflicts == 5)
        #expect(matrix[reps[0], reps[1]] == nil)
    }

    @Test("Labels meet neither each other nor points, and those without room are left out")
    func labels() throws {
        var placement = LabelPlacement(
            within: LabelBox(left: 0, top: 0, right: 200, bottom: 60), taken: [])
        let point = ChartPoint(100, 30)
        placement.block(point, radius: 4)
        var anchors: [LabelPlacement.Place.Anchor] = []
        for _ in 0..<6 {
            if let place = placement.place("Atlanta", at: point) { anchors.append(place.anchor) }
        }
        #expect(anchors == [.start, .end, .middle, .middle])
    }

    @Test("Charts of the market and of expectations draw nothing without numbers, and no fault with odd ones")
    func charts() throws {
        let formatting = Formatting(currency: "USD")
        #expect(QuadrantChart([], formatting: formatting).chart == nil)
        #expect(ExpectationChart([], formatting: formatting).chart == nil)
        var territory = ReportFixture.report.territories[1]
        territory.metrics[.cdi] = .number(0)
        territory.metrics[.bdi] = .number(-40)
        territory.metrics[.expectedSales] = .money(Money(units: 10_000))
        territory.metrics[.expectedSalesLow] = .money(Money(units: 5_000))
        territory.metrics[.expectedSalesHigh] = .money(Money(units: 20_000))
        territory.metrics[.salesTrailingYear] = .money(Money(units: -70_000))
        let charts = [
            QuadrantChart([territory], formatting: formatting).chart,
            ExpectationChart([territory], formatting: formatting).chart,
        ]
        for svg in try charts.map({ try #require($0).svg }) {
            #expect(svg.contains("&lt;script&gt;") && !svg.contains("nan") && !svg.contains("inf"))
        }
    }
}
