import Analysis
import Foundation
import TerritoryModel
import Testing

@testable import Rendering

@Suite("The rendered report")
struct RenderTests {
    @Test("A report has all its pages and tables, with safe names")
    func paths() throws {
        let top = [
            "balance", "changes", "coverage", "definitions", "familiarity", "index", "market", "overlap",
            "performance",
            "quality",
        ]
        let inner = [
            "reps/r1", "reps/r1-2", "reps/unassigned", "territories/etc-passwd", "territories/t-1",
            "territories/t-1-2", "territories/territory", "territories/unassigned",
        ]
        let tables = [
            "accounts_to_call", "area_overlaps", "assignment_changes", "changes", "exception_changes",
            "exceptions", "families", "indicators", "overlaps",
            "relationships_at_risk", "rep_pairs", "reps", "restated_inputs", "sales_changes", "segments",
            "similar_territories", "strategy",
            "territories", "weekly", "white_space",
        ]
        let expected =
            (top + inner).flatMap { [$0 + ".html", $0 + ".md"] } + tables.map { "data/\($0).csv" } + [
                "report.json", "digest.html",
            ]
        let files = try Set(ReportFixture.files(Set(OutputFormat.allCases)).keys)
        #expect(files.filter { !$0.hasPrefix("charts/") } == Set(expected))
        // The drawings of Markdown pages, each in a folder that is called as its page.
        let folders = files.filter { $0.hasPrefix("charts/") }
            .map { $0.split(separator: "/").dropFirst().dropLast().joined(separator: "/") }
        #expect(!folders.isEmpty && Set(folders).isSubset(of: Set(top + inner)))
    }

    @Test("The same report gives the same bytes")
    func deterministic() throws {
        let formats = Set(OutputFormat.allCases)
        #expect(try ReportFixture.files(formats) == ReportFixture.files(formats))
    }

    @Test("No name of the inputs becomes markup on an HTML page")
    func html() throws {
        for (path, text) in try ReportFixture.files([.html]) {
            let scripts = text.matches(of: /<script/).count
            #expect(scripts == 1 && text.contains("<script data-root="), "\(path)")
            let scalars = Array(text.replacing("<script data-root=", with: "").unicodeScalars)
            for bad in ["<script", "<img", "<b>", "\"\u{301}", "<\u{338}", "\u{202E}"] {
                let pattern = Array(bad.unicodeScalars)
                let found = scalars.indices.contains { scalars[$0...].starts(with: pattern) }
                #expect(!found, "\(bad) in \(path)")
            }
            #expect(text.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"))
            #expect(!text.contains("{{"))
            #expect(!text.contains(" style="))
        }
    }

    @Test("Every link of a page leads to a file of the report")
    func links() throws {
        let files = try ReportFixture.files(Set(OutputFormat.allCases))
        let known = Set(files.keys).union(["data/rejected_rows.csv"])
        for (path, text) in files where path.hasSuffix(".html") {
            for match in text.matches(of: /href="([^"#]*)(#[^"]+)?"/) {
                let link = String(match.output.1)
                let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) + "/" : ""
                let page = link.hasPrefix("../") ? String(link.dropFirst(3)) : folder + link
                let target = link.isEmpty ? path : page
                #expect(known.contains(target), "\(link) on \(path)")
                if let section = match.output.2?.dropFirst() {
                    #expect(files[target]?.contains("id=\"\(section)\"") == true, "\(section) of \(target)")
                }
            }
        }
    }

    @Test("Markdown tables keep one row on one line with as many cells as the heading")
    func markdown() throws {
        for (path, text) in try ReportFixture.files([.markdown]) {
            var columns: Int?
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                let cells =
                    line.hasPrefix("|") ? line.replacing("\\\\", with: "").replacing("\\|", with: "") : ""
                let count = cells.isEmpty ? nil : cells.count { $0 == "|" }
                if let columns, let count { #expect(count == columns, "\(path): \(line)") }
                columns = count
            }
            #expect(!text.contains("<script"))
        }
    }

    @Test("A metric without a value says why")
    func unavailable() throws {
        let files = try ReportFixture.files([.html, .markdown])
        #expect(
            files["index.html"]?.contains("<abbr title=\"no quota covers the period\">n/a</abbr>") == true)
        #expect(files["index.md"]?.contains("n/a (no quota covers the period)") == true)
    }

    @Test("report.json keeps money exact and says why a value is missing")
    func json() throws {
        let text = try #require(try ReportFixture.files([.json])["report.json"])
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root["schema"] as? String == "bailiwick.report/1")
        #expect(text.contains("\"amount_loaded\" : 922337203685477.5807"))
        #expect(text.contains("\"value\" : 0.30000000000000004"))
        #expect(text.contains("\"value\" : 1234.5678"))
        #expect(text.contains("-0.0005"))
        let organisation = try #require(root["organisation"] as? [String: [String: [String: Any]]])
        #expect(organisation["metrics"]?["attainment"]?["reason"] as? String == "no_quota")
        #expect(organisation["metrics"]?["attainment"]?["value"] is NSNull)
        let keys = [
            "accounts_to_call", "area_overlaps", "as_of", "bands", "changes", "currency", "definitions",
            "exceptions",
            "families", "handovers", "indicators", "market", "notes", "organisation", "outside_sales",
            "periods", "products", "quality", "realignments", "regression", "regression_reason",
            "relationships_at_risk", "rep_pairs", "reps", "schema", "shared_accounts", "territories",
            "title", "unit_name", "units", "weekly", "weekly_totals",
        ]
        #expect(root.keys.sorted() == keys)
    }

    @Test("CSV tables neutralise formulas and keep money exact")
    func csv() throws {
        let files = try ReportFixture.files([.csv])
        let overlaps = """
            account_id,account,territory_id,kind,account_sales,rep_id,rep,rep_sales,rep_calls,role,\
            role_territory_id,role_since,role_until,first_sale,last_sale,first_call,last_call\r
            A|1,Ω*Clinic*\\,T <1>,conflict,1.5678,R1,Jane \u{202E}Doe,1.5678,1,owner,T <1>,2025-06-28,,\
            2025-06-29,2026-06-28,2025-07-01,2026-06-20\r
            A|1,Ω*Clinic*\\,T <1>,conflict,1.5678,r1,"'-2+3+cmd|' /C calc'!A0",-0.0005,0,none,,,,,,,\r

            """
        #expect(files["data/overlaps.csv"] == overlaps)
        #expect(
            files["data/territories.csv"]?.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"") == true)
        let call = try #require(files["data/accounts_to_call.csv"]).split(separator: "\r\n")
        #expect(
            call[1]
                == "-0,\"'+1-800-CALL\",\"'@x\",T <1>,\"<script>alert('x')</script> & \"\"Söhne\"\" | _a_ `b`\n"
                + "[c](d)\",R1,Jane \u{202E}Doe,1000.5678,,12.5000,,1,3.125,,680.3861")
    }

    @Test("The map gives neighbours different colours and marks shared and unassigned units")
    func map() throws {
        let site = ReportSite(
            ReportFixture.report, boundaries: ReportFixture.boundaries, formats: Set(OutputFormat.allCases))
        let svg = try #require(site.map?.overview { _ in "x.html" })
        #expect(svg.contains("class=\"t0\"") && svg.contains("class=\"t1\""))
        #expect(svg.contains("<g class=\"none\"><path"))
        #expect(svg.contains("<g class=\"shared\"><path"))
        #expect(svg.contains("County 1 &lt;x&gt;: &lt;script&gt;"))
    }

    @Test("Charts draw empty and negative weeks without a fault")
    func charts() throws {
        let formatting = Formatting(currency: "USD")
        #expect(WeeklyChart(weeks: [], formatting: formatting).chart == nil)
        let week = WeekTotals(weekEnding: ReportFixture.asOf, sales: Money(units: -50_000), calls: 0)
        let svg = try #require(WeeklyChart(weeks: [week], formatting: formatting).chart).svg
        #expect(svg.contains("−$5") && !svg.contains("nan") && !svg.contains("inf"))
        #expect(
            DeviationBars(measure: "Sales", bars: [], bands: .standard, formatting: formatting).chart == nil)
        #expect(Sparkline(values: [1]).svg.isEmpty)
    }

    @Test("Neighbours never share a colour while the palette lasts")
    func colouring() {
        let names = (0..<20).map { "t\($0)" }
        let pairs = names.indices.flatMap { one in
            [1, 2, 5].compactMap { one + $0 < 20 ? (names[one], names[one + $0]) : nil }
        }
        let colours = MapColouring.colours(pairs, names: names)
        #expect(colours.count == 20)
        #expect(pairs.allSatisfy { colours[$0.0] != colours[$0.1] })
    }
}
