import Analysis
import Foundation
import Testing

@testable import Rendering

@Suite("Templates")
struct TemplateTests {
    /// Loads with one override; the folder is removed again.
    private func load(_ name: String, _ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let html = folder.appendingPathComponent("html")
        try FileManager.default.createDirectory(at: html, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A leftover in /tmp harms nothing.
        try text.write(to: html.appendingPathComponent(name), atomically: true, encoding: .utf8)
        do throws(RenderingError) {
            let templates = try ReportTemplates(
                defaults: ReportFixture.templates, overrides: folder.path, formats: [.html])
            let site = ReportSite(
                ReportFixture.report, boundaries: nil, formats: Set(OutputFormat.allCases))
            let values = PageValues(site: site, format: .html, root: "")
            let page = templates.bytes(.index, values.index(), format: .html)
            return page.map { String(decoding: $0, as: UTF8.self) } ?? "not rendered"
        } catch {
            return error.description.replacing(folder.path, with: "templates")
        }
    }

    @Test("An override replaces one template and the others stay")
    func override() throws {
        #expect(
            try load("index.mustache", "<p>{{title}} {{{metrics.quota}}}</p>{{>footer}}").hasPrefix(
                "<p>Southeast &lt;field&gt; sales $1,235</p></main>"))
    }

    @Test(
        "A wrong template is refused with its place, the fault and the remedy",
        arguments: [
            (
                "index.mustache", "a\n{{#exceptions}}\n{{moneyy}}{{/exceptions}}",
                """
                templates/html/index.mustache:3: 'moneyy' is not a variable here
                  write 'money'; Templates/README.md lists all templates and their variables
                """
            ),
            (
                "index.mustache", "{{{metrics.attainmnt}}}",
                """
                templates/html/index.mustache:1: 'metrics.attainmnt' is not a variable here
                  write 'metrics.attainment'; Templates/README.md lists all templates and their variables
                """
            ),
            (
                "indx.mustache", "",
                """
                templates/html/indx.mustache: replaces no template
                  rename the file to 'index.mustache'; Templates/README.md lists all templates and their variables
                """
            ),
            (
                "index.mustache", "\n{{>heder}}",
                """
                templates/html/index.mustache:2: 'heder' is not a template
                  write 'header'; Templates/README.md lists all templates and their variables
                """
            ),
            (
                "index.mustache", "{{{headline}}}",
                "templates/html/index.mustache:1: 'headline' is text and must be escaped\n  write {{headline}}"
            ),
            (
                "index.mustache", "{{map}}",
                "templates/html/index.mustache:1: 'map' is markup and would be escaped twice\n  write {{{map}}}"
            ),
            (
                "index.mustache", "{{league}}",
                """
                templates/html/index.mustache:1: 'league' has no text of its own
                  use it as a section, {{#league}}…{{/league}}, or one of its fields
                """
            ),
            (
                "index.mustache", "\n\n{{#league}}",
                """
                templates/html/index.mustache:3: section 'league' is never closed
                  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}
                """
            ),
            (
                "script.mustache", "let a;\nlet b = '{{title}}';",
                """
                templates/html/script.mustache:2: a script takes no tags
                  pass values in data- attributes of the script's element, and write such signs in pieces
                """
            ),
            (
                "script.mustache", "let a = '</SCRIPT>';",
                """
                templates/html/script.mustache:1: '</script' would end the script
                  pass values in data- attributes of the script's element, and write such signs in pieces
                """
            ),
            (
                "header.mustache", "<script>\n{{>script}}\n</script>",
                """
                templates/html/header.mustache:2: the page's policy would refuse the script
                  write <script>{{>script}}</script> with nothing in between; its hash is that of the template
                """
            ),
            (
                "footer.mustache", "{{>footer}}",
                """
                templates/html/footer.mustache:1: 'footer' would include itself without end
                  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}
                """
            ),
            (
                "index.mustache", "{{money}}",
                """
                templates/html/index.mustache:1: 'money' is not a variable here, but in a section
                  write it inside of {{#exceptions}} … {{/exceptions}}
                """
            ),
            (
                "index.mustache", "\n{{zzzzzz}}",
                """
                templates/html/index.mustache:2: 'zzzzzz' is not a variable here
                  Templates/README.md lists all templates and their variables
                """
            ),
            (
                "footer.mustache", "{{#navigation}}{{name}}{{/navigation}}\n{{is_current}}",
                """
                templates/html/footer.mustache:2: 'is_current' is not a variable here, but in a section
                  write it inside of {{#navigation}} … {{/navigation}}
                """
            ),
            (
                "index.mustache", "{{#last}}{{usual}}{{/last}}",
                """
                templates/html/index.mustache:1: 'usual' is not a variable here, but in a section
                  write it inside of {{#metrics}} … {{/metrics}}
                """
            ),
            (
                "digest.mustache", "{{spreads}}",
                """
                templates/html/digest.mustache:1: 'spreads' is not a variable here
                  Templates/README.md lists all templates and their variables
                """
            ),
            (
                "index.mustache", "{{also}}",
                """
                templates/html/index.mustache:1: 'also' is not a variable here, but in a section
                  write it inside of {{#exceptions}} … {{/exceptions}}
                """
            ),
            (
                "index.mustache", "{{#exceptions}}{{#also}}x{{/exceptions}}{{/also}}",
                """
                templates/html/index.mustache:1: {{/exceptions}} ends no open section
                  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}
                """
            ),
            (
                "index.mustache", "a\n{{=<% %>=}}",
                """
                templates/html/index.mustache:2: blocks, parents, pragmas and other delimiters are not supported
                  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}
                """
            ),
            (
                "../index.mustache", "",
                """
                templates/index.mustache: lies where no template is looked for
                  put it into the folder html, markdown, text of templates/
                """
            ),
            (
                "index.mustache", "{{title",
                """
                templates/html/index.mustache:1: a tag is never closed
                  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}
                """
            ),
        ])
    func refused(name: String, text: String, message: String) throws {
        #expect(try load(name, text) == message)
    }

    @Test("A template in a folder that no format has is refused")
    func misplaced() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let inner = folder.appendingPathComponent("htm")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A leftover in /tmp harms nothing.
        try "".write(to: inner.appendingPathComponent("x.mustache"), atomically: true, encoding: .utf8)
        #expect(throws: RenderingError.misplacedTemplate(path: folder.path + "/htm/x.mustache")) {
            try ReportTemplates(defaults: ReportFixture.templates, overrides: folder.path)
        }
    }

    @Test("Every template that is listed lies where it is said, and none lies there unlisted")
    func listed() throws {
        let folders = PageFormat.allCases.map(\.rawValue)
        let found = try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: ReportFixture.templates + "/" + folder).map {
                "\(folder)/\($0)"
            }
        }
        #expect(Set(found) == Set(ReportTemplate.all.map(\.path)))
    }

    @Test("A folder without templates is named with the first file that is missing")
    func missing() {
        #expect(throws: RenderingError.missingTemplate(path: "/nowhere/html/index.mustache")) {
            try ReportTemplates(defaults: "/nowhere", overrides: nil)
        }
    }

    @Test("Templates/README.md lists the variables that the code has")
    func reference() throws {
        let path = ReportFixture.templates + "/README.md"
        let text =
            FileManager.default.fileExists(atPath: path)
            ? try String(contentsOfFile: path, encoding: .utf8) : ""
        if text != TemplateReference.markdown {
            try TemplateReference.markdown.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("Templates/README.md was out of date and has been written anew")
        }
    }

    @Test(
        "Every documented variable has a value and every value is documented", arguments: PageFormat.allCases)
    func documented(format: PageFormat) {
        let site = ReportSite(
            ReportFixture.report, boundaries: ReportFixture.boundaries, formats: Set(OutputFormat.allCases))
        let values = PageValues(site: site, format: format, root: "")
        let report = ReportFixture.report
        let pages: [(Page, TemplateValue)] =
            [
                (.index, values.index()), (.coverage, values.coverage()), (.overlap, values.overlap()),
                (.performance, values.performance()), (.balance, values.balance()),
                (.quality, values.quality()), (.definitions, values.definitions()),
                (.market, values.market()), (.familiarity, values.familiarity()), (.digest, values.digest()),
            ] + report.territories.map { (.territory, values.territory($0)) }
            + report.reps.map { (.rep, values.rep($0)) }
        for (page, value) in pages {
            #expect(differences(value.withListFlags, page.variables, at: page.rawValue) == [])
        }
    }

    private func differences(_ value: TemplateValue, _ shape: TemplateShape, at place: String) -> [String] {
        let fields: [String: TemplateValue]
        switch value {
        case .object(let object):
            fields = Dictionary(uniqueKeysWithValues: object.pairs.map { ($0.name, $0.value) })
        case .lookup(let lookup):
            fields = Dictionary(uniqueKeysWithValues: lookup.names.map { ($0, lookup.value($0) ?? .none) })
        default: return ["\(place) is no object"]
        }
        let known = Set(shape.fields.map(\.name))
        var found = known.symmetricDifference(fields.keys).sorted().map { "\(place).\($0)" }
        for field in shape.fields {
            let inner = "\(place).\(field.name)"
            var held = fields[field.name]
            if case .sortable(let plain, _) = held {
                held = plain
                if !field.isSortable { found.append("\(inner) is sortable") }
            } else if field.isSortable {
                found.append("\(inner) is not sortable")
            }
            switch (field.kind, held) {
            case (.text, .text), (.markup, .markup), (.markup, .drawn), (.flag, .flag),
                (.optional, .some(.none)):
                continue
            case (.object(let shape), .some(let value)), (.optional(let shape), .some(let value)):
                found += differences(value, shape, at: inner)
            case (.list(let shape), .list(let items)):
                found += items.flatMap { differences($0, shape, at: inner) }
            default: found.append("\(inner) has another type")
            }
        }
        return found
    }
}
