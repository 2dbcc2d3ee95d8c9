/// Why templates could not be used or a report not be written out: the facts, put into words by `description`.
public enum RenderingError: Error, Hashable, Sendable {
    case missingTemplate(path: String)
    case unreadableTemplate(path: String, reason: String)
    case unknownTemplate(path: String, nearest: String?)
    case brokenTemplate(path: String, line: Int, reason: String)
    case unknownVariable(path: String, line: Int, name: String, nearest: String?)
    /// The variable is one of the items or the object at the end of a way.
    case outsideSection(path: String, line: Int, name: String, way: [String])
    /// A file where no template is looked for.
    case misplacedTemplate(path: String)
    case unknownPartial(path: String, line: Int, name: String, nearest: String?)
    case markupEscaped(path: String, line: Int, name: String)
    case textUnescaped(path: String, line: Int, name: String)
    case notAValue(path: String, line: Int, name: String)
    case unfitScript(path: String, line: Int, reason: String)
    case alteredScript(path: String, line: Int)
    case encoding(file: String, reason: String)
}

extension RenderingError: CustomStringConvertible {
    /// Where, what, and on the second line the remedy.
    public var description: String {
        switch self {
        case .missingTemplate(let path):
            "\(path): is missing\n  install the templates of this version again"
        case .unreadableTemplate(let path, let reason):
            "\(path): cannot be read: \(reason)\n  check the permissions; templates are UTF-8 text"
        case .unknownTemplate(let path, let nearest):
            "\(path): replaces no template\n" + RenderingError.suggestion(nearest, "rename the file to")
        case .brokenTemplate(let path, let line, let reason):
            "\(path):\(line): \(reason)\n  correct the tag; each {{#name}} or {{^name}} needs its {{/name}}"
        case .unknownVariable(let path, let line, let name, let nearest):
            "\(path):\(line): '\(name)' is not a variable here\n"
                + RenderingError.suggestion(nearest, "write")
        case .outsideSection(let path, let line, let name, let way):
            "\(path):\(line): '\(name)' is not a variable here, but in a section\n"
                + "  write it inside of \(way.map { "{{#\($0)}}" }.joined()) … "
                + way.reversed().map { "{{/\($0)}}" }.joined()
        case .misplacedTemplate(let path):
            "\(path): lies where no template is looked for\n"
                + "  put it into the folder \(PageFormat.allCases.map(\.rawValue).joined(separator: ", ")) of templates/"
        case .unknownPartial(let path, let line, let name, let nearest):
            "\(path):\(line): '\(name)' is not a template\n" + RenderingError.suggestion(nearest, "write")
        case .markupEscaped(let path, let line, let name):
            "\(path):\(line): '\(name)' is markup and would be escaped twice\n  write {{{\(name)}}}"
        case .textUnescaped(let path, let line, let name):
            "\(path):\(line): '\(name)' is text and must be escaped\n  write {{\(name)}}"
        case .notAValue(let path, let line, let name):
            "\(path):\(line): '\(name)' has no text of its own\n"
                + "  use it as a section, {{#\(name)}}…{{/\(name)}}, or one of its fields"
        case .unfitScript(let path, let line, let reason):
            "\(path):\(line): \(reason)\n  pass values in data- attributes of the script's element, "
                + "and write such signs in pieces"
        case .alteredScript(let path, let line):
            "\(path):\(line): the page's policy would refuse the script\n"
                + "  write <script>{{>script}}</script> with nothing in between; its hash is that of the template"
        case .encoding(let file, let reason):
            "\(file): cannot be written: \(reason)\n  this is a defect of bailiwick; please report it"
        }
    }

    private static func suggestion(_ nearest: String?, _ verb: String) -> String {
        let hint = nearest.map { "  \(verb) '\($0)'; " } ?? "  "
        return hint + "Templates/README.md lists all templates and their variables"
    }
}
