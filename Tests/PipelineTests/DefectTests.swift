import Foundation
import Pipeline
import TerritoryModel
import Testing

private let header = DefectWorkspace.header

@Suite("Defects of files and rows, through the whole pipeline")
struct DefectTests {
    @Test("Defect 1: a byte order mark is stripped")
    func byteOrderMark() throws {
        try expect("\u{FEFF}" + header + "2026-06-01,A1,R1,P1,5.25\n", told: Told(loaded: "5.25"))
    }

    @Test("Defect 2: UTF-16 with its mark is decoded", arguments: [true, false])
    func wideWithMark(_ isBigEndian: Bool) throws {
        let bytes = utf16(header + "2026-06-01,A1,R1,Pé,5.25\n", isBigEndian: isBigEndian, mark: true)
        try expect(bytes, told: Told(loaded: "5.25", notices: ["encoding"]))
    }

    @Test("Defect 3: UTF-16 without a mark is recognised", arguments: [true, false])
    func wideWithoutMark(_ isBigEndian: Bool) throws {
        let bytes = utf16(header + "2026-06-01,A1,R1,Pé,5.25\n", isBigEndian: isBigEndian, mark: false)
        try expect(bytes, told: Told(loaded: "5.25", notices: ["encoding"]))
    }

    @Test(
        "Defect 4: windows-1252 is read as configured, or found and told",
        arguments: [([], ["encoding"]), (["encoding: windows-1252"], []), (["encoding: latin-1"], [])]
            as [([String], [String])])
    func singleByte(_ keys: [String], _ notices: [String]) throws {
        let bytes = Array((header + "2026-06-01,A1,R1,P").utf8) + [0xE9] + Array(",5.25\n".utf8)
        try expect(bytes, keys, told: Told(loaded: "5.25", notices: notices))
        let workspace = try DefectWorkspace(bytes, keys)
        try workspace.workspace.run()
        let report = try #require(try workspace.workspace.published()["report.json"])
        #expect(String(decoding: report, as: UTF8.self).contains("Pé"))
    }

    @Test("Defect 5: a row in another encoding is refused with the byte, and its money is said to be unknown")
    func mixedEncodings() throws {
        let bytes =
            Array((header + "2026-06-01,A1,R1,Pé,5\n2026-06-01,A1,R1,P").utf8) + [0xE9]
            + Array(",7\n2026-06-01,A1,R1,Pü,9\n".utf8)
        let workspace = try DefectWorkspace(bytes)
        let told = try workspace.told()
        #expect(
            told
                == Told(
                    loaded: "14", unknown: 1,
                    rows: ["3 invalid_encoding 2026-06-01,A1,R1,P\u{FFFD},7"]))
        #expect(try workspace.rejected("sales")[0][6].contains("the first at byte 73"))
    }

    @Test("Defect 6: a row with a NUL byte is refused")
    func nul() throws {
        try expect(
            header + "2026-06-01,A1,R1,P\u{0},7\n2026-06-02,A1,R1,P1,5\n",
            told: Told(loaded: "5", unknown: 1, rows: ["2 nul_byte 2026-06-01,A1,R1,P\u{FFFD},7"])
        )
    }

    @Test("Defect 7: control characters and no-break spaces around keys are trimmed")
    func blanks() throws {
        let workspace = try DefectWorkspace(
            header + "2026-06-01,\u{A0}A1\u{A0},\u{200B}R1,P1,\t5 \n2026-06-01, A2\u{1},R1,P1,\u{A0}7\n")
        let told = try workspace.told()
        #expect(told == Told(loaded: "12"))
        #expect(try workspace.workspace.check().quality.unmatched.isEmpty)
    }

    @Test("Defect 8: semicolons and decimal commas are found together")
    func semicolon() throws {
        let text = "date;account;rep;product;amount\n2026-06-01;A1;R1;P1;1.234,50\n2026-06-01;A1;R1;P1;0,5\n"
        try expect(text, told: Told(loaded: "1235", notices: ["delimiter", "decimal_separator"]))
    }

    @Test("Defect 9: `sep=` is consumed, also behind a mark", arguments: ["", "\u{FEFF}"], [";", "|", "\t"])
    func separatorLine(_ mark: String, _ delimiter: String) throws {
        let text =
            mark + "sep=\(delimiter)\n"
            + (header + "2026-06-01,A1,R1,P1,5\n").replacing(",", with: delimiter)
        let told = try DefectWorkspace(text).told()
        #expect(told.loaded == "5" && told.rows.isEmpty, "\(told)")
        #expect(told.notices.contains("delimiter"), "\(told)")
    }

    @Test("Defect 10: tabs and pipes in a .csv are found", arguments: ["\t", "|"])
    func otherDelimiter(_ delimiter: String) throws {
        let text = (header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A2,,,6\n").replacing(",", with: delimiter)
        try expect(text, told: Told(loaded: "11", notices: ["delimiter"]))
    }

    @Test("Defect 11: a delimiter of several characters is configured")
    func longDelimiter() throws {
        let text = (header + "2026-06-01,A1,R1,P~1|x,5\n").replacing(",", with: "~|~")
        try expect(text, ["delimiter: \"~|~\""], told: Told(loaded: "5"))
    }

    @Test("Defect 12: quoted line ends are one record, and faults tell the physical line")
    func quotedLineEnds() throws {
        let text = header + "2026-06-01,A1,R1,\"P\n1\r\n2\",5\n2026-06-01,A1,R1,P1,x\n"
        try expect(
            text, told: Told(loaded: "5", unknown: 1, rows: ["5 unreadable_amount x"])
        )
    }

    @Test("Defect 13: CR alone and mixed line ends are accepted", arguments: ["\r", "\r\n", "mixed"])
    func lineEnds(_ end: String) throws {
        let rows = [
            String(header.dropLast()), "2026-06-01,A1,R1,P1,5", "2026-06-01,A1,R1,P1,x",
            "2026-06-01,A1,R1,P1,6",
        ]
        let text =
            end == "mixed"
            ? rows[0] + "\r\n" + rows[1] + "\r" + rows[2] + "\n" + rows[3] + "\r\n"
            : rows.map { $0 + end }.joined()
        try expect(
            String(text), told: Told(loaded: "11", unknown: 1, rows: ["3 unreadable_amount x"])
        )
    }

    @Test("Defect 14: a quote that never closes is an error at its line", arguments: [0, 200_000])
    func unclosedQuote(_ following: Int) throws {
        let text =
            header + "2026-06-01,A1,R1,P1,5\n2026-06-01,A1,R1,\"P1,5\n"
            + String(repeating: "2026-06-01,A1,R1,P1,5\n", count: following)
        let error = try #require(try DefectWorkspace(text).workspace.failure())
        #expect(error.exitCode == 65)
        #expect(
            error.message == """
                data/sales.csv:3: a quote opens here and is never closed
                  close the quote, or double it where it is part of the text
                """)
    }

    @Test("Defect 15: a stray quote is read as it stands where that is clear, else its row is refused")
    func strayQuote() throws {
        let text = header + "2026-06-01,A1,R1,5\" pipe,5\n2026-06-01,A1,R1,\"P\"1,6\n2026-06-01,A1,R1,P1,7\n"
        try expect(
            text,
            told: Told(
                loaded: "12", unknown: 1, rows: ["3 stray_quote 2026-06-01,A1,R1,\"P\"1,6"],
                notices: ["literal_quotes"])
        )
    }

    @Test("Defect 16: too many fields are refused and never shifted")
    func tooManyFields() throws {
        let text = header + "2026-06-01,A1,R1,Screws, small,5\n2026-06-01,A1,R1,P1,6\n"
        try expect(
            text,
            told: Told(
                loaded: "6", unknown: 1, rows: ["2 wrong_field_count 2026-06-01,A1,R1,Screws, small,5"])
        )
    }

    @Test("Defect 17: too few fields are refused where a needed one is missing")
    func tooFewFields() throws {
        let few = "amount,date,account,rep,product\n5,2026-06-01,A1\n6,2026-06-01\n"
        try expect(
            few, told: Told(loaded: "5", refused: "6", rows: ["3 wrong_field_count "])
        )
    }

    @Test("Defect 18: an empty extra column on every row is ignored")
    func emptyColumn() throws {
        let rows = "2026-06-01,A1,R1,P1,5,\n2026-06-02,A1,R1,P1,6,\n"
        try expect(header.replacing("\n", with: ",\n") + rows, told: Told(loaded: "11"))
        // Where the header does not have it, it may be the end of a shifted row.
        try expect(
            header + "2026-06-01,A1,R1,5,P1,\n2026-06-02,A1,R1,P1,6\n",
            told: Told(loaded: "6", unknown: 1, rows: ["2 wrong_field_count 2026-06-01,A1,R1,5,P1,"]))
    }

    @Test("Defect 19: a column that stands twice in the header is an error")
    func duplicateHeader() throws {
        let error = try DefectWorkspace("date,account,amount,amount\n2026-06-01,A1,5,6\n").workspace.failure()
        #expect(
            error?.message == """
                data/sales.csv:1: column 'amount' is in the header twice
                  rename or remove one of the two columns
                """)
    }

    @Test("Defect 20: a field that is mapped twice is an error")
    func doubleMapping() throws {
        let text = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "").replacing(
            "product_id: product, amount: amount", with: "amount: net, amount: amount")
        let error = try TemporaryWorkspace(["bailiwick.yaml": text]).failure()
        #expect(error?.exitCode == 78)
        #expect(
            error?.message == """
                bailiwick.yaml:12: the file is not valid YAML: the key 'amount' stands twice
                  correct the spelling there; a key stands once, and tabs do not indent
                """)
    }
}
