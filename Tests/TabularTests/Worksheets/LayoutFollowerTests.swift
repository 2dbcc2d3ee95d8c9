import Testing

@testable import Tabular

@Suite("Layouts of tables")
struct LayoutFollowerTests {
    @Test("Defect 23: a header behind junk is found by its row", arguments: [1, 1 << 14])
    func headerLine(_ blockSize: Int) throws {
        let rows = row("Report of June") + "<Row/>" + row("by", "me") + row("a", "b") + row("1", "2")
        let found = try readRows(rows, { $0.layout.headerLine = 4 }, blockSize: blockSize)
        #expect(found.contents == Contents(columns: ["a", "b"], rows: [["1", "2"]], lines: [8]))
        #expect(
            found.notices == [
                ReadingNotice(
                    kind: .linesBeforeHeader, count: 2, text: "2 rows before the header were passed over")
            ])
    }

    @Test("Where the header's row is blank, the header is the next that is not", arguments: [1, 1 << 14])
    func blankHeaderLine(_ blockSize: Int) throws {
        let rows = row("junk") + row("a", index: 4) + row("1", index: 6)
        let found = try readRows(rows, { $0.layout.headerLine = 2 }, blockSize: blockSize)
        #expect(found.contents == Contents(columns: ["a"], rows: [["1"]], lines: [8]))
        #expect(found.notices.map(\.kind) == [.linesBeforeHeader, .blankRows])
        #expect(found.notices.map(\.count) == [1, 1])
    }

    @Test("A header row behind the end is an error", arguments: [5, 1_000_000], [1, 1 << 14])
    func missingHeaderLine(_ line: Int, _ blockSize: Int) {
        #expect(throws: TabularError.missingHeaderLine(path: "data/x.xml", line: line)) {
            try readRows(
                row("a") + "<Row/>" + row("1", index: 4), { $0.layout.headerLine = line },
                blockSize: blockSize)
        }
    }

    @Test("Defect 23: a header behind junk is found by its names", arguments: [1, 64, 1 << 14])
    func headerNames(_ blockSize: Int) throws {
        let rows = row("Report", "a") + "<Row/>" + row("x", "\u{A0}b ", "a") + row("1", "2", "3")
        let found = try readRows(rows, { $0.layout.headerNames = ["a", "b"] }, blockSize: blockSize)
        #expect(found.contents == Contents(columns: ["x", "b", "a"], rows: [["1", "2", "3"]], lines: [8]))
        #expect(
            found.notices == [
                ReadingNotice(
                    kind: .linesBeforeHeader, count: 1, text: "1 row before the header was passed over")
            ])
    }

    @Test("Where no row has the names, the first that is not blank is the header", arguments: [1, 1 << 14])
    func unknownNames(_ blockSize: Int) throws {
        let rows = "<Row/>" + row("c") + row("1") + "<Row/>" + row("2")
        let found = try readRows(rows, { $0.layout.headerNames = ["a"] }, blockSize: blockSize)
        #expect(found.contents == Contents(columns: ["c"], rows: [["1"], ["2"]], lines: [8, 8]))
        #expect(found.notices.map(\.count) == [1])
    }

    @Test(
        "A header is searched for in the first 100 rows", arguments: [(100, "a"), (101, "junk")],
        [64, 1 << 14])
    func searchedRows(_ example: (row: Int, column: String), _ blockSize: Int) throws {
        let rows = row("junk") + row("a", index: example.row) + row("1")
        let found = try readRows(rows, { $0.layout.headerNames = ["a"] }, blockSize: blockSize)
        #expect(found.contents.columns == [example.column])
        #expect(found.contents.rows.last == ["1"])
    }

    @Test("Defect 22: rows directly behind the header are passed over")
    func secondHeader() throws {
        let rows = row("a", "b") + row("Label of a", "Label of b", "extra") + row("1", "2")
        let found = try readRows(rows) { $0.layout.rowsBehindHeader = 1 }
        #expect(found.contents == Contents(columns: ["a", "b"], rows: [["1", "2"]], lines: [8]))
        #expect(
            found.notices == [
                ReadingNotice(
                    kind: .secondHeader, count: 1,
                    text: "1 row behind the header was passed over, as configured")
            ])
    }

    @Test("Without a header every row is a record with the fields it has")
    func noHeader() throws {
        let found = try readRows(row("1", "2") + "<Row/>" + row("", "4", "5") + row("6", "")) {
            $0.layout.hasHeader = false
            $0.layout.rowsBehindHeader = 1
        }
        #expect(
            found.contents == Contents(rows: [["1", "2"], ["", "4", "5"], ["6"]], lines: [8, 8, 8]))
        #expect(
            found.notices == [ReadingNotice(kind: .blankRows, count: 1, text: "1 blank row was passed over")])
    }

    @Test("Defect 25: totals and footers are left out and counted, and the rows they state are right")
    func footers() throws {
        let rows =
            row("a", "b") + row("1", "2") + row("3", "4") + row("", "Grand Totals (2 records)")
            + row("Copyright X")
        let found = try readRows(rows) {
            $0.layout.footers = [RowPattern("Grand Totals ({rows} records)"), RowPattern("Copyright*")]
        }
        #expect(found.contents.rows == [["1", "2"], ["3", "4"]])
        #expect(
            found.notices == [
                ReadingNotice(
                    kind: .footers, count: 2, text: "2 totals and footers were left out, as configured")
            ])
    }

    @Test(
        "Defect 25: a footer that states another number of records is an error",
        arguments: [
            (["Total: 3"], 3), (["Total: 2", "Total: 4"], 4), (["Total: 1,000", "Total: 2"], 1000),
        ] as [([String], Int64)])
    func statedRows(_ totals: [String], _ stated: Int64) {
        #expect(
            throws: TabularError.statedRowsDiffer(path: "data/x.xml", line: 8, stated: stated, found: 2)
        ) {
            try readRows(row("a") + row("1") + row("2") + totals.map { row($0) }.joined()) {
                $0.layout.footers = [RowPattern("Total: {rows}")]
            }
        }
    }

    @Test("Refused rows are among the records that a footer states")
    func statedRefusedRows() throws {
        let found = try readRows(row("a") + row("1", "2") + row("3") + row("Total: 2")) {
            $0.layout.footers = [RowPattern("Total: {rows}")]
        }
        #expect(found.contents.rows == [["3"]])
        #expect(found.contents.faults.count == 1)
    }
}
