import Testing

@testable import Tabular

@Suite("Files and compression")
struct ByteSourceTests {
    private func read(_ bytes: [UInt8], limits: ReadLimits = ReadLimits(), blockSize: Int) throws -> [UInt8] {
        try withFile(bytes) { path in
            let source = try ByteSource(
                TabularInput(path: path, displayPath: "data/x.gz"), limits: limits, blockSize: blockSize)
            var all: [UInt8] = []
            while try source.read(appendingTo: &all) {}
            #expect(source.bytesRead == Int64(bytes.count))
            return all
        }
    }

    private let text = Array(String(repeating: "some,text 123\n", count: 50).utf8)

    @Test("A plain file is handed out as it is", arguments: [1, 2, 3, 7, 1000])
    func plain(_ blockSize: Int) throws {
        #expect(try read(text, blockSize: blockSize) == text)
        #expect(try read([0x1F], blockSize: blockSize) == [0x1F])
        #expect(try read([], blockSize: blockSize) == [])
    }

    @Test("Gzip of one or more members is decompressed", arguments: [1, 2, 3, 7, 1000])
    func gzipMembers(_ blockSize: Int) throws {
        #expect(try read(gzip(text), blockSize: blockSize) == text)
        #expect(try read(gzip(text) + gzip([]) + gzip([65]), blockSize: blockSize) == text + [65])
        #expect(try read(gzip(text) + [0, 0, 0], blockSize: blockSize) == text)
    }

    @Test("Gzip that ends early is an error, wherever it ends", arguments: [1, 7, 1000])
    func truncated(_ blockSize: Int) {
        let bytes = gzip(text)
        for count in 2..<bytes.count {
            #expect(throws: TabularError.truncatedCompression(path: "data/x.gz")) {
                try read(Array(bytes.prefix(count)), blockSize: blockSize)
            }
        }
    }

    @Test("Gzip whose checksum is wrong is an error")
    func corrupt() {
        var bytes = gzip(text)
        bytes[bytes.count - 6] ^= 1
        #expect(throws: TabularError.corruptCompression(path: "data/x.gz", cause: "incorrect data check")) {
            try read(bytes, blockSize: 64)
        }
    }

    @Test("Other bytes behind gzip are an error")
    func trailingBytes() {
        let cause = "other bytes follow the gzip data"
        #expect(throws: TabularError.corruptCompression(path: "data/x.gz", cause: cause)) {
            try read(gzip(text) + [1], blockSize: 64)
        }
    }

    @Test("A gzip bomb is refused, a smaller file of the same ratio is read")
    func bomb() throws {
        var limits = ReadLimits()
        limits.compressionRatio = 100
        let member = gzip([UInt8](repeating: 0, count: 16 << 20))
        #expect(try read(member, limits: limits, blockSize: 1 << 20).count == 16 << 20)
        let bomb = Array(repeatElement(member, count: 6).joined())
        let error = #expect(throws: TabularError.self) { try read(bomb, limits: limits, blockSize: 1 << 20) }
        guard case .compressionBomb("data/x.gz", let ratio) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(ratio > 1000)
    }

    @Test("A compressed delimited file reads like a plain one", arguments: [1, 7, 64])
    func compressedCSV(_ blockSize: Int) throws {
        let contents = try readCSV(gzip(Array("a,b\n1,\"2\n3\"\n".utf8)), blockSize: blockSize)
        #expect(contents == Contents(columns: ["a", "b"], rows: [["1", "2\n3"]], lines: [2]))
    }

    @Test("A file that does not exist is missing", arguments: ["/nonexistent/a.csv", "/etc/hostname/a.csv"])
    func missing(_ path: String) {
        #expect(throws: TabularError.missingFile(path: "data/x.csv")) {
            try CSVReader(TabularInput(path: path, displayPath: "data/x.csv"), dialect: CSVDialect())
        }
    }

    @Test("A folder is not a file")
    func folder() {
        #expect(throws: TabularError.unreadableFile(path: "data", cause: "is a directory")) {
            try CSVReader(TabularInput(path: "/tmp", displayPath: "data"), dialect: CSVDialect())
        }
    }
}
