import Analysis
import TerritoryModel
import Testing

@testable import Rendering

@Suite("The headline and the answers")
struct HeadlineTests {
    private static func report(
        _ metrics: [MetricKey: MetricValue], exceptions: Bool = true, last: Comparison = .none
    ) -> Report {
        var report = ReportFixture.base
        report.organisation = MetricSet()
        for (key, value) in metrics { report.organisation[key] = value }
        report.territories = [
            leaf("Macon", 900, 1_000), leaf("Savannah", 500, 450), leaf("Augusta", 70, nil),
        ]
        if !exceptions { report.exceptions = [] }
        report.changes.last = last
        return report
    }

    private static func money(_ whole: Int64) -> Money { Money(units: whole * 10_000) }

    private static func leaf(_ name: String, _ sales: Int64, _ prior: Int64?) -> TerritoryReport {
        var set = MetricSet()
        set[.sales] = .money(money(sales))
        if let prior {
            set[.salesPrior] = .money(money(prior))
            set[.growth] = .number(Double(sales) / Double(prior) - 1)
        }
        return TerritoryReport(
            territory: Named(id: name, name: name), parent: nil, kind: .exclusive, owner: nil, reps: [],
            metrics: set)
    }

    private static func run(
        _ metrics: [MetricChange?] = [], _ sales: [SalesChange] = [], spreadRuns: Int? = nil
    ) -> Comparison {
        let day = ReportFixture.lastDay
        var run = RunComparison(asOf: day, current: DayRange(from: day - 90, to: day))
        run.metrics = metrics.compactMap(\.self)
        run.sales = sales
        run.spreadRuns = spreadRuns
        return .compared(run)
    }

    private static func attainment(_ name: String, _ after: Double, _ spread: Double) -> MetricChange? {
        MetricChange(
            subject: .territory(name), name: name, metric: .attainment, before: .number(0.96),
            after: .number(after), usual: UsualSpread(median: 0, spread: spread, differences: 12))
    }

    private static func headline(_ report: Report) -> String {
        let formatting = Formatting(currency: "USD")
        return Headline(report, ChangeWording(formatting: formatting, unitName: "county")).text
    }

    @Test("Without a run before, the territory whose sales moved most against the prior period is told")
    func first() {
        let metrics: [MetricKey: MetricValue] = [
            .sales: .money(Self.money(1_234_000)), .growth: .number(0.041), .attainment: .number(0.96),
        ]
        #expect(
            Self.headline(Self.report(metrics))
                == "Sales of $1.2M are up 4.1% on the prior period, 96.0% of quota. "
                + "Macon moved most: −$100 (−10.0%).")
    }

    @Test("What left the usual furthest since the last run is told with its place and size")
    func unusual() {
        let metrics: [MetricKey: MetricValue] = [
            .sales: .money(Self.money(900)), .growth: .number(-0.02),
        ]
        let last = Self.run(
            [Self.attainment("Macon", 0.9, 0.01), Self.attainment("Savannah", 0.8, 0.01)], spreadRuns: 13)
        #expect(
            Self.headline(Self.report(metrics, last: last))
                == "Sales of $900 are down 2.0% on the prior period. "
                + "Most out of the usual since Jun 21, 2026: Attainment of Savannah 96.0% → 80.0% (16.0 spreads)."
        )
    }

    @Test("Where the usual is not known, the territory whose sales moved most since the last run is told")
    func moved() {
        let sales = [
            SalesChange(subject: .organisation, name: "All", before: .zero, after: Self.money(9_999)),
            SalesChange(
                subject: .territory("Savannah"), name: "Savannah", before: Self.money(400),
                after: Self.money(500)),
            SalesChange(
                subject: .territory("Macon"), name: "Macon", before: Self.money(880), after: Self.money(900)),
        ]
        let last = Self.run([Self.attainment("Macon", 0.9, 0.01)], sales, spreadRuns: 2)
        #expect(
            Self.headline(Self.report([.sales: .money(Self.money(900)), .growth: .number(0)], last: last))
                == "Sales of $900 are level with the prior period. "
                + "Savannah moved most since Jun 21, 2026: sales +$100 to $500.")
    }

    @Test("Where nothing is known and nothing is wrong, both are said")
    func calm() {
        var report = Self.report([:], exceptions: false)
        report.territories = []
        #expect(Self.headline(report) == "No sales are known. Nothing needs action.")
    }

    @Test("The answers name the places behind them")
    func answers() {
        let site = ReportSite(ReportFixture.report, boundaries: nil, formats: Set(OutputFormat.allCases))
        let values = PageValues(site: site, format: .markdown, root: "")
        guard case .list(let answers) = values.answers() else {
            Issue.record("no list")
            return
        }
        #expect(
            answers.map(Self.words) == [
                "Are we covered? 12.3% of the counties have a territory, 12.3% of the accounts were called."
                    + " (coverage.md)"
                    + " | [\(ReportFixture.accent.name)] has no owner"
                    + " | 1 county without a territory, with 3 accounts"
                    + " | [\(ReportFixture.markup.name)] leaves most uncalled: $2,469 of yearly sales",
                "Where do we collide? 1,234 contested accounts, 1,234 shared counties, $1,235 sold outside."
                    + " (overlap.md)"
                    + " | [\(ReportFixture.jane.name)] [\(ReportFixture.joe.name)] contest 2 accounts, $201"
                    + " | [\(ReportFixture.markup.name)] [\(ReportFixture.accent.name)] claim County 1 <x>, $13"
                    + " | [\(ReportFixture.joe.name)] sold $100 in \(ReportFixture.markup.name) without a role",
                "Who needs help? 5 matters need action. (#what-needs-action)"
                    + " | [\(ReportFixture.accent.name)] (vacant territory, $120,001)"
                    + " | [\(ReportFixture.markup.name)] (value that nobody called, $901 and 3 more)",
            ])
    }

    private static func words(_ answer: TemplateValue) -> String {
        let points = items(answer, "points").map { point in
            let links = items(point, "links").map { "[\(text($0, "name"))]" }
            return (links + [text(point, "text")]).joined(separator: " ")
        }
        let start = "\(text(answer, "question")) \(text(answer, "text")) (\(text(answer, "url")))"
        return ([start] + points).joined(separator: " | ")
    }

    private static func items(_ value: TemplateValue, _ name: String) -> [TemplateValue] {
        if case .object(let fields) = value, case .list(let items) = fields[name] { items } else { [] }
    }

    private static func text(_ value: TemplateValue, _ name: String) -> String {
        if case .object(let fields) = value, case .text(let text) = fields[name] { text } else { "" }
    }
}
