import Testing

@testable import Tabular

@Suite("Defects of rows")
struct CSVRowTests {
    private func notice(_ kind: ReadingNotice.Kind, _ count: Int64, _ text: String) -> ReadingNotice {
        ReadingNotice(kind: kind, count: count, text: text)
    }

    @Test("Defect 12: quoted line ends are part of one record, and faults tell the physical line")
    func quotedLineEnds() throws {
        let reading = try readInAnyBlocks("a,b\n1,\"x\r\ny\rz\n\"\n2,3,4\n")
        #expect(reading.contents.rows == [["1", "x\r\ny\rz\n"]])
        #expect(reading.contents.faults.map(\.line) == [6])
    }

    @Test("Defect 13: line ends of CR alone and mixed ones are accepted")
    func lineEnds() throws {
        let reading = try readInAnyBlocks("a,b\r1,2\r\n3,4\n5,6\r\r7,8")
        #expect(reading.contents.rows == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
        #expect(reading.contents.lines == [2, 3, 4, 6])
    }

    @Test("Defect 14: an unclosed quote is an error at the line where it opened")
    func unclosedQuote() {
        let error = #expect(throws: TabularError.self) {
            try readInAnyBlocks("a,b\n\"1\n2\",2\n3,\"x\n4,5\n6,7\n")
        }
        #expect(
            error?.description
                == "data/x.csv:4: a quote opens here and is never closed\n"
                + "  close the quote, or double it where it is part of the text")
    }

    @Test(
        "Defect 15: a stray quote is read as it stands where there is one way to read it",
        arguments: [
            (#"Monitor 24",5"#, ["Monitor 24\"", "5"]), (#"5'10" tall,1"#, ["5'10\" tall", "1"]),
            (#"a "b" c,"d, ""e""""#, ["a \"b\" c", "d, \"e\""]), (#" "x",1"#, [" \"x\"", "1"]),
            (#""p, q",24"# + "\"", ["p, q", "24\""]), ("\"p\nq\",24\"", ["p\nq", "24\""]),
        ] as [(String, [String])])
    func literalQuotes(_ row: String, _ fields: [String]) throws {
        for end in ["\n", "\r\n", "\r"] {
            let reading = try readInAnyBlocks("a,b\n0,0\n\(row)\(end)2,3")
            #expect(reading.contents.rows == [["0", "0"], fields, ["2", "3"]])
            #expect(reading.contents.faults == [])
            #expect(
                reading.notices == [
                    notice(
                        .literalQuotes, 1,
                        "1 row has quotes inside unquoted fields, which were read as they stand")
                ])
        }
        let last = try readInAnyBlocks("a,b\n\(row)")
        #expect(last.contents.rows == [fields])
    }

    @Test(
        "Defect 15: a stray quote refuses its row where there are several ways to read it",
        arguments: [
            #"John "Joe, Jr" Smith,12"#, #"24",17""#, #""abc" def,1"#, #"a "b" c,1,2"#, #"a "b""#,
            #"24","x"#, #"24","x"y"#,
        ])
    func ambiguousQuotes(_ row: String) throws {
        let reading = try readInAnyBlocks("a,b\n0,0\n\(row)\n2,\"3\"\n")
        #expect(reading.contents.rows == [["0", "0"], ["2", "3"]])
        #expect(
            reading.contents.faults == [RecordFault(line: 3, column: "a", excerpt: row, kind: .strayQuote)])
        #expect(reading.notices == [])
    }

    @Test("Defect 16: too many fields are refused, never shifted")
    func tooManyFields() throws {
        let reading = try readInAnyBlocks("amount,rep\n1,234.50,R1\n5,R1\n")
        #expect(reading.contents.rows == [["5", "R1"]])
        #expect(reading.contents.faults.map(\.kind) == [.tooManyFields(found: 3, expected: 2)])
    }

    @Test("Defect 17: a row with too few fields is kept for its consumer to judge")
    func tooFewFields() throws {
        #expect(try readInAnyBlocks("a,b,c\n1\n1,2\n").contents.rows == [["1"], ["1", "2"]])
    }

    @Test("Defect 25: totals and footers are left out and counted, whatever their fields")
    func footers() throws {
        let dialect = CSVDialect().with {
            $0.layout.footers = [RowPattern("Grand Totals ({rows} records)"), RowPattern("Copyright*")]
        }
        let text =
            "\"Id\",\"Amount\"\n\"1\",\"2\"\n\n3,4,5\n,6\n"
            + "\" Grand Totals (3 records) \"\n,\"Copyright \"\"x\"\" 2026\",Inc.,All\n"
        let reading = try readInAnyBlocks(text, dialect)
        #expect(reading.contents.rows == [["1", "2"], ["", "6"]])
        #expect(reading.contents.faults.map(\.line) == [4])
        #expect(
            reading.notices == [
                notice(.blankRows, 1, "1 blank row was passed over"),
                notice(.footers, 2, "2 totals and footers were left out, as configured"),
            ])
    }

    @Test("Defect 25: a footer that states another number of records is an error")
    func statedRows() {
        let dialect = CSVDialect().with { $0.layout.footers = [RowPattern("Total: {rows}*")] }
        let error = #expect(throws: TabularError.self) {
            try readInAnyBlocks("a,b\n1,2\n\"Total: 5,700 records\"\n3,\"4\n", dialect)
        }
        #expect(
            error?.description
                == "data/x.csv:3: states 5700 records, but 1 were read\n"
                + "  export the file again: records are missing or there are too many, "
                + "or 'footers' matches another line")
    }

    @Test(
        "The pattern of a footer matches whole texts",
        arguments: [
            ("Total", "Total", true, nil), ("Total", "Totals", false, nil), ("*", "", true, nil),
            ("*total*", "The total of", true, nil), ("a*b*c", "aXbXbXc", true, nil),
            ("a*b*c", "aXbXbX", false, nil), ("{rows} rows", "1,234 rows", true, 1234),
            ("*{rows} rows", "all 12 rows", true, 12), ("{rows}", "x", false, nil),
            ("{rows}", "99999999999999999999", false, nil), ("", "", true, nil), ("*é", "café", true, nil),
        ] as [(String, String, Bool, Int64?)])
    func pattern(_ pattern: String, _ text: String, _ isMatch: Bool, _ rows: Int64?) {
        let match = RowPattern(pattern).match(text)
        #expect(match.isMatch == isMatch)
        #expect(match.rows == rows)
    }

    @Test("A pattern of many stars is matched in bounded time")
    func hostilePattern() {
        let pattern = RowPattern(String(repeating: "*a", count: 40) + "b")
        #expect(!pattern.match(String(repeating: "a", count: 4000)).isMatch)
    }

    @Test("Defect 26: blank rows are passed over and counted in one notice")
    func blankRows() throws {
        let reading = try readInAnyBlocks("\n  \na,b\n\t\n,\n1,2\n\"\", \n,,,,\n\n3,4\n")
        #expect(
            reading.contents
                == Contents(columns: ["a", "b"], rows: [["1", "2"], ["3", "4"]], lines: [6, 10]))
        #expect(reading.notices == [notice(.blankRows, 5, "5 blank rows were passed over")])
    }

    @Test(
        "Defect 39: text that is written as a formula is unwrapped",
        arguments: [
            (#"="02134""#, "02134"), (#""=""02134""""#, "02134"), (#""=""""""""#, #"=""""#),
            (#"="""#, ""), (#"=A1"#, "=A1"), (#""=""a"" & ""b""""#, #"="a" & "b""#),
        ])
    func formulas(_ field: String, _ value: String) throws {
        let reading = try readInAnyBlocks("a,zip\n1,\(field)\n\(field),2\n")
        #expect(reading.contents.rows == [["1", value], [value, "2"]])
        #expect(reading.contents.faults == [])
        #expect(reading.notices == [])
    }
}
