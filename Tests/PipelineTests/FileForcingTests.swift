import Foundation
import Glibc
import Testing

@testable import Pipeline

@Suite("Files on their way to disk")
struct FileForcingTests {
    @Test("Of files that cannot be forced to disk the first is named, however many there are")
    func fault() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // A leftover in /tmp harms nothing.
        let forcing = FileForcing()
        var early: OutputFault?
        for number in 0..<2_000 {
            let isBroken = number == 700 || number == 1_100
            do {
                let file = try OutputFile(path: "\(folder)/\(number)")
                try file.write([UInt8(ascii: "a")])
                let written = file.written()
                try forcing.take(isBroken ? WrittenFile(path: "broken \(number)", descriptor: -1) : written)
                if isBroken { close(written.descriptor) }
            } catch {
                early = error as? OutputFault
            }
        }
        let fault = #expect(throws: OutputFault.self) { try forcing.finish() }
        #expect(fault?.path == "broken 700" && fault?.cause == "Bad file descriptor")
        #expect(early?.path == "broken 700")
    }

    @Test("Work in the background gives its result or its error to whoever asks, each time")
    func background() throws {
        let work = BackgroundWork { () throws(PipelineError) in 7 }
        #expect(try work.value() == 7)
        #expect(try work.value() == 7)
        let failing = BackgroundWork { () throws(PipelineError) -> Int in
            throw .cannotWrite(path: "a", cause: "b")
        }
        for _ in 0..<2 {
            let error = #expect(throws: PipelineError.self) { try failing.value() }
            #expect(error?.message.hasPrefix("a: cannot be written: b") == true)
        }
    }

    @Test("Boundaries are read beside the import, but what is wrong with it is told first")
    func order() throws {
        let mapped = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("sources:\n", with: "sources:\n  boundaries: {file: data/b.geojson, id: id}\n")
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": mapped, "data/b.geojson": "no map"])
        #expect(try workspace.failure()?.message.hasPrefix("data/b.geojson: is not JSON") == true)
        try workspace.write("date,account,rep,product,amount\nsoon,A1,R1,P1,5\n", to: "data/sales.csv")
        let failure = try #require(try workspace.failure())
        guard case .gate = failure else {
            Issue.record("\(failure)")
            return
        }
    }
}
