import Analysis
import Foundation
import Synchronization
import TerritoryModel
import Testing

@testable import Rendering

@Suite("The digest")
struct DigestTests {
    private static func mail(url: String? = nil) throws -> DigestMail {
        DigestMail(
            from: try MailAddress("r@example.com"), to: [try MailAddress("jane@example.com")],
            subject: try DigestSubject(DigestSubject.standard), url: url, fingerprint: { _ in "0123abcd" })
    }

    /// A report whose every name and text is as long as a file may have it, of signs that take most room.
    private static var heavy: Report {
        let name = Named(id: "T", name: String(repeating: "\"", count: 50_000))
        var report = ReportFixture.base
        report.title = name.name
        report.territories = (0..<500).map { place in
            TerritoryReport(
                territory: Named(id: "\(name.name)\(place)", name: name.name), parent: nil, kind: .exclusive,
                owner: name, reps: [name], metrics: ReportFixture.metrics(Int64(place)))
        }
        report.exceptions = (0..<500).map { _ in
            ReportException(
                kind: .uncalledValue, territory: name, money: ReportFixture.money(900), text: name.name,
                owner: name, nextStep: name.name, page: .territory(name))
        }
        return report
    }

    @Test("It is written as a page, and as a message only where somebody gets it")
    func files() throws {
        #expect(try ReportFixture.files([.digest]).keys.sorted() == ["digest.html"])
        #expect(
            try ReportFixture.files([.digest], mail: Self.mail()).keys.sorted() == [
                "digest.eml", "digest.html",
            ])
        #expect(try ReportFixture.files([.csv], mail: Self.mail())["digest.eml"] == nil)
    }

    @Test("It has no script, no style sheet, no class and no image, and needs nothing from elsewhere")
    func selfContained() throws {
        let page = try #require(try ReportFixture.files([.html, .digest])["digest.html"])
        for bad in ["<script", "<style", "<link", "<img", " class=", " src=", "url(", "href="] {
            #expect(!page.contains(bad), "\(bad)")
        }
        #expect(page.contains("&lt;field&gt; sales"))
    }

    @Test("It stays below 100 KB whatever the size of the field and the length of its names")
    func size() throws {
        let mail = try Self.mail(url: "https://example.com/" + String(repeating: "x", count: 180))
        let files = try ReportFixture.files([.html, .digest], of: Self.heavy, mail: mail)
        let page = try #require(files["digest.html"])
        #expect(page.utf8.count < 100_000 && page.utf8.count > 20_000)
        #expect(page.contains("&quot;…"))
        let message = try #require(files["digest.eml"])
        #expect(message.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }

    @Test("Its links lead to the pages of its day where reports are served, if these are in HTML")
    func links() throws {
        let mail = try Self.mail(url: "https://reports.example.com/field")
        let files = try ReportFixture.files(Set(OutputFormat.allCases), mail: mail)
        let page = try #require(files["digest.html"])
        let base = "https://reports.example.com/field/2026-06-28/"
        let links = page.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
        #expect(links.first == base + "index.html" && links.count > 5)
        for link in links {
            #expect(link.hasPrefix(base))
            let path = String(link.dropFirst(base.count).prefix { $0 != "#" })
            #expect(files[path] != nil, "\(link)")
        }
        let markdown = try ReportFixture.files([.markdown, .digest], mail: mail)
        #expect(markdown["digest.html"]?.contains("href=") == false)
    }

    @Test("Its plain text says the same, with names as they are and on one line")
    func text() throws {
        let templates = try ReportTemplates(defaults: ReportFixture.templates, overrides: nil)
        let site = ReportSite(ReportFixture.report, boundaries: nil, formats: Set(OutputFormat.allCases))
        let bytes = try #require(templates.bytes(.digest, site.digest(.text), format: .text))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("Southeast <field> sales, as of 28 Jun 2026\nPeriod "))
        // Out of the macro, which cannot repeat a combining sign.
        let first = "\n1. Vacant territory, \(ReportFixture.accent.name): $120,001"
        #expect(text.contains(first))
        #expect(text.contains("\n    Next step: Name <an> owner.\n"))
        #expect(text.contains("<script>alert('x')</script> & \"Söhne\" | _a_ `b` [c](d)"))
        #expect(!text.contains("{{") && !text.contains("&lt;") && !text.contains("\u{202E}"))
    }

    @Test("Best and worst are ranked by the first measure that two territories have, and never share one")
    func ranking() throws {
        func names(_ known: [Double?]) -> (best: [String], worst: [String]) {
            var report = ReportFixture.base
            report.territories = known.enumerated().map { place, value in
                var metrics = MetricSet()
                metrics[.growth] = value.map { .number($0) } ?? .unavailable(.noQuota)
                return TerritoryReport(
                    territory: Named(id: "T\(place)", name: "T\(place)"), parent: nil, kind: .exclusive,
                    owner: nil, reps: [], metrics: metrics)
            }
            let site = ReportSite(report, boundaries: nil, formats: [.digest])
            guard case .object(let fields) = site.digest(.html) else { return ([], []) }
            return (Self.names(fields["best"]), Self.names(fields["worst"]))
        }
        #expect(names([0.1]) == ([], []))
        #expect(names([0.1, nil, 0.3]) == (["T2"], ["T0"]))
        #expect(names([0.2, 0.2, 0.2]) == (["T0"], ["T2"]))
        #expect(
            names([0.1, 0.7, 0.2, 0.6, 0.3, 0.5, 0.4]) == (["T1", "T3", "T5"], ["T0", "T2", "T4"]))
    }

    private static func names(_ value: TemplateValue?) -> [String] {
        guard case .list(let items)? = value else { return [] }
        return items.compactMap { item in
            guard case .object(let fields) = item, case .text(let name)? = fields["name"] else { return nil }
            return name
        }
    }

    @Test("A workspace replaces both of its templates")
    func overrides() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }  // A leftover in /tmp harms nothing.
        for (format, text) in [
            ("html", "<p>{{title}}</p>"), ("text", "{{title}} {{#has_best}}best{{/has_best}}"),
        ] {
            let inner = folder.appendingPathComponent(format)
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            try text.write(
                to: inner.appendingPathComponent("digest.mustache"), atomically: true, encoding: .utf8)
        }
        let templates = try ReportTemplates(
            defaults: ReportFixture.templates, overrides: folder.path, formats: [.digest])
        let files = MemoryFolder()
        _ = try render(
            ReportFixture.base, boundaries: nil, templates: templates,
            as: Edition(formats: [.digest], mail: Self.mail()), threads: 1, to: files)
        let written = files.files.withLock { $0 }
        #expect(written["digest.html"] == "<p>Southeast &lt;field&gt; sales</p>")
        #expect(written["digest.eml"]?.contains("\r\nSoutheast <field> sales best\r\n") == true)
    }

    @Test("One page alone can be written")
    func onePage() throws {
        let templates = try ReportTemplates(defaults: ReportFixture.templates, overrides: nil)
        func files(_ page: String) throws -> [String] {
            let folder = MemoryFolder()
            let edition = Edition(formats: [.html, .csv, .digest], page: PageTemplate(page))
            _ = try render(
                ReportFixture.report, boundaries: nil, templates: templates, as: edition, threads: 2,
                to: folder)
            return folder.files.withLock { $0.keys.sorted() }
        }
        #expect(try files("coverage") == ["coverage.html"])
        #expect(try files("digest") == ["digest.html"])
        #expect(try files("rep") == ["reps/r1-2.html", "reps/r1.html", "reps/unassigned.html"])
        #expect(PageTemplate("indx") == nil && PageTemplate.names.first == "index")
    }
}
