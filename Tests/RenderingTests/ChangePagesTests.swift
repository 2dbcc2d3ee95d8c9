import Analysis
import Foundation
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Pages and tables of what changed")
struct ChangePagesTests {
    @Test("A first run says so in one sentence on the overview and on the page of changes, and nowhere else")
    func first() throws {
        var report = ReportFixture.report
        report.changes = ChangeReport()
        let files = try ReportFixture.files([.html, .markdown], of: report)
        let sentence = "This is the first run, so there is no earlier one to compare with."
        for ending in ["html", "md"] {
            for (path, text) in files where path.hasSuffix(ending) {
                let isTold = ["index.\(ending)", "changes.\(ending)"].contains(path)
                #expect(text.contains(sentence) == isTold, "\(path)")
                #expect(text.contains("id=\"what-changed\"") == (path == "index.html"), "\(path)")
            }
        }
        #expect(files["changes.md"]?.contains("There is no run of the same week a year before") == true)
        #expect(files["index.md"]?.contains("a year before") == false)
    }

    @Test(
        "The overview, the page of changes, and the pages of a territory and a rep tell it in words",
        arguments: [
            (
                "index",
                "Sales are $1,050, +$50 against the $1,000 in the report of Jun 21, 2026: +$70 really sold, $0 "
                    + "realigned, −$20 restated."
            ),
            (
                "index",
                "Moved beyond the usual: Attainment 96.0% → 88.0% (5.4 spreads), Lost accounts of "
            ),
            ("index", "Exceptions: 1 new, 1 gone, 1 lasting, the oldest for 3 weeks."),
            ("index", "Gone: Reps in conflict (&lt;b&gt;Gone&lt;/b&gt; | `x`)."),
            ("index", "9 assignments changed."),
            (
                "index",
                "Past rows changed up to Jun 21, 2026: data/&lt;sales&gt;.csv by −$20; all files together by −$17 "
                    + "net, $23 gross."
            ),
            ("index", "<a href=\"changes.html\">All changes</a>"),
            ("index", "Vacant territory</a> <span class=\"tag\">for 3 weeks</span>"),
            (
                "changes",
                "<td>Attainment</td><td class=\"n\">96.0%</td><td class=\"n\">88.0%</td><td class=\"n\">−8.0 points"
                    + "</td><td class=\"n\">±1.5 points</td><td class=\"n\">5.4</td><td class=\"worse\">worse</td>"
            ),
            (
                "changes",
                "<td class=\"n\">−2</td><td class=\"n\">±0</td><td class=\"n\">–</td><td class=\"better\">better</td>"
            ),
            (
                "changes",
                "Metrics that moved by more than 3 of their usual spreads from run to run, as known from the last 13 "
                    + "runs."
            ),
            ("changes", "<td class=\"n\">−$100 in all</td><td class=\"n\">–</td>"),
            (
                "changes",
                "&lt;b&gt;Gone&lt;/b&gt; | `x`</th><td class=\"n\" data-v=\"100\">$100</td><td class=\"n\" data-v=\"0\">$0</td>"
            ),
            (
                "changes",
                "Lost accounts <span class=\"tag\">for 3 weeks</span> <span class=\"tag\">part of another"
            ),
            ("changes", "&lt;script&gt;why&lt;/script&gt; | because."),
            ("changes", " went from &lt;b&gt;Gone&lt;/b&gt; | `x` to Jane \u{FFFD}Doe."),
            ("changes", "Jane \u{FFFD}Doe joined; -2+3+cmd|&#39; /C calc&#39;!A0 left."),
            ("changes", "is overlay no longer but exclusive now."),
            ("changes", "went from the top to ﷽"),
            (
                "changes",
                "7 counties (County 0 &lt;x&gt;, County 1 &lt;x&gt;, County 2 &lt;x&gt;, County 3 &lt;x&gt;, County 4 "
                    + "&lt;x&gt; and 2 more) went from unassigned to"
            ),
            ("changes", "1 county (County 0 &lt;x&gt;) is new."),
            ("changes", "b|.csv</th><td>renamed from &lt;a&gt;.csv</td>"),
            (
                "changes",
                "Not compared with the report of Jun 29, 2025, which ran under another configuration; changed: period, "
                    + "&lt;b&gt;x&lt;/b&gt;."
            ),
            (
                "territories/t-1",
                "Sales are $440, +$40 against the $400 in the report of Jun 21, 2026: +$10 really sold, +$50 realigned, "
                    + "−$20 restated."
            ),
            ("territories/t-1", "Moved beyond the usual: Lost accounts of "),
            ("territories/t-1-2", "New: Vacant territory ("),
            ("reps/r1", "it cannot be split"), ("reps/r1", "Jane \u{FFFD}Doe joined"),
            ("reps/r1-2", "C calc&#39;!A0 left."), ("reps/unassigned", "Nothing worth telling."),
        ])
    func words(path: String, text: String) throws {
        let page = try #require(try ReportFixture.files([.html])[path + ".html"])
        #expect(page.contains(text))
    }

    @Test(
        "While the usual spread is not known the pages say so, and list the largest changes without judging them"
    )
    func unknownSpread() throws {
        var report = ReportFixture.report
        var run = ReportFixture.comparison
        run.spreadRuns = 3
        for place in run.metrics.indices { run.metrics[place].isUnusual = false }
        report.changes.last = .compared(run)
        let files = try ReportFixture.files([.html], of: report)
        #expect(
            files["changes.html"]?.contains(
                "What is usual is not known yet: it takes 7 runs under this configuration, there are 3. The largest "
                    + "changes, by share of what they were:") == true)
        #expect(files["index.html"]?.contains("Largest changes: Attainment 96.0% → 88.0%") == true)
        #expect(files["reps/r1-2.html"]?.contains("Largest changes: Sales of -2+3") == true)
    }

    @Test("Long lists are cut on the page and say how long they are")
    func cut() throws {
        var report = ReportFixture.report
        var run = ReportFixture.comparison
        run.metrics = (0..<101).map { _ in run.metrics[0] }
        run.sales = (0..<201).map { _ in run.sales[0] }
        run.assignments = (0..<101).map { _ in run.assignments[0] }
        run.exceptions.new = (0..<101).map { _ in run.exceptions.new[0] }
        report.changes.last = .compared(run)
        let page = try #require(try ReportFixture.files([.html], of: report)["changes.html"])
        for text in [
            "first 200 of 201;", "first 100 of 101; all are in data/changes.csv", "first 100 of each",
            "first 100 of 101; all are in data/assignment_changes.csv",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test("report.json tells the comparison, its state and why there is none")
    func json() throws {
        let text = try #require(try ReportFixture.files([.json])["report.json"])
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let changes = try #require(root["changes"] as? [String: [String: Any]])
        #expect(changes["year_ago"]?.keys.sorted() == ["as_of", "changed_keys", "state"])
        #expect(changes["year_ago"]?["state"] as? String == "other_configuration")
        let last = try #require(changes["last"])
        #expect(
            last.keys.sorted() == [
                "as_of", "assignments", "exceptions", "knows_spread", "metrics", "period", "restated",
                "sales",
                "spread_runs", "state",
            ])
        let metrics = try #require(last["metrics"] as? [[String: Any]])
        #expect(metrics.map { $0["metric"] as? String } == ["attainment", "lost_accounts"])
        let exceptions = try #require(root["exceptions"] as? [[String: Any]])
        #expect(exceptions.first?["first_seen"] as? String == "2026-06-06")
        #expect(exceptions.first?["id"] as? String == "vacancy:T-1")
        let also = try #require(exceptions.first?["also"] as? [[String: Any]])
        #expect(also.first?["first_seen"] as? String == "2026-06-28")
    }

    @Test("The tables have a row for each change, with full precision")
    func tables() throws {
        let files = try ReportFixture.files([.csv])
        func rows(_ name: String) throws -> [String] {
            try #require(files["data/\(name).csv"]).components(separatedBy: "\r\n")
        }
        let changes = try rows("changes")
        #expect(
            changes[1]
                == "last,2026-06-21,organisation,,Southeast <field> sales,attainment,0.96,0.88,"
                + "-0.07999999999999996,0.001,0.015,5.399999999999998,yes,bad")
        #expect(changes.count == 5)
        let sales = try rows("sales_changes")
        #expect(
            sales[1]
                == "last,2026-06-21,organisation,,Southeast <field> sales,1000.0000,1050.0000,70.0000,-20.0000,"
                + "0.0000,-20.0000")
        #expect(sales[4] == "last,2026-06-21,rep,R1,Jane \u{202E}Doe,5.0000,5.0000,,,,")
        #expect(try rows("exception_changes")[3].contains("lasting,lost_accounts:T <1>,lost_accounts,T <1>,"))
        #expect(try rows("assignment_changes").count == 11)
        let inputs = try rows("restated_inputs")
        #expect(inputs[1] == "2026-06-21,data/<sales>.csv,restated,,500.5678,480.5678,-20.0000")
        #expect(inputs[2] == "2026-06-21,\"'=new.csv\",new,,,3.5678,3.5678")
    }
}
