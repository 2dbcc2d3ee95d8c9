import Testing

@testable import Tabular

@Suite("Defects of delimiters")
struct CSVDelimiterTests {
    private func notice(_ words: String, _ reason: String? = nil) -> [ReadingNotice] {
        let reason = reason ?? "set 'delimiter' of the source to settle it"
        return [ReadingNotice(kind: .delimiter, text: "read with \(words) between fields: \(reason)")]
    }

    @Test("Defect 8: a semicolon is found where decimals have commas")
    func semicolon() throws {
        let reading = try readInAnyBlocks("id;amount;rate\n1;1,50;2,5\n2;\"3;5\";0,1\n")
        #expect(
            reading.contents
                == Contents(
                    columns: ["id", "amount", "rate"], rows: [["1", "1,50", "2,5"], ["2", "3;5", "0,1"]],
                    lines: [2, 3]))
        #expect(reading.notices == notice("';'"))
        #expect(reading.recognised.delimiter == Array(";".utf8))
    }

    @Test(
        "Defect 9: `sep=;` on the first line is consumed",
        arguments: ["sep=;\n", "\u{FEFF}sep=;\r\n", "\"sep=;\"\r", "SEP=;\r\n"])
    func separatorLine(_ line: String) throws {
        let reading = try readInAnyBlocks(line + "a;b,c\n1;2,3\n")
        #expect(reading.contents == Contents(columns: ["a", "b,c"], rows: [["1", "2,3"]], lines: [3]))
        #expect(reading.notices == notice("';'", "as its first line says"))
        #expect(reading.recognised.headerLine == 2)
    }

    @Test("Defect 9: a configured delimiter wins, and the line is no data either way")
    func separatorLineAgainstConfiguration() throws {
        var dialect = CSVDialect().with { $0.delimiter = Array(",".utf8) }
        let reading = try readInAnyBlocks("sep=;\na,b\n1,2;3\n", dialect)
        #expect(reading.contents == Contents(columns: ["a", "b"], rows: [["1", "2;3"]], lines: [3]))
        #expect(reading.notices == [])
        dialect.layout.hasHeader = false
        #expect(
            try readInAnyBlocks("sep=;\na,b\n", dialect).contents == Contents(rows: [["a", "b"]], lines: [2]))
    }

    @Test("A header that only looks like `sep=` is one", arguments: ["sep=east", "sep=", "sep", "sep=1"])
    func noSeparatorLine(_ header: String) throws {
        #expect(try readInAnyBlocks("\(header),b\n1,2\n").contents.columns == [header, "b"])
    }

    @Test("Defect 10: a tab or a pipe in a .csv is found", arguments: [("\t", "tabs"), ("|", "'|'")])
    func tabAndPipe(_ delimiter: String, _ words: String) throws {
        let rows = ["id,no|name", "1,0|Ann", "2,0|Bob, Jr"]
        let text = rows.map { $0.replacing("|", with: delimiter) + "\(delimiter)x\n" }.joined()
        let reading = try readInAnyBlocks(text)
        #expect(reading.contents.columns == ["id,no", "name", "x"])
        #expect(reading.contents.rows == [["1,0", "Ann", "x"], ["2,0", "Bob, Jr", "x"]])
        #expect(reading.notices == notice(words))
    }

    @Test(
        "Defect 11: a delimiter of several characters separates fields",
        arguments: ["||", "::", "~|~", "-->"])
    func longDelimiter(_ delimiter: String) throws {
        let first = String(delimiter.prefix(1))
        let dialect = CSVDialect().with { $0.delimiter = Array(delimiter.utf8) }
        let text =
            "a||b||c\n1||x\(first)y||\"q||r\"\n||\"\"||\"s\"\"\nt\"\r\n2||\(first)\n\"u\"\(first)v||\n3||4||5"
        let reading = try readInAnyBlocks(text.replacing("||", with: delimiter), dialect)
        #expect(reading.contents.columns == ["a", "b", "c"])
        #expect(
            reading.contents.rows == [
                ["1", "x\(first)y", "q\(delimiter)r"], ["", "", "s\"\nt"], ["2", first], ["3", "4", "5"],
            ])
        #expect(reading.contents.faults.map(\.kind) == [.strayQuote])
        #expect(reading.contents.lines == [2, 3, 5, 7])
        #expect(reading.notices == [])
    }

    @Test("A file of one column stays with the comma")
    func oneColumn() throws {
        let reading = try readInAnyBlocks("name\nAnn\nBob; Jr\n")
        #expect(reading.contents.rows == [["Ann"], ["Bob; Jr"]])
        #expect(reading.recognised.delimiter == Array(",".utf8))
        #expect(reading.notices == [])
    }

    @Test("Junk above the table and quoted delimiters do not hide the delimiter")
    func junk() throws {
        let text =
            "Report, as of today\n\"printed, by \"Ann\"\n\nid;name;city\n1;\"a;b\nc\";x\n2;b;y\n3;c;z\n4;d;w\n"
        let reading = try readInAnyBlocks(text, CSVDialect().with { $0.layout.headerNames = ["city"] })
        #expect(reading.contents.columns == ["id", "name", "city"])
        #expect(reading.contents.rows.first == ["1", "a;b\nc", "x"])
        #expect(try readInAnyBlocks(text).recognised.delimiter == Array(";".utf8))
    }

    @Test("Two delimiters that fit equally well are an error that asks for the option")
    func ambiguous() throws {
        let text = "a;b,c\n1;2,3\n"
        let error = #expect(throws: TabularError.self) { try readInAnyBlocks(text) }
        #expect(
            error?.description
                == "data/x.csv: ',' and ';' may all separate its fields\n"
                + "  set 'delimiter' of the source in bailiwick.yaml")
        let named = CSVDialect().with { $0.layout.headerNames = ["a", "b,c"] }
        #expect(try readInAnyBlocks(text, named).contents.rows == [["1", "2,3"]])
        let configured = CSVDialect().with { $0.delimiter = [UInt8(ascii: ",")] }
        #expect(try readInAnyBlocks(text, configured).contents.rows == [["1;2", "3"]])
    }

    @Test("The more consistent delimiter wins, then the one with more fields")
    func preference() throws {
        #expect(try readInAnyBlocks("a,b|c|d\n1,2|3|4\n").recognised.delimiter == Array("|".utf8))
        let text = "a,b,c;d\n1,2,3;4\n1,2,3,4;5\n"
        #expect(try readInAnyBlocks(text).recognised.delimiter == Array(";".utf8))
    }
}
