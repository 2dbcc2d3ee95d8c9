import Testing

@testable import Tabular

@Suite("Defects of headers")
struct CSVHeaderTests {
    private func layout(_ change: (inout TableLayout) -> Void) -> CSVDialect {
        CSVDialect().with { change(&$0.layout) }
    }

    private func notice(_ kind: ReadingNotice.Kind, _ count: Int64, _ text: String) -> ReadingNotice {
        ReadingNotice(kind: kind, count: count, text: text)
    }

    @Test("Defect 18: an empty extra column on every row is ignored")
    func extraColumn() throws {
        let reading = try readInAnyBlocks("a,b,\n1,2,\n3,4,\n")
        #expect(reading.contents.columns == ["a", "b"])
        #expect(reading.contents.rows == [["1", "2", ""], ["3", "4", ""]])
        #expect(reading.contents.faults == [])
    }

    @Test("A column without a name amid others is unnamed, and no error")
    func unnamedColumn() throws {
        let reading = try readInAnyBlocks(",a,,b\n0,1,2,3\n1,2\u{0},3,4\n\u{0},2,3,4\n")
        #expect(reading.contents.columns == ["", "a", "", "b"])
        #expect(reading.contents.rows == [["0", "1", "2", "3"]])
        #expect(reading.contents.faults.map(\.column) == ["a", nil])
    }

    @Test("Defect 19: a header name twice is an error")
    func duplicate() {
        #expect(throws: TabularError.duplicateHeader(path: "data/x.csv", line: 1, column: "a")) {
            try readInAnyBlocks("a,b, a\n")
        }
    }

    @Test("Defect 21: padded header names are trimmed")
    func padded() throws {
        let text = " a ,\u{A0}b\t,\"\u{FEFF}c \",=\"d\"\n1,2,3,4\n"
        #expect(try readInAnyBlocks(text).contents.columns == ["a", "b", "c", "d"])
        let named = layout { $0.headerNames = ["a", "b", "c", "d"] }
        #expect(try readInAnyBlocks("x\n" + text, named).contents.columns == ["a", "b", "c", "d"])
    }

    @Test("Defect 22: a second header row is passed over as configured, whatever is in it")
    func secondHeader() throws {
        let text = "a,b\n\nName \"of\" a,\"b\"x,c\nunit\u{0},unit\n1,2\n"
        let reading = try readInAnyBlocks(text, layout { $0.rowsBehindHeader = 2 })
        #expect(reading.contents == Contents(columns: ["a", "b"], rows: [["1", "2"]], lines: [5]))
        #expect(
            reading.notices == [
                notice(.secondHeader, 2, "2 rows behind the header were passed over, as configured"),
                notice(.blankRows, 1, "1 blank row was passed over"),
            ])
    }

    @Test("A header below title rows is found by its shape where nothing names it, and told")
    func titleRow() throws {
        let reading = try readInAnyBlocks("This is a title row,,\n\nName,2019,Area\nBiff,1,2\nQux,3,4\n")
        #expect(
            reading.contents
                == Contents(
                    columns: ["Name", "2019", "Area"], rows: [["Biff", "1", "2"], ["Qux", "3", "4"]],
                    lines: [4, 5]))
        #expect(
            reading.notices == [
                notice(
                    .linesBeforeHeader, 1,
                    "1 row before the header was passed over: line 3 looks like the header; "
                        + "set 'header_row' to settle it")
            ])
    }

    @Test("Comments that are left out as footers are no header either")
    func commentAboveHeader() throws {
        let dialect = layout { $0.footers = [RowPattern("#*")] }
        let reading = try readInAnyBlocks("# made, by hand\na,b\n1,2\n# more, of it\n3,4\n", dialect)
        #expect(
            reading.contents
                == Contents(columns: ["a", "b"], rows: [["1", "2"], ["3", "4"]], lines: [3, 5]))
    }

    @Test(
        "The first row is the header where no other looks like one",
        arguments: [
            "a\n1,2\n3,4\n", "a\nb,b\n3,4\n", "a\nb,c\n", "a\nb,c\n1,2,3\n", "a\n1\n2\n",
            "a,b\nc\nd,e\nf,g\n",
        ])
    func firstRowIsHeader(text: String) throws {
        let reading = try readInAnyBlocks(text)
        #expect(reading.contents.columns.first == "a")
        #expect(!reading.notices.contains { $0.kind == .linesBeforeHeader })
    }

    @Test(
        "Defect 23: junk before the header is passed over where `header_row` says so",
        arguments: ["\n", "\r\n", "\r"])
    func headerLine(_ end: String) throws {
        let text = ["Report \"x", "", " ", "a,b", "1,2", ""].joined(separator: end)
        let reading = try readInAnyBlocks(text, layout { $0.headerLine = 4 })
        #expect(reading.contents == Contents(columns: ["a", "b"], rows: [["1", "2"]], lines: [5]))
        #expect(
            reading.notices == [
                notice(.linesBeforeHeader, 1, "1 row before the header was passed over")
            ])
        #expect(reading.recognised.headerLine == 4)
    }

    @Test("Defect 23: junk before the header is passed over where its names are known")
    func headerNames() throws {
        let text = "Zürich \"Report\n\"Printed by \"\"Ann\"\"\nfor b\",a\n\nb,a,c\n1,2,3\n4,\u{0},6\n"
        let bytes: [UInt8] = Array(text.utf8)
        let reading = try readInAnyBlocks(bytes, layout { $0.headerNames = ["a", "b"] })
        #expect(reading.contents.columns == ["b", "a", "c"])
        #expect(reading.contents.rows == [["1", "2", "3"]])
        #expect(reading.contents.lines == [6])
        #expect(reading.contents.faults.map(\.line) == [7])
        #expect(
            reading.notices == [
                notice(.linesBeforeHeader, 2, "2 rows before the header were passed over")
            ])
        #expect(reading.recognised.headerLine == 5)
    }

    @Test("Defect 23: the byte of a fault counts what lies above the header")
    func offsetBehindJunk() throws {
        for dialect in [layout { $0.headerNames = ["b"] }, layout { $0.headerLine = 2 }] {
            let bytes = Array("Zürich,\na,b\n1,é".utf8) + [0xFF, 0x0A]
            let reading = try readInAnyBlocks(bytes, dialect)
            #expect(reading.contents.faults.map(\.kind) == [.invalidEncoding(offset: 17)])
            let utf16 = CSVEncodingTests.utf16("Zürich,\na,b\n1,é", isLittleEndian: true) + [0x00, 0xD8]
            let other = try readInAnyBlocks(utf16, dialect)
            #expect(other.contents.faults.map(\.kind) == [.invalidEncoding(offset: 30)])
        }
    }

    @Test("Where no row has the names of the header, the first that is not blank is the header")
    func namesNotFound() throws {
        let reading = try readInAnyBlocks("\nx,y\n1,2\n", layout { $0.headerNames = ["a"] })
        #expect(reading.contents == Contents(columns: ["x", "y"], rows: [["1", "2"]], lines: [3]))
        #expect(reading.notices == [])
    }

    @Test("The names of a header are looked for in the first 100 rows")
    func namesTooFarBehind() throws {
        let dialect = layout { $0.headerNames = ["b"] }
        let junk = String(repeating: "junk\n\n", count: 99)
        #expect(try readInAnyBlocks(junk + "a,b\n1,2\n", dialect).contents.columns == ["a", "b"])
        #expect(try readInAnyBlocks("junk\n" + junk + "a,b\n1,2\n", dialect).contents.columns == ["junk"])
    }

    @Test(
        "Defect 24: a file without its header is a clear error",
        arguments: [
            ("", nil, "data/x.csv: is empty\n  export the file again, with its header line"),
            (",,\n\n", nil, "data/x.csv: is empty\n  export the file again, with its header line"),
            (
                "a,b\n1,2", 3,
                "data/x.csv: has no header in line 3 or below\n"
                    + "  check 'header_row' of the source in bailiwick.yaml"
            ),
            (
                "a,b\n1,2\n", 3,
                "data/x.csv: has no header in line 3 or below\n"
                    + "  check 'header_row' of the source in bailiwick.yaml"
            ),
        ] as [(String, Int?, String)])
    func noHeader(_ text: String, _ line: Int?, _ words: String) {
        let error = #expect(throws: TabularError.self) {
            try readInAnyBlocks(text, layout { $0.headerLine = line })
        }
        #expect(error?.description == words)
    }

    @Test("Defect 24: a header alone has no records and is told to the consumer as such")
    func headerOnly() throws {
        #expect(try readInAnyBlocks("a,b\n").contents == Contents(columns: ["a", "b"]))
    }

    @Test("Without a header every row is a record with the fields that it has")
    func withoutHeader() throws {
        let reading = try readInAnyBlocks("a,b\n\n1\n,,\n1,2,3 \"x\"\n", layout { $0.hasHeader = false })
        #expect(
            reading.contents
                == Contents(
                    rows: [["a", "b"], [""], ["1"], ["", "", ""], ["1", "2", "3 \"x\""]],
                    lines: [1, 2, 3, 4, 5]))
        #expect(reading.recognised.headerLine == 0)
        #expect(try readInAnyBlocks("", layout { $0.hasHeader = false }).contents == Contents())
    }
}
