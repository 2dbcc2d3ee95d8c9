import Foundation
import Glibc
import Importing
import Tabular

/// Finds the files that the configuration names.
enum WorkspaceFiles {
    /// The sources with their files, each pattern's matches by name.
    ///
    /// - Throws: `PipelineError.missingInput` where a pattern matches nothing; see `inputs`.
    static func resolve(
        _ entries: [SourceEntry], unitNormalization: UnitNormalization, workspace: String
    ) throws(PipelineError) -> SourceCatalog {
        var mappings: [SourceMapping] = []
        for entry in entries { mappings.append(try mapping(entry, in: workspace)) }
        return SourceCatalog(mappings: mappings, unitNormalization: unitNormalization)
    }

    /// One source with its files.
    static func mapping(
        _ entry: SourceEntry, in workspace: String
    ) throws(PipelineError) -> SourceMapping {
        var mapping = entry.mapping
        mapping.files = try files(entry.patterns, of: mapping.source, in: workspace)
        for (place, patterns) in entry.lookupPatterns.enumerated() {
            mapping.lookups[place].files = try files(patterns, of: mapping.source, in: workspace)
        }
        return mapping
    }

    /// The files of all patterns, each file once.
    private static func files(
        _ patterns: [FilePattern], of source: String, in workspace: String
    ) throws(PipelineError) -> [TabularInput] {
        var files: [TabularInput] = []
        var seen: Set<TabularInput> = []
        for pattern in patterns {
            let found = try inputs(pattern.text, of: source, line: pattern.line, in: workspace)
            files += found.filter { seen.insert($0).inserted }
        }
        return files
    }

    static func path(_ relative: String, in workspace: String) -> String {
        relative.hasPrefix("/") ? relative : workspace + "/" + relative
    }

    /// The files that match, sorted by the bytes of their names.
    ///
    /// Only `*` and `?` in file and folder names are patterns; the matching is the C library's glob(3).
    static func matches(_ pattern: String, in workspace: String) -> [TabularInput] {
        // Sound: `found` is initialised by glob, read only up to gl_pathc, and freed once by globfree.
        var found = unsafe glob_t()
        let paths: [String] = {
            defer { unsafe globfree(&found) }
            guard unsafe glob(path(pattern, in: workspace.globEscaped), GLOB_NOSORT, nil, &found) == 0 else {
                return []
            }
            return unsafe (0..<Int(found.gl_pathc)).compactMap { place in
                unsafe found.gl_pathv[place].map { unsafe String(cString: $0) }
            }
        }()
        let prefix = pattern.hasPrefix("/") ? "" : workspace + "/"
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
            TabularInput(path: $0, displayPath: String($0.dropFirst(prefix.count)))
        }
    }
}

extension String {
    /// The text with every character that glob(3) treats as a pattern escaped.
    fileprivate var globEscaped: String {
        reduce(into: "") { result, character in
            if "*?[\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
