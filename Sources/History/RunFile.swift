import Digesting
import Foundation
import TerritoryModel

/// `run.json` of a published report: what made it.
///
/// It says nothing of when and where, so equal runs have equal files.
public enum RunFile {
    public static let name = "run.json"
    public static let schema = "bailiwick.run/1"

    /// Puts the digest of everything that is published into the facts.
    ///
    /// - Parameter files: SHA-256 of each file of the report by its path in the folder, `run.json` and the refused
    ///   rows not among them.
    public static func sealed(_ facts: RunFacts, files: [String: String]) throws(HistoryError) -> RunFacts {
        var sealed = facts
        sealed.contentDigest = ""
        var digest = ContentDigest()
        digest.update(String(decoding: try bytes(sealed), as: UTF8.self))
        // The lines that sha256sum(1) writes.
        for (path, sum) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            digest.update("\(sum)  \(path)\n")
        }
        sealed.contentDigest = digest.hexadecimal()
        return sealed
    }

    /// The bytes of the file.
    public static func bytes(_ facts: RunFacts) throws(HistoryError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(Contents(facts))) + [0x0A]
        } catch {
            throw .unreadableReport(path: name, cause: "\(error)")
        }
    }

    /// The facts that a file says.
    ///
    /// - Parameter path: How errors call it.
    public static func facts(_ bytes: Data, path: String) throws(HistoryError) -> RunFacts {
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: bytes)
        } catch {
            throw .unreadableReport(path: path, cause: "it is not a run.json that this version knows")
        }
        guard contents.schema == schema else {
            throw .unreadableReport(path: path, cause: "its schema is '\(contents.schema)', not '\(schema)'")
        }
        return contents.facts
    }

    /// The shape of the file.
    private struct Contents: Codable {
        struct Settings: Codable {
            let sha256: String
            let settings: [String: String]
        }

        struct Input: Codable {
            let bytes: Int64
            let file: String
            let sha256: String
            let source: String
        }

        let schema: String
        let asOf: Day
        let configuration: Settings
        let contentDigest: String
        let inputs: [Input]
        let programVersion: String

        enum CodingKeys: String, CodingKey {
            case schema, configuration, inputs
            case asOf = "as_of"
            case contentDigest = "content_sha256"
            case programVersion = "program_version"
        }

        init(_ facts: RunFacts) {
            schema = RunFile.schema
            asOf = facts.asOf
            configuration = Settings(
                sha256: facts.configuration.digest, settings: facts.configuration.settings)
            contentDigest = facts.contentDigest
            inputs = facts.files.map {
                Input(bytes: $0.bytes, file: $0.file, sha256: $0.digest, source: $0.source)
            }
            programVersion = facts.programVersion
        }

        var facts: RunFacts {
            var facts = RunFacts(
                asOf: asOf, programVersion: programVersion,
                configuration: RunConfiguration(settings: configuration.settings),
                files: inputs.map {
                    InputFile(source: $0.source, file: $0.file, digest: $0.sha256, bytes: $0.bytes)
                })
            facts.contentDigest = contentDigest
            return facts
        }
    }
}
