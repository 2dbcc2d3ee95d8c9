import Foundation
import Mustache
import TerritoryModel

/// The templates of all pages, parsed, and every variable checked against the documented list.
public struct ReportTemplates: Sendable {
    private let libraries: [PageFormat: MustacheLibrary]
    /// Of the formats whose templates allow it.
    private let forms: [PageFormat: TemplateForms]
    /// Which metrics the pages of each format print.
    private let metricUses: [PageFormat: [Page: MetricUses]]

    /// Loads the templates of the formats that have pages.
    ///
    /// - Parameters:
    ///   - defaults: The folder `Templates` with `html`, `markdown` and `text`.
    ///   - overrides: A folder of the workspace with the same layout; each file there replaces one template.
    ///     It may be missing.
    ///   - formats: The formats that will be rendered.
    public init(
        defaults: String, overrides: String?, formats: Set<OutputFormat> = Set(OutputFormat.allCases)
    ) throws(RenderingError) {
        var libraries: [PageFormat: MustacheLibrary] = [:]
        var forms: [PageFormat: TemplateForms] = [:]
        if let overrides { try ReportTemplates.refuseMisplaced(in: overrides) }
        var metricUses: [PageFormat: [Page: MetricUses]] = [:]
        for format in PageFormat.allCases where format.isNeeded(for: formats) {
            var sources = try ReportTemplates.sources(
                in: defaults + "/" + format.rawValue, names: Page.allTemplates(format))
            if let overrides {
                try ReportTemplates.replace(&sources, in: overrides + "/" + format.rawValue)
            }
            if format == .html { try ReportTemplates.addScriptHash(to: &sources) }
            let check = TemplateCheck(sources: sources)
            for page in format.pages { try check.check(page.rawValue, variables: page.variables) }
            let library = try ReportTemplates.library(sources)
            libraries[format] = library
            metricUses[format] = Dictionary(
                uniqueKeysWithValues: format.pages.map {
                    ($0, MetricUses(page: $0.rawValue, sources: sources))
                })
            if TemplateForms.fit(sources.values.lazy.map(\.text)) {
                forms[format] = TemplateForms(library, format: format)
            }
        }
        self.libraries = libraries
        self.forms = forms
        self.metricUses = metricUses
    }

    /// Which metrics the templates of the pages print.
    func metricUses(_ format: PageFormat) -> [Page: MetricUses] { metricUses[format] ?? [:] }

    /// The page's bytes; nil where the format was not loaded.
    func bytes(_ page: Page, _ values: TemplateValue, format: PageFormat) -> [UInt8]? {
        let values = values.withListFlags
        return filled(page, values, format: format)
            ?? rendered(page, values, format: format).map { Array($0.utf8) }
    }

    /// The page by way of forms; nil where its template needs Mustache for every page.
    func filled(_ page: Page, _ values: TemplateValue, format: PageFormat) -> [UInt8]? {
        forms[format]?.bytes(page, values)
    }

    /// The page as Mustache prints it value by value, which is what forms have to come to.
    func rendered(_ page: Page, _ values: TemplateValue, format: PageFormat) -> String? {
        libraries[format]?.render(values.rendered(format), withTemplate: page.rawValue)
    }

    private typealias Sources = [String: (text: String, path: String)]
    private static let suffix = ".mustache"

    private static func sources(in folder: String, names: [String]) throws(RenderingError) -> Sources {
        var sources: Sources = [:]
        for name in names {
            let path = "\(folder)/\(name)\(suffix)"
            guard FileManager.default.fileExists(atPath: path) else { throw .missingTemplate(path: path) }
            sources[name] = (try text(of: path), path)
        }
        return sources
    }

    /// Refuses templates beside the folders of the formats, which would be passed over in silence.
    private static func refuseMisplaced(in folder: String) throws(RenderingError) {
        let formats = PageFormat.allCases.map(\.rawValue)
        for name in try names(in: folder) where !formats.contains(name) {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(suffix) { throw .misplacedTemplate(path: path) }
            // What cannot be listed is no folder.
            let inner = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            if let file = inner.sorted().first(where: { $0.hasSuffix(suffix) }) {
                throw .misplacedTemplate(path: "\(path)/\(file)")
            }
        }
    }

    private static func names(in folder: String) throws(RenderingError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .unreadableTemplate(path: folder, reason: error.localizedDescription)
        }
    }

    private static func replace(_ sources: inout Sources, in folder: String) throws(RenderingError) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        for file in try names(in: folder) where file.hasSuffix(suffix) {
            let name = String(file.dropLast(suffix.count))
            let path = "\(folder)/\(file)"
            guard sources[name] != nil else {
                let nearest = nearestName(to: name, among: sources.keys.sorted()).map { $0 + suffix }
                throw .unknownTemplate(path: path, nearest: nearest)
            }
            sources[name] = (try text(of: path), path)
        }
    }

    /// Adds the partial with the hash of the script.
    private static func addScriptHash(to sources: inout Sources) throws(RenderingError) {
        guard let script = sources[PageScript.name] else { return }
        let text = PageScript.normalized(script.text)
        try PageScript.check(text, path: script.path)
        for (_, source) in sources.sorted(by: { $0.key < $1.key }) {
            try PageScript.checkPlaces(source.text, path: source.path)
        }
        sources[PageScript.name] = (text, script.path)
        sources[PageScript.hashName] = (PageScript.hash(of: text), script.path)
    }

    private static func text(of path: String) throws(RenderingError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadableTemplate(path: path, reason: error.localizedDescription)
        }
    }

    /// Values come escaped for their format, so Mustache itself escapes nothing: it escapes `Character`s, and
    /// lets a quote with a combining accent pass.
    private static func library(_ sources: Sources) throws(RenderingError) -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            do {
                try library.register("{{% CONTENT_TYPE:TEXT}}" + source.text, named: name)
            } catch let error as MustacheTemplate.ParserError {
                throw .brokenTemplate(
                    path: source.path, line: error.context.lineNumber, reason: "\(error.error)")
            } catch {
                throw .brokenTemplate(path: source.path, line: 1, reason: "\(error)")
            }
        }
        return library
    }
}
