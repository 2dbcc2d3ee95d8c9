import Foundation
import TerritoryModel

/// The presets that a workspace may name: its own in `presets/`, then those of the program.
public struct PresetLibrary: Sendable {
    private let own: String
    private let shipped: String

    public init(workspace: String, resources: Resources) {
        own = workspace + "/presets"
        shipped = resources.presets
    }

    /// Reads all presets, by name.
    ///
    /// - Throws: `ConfigurationError` where one of the workspace's own is wrong.
    public func all() throws(ConfigurationError) -> [Preset] {
        var presets: [Preset] = []
        for file in files() { presets.append(try PresetLibrary.read(file)) }
        return presets
    }

    /// The preset of this name; nil where there is none.
    public func find(_ name: String) throws(ConfigurationError) -> Preset? {
        // The name is only compared, never made a path: a preset lies in one of the two folders.
        guard let file = files().first(where: { $0.name == name }) else { return nil }
        return try PresetLibrary.read(file)
    }

    /// Says that no preset has the name, and which is most like it.
    public func unknown(_ name: String) -> UnknownPreset {
        let known = files().map(\.name)
        return UnknownPreset(
            name: name,
            remedy: nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
                ?? "'bailiwick presets' lists all; your own are files in presets/")
    }

    private func files() -> [PresetFile] {
        let ownNames = PresetLibrary.names(in: own)
        let shippedNames = PresetLibrary.names(in: shipped)
        let mine = ownNames.map { name in
            PresetFile(
                name: name, path: "\(own)/\(name).yaml", displayPath: "presets/\(name).yaml", isOwn: true,
                hidesShipped: shippedNames.contains(name))
        }
        let ours = shippedNames.filter { !ownNames.contains($0) }.map { name in
            PresetFile(
                name: name, path: "\(shipped)/\(name).yaml", displayPath: "\(shipped)/\(name).yaml",
                isOwn: false, hidesShipped: false)
        }
        return (mine + ours).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func names(in folder: String) -> [String] {
        // A folder that is not there has no presets; most workspaces have none of their own.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
    }

    private static func read(_ file: PresetFile) throws(ConfigurationError) -> Preset {
        guard let text = try ConfigurationText(path: file.path, file: file.displayPath) else {
            throw ConfigurationError(
                file: file.displayPath, line: nil, problem: "cannot be read",
                remedy: "allow reading it; a preset is a file in UTF-8")
        }
        return try Preset(file, text: text.text)
    }
}

/// A preset that nobody has.
public struct UnknownPreset: Error, Hashable, Sendable {
    public let name: String
    public let remedy: String

    /// What and the remedy, as one line.
    public var message: String { "there is no preset '\(name)'; \(remedy)" }
}
