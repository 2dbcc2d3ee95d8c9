import Analysis
import Foundation
import History
import Importing
import Rendering
import TerritoryModel

/// What a preview of templates is to show.
public struct PreviewRequest: Sendable {
    /// Folder of the pages; nil for `preview` in the workspace.
    public var folder: String?
    /// The only page; nil for the whole report.
    public var page: PageTemplate?
    /// Whether the pages show the data of the sample, whatever the workspace has.
    public var showsSample = false

    public init() {}
}

/// What a preview wrote.
public struct PreviewOutcome: Sendable {
    /// The page to look at first.
    public let path: String
    public let files: Int
    /// Whether the pages show the data of the sample.
    public let showsSample: Bool
}

/// Renders the report of a workspace by its own templates into a folder, and nothing else.
///
/// Nothing is published, no run is remembered, and the quality gate is not asked. A folder without a configuration gets
/// the data of the sample.
public func previewTemplates(
    _ settings: RunSettings, _ request: PreviewRequest, observe: @escaping @Sendable (RunEvent) -> Void
) throws(PipelineError) -> PreviewOutcome {
    defer { settings.unfinished.pass() }
    let (shown, showsSample) = request.settings(settings)
    let workspace = try Workspace.open(shown, observe: observe)
    let edition = request.edition(of: workspace)
    let templates = try workspace.templates(of: settings.workspace, formats: edition.formats)
    let folder = try PreviewFolder(request.folder ?? settings.workspace + "/preview")
    let ground = BackgroundWork(workspace.ground)
    defer { ground.wait() }
    let imported = try workspace.importAll(rejectedRows: NoRejectedRows(), ground: ground) {
        windows throws(PipelineError) in workspace.rememberedRuns(before: windows.asOf)
    }
    let outlines = try ground.value()
    let report = try workspace.analyse(imported, outlines, try InputDigests([]), notices: [])
    try folder.empty(settings.unfinished)
    let files = try workspace.render(
        report, templates, outlines.units?.map, as: edition, to: folder.path)
    return PreviewOutcome(
        path: "\(folder.path)/\(PreviewOutcome.first(of: Array(files.keys)))", files: files.count,
        showsSample: showsSample)
}

extension PreviewRequest {
    /// The settings of the workspace whose data is shown, and whether that is the sample.
    fileprivate func settings(_ settings: RunSettings) -> (RunSettings, showsSample: Bool) {
        let configuration = settings.workspace + "/" + Configuration.fileName
        let isFolder = FileStatus(settings.workspace)?.isFolder == true
        guard showsSample || isFolder && FileStatus(configuration) == nil else { return (settings, false) }
        var sample = settings
        sample.workspace = settings.resources.sample
        return (sample, true)
    }

    /// What the workspace writes, and in any case the page that is asked for.
    fileprivate func edition(of workspace: Workspace) -> Edition {
        var edition = workspace.edition
        edition.page = page
        if page == .digest {
            edition.formats.insert(.digest)
        } else if edition.formats.isDisjoint(with: [.html, .markdown]) {
            edition.formats.insert(.html)
        }
        return edition
    }
}

extension PreviewOutcome {
    /// The file to look at first: the overview, else a page in HTML, else any.
    fileprivate static func first(of files: [String]) -> String {
        let all = files.sorted()
        return all.first { $0 == "index.html" } ?? all.first { $0.hasSuffix(".html") } ?? all.first
            ?? "index.html"
    }
}

extension Workspace {
    /// What the history says of the runs before a day; nothing is written to it.
    fileprivate func rememberedRuns(before asOf: Day) -> EarlierRuns {
        guard let path = historyPath, FileManager.default.fileExists(atPath: path) else {
            return EarlierRuns()
        }
        // A history that cannot be read costs the preview its comparisons; a run tells what is wrong with it.
        let runs = try? RunHistory(reading: path).earlierRuns(
            before: asOf, under: configuration.recorded, watching: MetricKey.watched)
        return runs ?? EarlierRuns()
    }
}

/// A folder that holds a preview and nothing else.
private struct PreviewFolder {
    let path: String
    /// Says that the folder may be emptied.
    private static let mark = ".bailiwick-preview"

    /// - Throws: where the folder holds something that is no preview.
    init(_ path: String) throws(PipelineError) {
        self.path = path
        guard let status = FileStatus(path) else { return }
        // A folder that cannot be listed is told by whoever writes into it.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard status.isFolder, names.isEmpty || names.contains(PreviewFolder.mark) else {
            throw .notAPreview(path: path)
        }
    }

    /// Removes the last preview and marks the folder; a run that is ended removes what it made of it.
    func empty(_ unfinished: UnfinishedWork) throws(PipelineError) {
        unfinished.add(path)
        do {
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        } catch {
            throw .cannotWrite(path: path, cause: error.localizedDescription)
        }
        try unfinished.making { () throws(PipelineError) in
            try Publisher.makeFolder(path)
            do throws(OutputFault) {
                try OutputFile(path: "\(path)/\(PreviewFolder.mark)").close()
            } catch {
                throw .cannotWrite(path: error.path, cause: error.cause)
            }
        }
    }
}
