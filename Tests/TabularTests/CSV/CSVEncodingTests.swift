import Testing

@testable import Tabular

@Suite("Defects of encodings")
struct CSVEncodingTests {
    static func utf16(_ text: String, isLittleEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isLittleEndian ? [low, high] : [high, low]
        }
    }

    private let city = Contents(
        columns: ["id", "city"], rows: [["1", "Zürich"], ["2", "東京😀"]], lines: [2, 3])
    private let cityText = "id,city\n1,Zürich\n2,東京😀\n"

    @Test("Defect 1: a byte order mark of UTF-8 is stripped")
    func utf8Mark() throws {
        let reading = try readInAnyBlocks("\u{FEFF}" + cityText)
        #expect(reading.contents == city)
        #expect(reading.notices == [])
        #expect(
            reading.recognised
                == RecognisedDialect(
                    encoding: .utf8, delimiter: [0x2C], headerLine: 1, hasByteOrderMark: true))
    }

    @Test("Defect 2: UTF-16 with a byte order mark is decoded", arguments: [true, false])
    func utf16Mark(_ isLittleEndian: Bool) throws {
        let bytes = CSVEncodingTests.utf16("\u{FEFF}" + cityText, isLittleEndian: isLittleEndian)
        let encoding: TextEncoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
        let reading = try readInAnyBlocks(bytes)
        #expect(reading.contents == city)
        #expect(
            reading.notices == [
                ReadingNotice(
                    kind: .encoding, text: "read as \(encoding.rawValue): as its byte order mark says")
            ])
        #expect(reading.recognised.encoding == encoding)
        #expect(reading.recognised.hasByteOrderMark)
        for configured in [.utf16, encoding] {
            let settled = try readInAnyBlocks(bytes, CSVDialect().with { $0.encoding = configured })
            #expect(settled.contents == city)
            #expect(settled.notices == [])
        }
    }

    @Test(
        "Defect 3: UTF-16 without a byte order mark is recognised by its pattern", arguments: [true, false])
    func utf16Pattern(_ isLittleEndian: Bool) throws {
        let bytes = CSVEncodingTests.utf16(cityText, isLittleEndian: isLittleEndian)
        let encoding: TextEncoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
        let reading = try readInAnyBlocks(bytes)
        #expect(reading.contents == city)
        let text =
            "read as \(encoding.rawValue): every second byte is NUL; "
            + "set 'encoding' of the source to settle it"
        #expect(reading.notices == [ReadingNotice(kind: .encoding, text: text)])
        let settled = try readInAnyBlocks(bytes, CSVDialect().with { $0.encoding = .utf16 })
        #expect(settled.contents == city)
    }

    @Test("Defect 4: what is not UTF-8 is read as windows-1252, and told")
    func windows1252() throws {
        let bytes = Array("id,city\n1,Bern\n2,Z".utf8) + [0xFC] + Array("rich \u{20}".utf8) + [0x80, 0x0A]
        let reading = try readInAnyBlocks(bytes)
        #expect(reading.contents.rows == [["1", "Bern"], ["2", "Zürich  €"]])
        let text =
            "read as windows-1252: byte 18 of the file is not UTF-8; "
            + "set 'encoding' of the source to settle it"
        #expect(reading.notices == [ReadingNotice(kind: .encoding, text: text)])
        #expect(reading.recognised.encoding == .windows1252)
    }

    @Test("Defect 4: the bytes behind the first that is not ASCII decide, wherever it lies")
    func windows1252FarBehind() throws {
        let plain = String(repeating: "1,Bern\n", count: 30_000)
        let latin = Array("id,city\n\(plain)2,Z".utf8) + [0xFC] + Array("rich\n\(plain)3,Zürich\n".utf8)
        let reading = try readInAnyBlocks(latin)
        #expect(reading.contents.rows.count == 60_002)
        #expect(reading.contents.rows[30_000] == ["2", "Zürich"])
        #expect(reading.contents.rows.last == ["3", "ZÃ¼rich"])
        #expect(reading.notices.first?.text.contains("byte 210011 of the file") == true)
    }

    @Test(
        "Defect 4: every configured encoding is read as configured, and nothing is told",
        arguments: [
            (.latin1, [0xE9, 0x80], "é\u{80}"), (.latin9, [0xA4, 0xA6], "€Š"),
            (.windows1250, [0x8A, 0xB9], "Šą"), (.windows1251, [0xCF, 0xF0], "Пр"),
            (.windows1252, [0x80, 0xE9], "€é"), (.macintosh, [0x8E, 0xDB], "é€"),
            (.utf8, [0xC3, 0xA9], "é"),
        ] as [(TextEncoding, [UInt8], String)])
    func configured(_ encoding: TextEncoding, _ bytes: [UInt8], _ text: String) throws {
        let dialect = CSVDialect().with { $0.encoding = encoding }
        let reading = try readInAnyBlocks(Array("a\nx".utf8) + bytes + Array("y\n".utf8), dialect)
        #expect(reading.contents.rows == [["x\(text)y"]])
        #expect(reading.notices == [])
        #expect(reading.recognised.encoding == encoding)
    }

    @Test("Defect 5: in UTF-8 with rows in another encoding these rows are refused, with the byte")
    func mixedEncodings() throws {
        let bytes = Array("id,city\n1,Zürich\n2,Gen".utf8) + [0xE8] + Array("ve\n3,Köln\n".utf8)
        for dialect in [CSVDialect(), CSVDialect().with { $0.encoding = .utf8 }] {
            let reading = try readInAnyBlocks(bytes, dialect)
            #expect(reading.contents.rows == [["1", "Zürich"], ["3", "Köln"]])
            #expect(
                reading.contents.faults == [
                    RecordFault(
                        line: 3, column: "city", excerpt: "2,Gen\u{FFFD}ve",
                        kind: .invalidEncoding(offset: 23))
                ])
            #expect(reading.notices == [])
        }
    }

    @Test("Defect 5: a configured UTF-8 is never given up")
    func configuredUTF8() throws {
        let bytes = Array("id,city\n1,Z".utf8) + [0xFC] + Array("rich\n".utf8)
        let reading = try readInAnyBlocks(bytes, CSVDialect().with { $0.encoding = .utf8 })
        #expect(reading.contents.faults.map(\.kind) == [.invalidEncoding(offset: 11)])
        #expect(reading.notices == [])
    }

    @Test("Defect 5: half a pair of UTF-16 refuses its row, with the byte in the file")
    func invalidUTF16() throws {
        let before = "\u{FEFF}a,b\n😀,é\n1,"
        let units = { CSVEncodingTests.utf16($0, isLittleEndian: true) }
        let bytes = units(before) + [0x00, 0xD8] + units("x\n2,y\n3,") + [0x00, 0xDC] + units("\n4,z")
        let reading = try readInAnyBlocks(bytes + [0x3D, 0xD8, 0x00])
        #expect(reading.contents.rows == [["😀", "é"], ["2", "y"]])
        let first = units(before).count
        let second = first + 2 + units("x\n2,y\n3,").count
        let third = second + 2 + units("\n4,z").count
        #expect(
            reading.contents.faults.map(\.kind) == [
                .invalidEncoding(offset: first), .invalidEncoding(offset: second),
                .invalidEncoding(offset: third),
            ])
    }

    @Test(
        "UTF-32 is refused with what to do",
        arguments: [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]] as [[UInt8]])
    func utf32(_ mark: [UInt8]) {
        #expect(throws: TabularError.unsupportedEncoding(path: "data/x.csv", encoding: "utf-32")) {
            try readInAnyBlocks(mark + [0x61, 0, 0, 0])
        }
    }

    @Test("Defect 6: a NUL byte refuses its row and does not make the file UTF-16")
    func nulByte() throws {
        let reading = try readInAnyBlocks("a,b\n1,x\n2,\u{0}\n3,z\n")
        #expect(reading.contents.rows == [["1", "x"], ["3", "z"]])
        #expect(reading.contents.faults.map(\.kind) == [.nulByte])
        #expect(reading.contents.faults.map(\.line) == [3])
    }
}
