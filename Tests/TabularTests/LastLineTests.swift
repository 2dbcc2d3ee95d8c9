import Foundation
import Testing

@testable import Tabular

@Suite("The last line of a file")
struct LastLineTests {
    private func line(_ bytes: Data, named name: String = "file.csv") throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/bailiwick-last-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover harms nobody
        try bytes.write(to: URL(fileURLWithPath: path))
        return try LastLine(of: TabularInput(path: path, displayPath: name)).text
    }

    @Test(
        "Blank lines and ends of lines do not count",
        arguments: [
            ("a\nEND", "END"), ("a\nEND\n", "END"), ("a\r\nEND\r\n \t\r\n\n", "END"), ("END", "END"),
            ("", ""),
            ("\n\n", ""), ("a\n  END;3  \n", "  END;3  "), ("a\nÄÖ", "ÄÖ"),
        ])
    func plain(_ text: String, _ expected: String) throws {
        #expect(try line(Data(text.utf8)) == expected)
    }

    @Test("Of a large file only the end is read, of a long line only its end is kept")
    func large() throws {
        let rows = String(repeating: "2026-06-28,A1,100\n", count: 20_000)
        #expect(try line(Data((rows + "END;20000\n").utf8)) == "END;20000")
        let long = String(repeating: "x", count: 3 * LastLine.maximum)
        #expect(try line(Data(("a\n" + long + "END").utf8)).utf8.count == LastLine.maximum)
    }

    @Test("What is in memory is read through, as compressed files are")
    func streamed() throws {
        let rows = String(repeating: "2026-06-28,A1,100\n", count: 20_000)
        let input = TabularInput(.bytes(Array((rows + "END;20000\n").utf8)), displayPath: "file.csv")
        #expect(try LastLine(of: input).text == "END;20000")
    }

    @Test("A file that is not there is told")
    func missing() {
        #expect(throws: TabularError.missingFile(path: "none.csv")) {
            try LastLine(of: TabularInput(path: "/nonexistent/none.csv", displayPath: "none.csv"))
        }
    }
}
