import Testing

@testable import Tabular

/// One table as CSV and as a worksheet, which must not matter.
@Suite("Agreement of CSV and worksheets")
struct TableAgreementTests {
    struct Example: Sendable {
        var rows: [[String]]
        var layout = TableLayout()

        init(_ rows: [[String]], _ change: (inout TableLayout) -> Void = { _ in }) {
            self.rows = rows
            change(&layout)
        }

        /// A blank row has one blank field, since a line without any text is one.
        var csv: [UInt8] {
            let lines = rows.map { row in row.map { "\"\($0)\"" }.joined(separator: ",") }
            return Array(lines.joined(separator: "\n").utf8)
        }

        var worksheet: [UInt8] {
            let lines = rows.map { row in
                "<Row>" + row.map { "<Cell><Data ss:Type=\"String\">\($0)</Data></Cell>" }.joined() + "</Row>"
            }
            return Array(workbook(sheet("x", lines.joined(separator: "\n"))).utf8)
        }
    }

    /// What is to be the same: all but lines, and the text of rows that are refused.
    struct Outcome: Equatable {
        var columns: [String]
        var rows: [[String]]
        var faults: [RecordFault.Kind]
        var notices: [ReadingNotice]

        init(_ contents: Contents, _ notices: [ReadingNotice]) {
            columns = contents.columns
            rows = contents.rows
            faults = contents.faults.map(\.kind)
            self.notices = notices
        }
    }

    @Test(
        "A table gives the same columns, records, faults and notices in both formats",
        arguments: [
            Example([["a", "b"], ["1", "2"], ["3", "4"]]),
            Example([[" a ", "\u{A0}b\u{2003}", "\u{FEFF}c"], ["1", "2", " 3 "]]),
            Example([
                [" "], ["a", "b"], ["\u{A0}", " \u{A0}\t"], ["1", "2"], [""], [" "], ["3", "4"], [""],
            ]),
            Example([["junk"], ["a", "b"], ["1", "2"]]) { $0.headerLine = 2 },
            Example([["junk"], [" "], ["more", "junk"], ["b", "a"], ["1", "2"]]) {
                $0.headerNames = ["a", "b"]
            },
            Example([["no", "names"], ["1", "2"]]) { $0.headerNames = ["a", "b"] },
            Example([["a", "b"], ["label", "label", "extra"], [" "], ["more", "x"], ["1", "2"]]) {
                $0.rowsBehindHeader = 2
            },
            Example([
                ["a", "b"], ["1", "2"], ["3", "4", "5"], ["Total: 2", ""], ["\u{A0}Copyright X ", ""],
            ]) {
                $0.footers = [RowPattern("Total: {rows}"), RowPattern("Copyright*")]
            },
            Example([["a", "b"], ["", "Total: 0"], [String(repeating: "Total", count: 1000), "x"]]) {
                $0.footers = [RowPattern("Total*")]
            },
        ])
    func agreement(_ example: Example) throws {
        let dialect = CSVDialect().with {
            $0.layout = example.layout
            $0.delimiter = [UInt8(ascii: ",")]
        }
        var settings = WorksheetSettings()
        settings.layout = example.layout
        let csv = try readInAnyBlocks(example.csv, dialect)
        let worksheet = try readSheet(example.worksheet, settings)
        #expect(
            Outcome(csv.contents, csv.notices) == Outcome(worksheet.contents, worksheet.notices))
    }

    @Test(
        "A table that is refused is refused with the same words",
        arguments: [
            Example([["a", " a"], ["1", "2"]]), Example([[" "], [""]]),
            Example([["\u{2003}", "\u{FEFF}"], ["1", "2"]]),
            Example([["a"], ["1"]]) { $0.headerLine = 9 },
            Example([["a"], ["1"], ["Total: 2"]]) { $0.footers = [RowPattern("Total: {rows}")] },
        ])
    func refusal(_ example: Example) {
        let csv = #expect(throws: TabularError.self) {
            try readInAnyBlocks(example.csv, CSVDialect().with { $0.layout = example.layout })
        }
        let worksheet = #expect(throws: TabularError.self) {
            try readRows(rowsOf: example)
        }
        #expect(csv?.problem == worksheet?.problem)
        #expect(csv?.remedy == worksheet?.remedy)
    }

    private func readRows(rowsOf example: Example) throws(TabularError) -> SheetContents {
        var settings = WorksheetSettings()
        settings.layout = example.layout
        return try readSheet(example.worksheet, settings)
    }

    @Test("Footers among rows with doubled quotes cost no more time for each row")
    func manyDoubledQuotes() throws {
        let text = "a\n" + String(repeating: "\"\"\"\"\n", count: 100_000) + "Total\n"
        let start = ContinuousClock.now
        let dialect = CSVDialect().with {
            $0.layout.footers = [RowPattern("Total")]
            $0.delimiter = [UInt8(ascii: ",")]
        }
        #expect(try readCSV(text, dialect).rows.count == 100_000)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
