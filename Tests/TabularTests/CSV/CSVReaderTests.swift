import Testing

@testable import Tabular

@Suite("Delimited files")
struct CSVReaderTests {
    @Test("A file reads the same whatever the size of the blocks", arguments: blockSizes)
    func blockSize(_ blockSize: Int) throws {
        let text =
            "id, name ,note\r\n1,Ann,\"a \"\"b\"\" c\"\n\n2,\"Smith, Jo\",\"two\r\nlines\"\r3,,\n"
            + "\"4\",\"\",\"\"\"\"\r\n\r\n5,\"Zoë\",last"
        let expected = Contents(
            columns: ["id", "name", "note"],
            rows: [
                ["1", "Ann", "a \"b\" c"], ["2", "Smith, Jo", "two\r\nlines"], ["3", "", ""],
                ["4", "", "\""], ["5", "Zoë", "last"],
            ],
            lines: [2, 4, 6, 7, 9])
        #expect(try readCSV(text, blockSize: blockSize) == expected)
    }

    @Test("Every kind of line end is one line", arguments: ["\n", "\r\n", "\r"], blockSizes)
    func lineEnds(_ end: String, _ blockSize: Int) throws {
        let text = ["a,b", "1,2", "", "\"x\(end)y\",4", "5,6"].joined(separator: end)
        let expected = Contents(
            columns: ["a", "b"], rows: [["1", "2"], ["x\(end)y", "4"], ["5", "6"]], lines: [2, 4, 6])
        #expect(try readCSV(text, blockSize: blockSize) == expected)
        #expect(try readCSV(text + end, blockSize: blockSize) == expected)
    }

    @Test("A byte order mark is stripped in every encoding", arguments: TextEncoding.allCases, [1, 2, 64])
    func byteOrderMark(_ encoding: TextEncoding, _ blockSize: Int) throws {
        var dialect = CSVDialect()
        dialect.encoding = encoding
        let text: [UInt8] =
            switch encoding {
            case .utf16, .utf16BigEndian:
                "\u{FEFF}id\n1\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            case .utf16LittleEndian: "\u{FEFF}id\n1\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            default: Array("\u{FEFF}id\n1\n".utf8)
            }
        let contents = try readCSV(text, dialect, blockSize: blockSize)
        #expect(contents == Contents(columns: ["id"], rows: [["1"]], lines: [2]))
    }

    @Test("A delimiter and a quote other than the usual ones are taken from the dialect")
    func dialect() throws {
        var dialect = CSVDialect()
        dialect.delimiter = [UInt8(ascii: ";")]
        dialect.quote = UInt8(ascii: "'")
        let contents = try readCSV(Array("a;b\n'1;''2';\"3\n".utf8), dialect)
        #expect(contents == Contents(columns: ["a", "b"], rows: [["1;'2", "\"3"]], lines: [2]))
    }

    @Test("Values keep their spaces, headers do not")
    func spaces() throws {
        let contents = try readCSV(" a ,\u{A0}b\u{A0}\n 1 ,\u{A0}2\n")
        #expect(contents == Contents(columns: ["a", "b"], rows: [[" 1 ", "\u{A0}2"]], lines: [2]))
    }

    @Test("A short record keeps the number of its fields", arguments: [1, 64])
    func shortRecord(_ blockSize: Int) throws {
        let contents = try readCSV("a,b,c\n1\n1,2\n", blockSize: blockSize)
        #expect(contents.rows == [["1"], ["1", "2"]])
        #expect(contents.faults.isEmpty)
    }

    @Test("An empty extra column on every row is ignored")
    func emptyExtraColumn() throws {
        let contents = try readCSV("a,b,\n1,2,\n3,4,\n")
        #expect(contents.columns == ["a", "b"])
        #expect(contents.rows == [["1", "2", ""], ["3", "4", ""]])
        #expect(contents.faults.isEmpty)
    }

    @Test("An empty extra field that the header lacks may end a shifted row and is refused")
    func shiftedRow() throws {
        let contents = try readCSV("amount,rep,note\n1,234.50,R1,\n5,R1,\n")
        #expect(contents.rows == [["5", "R1", ""]])
        #expect(contents.faults.map(\.kind) == [.tooManyFields(found: 4, expected: 3)])
    }

    @Test("Latin-1 and Windows-1252 become UTF-8", arguments: blockSizes)
    func singleByteEncodings(_ blockSize: Int) throws {
        var dialect = CSVDialect()
        dialect.encoding = .latin1
        let bytes: [UInt8] = Array("n\nDo".utf8) + [0xF1, 0x61, 0x0A, 0x80, 0xFF, 0x0A]
        #expect(try readCSV(bytes, dialect, blockSize: blockSize).rows == [["Doña"], ["\u{80}ÿ"]])
        dialect.encoding = .windows1252
        #expect(try readCSV(bytes, dialect, blockSize: blockSize).rows == [["Doña"], ["€ÿ"]])
    }

    @Test("Windows-1252 decodes each of its 27 defined special bytes and refuses the five others")
    func windows1252() throws {
        var dialect = CSVDialect()
        dialect.encoding = .windows1252
        let lines: [UInt8] = (0x80...0x9F).flatMap { (byte: UInt8) -> [UInt8] in [byte, 0x0A] }
        let contents = try readCSV(Array("c\n".utf8) + lines, dialect)
        #expect(contents.rows.joined().joined() == "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
        let undefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        let faults = undefined.map { RecordFault.Kind.invalidEncoding(offset: 2 + 2 * ($0 - 0x80)) }
        #expect(contents.faults.map(\.kind) == faults)
    }

    @Test("Bytes read are those of the file")
    func bytesRead() throws {
        try withFile(Array("a\n1\n2\n".utf8)) { path in
            let reader = try CSVReader(TabularInput(path: path, displayPath: "x"), dialect: CSVDialect())
            _ = try contents(of: reader)
            #expect(reader.bytesRead == 6)
        }
    }

    @Test("A batch that its consumer keeps is not changed by the next one")
    func keptBatch() throws {
        try withFile(Array("a\n1\n2\n3\n".utf8)) { path in
            let reader = try CSVReader(
                TabularInput(path: path, displayPath: "x"), dialect: CSVDialect(), limits: ReadLimits(),
                blockSize: 2)
            var batch = RecordBatch()
            var kept: [RecordBatch] = []
            while try reader.next(into: &batch) { kept.append(batch) }
            #expect(
                kept.flatMap { kept in kept.records.map { kept.text(of: 0, in: $0) } } == ["1", "2", "3"])
            #expect(try !reader.next(into: &batch))
            #expect(batch.records.isEmpty && batch.fields.isEmpty)
        }
    }

    @Test("Random tables survive being written and read", arguments: 0..<20)
    func roundTrip(_ seed: Int) throws {
        var random = Lehmer(state: UInt64(seed) * 2 + 1)
        let pieces = ["a", "\"", ",", "\n", "\r\n", "\r", "é", "€", " ", "word", "", "0123456789abcdef"]
        let table = (0..<40).map { _ in
            // No row is blank.
            (0..<4).map { column in
                (column == 3 ? "x" : "")
                    + (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        pieces[Int.random(in: pieces.indices, using: &random)]
                    }.joined()
            }
        }
        let text = table.map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }.joined(separator: "\r\n")
        for blockSize in blockSizes {
            #expect(try readCSV("a,b,c,d\n" + text, blockSize: blockSize).rows == table)
        }
    }
}

/// A small seeded generator (Park and Miller, 1988, in 64 bits with Knuth's multiplier).
struct Lehmer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 33
    }
}
