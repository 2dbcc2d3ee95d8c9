import Testing

@testable import Tabular

@Suite("Words of errors")
struct DescriptionTests {
    static let errors: [(TabularError, String)] = [
        (.missingFile(path: "f"), "f: does not exist\n  check 'file' in bailiwick.yaml"),
        (
            .unreadableFile(path: "f", cause: "is a directory"),
            "f: cannot be read: is a directory\n  check that it is a file and that its permissions allow reading it"
        ),
        (.emptyFile(path: "f"), "f: is empty\n  export the file again, with its header line"),
        (
            .duplicateHeader(path: "f", line: 1, column: "a"),
            "f:1: column 'a' is in the header twice\n  rename or remove one of the two columns"
        ),
        (
            .emptyHeader(path: "f", line: 1, position: 2),
            "f:1: column 2 of the header has no name\n  name the column, or remove it"
        ),
        (
            .unreadableHeader(path: "f", line: 1, fault: .nulByte),
            "f:1: the header cannot be read: contains a NUL byte\n  save the file as UTF-8; if it is UTF-16, convert it"
        ),
        (
            .unclosedQuote(path: "f", line: 7),
            "f:7: a quote opens here and is never closed\n  close the quote, or double it where it is part of the text"
        ),
        (
            .tooManyColumns(path: "f", line: 1, limit: 9),
            "f:1: the header has more than 9 columns\n  check 'delimiter' in bailiwick.yaml"
        ),
        (
            .unsupportedEncoding(path: "f", encoding: "utf-32"),
            "f: is encoded as utf-32, which cannot be read\n  save the file as UTF-8"
        ),
        (
            .missingConverter(path: "f", encoding: "macintosh"),
            "f: is encoded as macintosh, for which this machine has no converter\n"
                + "  save the file as UTF-8, or install the gconv modules of the C library (Debian: libc6)"
        ),
        (
            .ambiguousDelimiter(path: "f", candidates: [[0x2C], [0x09]]),
            "f: ',' and tabs may all separate its fields\n  set 'delimiter' of the source in bailiwick.yaml"
        ),
        (
            .missingHeaderLine(path: "f", line: 7),
            "f: has no header in line 7 or below\n  check 'header_row' of the source in bailiwick.yaml"
        ),
        (
            .statedRowsDiffer(path: "f", line: 9, stated: 5700, found: 5699),
            "f:9: states 5700 records, but 5699 were read\n  export the file again: records are missing or "
                + "there are too many, or 'footers' matches another line"
        ),
        (
            .truncatedCompression(path: "f"),
            "f: ends in the middle of its compressed data\n  copy or export the file again"
        ),
        (
            .corruptCompression(path: "f", cause: "x"),
            "f: cannot be decompressed: x\n  copy or export the file again"
        ),
        (
            .compressionBomb(path: "f", ratio: 1001),
            "f: decompresses to more than 1001 times its size\n  decompress the file yourself if you trust it"
        ),
        (
            .tooManyMembers(path: "f", limit: 3),
            "f: the archive has more than 3 members\n  put only the files that are needed into the archive"
        ),
        (
            .missingMember(path: "f", member: "a", nearest: ["b", "c"]),
            "f: the archive has no file 'a'\n  check 'file' in bailiwick.yaml; it has: b, c"
        ),
        (
            .missingMember(path: "f", member: "a", nearest: []),
            "f: the archive has no file 'a'\n  export the archive again; it has no files"
        ),
        (
            .duplicateMember(path: "f", count: 2),
            "f: the archive has 2 files of this name\n  export the archive again, with each file once"
        ),
        (
            .encryptedMember(path: "f"),
            "f: is encrypted\n  export the archive without a password, or extract the file yourself"
        ),
        (
            .unsupportedCompression(path: "f", method: "lzma"),
            "f: is compressed by a method that is not supported: lzma\n"
                + "  zip the files with the usual method (deflate), or extract the file yourself"
        ),
        (
            .invalidXML(path: "f", line: 3, cause: "x"),
            "f:3: is not well-formed XML: x\n  export the file again, or correct it at this line"
        ),
        (
            .hostileXML(path: "f", line: 3, cause: "x"),
            "f:3: is refused, as XML meant to do harm is: x\n  ask where the file comes from, and export it without this"
        ),
        (
            .noRecords(path: "f", recordPath: "/a"),
            "f: no element matches '/a'\n  check 'records' in bailiwick.yaml"
        ),
        (
            .invalidRecordPath(recordPath: "a"),
            "bailiwick.yaml: 'a' is not a path to record elements\n  write 'records' as '/root/record' or '//record'"
        ),
        (
            .invalidFieldPath(fieldPath: "@"),
            "bailiwick.yaml: '@' is not a path to a field of an XML record\n"
                + "  write the field as 'child/child', '@attribute', 'child/@attribute' or '.'"
        ),
        (
            .missingHeaderLine(path: "f", line: 9),
            "f: has no header in line 9 or below\n  check 'header_row' of the source in bailiwick.yaml"
        ),
        (
            .statedRowsDiffer(path: "f", line: 9, stated: 5700, found: 7),
            "f:9: states 5700 records, but 7 were read\n  export the file again: "
                + "records are missing or there are too many, or 'footers' matches another line"
        ),
        (
            .noWorksheet(path: "f", name: "Sale", found: ["Sales", "Notes"]),
            "f: has no worksheet 'Sale'; it has 'Sales', 'Notes'\n  check 'worksheet' in bailiwick.yaml"
        ),
        (
            .noWorksheet(path: "f", name: "", found: []),
            "f: has no worksheet\n  export the file again as XML Spreadsheet 2003"
        ),
        (
            .misplacedRow(path: "f", line: 9, index: "-1"),
            "f:9: ss:Index or ss:Span '-1' does not lead to a row further down\n"
                + "  save the workbook again with a program that numbers its rows in order"
        ),
        (
            .noObservations(path: "f", message: "No results (100)"),
            "f: holds no observations: No results (100)\n  ask for data that exist, and save the answer again"
        ),
        (
            .noObservations(path: "f", message: nil),
            "f: holds no observations\n  ask for data that exist, and save the answer again"
        ),
        (
            .needsRecordPath(path: "f"),
            "f: is XML, but nothing says which elements are records\n  set 'records' in bailiwick.yaml"
        ),
        (
            .notRecords(path: "f", kind: .kml),
            "f: is KML, which holds no records\n  use it for boundaries, or name another file"
        ),
        (
            .notRecords(path: "f", kind: .archive),
            "f: is a zip archive, which holds no records\n  name a file inside it, as 'archive.zip!/name.csv'"
        ),
        (
            .unsupportedWorkbook(path: "f", format: "Excel workbook (.xls)"),
            "f: is an Excel workbook (.xls), which is not read\n"
                + "  save it as CSV UTF-8 or as XML Spreadsheet 2003"
        ),
    ]

    @Test("An error says where, what and what to do", arguments: errors)
    func error(_ error: TabularError, _ text: String) {
        #expect(error.description == text)
    }

    static let faults: [(RecordFault.Kind, String)] = [
        (
            .tooManyFields(found: 3, expected: 2),
            "has 3 fields where the header has 2; quote the field that contains the delimiter, or name every column in the header"
        ),
        (
            .invalidEncoding(offset: 9),
            "has bytes that are not in the encoding of the file, the first at byte 9; "
                + "set 'encoding' of the source in bailiwick.yaml, or correct the text"
        ),
        (.nulByte, "contains a NUL byte; save the file as UTF-8; if it is UTF-16, convert it"),
        (
            .strayQuote,
            "has a quote inside an unquoted field, or text behind a closing quote; "
                + "quote the field, and double the quotes inside it"
        ),
        (
            .recordTooLong(limit: 5),
            "is longer than 5 bytes; check the line for a missing line end or quote"
        ),
        (
            .fieldTooLong(limit: 5),
            "has a field longer than 5 bytes; check the line for a missing line end or quote"
        ),
        (
            .misplacedCell(index: "0", limit: 5),
            "has a cell at column '0', which is not right of the cell before it or not up to 5; "
                + "save the workbook again with a program that numbers its cells in order"
        ),
    ]

    @Test("A fault says what and what to do", arguments: faults)
    func fault(_ kind: RecordFault.Kind, _ text: String) {
        #expect("\(kind.problem); \(kind.remedy)" == text)
    }
}
