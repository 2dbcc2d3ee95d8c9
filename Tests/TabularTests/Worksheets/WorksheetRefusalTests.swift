import Testing

@testable import Tabular

@Suite("Refusals of worksheets")
struct WorksheetRefusalTests {
    private func cell(_ attributes: String, _ text: String = "x") -> String {
        "<Cell \(attributes)><Data ss:Type=\"String\">\(text)</Data></Cell>"
    }

    @Test(
        "A cell whose place cannot be believed refuses its row only",
        arguments: [
            ("<Cell ss:Index=\"0\"/>", "0"), ("<Cell ss:Index=\"-1\"/>", "-1"),
            ("<Cell ss:Index=\"two\"/>", "two"), ("<Cell ss:Index=\"\"/>", ""),
            ("<Cell ss:Index=\"99999999999999999999\"/>", "99999999999999999999"),
            ("<Cell ss:Index=\"3\"/><Cell ss:Index=\"3\"/>", "3"),
            ("<Cell ss:Index=\"3\"/><Cell ss:Index=\"2\"/>", "2"),
            ("<Cell ss:MergeAcross=\"2\"/><Cell ss:Index=\"3\"/>", "3"),
            ("<Cell ss:MergeAcross=\"-1\"/>", "-1"), ("<Cell ss:MergeAcross=\"1.5\"/>", "1.5"),
            ("<Cell ss:Index=\"11\"><Data>x</Data></Cell>", "11"),
            ("<Cell ss:MergeAcross=\"2147483647\"/><Cell><Data>x</Data></Cell>", "2147483651"),
            ("<Cell ss:Index=\"2147483647\"><Data>x</Data></Cell>", "2147483647"),
        ], [1, 1 << 14])
    func misplacedCell(_ example: (cells: String, index: String), _ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.columns = 10
        let found = try readRows(
            "\(row("a", "b"))\n<Row>\(cell("", "first"))\(cell("", "second"))\(example.cells)</Row>"
                .replacing(
                    "\(cell("", "first"))\(cell("", "second"))<Cell ss:MergeAcross=\"2\"/>",
                    with: "<Cell ss:MergeAcross=\"2\"/>") + row("1", "2"), limits: limits,
            blockSize: blockSize
        ).contents
        #expect(found.rows == [["1", "2"]])
        #expect(found.faults.map(\.line) == [9])
        #expect(found.faults.map(\.kind) == [.misplacedCell(index: example.index, limit: 10)])
    }

    @Test("The excerpt of a refused row shows its texts")
    func excerpt() throws {
        let found = try readRows(
            row("a", "b") + "<Row>\(cell("", "one"))\(cell("ss:Index='1'", "two"))</Row>"
        ).contents
        #expect(
            found.faults == [
                RecordFault(
                    line: 8, column: nil, excerpt: "one", kind: .misplacedCell(index: "1", limit: 4096))
            ])
    }

    @Test(
        "A row whose place cannot be believed is an error",
        arguments: [
            ("ss:Index=\"1\"", "1"), ("ss:Index=\"2\"", "2"), ("ss:Index=\"0\"", "0"),
            ("ss:Index=\"-3\"", "-3"), ("ss:Index=\"x\"", "x"), ("ss:Index=\"2147483648\"", "2147483648"),
            ("ss:Span=\"-1\"", "-1"), ("ss:Index=\"3\" ss:Span=\"1e9\"", "1e9"),
        ])
    func misplacedRow(_ attributes: String, _ index: String) {
        #expect(throws: TabularError.misplacedRow(path: "data/x.xml", line: 9, index: index)) {
            try readRows("\(row("a"))\(row("1"))\n<Row \(attributes)>\(cell(""))</Row>")
        }
    }

    @Test("Of two errors the first in the file is told, whatever the pieces", arguments: [1, 64, 1 << 14])
    func firstError(_ blockSize: Int) {
        #expect(throws: TabularError.duplicateHeader(path: "data/x.xml", line: 8, column: "a")) {
            try readRows(row("a", "a") + "<Row ss:Index=\"x\"/>" + row("1"), blockSize: blockSize)
        }
        #expect(throws: TabularError.misplacedRow(path: "data/x.xml", line: 8, index: "x")) {
            try readRows(row("a") + "<Row ss:Index=\"x\"/></Cell>", blockSize: blockSize)
        }
        #expect(throws: TabularError.duplicateHeader(path: "data/x.xml", line: 8, column: "a")) {
            try readRows(row("a", "a") + "</Cell>", blockSize: blockSize)
        }
    }

    @Test("Huge indices cost nothing: the blank rows are only counted")
    func hugeIndices() throws {
        let found = try readRows(
            row("a") + row("1", index: 1_000_000_000) + row("2", index: 2_147_483_647)
                + "<Row ss:Span='2147483647'/>" + row("3"))
        #expect(found.contents.rows == [["1"], ["2"], ["3"]])
        #expect(found.notices.map(\.count) == [2_147_483_647 - 3 + 2_147_483_648])
    }

    @Test("Empty cells far to the right are nothing; text there is refused, never shifted (defects 16, 18)")
    func wideRows() throws {
        let found = try readRows(
            """
            \(row("a", "b", ""))
            \(row("1", "2", ""))<Row>\(cell(""))<Cell ss:Index="16384"/></Row>
            \(row("1", "2", "3"))
            """
        ).contents
        #expect(found.columns == ["a", "b"])
        #expect(found.rows == [["1", "2"], ["x", ""]])
        #expect(
            found.faults == [
                RecordFault(
                    line: 10, column: nil, excerpt: "1 2 3", kind: .tooManyFields(found: 3, expected: 2))
            ])
    }

    @Test("A text or row longer than the limits refuses its row only", arguments: [1, 1 << 14])
    func longTexts(_ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.fieldBytes = 60
        limits.recordBytes = 100
        func text(_ count: Int) -> String { String(repeating: "t", count: count) }
        let found = try readRows(
            row("a", "b") + row(text(60), text(40)) + row("1", text(61)) + row(text(60), text(41))
                + row("x", "y"),
            limits: limits, blockSize: blockSize
        ).contents
        #expect(found.rows == [[text(60), text(40)], ["x", "y"]])
        #expect(found.faults.map(\.kind) == [.fieldTooLong(limit: 60), .recordTooLong(limit: 100)])
        #expect(found.faults.map(\.column) == ["b", nil])
    }

    @Test(
        "Defect 24: a worksheet without a header is an error",
        arguments: [
            sheet("x", ""), sheet("x", "<Row/><Row ss:Index='9'><Cell/></Row>"), "<Worksheet ss:Name='x'/>",
        ])
    func empty(_ content: String) {
        for hasHeader in [true, false] {
            var settings = WorksheetSettings()
            settings.layout.hasHeader = hasHeader
            #expect(throws: TabularError.emptyFile(path: "data/x.xml")) {
                try readSheet(Array(workbook(content).utf8), settings)
            }
        }
    }

    @Test("Defect 24: an empty worksheet whose header is to be in its first row is an error too")
    func emptyBelowHeaderLine() {
        #expect(throws: TabularError.emptyFile(path: "data/x.xml")) {
            try readRows("<Row/>") { $0.layout.headerLine = 1 }
        }
    }

    @Test("A column without a name is one of the columns")
    func unnamedColumns() throws {
        let found = try readRows(
            "<Row><Cell ss:Index=\"2\" ss:MergeAcross=\"1\"><Data>b</Data></Cell>"
                + "<Cell><Data>d</Data></Cell></Row>" + row("1", "2", "3", "4")
        ).contents
        #expect(found == Contents(columns: ["", "b", "", "d"], rows: [["1", "2", "3", "4"]], lines: [8]))
    }

    @Test("Defect 19: a name twice in the header is an error, as is a header that cannot be read")
    func headers() {
        #expect(throws: TabularError.duplicateHeader(path: "data/x.xml", line: 8, column: "a")) {
            try readRows(row("a", "b", " a ") + row("1", "2", "3"))
        }
        #expect(
            throws: TabularError.unreadableHeader(
                path: "data/x.xml", line: 8, fault: .misplacedCell(index: "0", limit: 4096))
        ) {
            try readRows("<Row><Cell ss:Index=\"0\"/></Row>" + row("1"))
        }
    }

    @Test(
        "A worksheet that is not there is an error that lists the others, the nearest first",
        arguments: [true, false])
    func missingWorksheet(_ hasHeader: Bool) {
        let book = workbook(
            sheet("Notes", row("a")) + sheet("Sales 2025", row("a")) + sheet("SALES", row("a")))
        var settings = WorksheetSettings()
        settings.worksheet = "Sales"
        settings.layout.hasHeader = hasHeader
        #expect(
            throws: TabularError.noWorksheet(
                path: "data/x.xml", name: "Sales", found: ["SALES", "Sales 2025", "Notes"])
        ) {
            try readSheet(Array(book.utf8), settings)
        }
    }

    @Test(
        "XML that is no workbook has no worksheet", arguments: ["<a/>", "<Workbook/>", "<a><Workbook/></a>"])
    func noWorkbook(_ text: String) {
        #expect(throws: TabularError.noWorksheet(path: "data/x.xml", name: "", found: [])) {
            try readSheet(Array(text.utf8))
        }
    }

    @Test("A workbook cut off anywhere is an error", arguments: [1, 64])
    func truncated(_ blockSize: Int) {
        let bytes = Array(workbook(sheet("Sales", row("a") + row("1"))).utf8)
        for count in stride(from: 1, to: bytes.count, by: 7) {
            #expect(throws: TabularError.self) {
                try readSheet(Array(bytes.prefix(count)), blockSize: blockSize)
            }
        }
    }
}
