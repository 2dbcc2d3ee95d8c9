import Testing

@testable import Tabular

@Suite("Kinds of files")
struct FileKindTests {
    private static func kind(_ bytes: [UInt8]) throws(TabularError) -> FileKind {
        try fileKind(of: TabularInput(.bytes(bytes), displayPath: "data/x"))
    }

    static let spreadsheet = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""

    static let texts: [(String, FileKind)] = [
        ("", .delimited), ("a,b\n1,2\n", .delimited), ("<5,a\n", .delimited), ("  \n", .delimited),
        ("{a},b\n", .delimited), ("{\"type\": \"Topology\"}", .delimited), ("[1]", .delimited),
        ("P,K\n", .delimited),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", .geoJSON),
        (
            "\n{ \"name\": \"type\", \"crs\": {\"type\": \"name\"},\n \"type\" : \"FeatureCollection\"",
            .geoJSON
        ),
        ("{\"type\":\"MultiPolygon\"", .geoJSON),
        ("<Workbook \(spreadsheet)>", .worksheet),
        ("<s:Workbook xmlns:s='urn:schemas-microsoft-com:office:spreadsheet'", .worksheet),
        ("<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?><Workbook>", .worksheet),
        ("<Workbook>", .xml), ("<Workbook xmlns=\"urn:other\">", .xml), ("<Book \(spreadsheet)>", .xml),
        (
            "<?xml version='1.0'?><!-- <kml> > --><!DOCTYPE x [<!ELEMENT x (#PCDATA)> <!ATTLIST x y CDATA ']>'>]> <kml>",
            .kml
        ),
        ("<k:kml xmlns:k=\"http://www.opengis.net/kml/2.2\"><Workbook>", .kml),
        ("<m:X a='>' xmlns:m = \"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"/>", .sdmx),
        ("<GenericData>", .sdmx), ("<mes:StructureSpecificData", .sdmx), ("<CompactData/>", .sdmx),
        ("<x y=\"http://www.sdmx.org/\"/>", .xml), ("<wb:data xmlns:wb=\"http://www.worldbank.org\">", .xml),
        ("<html>", .xml), ("<!-- never closed <kml>", .xml), ("<?xml", .xml), ("<!DOCTYPE x [", .xml),
        ("<_a/>", .xml), ("<\u{E9}t\u{E9}/>", .xml),
    ]

    @Test("A file is known by its first bytes, in every encoding and compression", arguments: texts)
    func kind(_ text: String, _ kind: FileKind) throws {
        let utf8 = Array(text.utf8)
        #expect(try FileKindTests.kind(utf8) == kind)
        #expect(try FileKindTests.kind([0xEF, 0xBB, 0xBF] + utf8) == kind)
        #expect(try FileKindTests.kind(gzip(utf8)) == kind)
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try FileKindTests.kind([0xFF, 0xFE] + little) == kind)
        #expect(try FileKindTests.kind([0xFE, 0xFF] + big) == kind)
        guard text.first?.isASCII == true && text.dropFirst().first?.isASCII == true else { return }
        #expect(try FileKindTests.kind(little) == kind)
        #expect(try FileKindTests.kind(big) == kind)
    }

    @Test("A root that lies behind the first 64 KiB is not looked for")
    func farRoot() throws {
        let comment = "<!--" + String(repeating: "x", count: 70_000) + "-->"
        #expect(try FileKindTests.kind(Array("\(comment)<kml/>".utf8)) == .xml)
        #expect(
            try FileKindTests.kind(Array("{\"x\":\"\(comment)\",\"type\":\"Feature\"}".utf8)) == .delimited)
    }

    @Test("A zip archive is one, a workbook in it or in the old format an error with a remedy")
    func archives() throws {
        let zip: [UInt8] = [0x50, 0x4B, 3, 4]
        #expect(try FileKindTests.kind(zip + Array("Account.csv".utf8)) == .archive)
        #expect(try FileKindTests.kind([0x50, 0x4B, 5, 6]) == .archive)
        let workbooks: [([UInt8], String)] = [
            (zip + Array("........[Content_Types].xml...".utf8), "Excel workbook (.xlsx)"),
            (zip + Array("_rels/.rels....xl/workbook.xml".utf8), "Excel workbook (.xlsx)"),
            (
                zip + Array("..mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
                "OpenDocument workbook (.ods)"
            ),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "Excel workbook (.xls)"),
        ]
        for (bytes, format) in workbooks {
            #expect(throws: TabularError.unsupportedWorkbook(path: "data/x", format: format)) {
                try FileKindTests.kind(bytes)
            }
        }
    }

    @Test("A missing file is missing")
    func missing() {
        #expect(throws: TabularError.missingFile(path: "x")) {
            try fileKind(of: TabularInput(path: "/nonexistent/x", displayPath: "x"))
        }
    }
}

@Suite("Opening records")
struct OpenRecordsTests {
    private func read(_ text: String, _ format: RecordFormat, _ columns: [String] = []) throws -> Contents {
        let input = TabularInput(.bytes(Array(text.utf8)), displayPath: "data/x")
        let reader: any RecordReader = try openRecords(input, as: format, columns: columns)
        return try contents(of: reader)
    }

    private let sdmx = "<CompactData><DataSet><Obs TIME_PERIOD='1' OBS_VALUE='2'/></DataSet></CompactData>"

    @Test("Each format has its reader")
    func formats() throws {
        let book = workbook(sheet("A", row("a") + row("1")))
        let worksheet = Contents(columns: ["a"], rows: [["1"]], lines: [8])
        let observation = Contents(columns: ["OBS_VALUE"], rows: [["2"]], lines: [1])
        #expect(try read(book, .worksheet(WorksheetSettings())) == worksheet)
        #expect(try read(sdmx, .sdmx, ["OBS_VALUE"]) == observation)
        #expect(
            try read("a\n1\n", .csv(CSVDialect())) == Contents(columns: ["a"], rows: [["1"]], lines: [2]))
        #expect(
            try read("<a><r>1</r></a>", .xml(XMLRecordSettings(recordPath: "/a/r")), ["."])
                == Contents(columns: ["."], rows: [["1"]], lines: [1]))
    }

    @Test("A format that is not configured is recognised, with the layout that is")
    func recognised() throws {
        var dialect = CSVDialect()
        #expect(
            try read("a\n1\n", .recognised(dialect)) == Contents(columns: ["a"], rows: [["1"]], lines: [2]))
        #expect(
            try read(sdmx, .recognised(dialect), ["OBS_VALUE"])
                == Contents(columns: ["OBS_VALUE"], rows: [["2"]], lines: [1]))
        dialect.layout.headerLine = 2
        #expect(
            try read(workbook(sheet("A", row("junk") + row("a") + row("1"))), .recognised(dialect))
                == Contents(columns: ["a"], rows: [["1"]], lines: [8]))
    }

    static let refusals: [(String, TabularError)] = [
        ("<a><r/></a>", .needsRecordPath(path: "data/x")),
        ("<kml/>", .notRecords(path: "data/x", kind: .kml)),
        ("{\"type\":\"Feature\"}", .notRecords(path: "data/x", kind: .geoJSON)),
        ("PK\u{3}\u{4}", .notRecords(path: "data/x", kind: .archive)),
    ]

    @Test("What holds no records, or does not say which, is an error", arguments: refusals)
    func refused(_ text: String, _ error: TabularError) {
        #expect(throws: error) { try read(text, .recognised(CSVDialect())) }
    }
}
