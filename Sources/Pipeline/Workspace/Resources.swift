import Foundation

/// Where the program's own files lie: `Templates`, `SampleData` and the presets.
public struct Resources: Sendable {
    public let directory: String

    /// Looks beside and above the executable: `share/bailiwick` of an installation, else the folder of the source.
    ///
    /// - Parameter executable: absolute path of the running program, links resolved.
    public init(executable: String) throws(PipelineError) {
        var searched: [String] = []
        var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        while true {
            for candidate in [folder.appending(path: "share/bailiwick"), folder] {
                searched.append(candidate.path)
                if FileManager.default.fileExists(atPath: candidate.path + "/Templates/html") {
                    directory = candidate.path
                    return
                }
            }
            guard folder.path != "/" else { throw .noResources(searched: searched) }
            folder = folder.deletingLastPathComponent()
        }
    }

    /// Folder of the presets: `Presets` of an installation, else where the sources have them.
    public var presets: String {
        let installed = directory + "/Presets"
        return FileManager.default.fileExists(atPath: installed)
            ? installed : directory + "/Sources/Pipeline/Presets"
    }

    public var templates: String { directory + "/Templates" }
    public var sample: String { directory + "/SampleData" }
}
