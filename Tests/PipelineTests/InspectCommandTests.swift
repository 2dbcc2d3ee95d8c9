import Foundation
import Testing

@testable import Pipeline

@Suite("bailiwick inspect")
struct InspectCommandTests {
    @Test("--records prints objects by header, in its order, values as text, null where a record is short")
    func records() throws {
        let file = try TemporaryFile("a.csv", "b,a,c\n1,\"x \"\"y\"\"\",\n02,\"p\nq\"\n")
        let run = try Program.run(["inspect", file.path, "--records"])
        #expect(
            run.output == #"{"b":"1","a":"x \"y\"","c":""}"# + "\n" + #"{"b":"02","a":"p\nq","c":null}"#
                + "\n")
        #expect(run.code == 0 && run.errors == "")
    }

    @Test("--raw prints the header among arrays of text")
    func raw() throws {
        let file = try TemporaryFile("a.csv", "b,a\n1,2\n3\n")
        let run = try Program.run(["inspect", file.path, "--records", "--raw"])
        #expect(run.output == "[\"b\",\"a\"]\n[\"1\",\"2\"]\n[\"3\"]\n" && run.code == 0)
    }

    @Test("Records that cannot be read go to standard error, the others are printed, and the code is 65")
    func faults() throws {
        let file = try TemporaryFile("a.csv", "a,b\n1,2\n1,2,3\n4,5\n")
        let run = try Program.run(["inspect", file.path, "--records"])
        #expect(run.output == "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"4\",\"b\":\"5\"}\n" && run.code == 65)
        #expect(
            run.errors == """
                \(file.path):3: the record has 3 fields where the header has 2
                  quote the field that contains the delimiter, or name every column in the header

                """)
    }

    @Test("--footer leaves rows out, and what was guessed or left out is told on standard error")
    func footers() throws {
        let file = try TemporaryFile("a.csv", "# made by hand\n\na;b\n1;2\n# more\nTotal;2\n")
        let run = try Program.run(["inspect", file.path, "--records", "--footer", "#*", "--footer", "Total"])
        #expect(run.output == "{\"a\":\"1\",\"b\":\"2\"}\n" && run.code == 0)
        #expect(
            run.errors == """
                notice: read with ';' between fields: set 'delimiter' of the source to settle it
                notice: 1 row before the header was passed over: line 3 looks like the header; set 'header_row' \
                to settle it
                notice: 2 totals and footers were left out, as configured

                """)
    }

    @Test("--limit ends the records early", arguments: [(0, 0), (1, 1), (2, 2), (9, 3)])
    func limit(_ limit: Int, _ lines: Int) throws {
        let file = try TemporaryFile("a.csv", "a\n1\n2\n3\n")
        let run = try Program.run(["inspect", file.path, "--records", "--limit", "\(limit)"])
        #expect(run.output.split(separator: "\n").count == lines && run.code == 0)
    }

    @Test("A reader that leaves early ends the program quietly")
    func brokenPipe() throws {
        let rows = (0..<200_000).map { "\($0),some text that fills the pipe" }.joined(separator: "\n")
        let file = try TemporaryFile("a.csv", "a,b\n" + rows)
        let (output, errors) = (Pipe(), Pipe())
        let process = try Program.start(["inspect", file.path, "--records"], output: output, errors: errors)
        _ = try output.fileHandleForReading.read(upToCount: 10)
        try output.fileHandleForReading.close()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0 && text.isEmpty)
    }

    @Test("XML records by path and fields")
    func xml() throws {
        let file = try TemporaryFile("q.xml", "<qs><q id='1'><n>A</n></q><q id='2'/></qs>")
        let run = try Program.run([
            "inspect", file.path, "--records", "--format", "xml", "--records-path", "/qs/q", "--field", "@id",
            "--field", "n",
        ])
        #expect(run.output == "{\"@id\":\"1\",\"n\":\"A\"}\n{\"@id\":\"2\",\"n\":\"\"}\n" && run.code == 0)
    }

    @Test("A missing file ends with 66")
    func missing() throws {
        let run = try Program.run(["inspect", "/nowhere/a.csv"])
        #expect(run.code == 66 && run.output == "")
        #expect(
            run.errors == """
                error: /nowhere/a.csv: does not exist
                  check the path; a file inside a zip archive is named archive.zip!/name

                """)
    }

    @Test(
        "What is not text is named and ends with 65",
        arguments: [
            (Array("%PDF-1.7 and so on".utf8), "is not text: it is a PDF document"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "is not text: it is a PNG picture"),
            (
                [1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0],
                "is not text: it contains NUL bytes and control characters"
            ),
        ] as [([UInt8], String)])
    func binary(_ bytes: [UInt8], _ problem: String) throws {
        let file = try TemporaryFile("a.csv", bytes: bytes)
        let run = try Program.run(["inspect", file.path])
        #expect(
            run.code == 65 && run.output == "" && run.errors.hasPrefix("error: \(file.path): \(problem)\n  "))
    }

    @Test(
        "Wrong usage ends with 64",
        arguments: [
            ["--raw"], ["--limit", "-1"], ["--header-row", "0"], ["--delimiter", "ä"], ["--delimiter", ""],
            ["--namespace", "x"], ["--format", "xlsx"], ["--encoding", "klingon"],
            ["--footer", "*"], ["--footer", ""],
        ])
    func usage(_ arguments: [String]) throws {
        #expect(try Program.run(["inspect", "/nowhere"] + arguments).code == 64)
    }

    @Test("Strings are escaped as JSON wants it, and so that no terminal obeys them")
    func escaping() throws {
        let value = "\u{0}\u{1B}[2J\"\\/\u{7F}\u{85}\u{2028}\u{2029}\u{2027}é日😀\t\r\n"
        var output: [UInt8] = []
        RecordLines.append(value.utf8, to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(
            text == #""\u0000\u001b[2J\"\\/\u007f\u0085\u2028\u2029"# + "\u{2027}é日😀" + #"\t\r\n""#)
        let parsed =
            try JSONSerialization.jsonObject(with: Data(output), options: .fragmentsAllowed) as? String
        #expect(parsed == value)
    }
}
