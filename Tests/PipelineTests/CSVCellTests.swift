import Rendering
import Testing

@testable import Pipeline

@Suite("Cells of rejected_rows.csv")
struct CSVCellTests {
    @Test(
        "are byte for byte those that the pages' tables have",
        arguments: [
            "", "plain", "a,b", "say \"so\"", "two\nlines", "two\r\nlines", "=1+1", "+1", "-1", "-1.5", "-x",
            "@x",
            "\tx", "\rx", "\"", ",", "ü", "\u{301}=1", "\u{FEFF}=1", "a\tb", "1=1", "=\"a\"", "-", " =1",
            "\0",
        ])
    func agrees(_ text: String) {
        var bytes: [UInt8] = []
        CSVCell.append(text, then: 0x0D, to: &bytes)
        CSVCell.append(text, then: 0x0A, to: &bytes)
        let cell = Array(CSVText.record([text]).utf8.dropLast(2))
        #expect(bytes == cell + [0x0D] + cell + [0x0A])
    }
}
