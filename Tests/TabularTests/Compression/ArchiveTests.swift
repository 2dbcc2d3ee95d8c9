import Testing

@testable import Tabular

@Suite("Zip archives")
struct ArchiveTests {
    private func read(
        _ archive: [UInt8], _ name: String = "a.csv", limits: ReadLimits = ReadLimits(), blockSize: Int = 64
    ) throws -> [UInt8] {
        try withFile(archive) { path in
            let source = try ByteSource(
                TabularInput(.member(archive: path, name: name), displayPath: "x.zip!/\(name)"),
                limits: limits, blockSize: blockSize)
            var all: [UInt8] = []
            var consumed: Int64 = 0
            while try source.read(appendingTo: &all) {
                #expect(source.bytesRead >= consumed)
                consumed = source.bytesRead
            }
            #expect(source.bytesRead >= consumed && source.bytesRead <= archive.count)
            return all
        }
    }

    private func error(_ archive: [UInt8], _ name: String = "a.csv", limits: ReadLimits = ReadLimits())
        -> TabularError?
    {
        #expect(throws: TabularError.self) { try read(archive, name, limits: limits) }
    }

    private func names(_ archive: [UInt8], limits: ReadLimits = ReadLimits()) throws -> [ArchiveMember] {
        try withFile(archive) { try archiveMembers(of: $0, displayPath: "x.zip", limits: limits) }
    }

    private static let text = (0..<5000).map { "line \($0),some text\n" }.joined()

    static let written: [ZipMember] = [
        ZipMember("a.csv", text),
        ZipMember("a.csv", text).with { $0.method = 0 },
        ZipMember("a.csv", text).with { $0.hasDescriptor = true },
        ZipMember("a.csv", text).with {
            $0.hasDescriptor = true
            $0.method = 0
        },
        ZipMember("a.csv", text).with { $0.isZip64 = true },
        ZipMember("a.csv", text).with {
            $0.isZip64 = true
            $0.method = 0
        },
        ZipMember(name: Array("a.csv".utf8), data: gzip(Array(text.utf8))),
    ]

    @Test("A member is read whole: deflated, stored, streamed, zip64, gzip inside", arguments: written)
    func layouts(_ member: ZipMember) throws {
        let archive = zipArchive(ZipMember("b.csv", "other"), member, ZipMember("c.csv", "third"))
        for blockSize in [7, 4096, 1 << 20] {
            #expect(try read(archive, blockSize: blockSize) == Array(Self.text.utf8))
        }
        #expect(try read(archive, "b.csv") == Array("other".utf8))
        #expect(try read(archive, "c.csv") == Array("third".utf8))
    }

    @Test("Empty members are read, an empty archive is told")
    func edges() throws {
        for hasDescriptor in [false, true] {
            let archive = zipArchive(ZipMember("a.csv", "").with { $0.hasDescriptor = hasDescriptor })
            #expect(try read(archive) == [])
        }
        #expect(throws: TabularError.emptyFile(path: "x.zip")) { try names(zipArchive()) }
        #expect(try read(zipArchive(ZipMember("a.csv", "PK").with { $0.method = 0 })) == Array("PK".utf8))
    }

    @Test("Progress ends at the compressed size of the member, whatever the block size")
    func progress() throws {
        let archive = zipArchive(ZipMember("b.csv", Self.text), ZipMember("a.csv", Self.text))
        try withFile(archive) { path in
            var ends: Set<Int64> = []
            for blockSize in [64, 5000, 1 << 20] {
                let source = try ByteSource(
                    TabularInput(.member(archive: path, name: "a.csv"), displayPath: "x"),
                    limits: ReadLimits(), blockSize: blockSize)
                var all: [UInt8] = []
                while try source.read(appendingTo: &all) {}
                ends.insert(source.bytesRead)
            }
            #expect(ends == [Int64(gzip(Array(Self.text.utf8)).count - 18)])
        }
    }

    @Test("The files are listed by the bytes of their names, folders left out, names only names")
    func listed() throws {
        let members = try names(
            zipArchive(
                ZipMember("z/b.csv", "12"), ZipMember("z/", ""), ZipMember("/etc/passwd", "1"),
                ZipMember("../../up.csv", ""), ZipMember("Z.csv", "123"),
                ZipMember("\u{DC}ber.csv", "1").with { $0.flags = 2048 }, ZipMember("new\nline\u{1B}", "1")))
        #expect(
            members == [
                ArchiveMember(name: "../../up.csv", bytes: 0), ArchiveMember(name: "/etc/passwd", bytes: 1),
                ArchiveMember(name: "Z.csv", bytes: 3), ArchiveMember(name: "new\nline\u{1B}", bytes: 1),
                ArchiveMember(name: "z/b.csv", bytes: 2), ArchiveMember(name: "\u{DC}ber.csv", bytes: 1),
            ])
        #expect(members[3].displayName == "new\\u{A}line\\u{1B}")
        let long = String(repeating: "n", count: 5000)
        let longMembers = try names(zipArchive(ZipMember(long, "1")))
        #expect(longMembers.map(\.name) == [long])
        #expect(longMembers[0].displayName == String(repeating: "n", count: 200) + "…")
    }

    @Test("Names that differ in bytes only are different files; bytes that are no UTF-8 do not harm")
    func strangeNames() throws {
        let archive = zipArchive(
            ZipMember("e\u{301}.csv", "decomposed"), ZipMember("\u{E9}.csv", "composed"),
            ZipMember(name: [0x81, 0x2E], data: [65]), ZipMember(name: [0xFF, 0xC0], data: [66]))
        #expect(try read(archive, "\u{E9}.csv") == Array("composed".utf8))
        #expect(try read(archive, "e\u{301}.csv") == Array("decomposed".utf8))
        #expect(try read(archive, "\u{FFFD}.") == [65])
        #expect(try names(archive).count == 4)
    }

    @Test("A name that is not there is told with the nearest")
    func missing() {
        let archive = zipArchive(
            ZipMember("Contact.csv", ""), ZipMember("Account.csv", ""), ZipMember("Task.csv", ""))
        #expect(
            error(archive, "accounts.csv")
                == .missingMember(
                    path: "x.zip!/accounts.csv", member: "accounts.csv",
                    nearest: ["Account.csv", "Contact.csv", "Task.csv"]))
    }

    @Test("A name that several files have is refused when it is read, not before")
    func duplicates() throws {
        let archive = zipArchive(ZipMember("a.csv", "1"), ZipMember("b.csv", "2"), ZipMember("a.csv", "3"))
        #expect(error(archive) == .duplicateMember(path: "x.zip!/a.csv", count: 2))
        #expect(try read(archive, "b.csv") == [0x32])
    }

    @Test(
        "Encrypted members and other methods are refused by name",
        arguments: [1, 8, 9, 12, 14, 93, 95, 98, 99])
    func refused(_ method: UInt16) throws {
        let encrypted = ZipMember("a.csv", "secret secret secret").with {
            $0.flags = 1
            $0.method = method == 8 ? 8 : 0
        }
        #expect(error(zipArchive(encrypted)) == .encryptedMember(path: "x.zip!/a.csv"))
        guard method != 8 else { return }
        let archive = zipArchive(ZipMember("a.csv", "x").with { $0.method = method }, ZipMember("b.csv", "2"))
        guard case .unsupportedCompression("x.zip!/a.csv", let name)? = error(archive) else {
            Issue.record("method \(method)")
            return
        }
        #expect(!name.isEmpty)
        #expect(try read(archive, "b.csv") == [0x32])
    }

    @Test("An archive that ends early is an error, wherever it ends")
    func truncated() {
        let archive = zipArchive(
            ZipMember("b.csv", "first"), ZipMember("a.csv", String(Self.text.prefix(300))))
        for count in 2..<archive.count {
            #expect(error(Array(archive.prefix(count))) == .truncatedCompression(path: "x.zip!/a.csv"))
        }
    }

    @Test("What is no archive is told")
    func noArchive() {
        #expect(error([]) == .emptyFile(path: "x.zip!/a.csv"))
        let cause = "it is not a zip archive"
        for bytes in [Array("date,amount\n".utf8), gzip([65]), [UInt8](repeating: 0, count: 100_000)] {
            #expect(error(bytes) == .corruptCompression(path: "x.zip!/a.csv", cause: cause))
        }
        #expect(throws: TabularError.missingFile(path: "x.zip")) {
            try archiveMembers(of: "/nonexistent/x.zip", displayPath: "x.zip")
        }
        #expect(throws: TabularError.unreadableFile(path: "x.zip", cause: "is a directory")) {
            try archiveMembers(of: "/tmp", displayPath: "x.zip")
        }
    }

    @Test("Wrong checksums and sizes are errors")
    func corrupt() {
        for method in [0, 8] as [UInt16] {
            for hasDescriptor in [false, true] {
                let member = ZipMember("a.csv", Self.text).with {
                    $0.method = method
                    $0.hasDescriptor = hasDescriptor
                }
                for wrong in [
                    member.with { $0.statedChecksum = 1 }, member.with { $0.statedSize = 10 },
                    member.with { $0.statedSize = $0.data.count + 10 },
                ] {
                    let fault = error(zipArchive(wrong, ZipMember("c.csv", "third")))
                    switch fault {
                    case .corruptCompression?, .truncatedCompression?: break
                    default: Issue.record("\(method) \(hasDescriptor): \(String(describing: fault))")
                    }
                }
            }
        }
    }

    @Test("A flipped bit never crashes, and never changes what is read without an error")
    func flippedBits() throws {
        let text = String(Self.text.prefix(200))
        let archive = zipArchive(ZipMember("b.csv", "first"), ZipMember("a.csv", text))
        // Seven is coprime to eight, so that every place in a byte has its turn.
        for bit in stride(from: 0, to: archive.count * 8, by: 7) {
            var broken = archive
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            // An error is one right answer, the text the other.
            guard let bytes = try? read(broken, blockSize: 4096) else { continue }
            #expect(bytes == Array(text.utf8), "bit \(bit)")
        }
    }

    @Test("A bomb is refused, as a file and as the sum of members that share their bytes")
    func bombs() throws {
        var limits = ReadLimits()
        limits.compressionRatio = 100
        let zeros = [UInt8](repeating: 0, count: 100 << 20)
        let bomb = zipArchive(ZipMember(name: Array("a.csv".utf8), data: zeros))
        guard case .compressionBomb("x.zip!/a.csv", let ratio)? = error(bomb, limits: limits) else {
            Issue.record("was read")
            return
        }
        #expect(ratio > 900)
        let sharing = zipArchive(
            (0..<10).map { ZipMember("\($0).csv", "x").with { $0.statedSize = 10 << 20 } })
        guard case .compressionBomb("x.zip!/a.csv", _)? = error(sharing, limits: limits) else {
            Issue.record("was read")
            return
        }
        // Beside bytes that do not compress the sum is harmless, and the member is what gives it away.
        var noise: [UInt8] = []
        var state: UInt64 = 1
        while noise.count < 3 << 20 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            noise.append(UInt8(truncatingIfNeeded: state >> 40))
        }
        let hidden = zipArchive(
            ZipMember(name: Array("a.csv".utf8), data: zeros), ZipMember(name: [0x62], data: noise))
        let fault = #expect(throws: TabularError.self) {
            try read(hidden, limits: limits, blockSize: 1 << 20)
        }
        guard case .compressionBomb("x.zip!/a.csv", _)? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test("Members that share a header are not passed over silently")
    func sharedHeader() throws {
        var archive = zipArchive(ZipMember("a.csv", "a\n1\n"), ZipMember("b.csv", "b\n2\n"))
        // The directory's second entry is made to point to the first member; its offset stands 42 bytes on.
        let second = try #require(
            archive.indices.last { archive[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        for byte in 0..<4 { archive[second + 42 + byte] = 0 }
        #expect(
            error(archive)
                == .corruptCompression(
                    path: "x.zip!/a.csv",
                    cause: "its directory lists 2 files, of which 1 can be read"))
    }

    @Test("An archive of more members than allowed is refused before it fills the memory")
    func tooMany() throws {
        var limits = ReadLimits()
        limits.archiveMembers = 3
        let members = (0..<4).map { ZipMember("\($0).csv", "") }
        #expect(try names(zipArchive(Array(members.prefix(3))), limits: limits).count == 3)
        #expect(throws: TabularError.tooManyMembers(path: "x.zip", limit: 3)) {
            try names(zipArchive(members), limits: limits)
        }
        let flood = zipArchive((0..<40_000).map { ZipMember("\($0).csv", "").with { $0.method = 0 } })
        #expect(throws: TabularError.tooManyMembers(path: "x.zip", limit: 3)) {
            try names(flood, limits: limits)
        }
        #expect(try names(flood).count == 40_000)
    }

    @Test("An archive is told by its first bytes", arguments: [true, false])
    func recognised(_ isArchive: Bool) throws {
        let bytes = isArchive ? zipArchive(ZipMember("a", "b")) : Array("PK,name\n1,2\n".utf8)
        #expect(try withFile(bytes) { try isZipArchive($0, displayPath: "x") } == isArchive)
    }

    @Test("A delimited file inside an archive reads like a plain one")
    func records() throws {
        let found = try withFile(zipArchive(ZipMember("a.csv", "a,b\n1,\"2\n3\"\n"))) { path in
            try contents(
                of: CSVReader(
                    TabularInput(.member(archive: path, name: "a.csv"), displayPath: "x"),
                    dialect: CSVDialect()))
        }
        #expect(found == Contents(columns: ["a", "b"], rows: [["1", "2\n3"]], lines: [2]))
    }
}
