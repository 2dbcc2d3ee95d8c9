import Testing

@testable import Tabular

@Suite("Faults of delimited files")
struct CSVFaultTests {
    @Test("A row with too many fields is refused, and the next is read", arguments: blockSizes)
    func tooManyFields(_ blockSize: Int) throws {
        let contents = try readCSV("a,b\n1,2,3\n4,5\n", blockSize: blockSize)
        #expect(contents.rows == [["4", "5"]])
        #expect(contents.lines == [3])
        #expect(
            contents.faults == [
                RecordFault(
                    line: 2, column: nil, excerpt: "1,2,3", kind: .tooManyFields(found: 3, expected: 2))
            ])
    }

    @Test(
        "A quote out of place refuses its row only",
        arguments: [
            "1,x\"y,z\"", "1,\"x\"y", "1,\"x\" ", "1, \"x\",", "1,\"x\"\"y\"z",
        ], [1, 3, 64])
    func strayQuote(_ row: String, _ blockSize: Int) throws {
        let contents = try readCSV("a,b\n0,0\n\(row)\n2,3\n", blockSize: blockSize)
        #expect(contents.rows == [["0", "0"], ["2", "3"]])
        #expect(contents.lines == [2, 4])
        #expect(contents.faults.map(\.kind) == [.strayQuote])
        #expect(contents.faults.map(\.line) == [3])
        #expect(contents.faults.map(\.column) == ["b"])
    }

    @Test("Text behind a quote that seems to close does not cost the rows behind it", arguments: blockSizes)
    func strayQuoteBeforeOpenOne(_ blockSize: Int) throws {
        let contents = try readCSV("a,b\nx\"y,\"z\n0,1\n2,\"3\"\n", blockSize: blockSize)
        #expect(contents.rows == [["0", "1"], ["2", "3"]])
        #expect(contents.faults.map(\.line) == [2])
        #expect(contents.faults.map(\.column) == ["a"])
    }

    @Test("A quote that is closed by the next row's quote costs only its own row", arguments: blockSizes)
    func quoteClosedTooLate(_ blockSize: Int) throws {
        let contents = try readCSV("a,b\n1,\"x\n\"2\",\"y\"\n3,z\n", blockSize: blockSize)
        #expect(contents.rows == [["2", "y"], ["3", "z"]])
        #expect(contents.lines == [3, 4])
        #expect(contents.faults.map(\.line) == [2])
    }

    @Test("A quote that never closes ends the file, with the line where it opened", arguments: blockSizes)
    func unclosedQuote(_ blockSize: Int) {
        #expect(throws: TabularError.unclosedQuote(path: "data/x.csv", line: 4)) {
            try readCSV("a,b\n\"1\n2\",2\n3,\"x\n4,5\n6,7\n", blockSize: blockSize)
        }
    }

    @Test("An open quote is given up at the limit of a record", arguments: blockSizes)
    func unclosedQuoteIsBounded(_ blockSize: Int) {
        var limits = ReadLimits()
        limits.recordBytes = 100
        let text = "a,b\n1,2\n3,\"x\n" + String(repeating: "4,5\n", count: 100) + "6,\"7\"\n"
        #expect(throws: TabularError.unclosedQuote(path: "data/x.csv", line: 3)) {
            try readCSV(text, limits: limits, blockSize: blockSize)
        }
    }

    @Test("A line longer than the limit is refused, and the next is read", arguments: blockSizes)
    func longRecord(_ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.recordBytes = 50
        for end in ["\n", "\r\n", "\r"] {
            let long = String(repeating: "x", count: 70)
            let text = ["a", "1", long, "2", ""].joined(separator: end)
            let contents = try readCSV(text, limits: limits, blockSize: blockSize)
            #expect(contents.rows == [["1"], ["2"]])
            #expect(contents.lines == [2, 4])
            #expect(contents.faults.map(\.kind) == [.recordTooLong(limit: 50)])
            #expect(contents.faults.map(\.line) == [3])
        }
    }

    @Test("A field longer than the limit is refused with its column", arguments: blockSizes)
    func longField(_ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.fieldBytes = 10
        let contents = try readCSV("a,b\n1,0123456789x\n2,0123456789\n", limits: limits, blockSize: blockSize)
        #expect(contents.rows == [["2", "0123456789"]])
        #expect(
            contents.faults == [
                RecordFault(
                    line: 2, column: "b", excerpt: "1,0123456789x", kind: .fieldTooLong(limit: 10))
            ])
    }

    @Test("A NUL byte refuses its row", arguments: blockSizes)
    func nulByte(_ blockSize: Int) throws {
        let contents = try readCSV("a,b\n1,2\u{0}\n3,4\n", blockSize: blockSize)
        #expect(contents.rows == [["3", "4"]])
        #expect(
            contents.faults == [
                RecordFault(line: 2, column: "b", excerpt: "1,2\u{FFFD}", kind: .nulByte)
            ])
    }

    @Test(
        "Bytes that are not UTF-8 refuse their row, with the place in the file",
        arguments: [
            [0xFF], [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]], [1, 7, 64])
    func invalidEncoding(_ bytes: [UInt8], _ blockSize: Int) throws {
        let file = Array("a,b\né,1\n2,x".utf8) + bytes + Array("\n3,4\n".utf8)
        let dialect = CSVDialect().with { $0.encoding = .utf8 }
        let contents = try readCSV(file, dialect, blockSize: blockSize)
        #expect(contents.rows == [["é", "1"], ["3", "4"]])
        #expect(contents.faults.map(\.kind) == [.invalidEncoding(offset: 12)])
        #expect(contents.faults.map(\.line) == [3])
        #expect(contents.faults.map(\.column) == ["b"])
    }

    @Test("All UTF-8 lengths at their borders are accepted")
    func validEncoding() throws {
        let text = "\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        #expect(try readCSV("a\n\(text)\n").rows == [[text]])
    }

    @Test("An excerpt is one line of at most 80 characters")
    func excerpt() throws {
        let contents = try readCSV("a\n\"x\ny\",\(String(repeating: "é", count: 200))\n")
        #expect(contents.faults.map(\.excerpt) == ["\"x y\"," + String(repeating: "é", count: 74)])
    }

    @Test("A file without a header is empty", arguments: ["", "\n", "\r\n  \r\n", "\u{FEFF}"], [1, 64])
    func emptyFile(_ text: String, _ blockSize: Int) {
        #expect(throws: TabularError.emptyFile(path: "data/x.csv")) {
            try readCSV(text, blockSize: blockSize)
        }
    }

    @Test("A header without rows has no records")
    func headerOnly() throws {
        #expect(try readCSV("a,b") == Contents(columns: ["a", "b"]))
    }

    @Test(
        "A header that cannot be used is an error",
        arguments: [
            ("\na,b, a\n", .duplicateHeader(path: "data/x.csv", line: 2, column: "a")),
            (",,\n", .emptyFile(path: "data/x.csv")),
            ("\u{2003},\u{FEFF}\n", .emptyHeader(path: "data/x.csv", line: 1, position: 1)),
            ("\u{A0},\u{A0}\n", .emptyFile(path: "data/x.csv")),
            ("a,b\"c\n1,2\n", .unreadableHeader(path: "data/x.csv", line: 1, fault: .strayQuote)),
            ("a\u{0}\n", .unreadableHeader(path: "data/x.csv", line: 1, fault: .nulByte)),
            ("\"a\n", .unclosedQuote(path: "data/x.csv", line: 1)),
        ] as [(String, TabularError)], [1, 64])
    func unusableHeader(_ example: (text: String, error: TabularError), _ blockSize: Int) {
        #expect(throws: example.error) { try readCSV(example.text, blockSize: blockSize) }
    }

    @Test("A header with more columns than the limit is an error")
    func tooManyColumns() {
        var limits = ReadLimits()
        limits.columns = 2
        #expect(throws: TabularError.tooManyColumns(path: "data/x.csv", line: 1, limit: 2)) {
            try readCSV("a,b,c\n", limits: limits)
        }
    }
}
