import Testing

@testable import Tabular

@Suite("SDMX-ML messages")
struct SDMXReaderTests {
    private static let namespaces = """
        xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" \
        xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic" \
        xmlns:f="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer" \
        xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="urn:structure"
        """

    static func generic(_ content: String, dimension: String = "TIME_PERIOD") -> String {
        """
        <?xml version="1.0"?>
        <m:GenericData \(namespaces)>
        <m:Header><m:ID>x</m:ID><m:Structure structureID="S" dimensionAtObservation="\(dimension)"/></m:Header>
        \(content)
        </m:GenericData>
        """
    }

    static func specific(_ content: String) -> String {
        """
        <?xml version="1.0"?>
        <m:StructureSpecificData \(namespaces)>
        <m:Header><m:ID>x</m:ID></m:Header>
        \(content)
        </m:StructureSpecificData>
        """
    }

    private func read(
        _ text: String, _ columns: [String], limits: ReadLimits = ReadLimits(), blockSize: Int = 1 << 14
    ) throws(TabularError) -> SheetContents {
        let reader = try SDMXReader(
            TabularInput(.bytes(Array(text.utf8)), displayPath: "data/x.xml"), columns: columns,
            limits: limits, blockSize: blockSize)
        let contents = try contents(of: reader)
        return SheetContents(contents: contents, notices: reader.notices)
    }

    private static let genericSeries = generic(
        """
        <m:DataSet action="Replace">
        <g:Series>
        <g:SeriesKey><g:Value id="REF_AREA" value="FR"/><g:Value id="FREQ" value="A"/></g:SeriesKey>
        <g:Attributes><g:Value id="UNIT" value="EUR &amp; c"/></g:Attributes>
        <g:Obs><g:ObsDimension value="2019"/><g:ObsValue value="1.5"/>
        <g:Attributes><g:Value id="OBS_STATUS" value="E"/></g:Attributes></g:Obs>
        <g:Obs><g:ObsDimension value="2020"/><g:Attributes><g:Value id="OBS_STATUS" value="M"/></g:Attributes></g:Obs>
        </g:Series>
        <g:Series><g:SeriesKey><g:Value id="REF_AREA" value="DE"/><g:Value id="FREQ" value="Q"/></g:SeriesKey>
        <g:Obs><g:ObsDimension id="TIME_PERIOD" value="2019-Q1"/><g:ObsValue value="NaN"/></g:Obs></g:Series>
        </m:DataSet>
        """)

    @Test("Generic series: a record for each observation, an absent value empty", arguments: blockSizes)
    func genericSeries(_ blockSize: Int) throws {
        let found = try read(
            SDMXReaderTests.genericSeries,
            ["OBS_VALUE", "REF_AREA", "TIME_PERIOD", "OBS_STATUS", "UNIT", "NOWHERE"], blockSize: blockSize)
        #expect(
            found
                == SheetContents(
                    contents: Contents(
                        columns: ["OBS_VALUE", "REF_AREA", "TIME_PERIOD", "OBS_STATUS", "UNIT", "NOWHERE"],
                        rows: [
                            ["1.5", "FR", "2019", "E", "EUR & c", ""],
                            ["", "FR", "2020", "M", "EUR & c", ""],
                            ["NaN", "DE", "2019-Q1", "", "", ""],
                        ], lines: [8, 10, 13])))
    }

    @Test("Without columns all are found, in the order first seen")
    func allColumns() throws {
        let found = try read(SDMXReaderTests.genericSeries, [])
        let columns = ["REF_AREA", "FREQ", "UNIT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]
        #expect(found.contents.columns == columns)
        #expect(found.contents.rows.first == ["FR", "A", "EUR & c", "2019", "1.5", "E"])
        let input = TabularInput(.bytes(Array(SDMXReaderTests.genericSeries.utf8)), displayPath: "x")
        #expect(try SDMXReader.columns(of: input) == columns)
    }

    @Test("Columns are found in the first thousand observations", arguments: [64, 1 << 14])
    func searchedObservations(_ blockSize: Int) throws {
        let observations = (1...1001).map {
            "<Obs TIME_PERIOD=\"\($0)\"\($0 < 1000 ? "" : " A\($0)=\"1\"")/>"
        }
        let text = SDMXReaderTests.specific("<m:DataSet>\(observations.joined())</m:DataSet>")
        let found = try read(text, [], blockSize: blockSize).contents
        #expect(found.columns == ["TIME_PERIOD", "A1000"])
        #expect(found.rows.count == 1001)
    }

    @Test("Generic flat: the key is in each observation")
    func genericFlat() throws {
        let text = SDMXReaderTests.generic(
            """
            <m:DataSet><g:Attributes><g:Value id="SOURCE" value="us"/></g:Attributes>
            <g:Obs><g:ObsKey><g:Value id="AREA" value="FR"/><g:Value id="TIME_PERIOD" value="2019"/></g:ObsKey>
            <g:ObsValue id="OBS_VALUE" value="1"/><g:Attributes><g:Value id="UNIT" value="EUR"/></g:Attributes></g:Obs>
            <g:Obs><g:ObsKey><g:Value id="AREA" value="DE"/></g:ObsKey><g:ObsValue value="2"/></g:Obs>
            </m:DataSet>
            """, dimension: "AllDimensions")
        #expect(
            try read(text, ["AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT", "SOURCE"]).contents.rows
                == [["FR", "2019", "1", "EUR", "us"], ["DE", "", "2", "", "us"]])
    }

    @Test("Cross-sectional: the dimension at the observation has its own id, the time that of the series")
    func crossSection() throws {
        let text = SDMXReaderTests.generic(
            """
            <m:DataSet><g:Series><g:SeriesKey><g:Value id="TIME_PERIOD" value="2019"/></g:SeriesKey>
            <g:Obs><g:ObsDimension value="F"/><g:ObsValue value="1"/></g:Obs>
            <g:Obs><g:ObsDimension id="SEX" value="M"/><g:ObsValue value="2"/></g:Obs></g:Series></m:DataSet>
            """, dimension: "SEX")
        #expect(
            try read(text, ["SEX", "TIME_PERIOD", "OBS_VALUE"]).contents.rows
                == [["F", "2019", "1"], ["M", "2019", "2"]])
    }

    @Test("SDMX 2.0 generic: concepts, a Time element, and groups around their series")
    func genericTwo() throws {
        let text = """
            <GenericData xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"
             xmlns:g="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/generic">
            <DataSet><g:Group type="Sibling"><g:GroupKey><g:Value concept="AREA" value="all"/></g:GroupKey>
            <g:Attributes><g:Value concept="UNIT" value="EUR"/></g:Attributes>
            <g:Series><g:SeriesKey><g:Value concept="AREA" value="FR"/></g:SeriesKey>
            <g:Obs><g:Time> 2019 </g:Time><g:ObsValue value="1"/></g:Obs></g:Series></g:Group>
            <g:Series><g:SeriesKey><g:Value concept="AREA" value="DE"/></g:SeriesKey>
            <g:Obs><g:Time>2020</g:Time><g:ObsValue value="2"/></g:Obs></g:Series>
            </DataSet></GenericData>
            """
        #expect(
            try read(text, ["AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT"])
                == SheetContents(
                    contents: Contents(
                        columns: ["AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT"],
                        rows: [["FR", "2019", "1", "EUR"], ["DE", "2020", "2", ""]], lines: [6, 8])))
    }

    @Test("Structure-specific series: what the observation says counts before its series and data set")
    func specificSeries() throws {
        let text = SDMXReaderTests.specific(
            """
            <m:DataSet xsi:type="s:T" s:dataScope="x" UNIT="EUR" STATUS="N">
            <Series AREA="FR" STATUS="A">
            <Obs TIME_PERIOD="2019" OBS_VALUE="1"/>
            <Obs TIME_PERIOD="2020" OBS_STATUS="M" STATUS="B" xsi:type="s:O"/>
            </Series><Series AREA="DE"><Obs TIME_PERIOD="2019" OBS_VALUE="2"/></Series>
            <Series AREA="IT"/>
            </m:DataSet>
            """)
        #expect(
            try read(text, ["AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "STATUS", "UNIT", "type"])
                .contents.rows
                == [
                    ["FR", "2019", "1", "", "A", "EUR", ""], ["FR", "2020", "", "M", "B", "EUR", ""],
                    ["DE", "2019", "2", "", "N", "EUR", ""],
                ])
    }

    @Test("SDMX 2.0 compact: the time may be called TIME, and is found under both names")
    func compact() throws {
        let text = """
            <CompactData xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"><n:DataSet xmlns:n="urn:x">
            <n:Series TIME_FORMAT="P1Y" AREA="FR"><n:Obs TIME="2019" OBS_VALUE="1"/></n:Series>
            </n:DataSet></CompactData>
            """
        #expect(
            try read(text, ["TIME", "AREA", "TIME_PERIOD", "OBS_VALUE"]).contents.rows
                == [["2019", "FR", "2019", "1"]])
        #expect(
            try read(text, []).contents
                == Contents(
                    columns: ["TIME_FORMAT", "AREA", "TIME_PERIOD", "OBS_VALUE"],
                    rows: [["P1Y", "FR", "2019", "1"]], lines: [2]))
    }

    @Test("What only groups beside the series have is told, not joined")
    func groups() throws {
        let text = SDMXReaderTests.specific(
            """
            <m:DataSet><Group xsi:type="s:G" AREA="FR" UNIT="EUR" TITLE="t"/>
            <Series AREA="FR"><Obs TIME_PERIOD="2019" OBS_VALUE="1"/></Series></m:DataSet>
            """)
        #expect(
            try read(text, ["AREA", "UNIT", "OBS_VALUE"])
                == SheetContents(
                    contents: Contents(
                        columns: ["AREA", "UNIT", "OBS_VALUE"], rows: [["FR", "", "1"]], lines: [5]),
                    notices: [
                        ReadingNotice(kind: .groupAttributes, text: "only in groups, not joined: UNIT")
                    ]))
        #expect(try read(text, ["AREA", "OBS_VALUE"]).notices == [])
    }

    private static let footer = """
        <f:Footer><f:Message code="413" severity="Error"><c:Text xml:lang="en">Response
         too large</c:Text><c:Text>see http://x</c:Text></f:Message></f:Footer>
        """

    @Test(
        "An answer without data is an error with what its sender says",
        arguments: [
            (specific(footer), "Response too large see http://x (413, Error)"),
            (generic("<m:DataSet/>" + footer), "Response too large see http://x (413, Error)"),
            (specific("<m:DataSet><Series A=\"1\"/></m:DataSet>"), nil),
            (
                "<m:Error xmlns:m='m'><m:ErrorMessage code='100'><Text>No results</Text></m:ErrorMessage>"
                    + "<m:ErrorMessage code='140'><Text>Syntax</Text></m:ErrorMessage></m:Error>",
                "No results (100); Syntax (140)"
            ),
            ("<m:Structure xmlns:m='m'><m:Structures/></m:Structure>", "it describes structures, not data"),
            ("<a><Obs TIME_PERIOD='1'/></a>", nil),
        ] as [(String, String?)], [["OBS_VALUE"], []])
    func noObservations(_ example: (text: String, message: String?), _ columns: [String]) {
        #expect(throws: TabularError.noObservations(path: "data/x.xml", message: example.message)) {
            try read(example.text, columns)
        }
    }

    @Test("What the sender says beside data is told")
    func footerBesideData() throws {
        let text = SDMXReaderTests.specific(
            "<m:DataSet><Obs OBS_VALUE=\"1\"/></m:DataSet>" + SDMXReaderTests.footer)
        let found = try read(text, ["OBS_VALUE"])
        #expect(found.contents.rows == [["1"]])
        #expect(
            found.notices == [
                ReadingNotice(kind: .senderMessage, text: "Response too large see http://x (413, Error)")
            ])
    }

    @Test("A value or record longer than the limits refuses its observations only")
    func longValues() throws {
        var limits = ReadLimits()
        limits.fieldBytes = 60
        limits.recordBytes = 100
        func text(_ count: Int) -> String { String(repeating: "t", count: count) }
        let message = SDMXReaderTests.specific(
            """
            <m:DataSet><Series A="\(text(61))"><Obs B="1"/><Obs B="2"/></Series>
            <Series A="\(text(60))"><Obs B="\(text(41))"/><Obs B="\(text(40))"/></Series></m:DataSet>
            """)
        let found = try read(message, ["A", "B"], limits: limits).contents
        #expect(found.rows == [[text(60), text(40)]])
        #expect(
            found.faults == [
                RecordFault(line: 4, column: "A", excerpt: "1", kind: .fieldTooLong(limit: 60)),
                RecordFault(line: 4, column: "A", excerpt: "2", kind: .fieldTooLong(limit: 60)),
                RecordFault(
                    line: 5, column: nil, excerpt: text(60) + " " + text(19), kind: .recordTooLong(limit: 100)
                ),
            ])
    }

    @Test("A long value of a series takes its room once, however many observations share it")
    func sharedValues() throws {
        let long = String(repeating: "t", count: 60_000)
        let text = SDMXReaderTests.specific(
            "<m:DataSet><Series A=\"\(long)\">" + String(repeating: "<Obs/>", count: 100_000)
                + "</Series></m:DataSet>")
        let reader = try SDMXReader(
            TabularInput(.bytes(Array(text.utf8)), displayPath: "x"), columns: ["A"])
        var batch = RecordBatch()
        var records = 0
        while try reader.next(into: &batch) {
            records += batch.records.count
            #expect(batch.bytes.count == 60_000)
            #expect(batch.records.allSatisfy { batch.range(of: 0, in: $0) == 0..<60_000 })
        }
        #expect(records == 100_000)
    }

    @Test("More ids than any real message has are refused where they are to be found")
    func manyIDs() {
        let attributes = (0..<600).map { "A\($0)=\"\"" }.joined(separator: " ")
        let text = SDMXReaderTests.specific("<m:DataSet><Obs \(attributes)/></m:DataSet>")
        #expect(throws: TabularError.tooManyColumns(path: "data/x.xml", line: 4, limit: 512)) {
            try read(text, [])
        }
    }

    @Test("A message cut off anywhere is an error", arguments: [1, 64])
    func truncated(_ blockSize: Int) {
        let text = SDMXReaderTests.genericSeries
        for count in stride(from: 1, to: text.count, by: 11) {
            #expect(throws: TabularError.self) {
                try read(String(text.prefix(count)), ["OBS_VALUE"], blockSize: blockSize)
            }
        }
    }
}
