import Analysis
import Foundation
import Testing

@testable import Rendering

@Suite("Forms")
struct TemplateFormTests {
    private static let formats = Set(OutputFormat.allCases)

    private static func pages(_ format: PageFormat) -> [(Page, TemplateValue)] {
        let site = ReportSite(ReportFixture.report, boundaries: ReportFixture.boundaries, formats: formats)
        let values = PageValues(site: site, format: format, root: "../")
        return [
            (.index, values.index()), (.coverage, values.coverage()), (.overlap, values.overlap()),
            (.performance, values.performance()), (.balance, values.balance()), (.quality, values.quality()),
            (.definitions, values.definitions()), (.market, values.market()),
            (.familiarity, values.familiarity()),
        ] + ReportFixture.report.territories.map { (.territory, values.territory($0)) }
            + ReportFixture.report.reps.map { (.rep, values.rep($0)) }
    }

    @Test(
        "Every page of the program's templates is printed by way of forms, as Mustache prints it",
        arguments: PageFormat.ofReports)
    func pages(format: PageFormat) throws {
        let templates = try ReportTemplates(defaults: ReportFixture.templates, overrides: nil)
        for (page, values) in Self.pages(format) {
            let values = values.withListFlags
            let filled = templates.filled(page, values, format: format).map {
                String(decoding: $0, as: UTF8.self)
            }
            #expect(filled != nil && filled == templates.rendered(page, values, format: format), "\(page)")
        }
    }

    /// Prints the index with a template of its own, with and without forms.
    private func index(_ text: String) throws -> (filled: String?, bytes: String, rendered: String?) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let html = folder.appendingPathComponent("html")
        try FileManager.default.createDirectory(at: html, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A leftover in /tmp harms nothing.
        try text.write(to: html.appendingPathComponent("index.mustache"), atomically: true, encoding: .utf8)
        let templates = try ReportTemplates(
            defaults: ReportFixture.templates, overrides: folder.path, formats: [.html])
        let site = ReportSite(ReportFixture.report, boundaries: nil, formats: Self.formats)
        let values = PageValues(site: site, format: .html, root: "").index().withListFlags
        return (
            templates.filled(.index, values, format: .html).map { String(decoding: $0, as: UTF8.self) },
            String(decoding: try #require(templates.bytes(.index, values, format: .html)), as: UTF8.self),
            templates.rendered(.index, values, format: .html)
        )
    }

    @Test(
        "What forms cannot print goes to Mustache",
        arguments: [
            "{{#exceptions}}\n{{name}} of {{title}}\n{{/exceptions}}",
            "{{#league}}{{#owned}}{{name}}{{^is_ramping}}!{{/is_ramping}}{{/owned}}{{/league}}",
            "  {{>exceptions}}\n", "{{#exceptions}}  {{/exceptions}}", "a\u{1}0\u{2}b",
            "<b>{{#exceptions}} {{#owner}}\n{{name}}\n{{/owner}}\n{{/exceptions}}",
            "<b>{{#exceptions}}a\n {{>footer}}{{/exceptions}}",
            "<b>{{#exceptions}}a\n  {{/exceptions}}",
        ])
    func unfit(text: String) throws {
        let (filled, bytes, rendered) = try index(text)
        #expect(filled == nil)
        #expect(bytes == rendered)
    }

    @Test(
        "What forms can print is the same as without them",
        arguments: [
            "", "{{title}}", "<b>{{#exceptions}}\n{{#owner}}\n{{name}}\n{{/owner}}\n{{/exceptions}}",
            "{{^exceptions}}none{{/exceptions}}{{#has_league}}some{{/has_league}}",
            "{{#exceptions}}{{number}}: {{#owner}}{{name}} {{/owner}}{{^owner}}-{{/owner}}\n{{/exceptions}}",
            "{{#exceptions}}\n  {{name}}  \n{{/exceptions}}\n",
            "<b> {{#exceptions}}\r\n{{name}}.\r\n{{/exceptions}}",
            "{{#exceptions}}\n<p>\n{{#owner}}\n{{name}}\n{{/owner}}\n{{^owner}}\nnobody\n{{/owner}}\n{{/exceptions}}\n",
            "{{#league}}<i>{{name}}:{{#owned}} {{name}},{{/owned}}{{^owned}}–{{/owned}}</i>{{/league}}",
            "{{#metrics}}{{{sales}}} {{title}}{{/metrics}}", "{{#title}}{{page_title}}{{/title}}",
            "{{weeks.sales}}{{#territories}}{{owner.name}} {{{metrics.rank}}}\n{{/territories}}",
            "{{! none }}{{#weeks}}{{! of\nthe lines }}{{ending}} {{/weeks}}{{#weeks}}{{calls}} {{/weeks}}",
            "{{&map}}{{{trend}}}{{#navigation}}{{#is_current}}*{{/is_current}}{{name}} {{/navigation}}",
        ])
    func fit(text: String) throws {
        let (filled, bytes, rendered) = try index(text)
        #expect(filled != nil && filled == rendered)
        #expect(bytes == rendered)
    }
}
