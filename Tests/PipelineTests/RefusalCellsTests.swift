import Rendering
import TerritoryModel
import Testing

@testable import Importing
@testable import Pipeline

@Suite("Records of rejected_rows.csv")
struct RefusalCellsTests {
    static let words: [ReasonWords] = [
        ReasonWords(key: "blank", text: "column 'a' is blank", remedy: "fill the cell"),
        ReasonWords(
            key: "value", text: "'\(.value)' in column 'a' is no date", remedy: "add '\(.value)', or not"),
        ReasonWords(key: "remedy", text: "no number", remedy: "add '\(.value)'"),
        ReasonWords(key: "number", text: "has \(.number) fields, not \"2\"", remedy: "say \"so\""),
        ReasonWords(key: "start", text: "\(.value)", remedy: "\(.number)"),
        ReasonWords(key: "formula", text: "=\(.value)", remedy: "-\(.number)"),
        ReasonWords(key: "=key", text: "", remedy: "two\nlines of '\(.value)'"),
    ]

    static let values = [
        "", "plain", "a,b", "say \"so\"", "two\r\nlines", "=1+1", "+1", "-x", "@,x", "\t\"x", "ü", "\"",
    ]

    @Test("have the cells that the pages' tables have", arguments: words, values)
    func agrees(_ words: ReasonWords, _ value: String) {
        for (line, column) in [(0, nil), (7, "a"), (1_234_567_890, "=\"a\", b")] as [(Int, String?)] {
            let refusal = Refusal(source: "sales", file: "data/a, b.csv", column: column, words: words)
            var refused = RefusedRows()
            refused.append(refusal, line: 1, value: "before".utf8.span, amount: nil)
            refused.append(refusal, line: line, number: 39, value: value.utf8.span, amount: nil)
            var bytes: [UInt8] = []
            RefusalCells(refusal).append(refused.rows[1], refused.bytes.span, to: &bytes)
            let row = refused[1]
            #expect(row.value == value)
            let record = CSVText.record([
                "sales", "data/a, b.csv", line == 0 ? "" : "\(line)", column ?? "", value, words.key,
                row.reason.text, row.reason.remedy,
            ])
            #expect(String(decoding: bytes, as: UTF8.self) == record)
        }
    }

    @Test("The words show the value or a number of the row")
    func reasons() {
        let reasons = Self.words.map { $0.reason(value: "V", number: 3) }
        #expect(
            reasons.map { "\($0.text)|\($0.remedy)" } == [
                "column 'a' is blank|fill the cell", "'V' in column 'a' is no date|add 'V', or not",
                "no number|add 'V'", "has 3 fields, not \"2\"|say \"so\"", "V|3", "=V|-3",
                "|two\nlines of 'V'",
            ])
    }
}
