/// A template of the program, for those who list, copy and replace it.
public struct ReportTemplate: Hashable, Sendable {
    /// The folder that it lies in: `html`, `markdown` or `text`.
    public let folder: String
    public let name: String
    /// Title of the page that it prints; nil where other templates include it.
    public let page: String?

    /// Where it lies below the folder of templates.
    public var path: String { "\(folder)/\(name).mustache" }

    /// All templates, pages first in each folder.
    public static let all: [ReportTemplate] = PageFormat.allCases.flatMap { format in
        format.pages.map { ReportTemplate(folder: format.rawValue, name: $0.rawValue, page: $0.title) }
            + format.partials.map { ReportTemplate(folder: format.rawValue, name: $0, page: nil) }
    }

    /// The templates of a name such as `index`, or the one of a folder, such as `html/index`; none where nothing has it.
    public static func named(_ name: String) -> [ReportTemplate] {
        all.filter { $0.name == name || "\($0.folder)/\($0.name)" == name || $0.path == name }
    }

    /// Lists every template and every variable with its type and an example, in Markdown.
    public static var reference: String { TemplateReference.markdown }
}
