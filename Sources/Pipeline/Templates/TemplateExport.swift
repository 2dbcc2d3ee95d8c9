import Foundation
import Rendering
import TerritoryModel

/// A name that no template has.
public struct UnknownTemplate: Error, Hashable, Sendable {
    public let name: String
    public let nearest: String?

    /// What and the remedy.
    public var message: String {
        "'\(name)' is not a template; "
            + (nearest.map { "did you mean '\($0)'?" } ?? "'bailiwick templates list' names them")
    }
}

/// The templates of these names, such as `index` in every format or `html/index`; all where there is no name.
public func reportTemplates(named names: [String]) throws(UnknownTemplate) -> [ReportTemplate] {
    guard !names.isEmpty else { return ReportTemplate.all }
    var found: Set<ReportTemplate> = []
    for name in names {
        let templates = ReportTemplate.named(name)
        guard !templates.isEmpty else {
            let known = ReportTemplate.all.flatMap { [$0.name, "\($0.folder)/\($0.name)"] }
            throw UnknownTemplate(name: name, nearest: nearestName(to: name, among: known))
        }
        found.formUnion(templates)
    }
    return ReportTemplate.all.filter(found.contains)
}

/// Copies templates of the program into a folder, with a README that lists every variable.
///
/// A file that says the same already is left alone.
///
/// - Parameter force: Whether files that say something else are written over; otherwise nothing at all is written.
/// - Returns: the paths of the files in the folder.
public func exportTemplates(
    _ templates: [ReportTemplate], to folder: String, force: Bool, resources: Resources
) throws(PipelineError) -> [String] {
    var files = [(path: "README.md", bytes: Data(ReportTemplate.reference.utf8))]
    for template in templates {
        let source = "\(resources.templates)/\(template.path)"
        guard let bytes = FileManager.default.contents(atPath: source) else {
            throw .template(.missingTemplate(path: source))
        }
        files.append((template.path, bytes))
    }
    for file in files where !force {
        let target = "\(folder)/\(file.path)"
        guard FileManager.default.fileExists(atPath: target),
            FileManager.default.contents(atPath: target) != file.bytes
        else { continue }
        throw .templateExists(path: target)
    }
    for file in files { try write(file.bytes, to: "\(folder)/\(file.path)") }
    return files.map(\.path)
}

private func write(_ bytes: Data, to path: String) throws(PipelineError) {
    try Publisher.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    do throws(OutputFault) {
        let output = try OutputFile(path: path)
        try output.write(Array(bytes))
        try output.close()
    } catch {
        throw .cannotWrite(path: error.path, cause: error.cause)
    }
}

/// The list of templates, and which of them a workspace replaces.
public func templatesText(workspace: String) -> String {
    let folders = Dictionary(grouping: ReportTemplate.all, by: \.folder)
    let width = ReportTemplate.all.map(\.name.count).max() ?? 0
    return folders.keys.sorted().map { folder in
        let lines = (folders[folder] ?? []).map { template in
            let own = "\(workspace)/templates/\(template.path)"
            let what = template.page.map { "page: \($0)" } ?? "included by others"
            let isReplaced = FileManager.default.fileExists(atPath: own)
            return "  " + template.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + what
                + (isReplaced ? "; replaced by \(own)" : "")
        }
        return ([folder] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
}
