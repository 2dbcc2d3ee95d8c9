import CExchange
import Foundation
import Glibc
import Importing
import Tabular

/// `data/export.zip!/Account.csv`: what stands before `!/` names archives, what stands behind it their files.
struct ArchivePattern {
    /// The pattern of the archives' paths.
    let archives: String
    /// The pattern of the files' names; `*` and `?` are as in paths.
    let members: String

    private static let separator = "!/"

    /// nil where the pattern names no archive.
    init?(_ pattern: String) {
        guard let place = pattern.range(of: ArchivePattern.separator) else { return nil }
        archives = String(pattern[..<place.lowerBound])
        members = String(pattern[place.upperBound...])
    }

    /// Whether a file of an archive has a name that matches; other characters than `*` and `?` are plain.
    func matches(_ name: String) -> Bool {
        guard members.contains(where: { "*?".contains($0) }) else {
            // Not `==`, to which different bytes may be equal.
            return members.utf8.elementsEqual(name.utf8)
        }
        let pattern = members.reduce(into: "") { result, character in
            if "[\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        // Sound: both texts end with NUL for the duration of the call.
        return unsafe fnmatch(pattern, name, FNM_PATHNAME | FNM_PERIOD) == 0
    }

    /// What messages call the file of an archive.
    static func displayPath(_ archive: String, _ member: ArchiveMember) -> String {
        archive + separator + member.displayName
    }
}

extension WorkspaceFiles {
    /// Names of files that a message lists.
    private static let listed = 10
    /// Files of an archive that one pattern may match, so that walking through it for each of them ends soon.
    private static func memberLimit(of members: Int) -> Int { min(1000, max(1, 1_000_000 / max(1, members))) }

    /// What a pattern names: files, or files of archives, by path and then by name.
    ///
    /// - Throws: `PipelineError.missingInput` where nothing matches, `archiveAsFile` for an archive of which no
    ///   file is named, `tooManyMembers`, and `importFailed` where an archive cannot be read.
    static func inputs(
        _ pattern: String, of source: String, line: Int, in workspace: String
    ) throws(PipelineError) -> [TabularInput] {
        if let inside = ArchivePattern(pattern) {
            return try members(inside, pattern, of: source, line: line, in: workspace)
        }
        let files = matches(pattern, in: workspace)
        guard !files.isEmpty else { throw .missingInput(path: pattern, source: source, line: line) }
        for file in files {
            try refusePipe(file, of: source)
            try refuseArchive(file, of: source, line: line)
        }
        return files
    }

    /// The file of boundaries, which is one; only in an archive its name may be a pattern.
    static func boundaries(
        _ source: Configuration.Boundaries, in workspace: String
    ) throws(PipelineError) -> TabularInput {
        let name = source.source
        guard ArchivePattern(source.file) != nil else {
            let path = path(source.file, in: workspace)
            guard FileManager.default.fileExists(atPath: path) else {
                throw .missingInput(path: source.file, source: name, line: source.line)
            }
            return TabularInput(path: path, displayPath: source.file)
        }
        let inputs = try inputs(source.file, of: name, line: source.line, in: workspace)
        guard let input = inputs.first, inputs.count == 1 else {
            throw .tooManyMembers(path: source.file, source: name, line: source.line, limit: 1)
        }
        return input
    }

    private static func members(
        _ inside: ArchivePattern, _ pattern: String, of source: String, line: Int, in workspace: String
    ) throws(PipelineError) -> [TabularInput] {
        var inputs: [TabularInput] = []
        var others: [ArchiveMember] = []
        for archive in matches(inside.archives, in: workspace) {
            guard case .file(let path) = archive.content else { continue }
            let members = try members(of: path, archive.displayPath, source: source)
            let matching = members.filter { inside.matches($0.name) }
            let limit = memberLimit(of: members.count)
            guard matching.count <= limit else {
                throw .tooManyMembers(path: pattern, source: source, line: line, limit: limit)
            }
            inputs += matching.map {
                TabularInput(
                    .member(archive: path, name: $0.name),
                    displayPath: ArchivePattern.displayPath(archive.displayPath, $0))
            }
            if inputs.isEmpty { others += members }
        }
        guard !inputs.isEmpty else {
            let nearest = ArchiveMember.nearest(to: inside.members, among: others, count: listed)
            throw .missingInput(path: pattern, source: source, line: line, members: nearest)
        }
        return inputs
    }

    /// A pipe gives its bytes once, and files are read more than once.
    private static func refusePipe(_ file: TabularInput, of source: String) throws(PipelineError) {
        guard case .file(let path) = file.content else { return }
        var status = stat()
        // Sound: stat reads the path and fills the value it is given.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
        throw .pipeAsFile(path: file.displayPath, source: source)
    }

    private static func refuseArchive(
        _ file: TabularInput, of source: String, line: Int
    ) throws(PipelineError) {
        guard case .file(let path) = file.content, isRegularFile(path) else { return }
        do throws(TabularError) {
            guard try isZipArchive(path, displayPath: file.displayPath) else { return }
        } catch {
            // What cannot be read is told by the source's reader.
            return
        }
        let members = try members(of: path, file.displayPath, source: source)
        throw .archiveAsFile(
            path: file.displayPath, source: source, line: line,
            members: members.prefix(listed).map(\.displayName), count: members.count)
    }

    private static func members(
        of path: String, _ displayPath: String, source: String
    ) throws(PipelineError) -> [ArchiveMember] {
        do throws(TabularError) {
            return try archiveMembers(of: path, displayPath: displayPath)
        } catch {
            throw .importFailed(.unreadable(source: source, error))
        }
    }

    /// Pipes are left alone: what is read of them is gone.
    private static func isRegularFile(_ path: String) -> Bool {
        // A file whose kind is not known is judged when it is opened.
        let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile ?? false
    }
}
