import Foundation
import Pipeline
import TerritoryModel
import Testing

/// A gzip file that is no more what it was, with the cause that is told; nil: it is read.
struct BrokenGzip: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let problem: String?
    let breaking: @Sendable (_ whole: [UInt8]) -> [UInt8]

    init(_ name: String, _ problem: String?, _ breaking: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        (testDescription, self.problem, self.breaking) = (name, problem, breaking)
    }
}

@Suite("Gzip that broke on its way")
struct BrokenGzipTests {
    private static let cut = "ends in the middle of its compressed data"
    private static let foreign = "cannot be decompressed: other bytes follow the gzip data"

    static let files: [BrokenGzip] = [
        BrokenGzip("cut behind its mark", cut) { Array($0.prefix(2)) },
        BrokenGzip("cut inside its header", cut) { Array($0.prefix(7)) },
        BrokenGzip("cut behind its header", cut) { Array($0.prefix(10)) },
        BrokenGzip("cut inside its data", cut) { Array($0.prefix($0.count / 2)) },
        BrokenGzip("without its checksum", cut) { Array($0.dropLast(8)) },
        BrokenGzip("without the last byte", cut) { Array($0.dropLast(1)) },
        BrokenGzip("with another checksum", "cannot be decompressed: incorrect data check") {
            changed($0, at: $0.count - 8)
        },
        BrokenGzip("with another length", "cannot be decompressed: incorrect length check") {
            changed($0, at: $0.count - 1)
        },
        BrokenGzip(
            "with a method of compression that is none", "cannot be decompressed: unknown compression method"
        ) {
            changed($0, at: 2)
        },
        BrokenGzip("followed by text", foreign) { $0 + Array("garbage".utf8) },
        BrokenGzip("followed by zeros and text", foreign) { $0 + [UInt8](repeating: 0, count: 512) + [1] },
        BrokenGzip("followed by half a member", cut) { $0 + $0.prefix($0.count / 2) },
        BrokenGzip("followed by the first byte of a member", cut) { $0 + [0x1F] },
        BrokenGzip("followed by zeros", nil) { $0 + [UInt8](repeating: 0, count: 100_000) },
        BrokenGzip("followed by empty members", nil) { whole in
            (0..<1000).reduce(into: whole) { bytes, _ in bytes += empty }
        },
        BrokenGzip("behind an empty member", nil) { empty + $0 },
        BrokenGzip("an empty member only", "is empty") { _ in empty },
    ]

    private static let empty: [UInt8] =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + [3, 0] + [UInt8](repeating: 0, count: 8)

    private static func changed(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var bytes = bytes
        bytes[place] ^= 0x55
        return bytes
    }

    @Test("is refused with its reason, or read whole", arguments: files)
    func reads(_ file: BrokenGzip) throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file("bailiwick.yaml", replacing: "data/sales*.csv", by: "data/sales.csv.gz"))
        let path = workspace.path + "/data/sales.csv"
        let gzip = try Process.run(URL(fileURLWithPath: "/usr/bin/env"), arguments: ["gzip", path])
        gzip.waitUntilExit()
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
        try workspace.write(Data(file.breaking(whole)), to: "data/sales.csv.gz")
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        guard let problem = file.problem else {
            #expect(run.code == 0 && run.errors == "")
            #expect(try workspace.check().totals.salesRows == 10)
            return
        }
        let remedy =
            problem == "is empty"
            ? "export the file again, with its header line" : "copy or export the file again"
        #expect(run.code == 65)
        #expect(run.errors == "error: data/sales.csv.gz: \(problem)\n  \(remedy)\n")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/reports") == [".lock"])
    }
}
