import Foundation
import Testing

/// The whole report of a small workspace, byte for byte.
///
/// `Golden/README.md` says how it is recorded.
@Suite("The golden report")
struct GoldenTests {
    private static let folder = Repository.root + "/Tests/PipelineTests/Golden"
    /// Names the environment variable and the file that ask for a recording.
    private static let recording = "BAILIWICK_RECORD_GOLDEN"

    private static var isRecording: Bool {
        ProcessInfo.processInfo.environment[recording] != nil
            || FileManager.default.fileExists(atPath: "\(Repository.root)/.build/\(recording)")
    }

    @Test("Two runs of the small workspace publish the recorded files, and no others")
    func report() throws {
        let made = try GoldenTests.made()
        if GoldenTests.isRecording {
            try GoldenTests.record(made)
            Issue.record(
                "the golden files were recorded anew: look at what changed in them, and run again without")
            return
        }
        let golden = try GoldenTests.files(in: GoldenTests.folder + "/report")
        #expect(Set(made.keys).subtracting(golden.keys).sorted() == [], "published, but not recorded")
        #expect(Set(golden.keys).subtracting(made.keys).sorted() == [], "recorded, but not published")
        for (name, bytes) in made.sorted(by: { $0.key < $1.key }) {
            guard let expected = golden[name], expected != bytes else { continue }
            Issue.record("\(name):\(FirstDifference(expected, bytes).text)")
        }
    }

    @Test("A difference is told by the first line that has it")
    func difference() {
        func text(_ one: String, _ two: String) -> String {
            FirstDifference(Data(one.utf8), Data(two.utf8)).text
        }
        #expect(text("a\nb\nc\n", "a\nB\nc\n") == "2:\n  recorded:  b\n  published: B")
        #expect(text("a\n", "a\nb") == "2:\n  recorded:  \n  published: b")
        #expect(text("a\nb", "a") == "2:\n  recorded:  b\n  published: (the end)")
    }

    /// A week earlier first, so that there is something to compare with.
    ///
    /// `run.json` has the time of the run.
    private static func made() throws -> [String: Data] {
        let workspace = try TemporaryWorkspace(only: files(in: folder + "/workspace"))
        try workspace.run(asOf: "2026-06-21")
        try workspace.run(asOf: "2026-06-28")
        return try workspace.published().filter { $0.key != "run.json" }
    }

    private static func record(_ made: [String: Data]) throws {
        let report = folder + "/report"
        try FileManager.default.removeItem(atPath: report)
        for (name, bytes) in made {
            let url = URL(fileURLWithPath: report + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: url)
        }
    }

    private static func files(in folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let url = URL(fileURLWithPath: folder + "/" + name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[name] = try Data(contentsOf: url)
        }
        return files
    }
}

/// Where two texts begin to differ.
private struct FirstDifference {
    let text: String

    init(_ recorded: Data, _ published: Data) {
        let (old, new) = (FirstDifference.lines(recorded), FirstDifference.lines(published))
        let place =
            zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(old.count, new.count)
        text =
            "\(place + 1):\n  recorded:  \(FirstDifference.line(old, place))\n"
            + "  published: \(FirstDifference.line(new, place))"
    }

    private static func lines(_ bytes: Data) -> [Data.SubSequence] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    /// Long lines, such as the style of a page, are cut.
    private static func line(_ lines: [Data.SubSequence], _ place: Int) -> String {
        guard place < lines.count else { return "(the end)" }
        return String(String(decoding: lines[place], as: UTF8.self).prefix(400))
    }
}
