import Testing

@testable import Tabular

@Suite("Worksheets of XML Spreadsheet 2003")
struct WorksheetReaderTests {
    @Test("Header and records are read, with the lines where their rows begin", arguments: blockSizes)
    func records(_ blockSize: Int) throws {
        let rows = [
            row("id", "name"), row("1", "Ann &amp; Bo"), "<Row\n" + row("2", "Caf\u{E9}").dropFirst(4),
        ]
        .joined(separator: "\n")
        let found = try readRows(rows, blockSize: blockSize).contents
        #expect(
            found
                == Contents(
                    columns: ["id", "name"], rows: [["1", "Ann & Bo"], ["2", "Caf\u{E9}"]], lines: [9, 10]))
    }

    @Test("ss:Index makes cells sparse: what is left out is empty, and nothing is shifted")
    func sparseCells() throws {
        let found = try readRows(
            """
            \(row("a", "b", "c", "d"))
            <Row><Cell ss:Index="2"><Data ss:Type="Number">2</Data></Cell>\
            <Cell ss:Index="4"><Data ss:Type="Number">4</Data></Cell></Row>
            <Row><Cell/><Cell><Data ss:Type="Number">2</Data></Cell></Row>
            """)
        #expect(found.contents.rows == [["", "2", "", "4"], ["", "2", "", ""]])
        #expect(found.notices == [])
    }

    @Test("ss:Index makes rows sparse: the rows between are blank and counted")
    func sparseRows() throws {
        let found = try readRows(
            [
                row("a", index: 3), row("1", index: 5), "<Row/>", row("2"), row("\u{A0} "),
                "<Row ss:Span='2'/>", row("3"), "<Row/>",
            ].joined())
        #expect(found.contents.rows == [["1"], ["2"], ["3"]])
        // Rows 4, 6, 8, 9 to 11 and 13; those before the header are not counted.
        #expect(
            found.notices == [
                ReadingNotice(kind: .blankRows, count: 7, text: "7 blank rows were passed over")
            ])
    }

    @Test("The cell behind a merged one stands behind all that it covers, which are empty")
    func mergedAcross() throws {
        let found = try readRows(
            """
            \(row("a", "b", "c", "d"))
            <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">ab</Data></Cell>\
            <Cell><Data ss:Type="String">c</Data></Cell></Row>
            <Row><Cell ss:MergeAcross="1"/><Cell ss:Index="4"><Data ss:Type="String">d</Data></Cell></Row>
            """)
        #expect(found.contents.rows == [["ab", "", "c", ""], ["", "", "", "d"]])
    }

    @Test("A cell merged down moves nothing in the rows below it")
    func mergedDown() throws {
        let found = try readRows(
            """
            \(row("a", "b"))
            <Row><Cell ss:MergeDown="1"><Data ss:Type="String">North</Data></Cell>\
            <Cell><Data ss:Type="Number">1</Data></Cell></Row>
            <Row><Cell ss:Index="2"><Data ss:Type="Number">2</Data></Cell></Row>
            <Row><Cell><Data ss:Type="Number">3</Data></Cell></Row>
            """)
        #expect(found.contents.rows == [["North", "1"], ["", "2"], ["3", ""]])
    }

    @Test(
        "A cell is as its type is written",
        arguments: [
            ("<Data ss:Type=\"Number\">1.5E-2</Data>", "1.5E-2"),
            ("<Data ss:Type=\"DateTime\">2026-07-30T00:00:00.000</Data>", "2026-07-30T00:00:00.000"),
            ("<Data ss:Type=\"Boolean\">1</Data>", "TRUE"), ("<Data ss:Type=\"Boolean\">0</Data>", "FALSE"),
            ("<Data ss:Type=\"Boolean\">2</Data>", "2"), ("<Data ss:Type=\"Number\">1</Data>", "1"),
            ("<Data ss:Type=\"Error\">#N/A</Data>", "#N/A"),
            ("<Data ss:Type=\"String\"> x\u{A0}</Data>", " x\u{A0}"),
            ("<Data>untyped</Data>", "untyped"), ("<ss:Data ss:Type=\"String\">a&#10;b</ss:Data>", "a\nb"),
            ("<Data ss:Type=\"String\"><![CDATA[<b>]]></Data>", "<b>"),
            (
                "<ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\">"
                    + "<B>Gross<I>ly</I></B> <Font html:Color=\"#f00\">net</Font></ss:Data>", "Grossly net"
            ),
            (
                "<Data ss:Type=\"String\">x</Data><Comment ss:Author=\"A\"><ss:Data>"
                    + "<Font>not this</Font></ss:Data></Comment>", "x"
            ),
            (
                "<Data ss:Type=\"String\">x</Data><x:PhoneticText>not this</x:PhoneticText><NamedCell/>", "x"
            ),
        ], [1, 1 << 14])
    func types(_ example: (cell: String, text: String), _ blockSize: Int) throws {
        let found = try readRows(
            row("a", "b") + "<Row><Cell>\(example.cell)</Cell><Cell><Data>!</Data></Cell></Row>",
            blockSize: blockSize)
        #expect(found.contents.rows == [[example.text, "!"]])
    }

    @Test("The prefix of the namespace does not matter, and tables of other namespaces are not read")
    func namespaces() throws {
        let text = """
            <s:Workbook xmlns:s="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="other">
            <o:Worksheet s:Name="No"><s:Table><s:Row><s:Cell><s:Data>no</s:Data></s:Cell></s:Row></s:Table></o:Worksheet>
            <s:Worksheet s:Name="Yes"><s:Table><s:Row><s:Cell><s:Data>yes</s:Data></s:Cell></s:Row>
            <s:Row><o:Cell><s:Data>no</s:Data></o:Cell><s:Cell><s:Data>1</s:Data></s:Cell></s:Row></s:Table>
            </s:Worksheet></s:Workbook>
            """
        #expect(
            try readSheet(Array(text.utf8)).contents
                == Contents(columns: ["yes"], rows: [["1"]], lines: [4]))
    }

    @Test("UTF-16 and gzip are read")
    func encodings() throws {
        let text = workbook(sheet("Sales", row("a") + row("\u{20AC}"))).replacing(
            "<?xml version=\"1.0\"?>", with: "<?xml version=\"1.0\" encoding=\"UTF-16\"?>")
        let wide = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try readSheet(wide).contents.rows == [["\u{20AC}"]])
        #expect(try readSheet(gzip(wide)).contents.rows == [["\u{20AC}"]])
    }

    @Test("Both date systems are told apart; days themselves are the same in both")
    func dateSystems() throws {
        let rows = sheet(
            "Sales",
            row("day") + "<Row><Cell><Data ss:Type='DateTime'>2026-01-02T00:00:00.000</Data></Cell></Row>")
        let settings =
            "<ExcelWorkbook xmlns=\"urn:schemas-microsoft-com:office:excel\"><Date1904/></ExcelWorkbook>"
        for (content, is1904) in [
            (rows, false), (settings + rows, true), ("<Styles><Date1904/></Styles>" + rows, false),
        ] {
            let reader = try WorksheetReader(
                TabularInput(.bytes(Array(workbook(content).utf8)), displayPath: "x"), settings: .init())
            #expect(try contents(of: reader).rows == [["2026-01-02T00:00:00.000"]])
            #expect(reader.usesDate1904 == is1904)
        }
    }

    @Test("A worksheet is found by its name")
    func namedWorksheet() throws {
        let book = workbook(
            sheet("One", row("a") + row("1")) + sheet("Two &amp; a half", row("b") + row("2")))
        var settings = WorksheetSettings()
        settings.worksheet = "Two & a half"
        #expect(
            try readSheet(Array(book.utf8), settings)
                == SheetContents(contents: Contents(columns: ["b"], rows: [["2"]], lines: [10])))
    }

    @Test("Without a name the first worksheet that is not empty is read, and the others are told")
    func firstWorksheet() throws {
        let book = workbook(
            sheet("Empty", "<Row/><Row><Cell/></Row>") + sheet("Full", row("a") + "<Row/>" + row("1"))
                + sheet("More", row("b")))
        #expect(
            try readSheet(Array(book.utf8))
                == SheetContents(
                    contents: Contents(columns: ["a"], rows: [["1"]], lines: [10]),
                    notices: [
                        ReadingNotice(kind: .blankRows, count: 1, text: "1 blank row was passed over"),
                        ReadingNotice(
                            kind: .worksheet,
                            text: "worksheet 'Full' was read, the first that is not empty; 2 more are there"),
                    ]))
    }

    @Test("A long sheet arrives whole in several batches")
    func manyRows() throws {
        let rows = (1...40_000).map { row("\($0)", "x") }
        let found = try readRows(row("n", "x") + rows.joined())
        #expect(found.contents.rows == (1...40_000).map { ["\($0)", "x"] })
    }
}
