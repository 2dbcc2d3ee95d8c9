import Analysis
import Digesting
import Foundation
import Synchronization
import Testing
import TerritoryModel

@testable import Rendering

@Suite("The structure of pages")
struct PageStructureTests {
    private static let formats = Set(OutputFormat.allCases)

    @Test("The policy of a page allows the one script that the page prints, by the digest of its bytes")
    func policy() throws {
        for (path, text) in try ReportFixture.files([.html]) {
            let scripts = text.matches(of: /<script[^>]*>([\s\S]*?)<\/script>/).map(\.output.1)
            try #require(scripts.count == 1, "\(path)")
            var digest = ContentDigest()
            digest.update(String(scripts[0]))
            let source = "script-src 'sha256-\(Data(digest.bytes()).base64EncodedString())';"
            #expect(text.contains(source), "\(path)")
            #expect(!text.contains("script-src 'unsafe"))
        }
    }

    @Test("A script of the workspace is allowed by its own digest, as a browser reads its lines")
    func otherScript() throws {
        let page = try index(replacing: "script.mustache", by: "'use strict';\r\nlet a = '\u{E9}';\r")
        #expect(page.contains(">'use strict';\nlet a = '\u{E9}';\n</script>"))
        #expect(page.contains("script-src '\(PageScript.hash(of: "'use strict';\nlet a = '\u{E9}';\n"))';"))
        #expect(PageScript.hash(of: "") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    }

    /// The leadership page with one template of a workspace.
    private func index(replacing name: String, by text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let html = folder.appendingPathComponent("html")
        try FileManager.default.createDirectory(at: html, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A leftover in /tmp harms nothing.
        try text.write(to: html.appendingPathComponent(name), atomically: true, encoding: .utf8)
        let templates = try ReportTemplates(
            defaults: ReportFixture.templates, overrides: folder.path, formats: [.html])
        let site = ReportSite(ReportFixture.report, boundaries: nil, formats: Self.formats)
        let values = PageValues(site: site, format: .html, root: "").index()
        return String(
            decoding: try #require(templates.bytes(.index, values, format: .html)), as: UTF8.self)
    }

    @Test(
        "The sections of a page stand in the order in which they are read",
        arguments: [
            (
                "index.html",
                [
                    "actions", "what-changed", "map", "trend", "reps", "balance", "territories", "groups",
                    "read-on",
                ]
            ),
            (
                "territories/t-1-2.html",
                [
                    "actions", "what-changed", "ground", "attainment", "expectation", "coverage", "overlap",
                    "relationships", "strategy", "similar", "families", "notes", "trend", "changes",
                    "definitions",
                ]
            ),
            (
                "reps/r1.html",
                [
                    "actions", "what-changed", "ground", "attainment", "performance", "coverage", "overlap",
                    "relationships", "families", "notes", "trend", "definitions",
                ]
            ),
        ])
    func order(path: String, expected: [String]) throws {
        let text = try #require(try ReportFixture.files([.html])[path])
        let found = text.matches(of: /<section id="([^"]+)"/).map { String($0.output.1) }
        // A page leaves out what there is nothing of.
        #expect(found == expected.filter(found.contains))
        #expect(found.count >= expected.count - 4)
    }

    @Test("The definitions of a page are those of the metrics that it prints", arguments: PageFormat.allCases)
    func definitions(format: PageFormat) throws {
        let templates = try ReportTemplates(defaults: ReportFixture.templates, overrides: nil)
        let site = ReportSite(
            ReportFixture.report, boundaries: ReportFixture.boundaries, formats: Self.formats)
        let values = PageValues(
            site: site, format: format, root: "../", metricUses: templates.metricUses(format))
        let pages: [(Page, TemplateValue)] =
            ReportFixture.report.territories.map { (.territory, values.territory($0)) }
            + ReportFixture.report.reps.map { (.rep, values.rep($0)) }
        for (page, value) in pages {
            let asked = Asked()
            _ = templates.rendered(page, asked.watching(value).withListFlags, format: format)
            let titles = asked.names.withLock { names in
                MetricCatalog.definitions.filter { names.contains($0.key.rawValue) }.map(\.title)
            }
            #expect(Set(listed(value)) == Set(titles))
            #expect(listed(value).count == titles.count)
        }
    }

    private func listed(_ page: TemplateValue) -> [String] {
        guard case .object(let fields) = page, case .list(let items) = fields["definitions_used"] else {
            return []
        }
        return items.compactMap {
            if case .object(let fields) = $0, case .text(let name) = fields["name"] { name } else { nil }
        }
    }

    /// Notes which metrics a template asks for.
    private final class Asked: Sendable {
        let names = Mutex<Set<String>>([])

        func watching(_ value: TemplateValue) -> TemplateValue {
            switch value {
            case .lookup(let lookup):
                return .lookup(
                    TemplateLookup(names: lookup.names) { name in
                        self.names.withLock { _ = $0.insert(name) }
                        return lookup.value(name)
                    })
            case .object(let fields):
                var watched = TemplateFields()
                for (name, value) in fields.pairs { watched[name] = watching(value) }
                return .object(watched)
            case .list(let items): return .list(items.map(watching))
            default: return value
            }
        }
    }

    @Test("A cell is sorted by a number or day that no locale changes")
    func sorting() throws {
        let values: [(SortValue, String)] = [
            (.money(Money(units: 12_345_678)), "1235"), (.money(Money(units: -12_345_678)), "-1235"),
            (.count(1_234), "1234"), (.number(0.1234494), "0.123449"), (.number(12), "12"),
            (.day(ReportFixture.asOf), "2026-06-28"), (.nothing, ""), (SortValue(nil), ""),
            (SortValue(.unavailable(.noQuota)), ""), (SortValue(.number(-0.5)), "-0.5"),
        ]
        for (value, text) in values { #expect(value.text == text) }
        let index = try #require(try ReportFixture.files([.html])["index.html"])
        #expect(index.contains("<td class=\"n\" data-v=\"2469\">$2,469</td>"))
        #expect(index.contains("<td class=\"n\" data-v=\"\"><abbr"))
    }

    @Test("An interval is drawn on a scale from nothing, and ends at the edges of it")
    func interval() {
        let bar = IntervalBar(index: 100, margin: 0.25, top: 200).svg
        #expect(bar.contains("class=\"average\" d=\"M50 0v16\""))
        #expect(bar.contains("class=\"range\" d=\"M38 8H62\""))
        #expect(IntervalBar(index: 500, margin: 2, top: 200).svg.contains("d=\"M2 8H98\""))
        #expect(IntervalBar.top([]) == 150)
        #expect(IntervalBar.top([(index: 160, margin: 0.5), (index: 20, margin: 0)]) == 240)
        #expect(IntervalBar.top([(index: 900, margin: 0)]) == 300)
    }

    @Test("A long league is cut on the leadership page, and the others are there by name")
    func longLeague() throws {
        var report = ReportFixture.report
        report.reps = (0..<60).map { place in
            RepReport(
                rep: Named(id: "x\(place)", name: "Rep \(place)"), territories: [], owned: [],
                isRamping: false, hired: nil, metrics: MetricSet(), weeks: [])
        }
        let text = try #require(try ReportFixture.files([.html], of: report)["index.html"])
        #expect(text.contains("The first of 60; <a href=\"performance.html#reps\">all of them</a>."))
        #expect(text.contains("<li><a href=\"reps/x59.html\">Rep 59</a></li>"))
        #expect(!text.contains("<li><a href=\"reps/x49.html\">"))
    }

    @Test("Of very many territories those that sell most are shown, and the others are there by name")
    func manyTerritories() throws {
        var report = ReportFixture.report
        report.territories = (0..<150).map { place in
            var metrics = MetricSet()
            metrics[.sales] = .money(ReportFixture.money(Int64(place)))
            return TerritoryReport(
                territory: Named(id: "y\(place)", name: "Territory \(place)"), parent: nil, kind: .exclusive,
                owner: nil, reps: [], metrics: metrics)
        }
        let text = try #require(try ReportFixture.files([.html], of: report)["index.html"])
        #expect(text.contains("<tr><th scope=\"row\"><a href=\"territories/y50.html\">"))
        #expect(text.contains("<li><a href=\"territories/y49.html\">Territory 49</a></li>"))
        #expect(text.contains("Those of 150 that sell most; <a href=\"performance.html#territories\">"))
    }

    @Test("Of many exceptions five are shown, others folded, and the rest is in the file that has all")
    func manyExceptions() throws {
        var report = ReportFixture.report
        report.exceptions = Array(repeating: report.exceptions[1], count: 120)
        let text = try #require(try ReportFixture.files([.html, .csv], of: report)["index.html"])
        #expect(text.contains("<details id=\"more-exceptions\">\n<summary>95 more</summary>"))
        #expect(text.contains("<p>There are 120 in all: <a href=\"data/exceptions.csv\">all as CSV</a>.</p>"))
        #expect(text.matches(of: /data-label="Next step"/).count == 100)
    }
}
