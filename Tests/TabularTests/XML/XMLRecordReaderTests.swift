import Testing

@testable import Tabular

@Suite("XML records")
struct XMLRecordReaderTests {
    private static let quotas = """
        <?xml version="1.0"?>
        <!-- <quota> in a comment is none: > ' " -->
        <q:quotas xmlns:q="urn:q" note="a>b">
          <q:quota rep="R1" q:kind='x &amp; "y"'>
            <period from="2026-01-01"/><period from="2026-04-01"/>
            <amount> 1<!-- c -->0<![CDATA[0.5<0]]> </amount><amount>7</amount>
            <rep><name>Ann &lt;b&gt; &#233;</name></rep>
          </q:quota>
          <other><quota rep="no"/></other>
          <quota
              rep="R2"
          ><?pi <quota> ?><rep>Zoë<name/></rep></quota>
          <quota/>
        </q:quotas>

        """

    @Test("Attributes, children and text are fields, whatever the size of the blocks", arguments: blockSizes)
    func fields(_ blockSize: Int) throws {
        let fields = ["@rep", "@kind", "period/@from", "amount", "rep/name", "rep", "missing/@x"]
        let expected = Contents(
            columns: fields,
            rows: [
                ["R1", "x & \"y\"", "2026-01-01", "100.5<0", "Ann <b> é", "", ""],
                ["R2", "", "", "", "", "Zoë", ""], ["", "", "", "", "", "", ""],
            ],
            lines: [4, 10, 13])
        #expect(
            try readXML(XMLRecordReaderTests.quotas, "/quotas/quota", fields, blockSize: blockSize)
                == expected)
        #expect(try readXML(XMLRecordReaderTests.quotas, "/q:quotas/x:quota", fields).rows == expected.rows)
    }

    @Test("A path of two slashes finds its element at any depth")
    func anywhere() throws {
        let contents = try readXML(XMLRecordReaderTests.quotas, "//quota", ["@rep"])
        #expect(contents.rows == [["R1"], ["no"], ["R2"], [""]])
        #expect(try readXML("<a><b>x<b>y</b></b></a>", "//b", [".", "b"]).rows == [["x", "y"]])
    }

    @Test("Records may be called like the root, and may be the root")
    func sameNames() throws {
        let text = "<w:data xmlns:w='u'><w:data><w:data>1</w:data></w:data><x><data/></x></w:data>"
        #expect(try readXML(text, "/data/data", ["data"]).rows == [["1"]])
        #expect(try readXML("<a b='1'>t</a>", "/a", ["@b", "."]).rows == [["1", "t"]])
        #expect(try readXML(text, "/data/x/data", ["."]).rows == [[""]])
    }

    @Test("A record's own text leaves out its children, a field's text takes in what is no field")
    func mixedText() throws {
        let text = "<a><r> own <n>call <b>now</b>, <i>please</i></n> text </r></a>"
        #expect(
            try readXML(text, "/a/r", [".", "n", "n/i"]).rows == [["own  text", "call now,", "please"]])
    }

    @Test("An empty first occurrence counts as the first")
    func firstOccurrence() throws {
        let text = "<a><r><n/><n>2</n></r><r><p><n>1</n></p><p x='3'><n>2</n></p></r></a>"
        #expect(
            try readXML(text, "/a/r", ["n", "p/n", "p/@x"]).rows == [["", "", ""], ["", "1", "3"]])
    }

    @Test("Ampersands in attributes come out as they were meant", arguments: [1, 64])
    func ampersands(_ blockSize: Int) throws {
        let text = "<a><r x='&amp;&#38;&amp;#38;&lt;&quot;'>&amp;#38;&#38;</r></a>"
        #expect(
            try readXML(text, "/a/r", ["@x", "."], blockSize: blockSize).rows == [["&&&#38;<\"", "&#38;&"]])
    }

    @Test("Declared encodings are decoded", arguments: [1, 3, 64, 1 << 16])
    func encodings(_ blockSize: Int) throws {
        let latin =
            Array("<?xml version='1.0' encoding='ISO-8859-1'?><a><r>Do".utf8) + [0xF1]
            + Array("a</r></a>".utf8)
        #expect(try readXML(latin, "/a/r", ["."], blockSize: blockSize).rows == [["Doña"]])
        let windows =
            Array("<?xml version='1.0' encoding='windows-1252'?><a><r>".utf8) + [0x80]
            + Array("</r></a>".utf8)
        #expect(try readXML(windows, "/a/r", ["."], blockSize: blockSize).rows == [["€"]])
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(
            try readXML(mark + Array("<a><r>é</r></a>".utf8), "/a/r", ["."], blockSize: blockSize).rows == [
                ["é"]
            ])
        let wide = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><!-- > --><a>㰼<r>㸾é</r></a>".utf16
        let little = wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try readXML(little, "/a/r", ["."], blockSize: blockSize).rows == [["㸾é"]])
        let big = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try readXML(big, "/a/r", ["."], blockSize: blockSize).rows == [["㸾é"]])
    }

    @Test("Compressed XML reads like plain XML", arguments: [1, 7, 64])
    func compressed(_ blockSize: Int) throws {
        let bytes = gzip(Array("<a><r>1</r>\n<r>2</r></a>".utf8))
        let contents = try readXML(bytes, "/a/r", ["."], blockSize: blockSize)
        #expect(contents == Contents(columns: ["."], rows: [["1"], ["2"]], lines: [1, 2]))
    }

    @Test("Many records come in several batches of about a quarter of a megabyte")
    func batches() throws {
        let record = "<r>" + String(repeating: "0123456789", count: 100) + "</r>\n"
        let text = "<a>" + String(repeating: record, count: 3000) + "</a>"
        try withFile(Array(text.utf8)) { path in
            let reader = try XMLRecordReader(
                TabularInput(path: path, displayPath: "x"), settings: XMLRecordSettings(recordPath: "/a/r"),
                fieldPaths: ["."])
            var batch = RecordBatch()
            var counts: [Int] = []
            while try reader.next(into: &batch) {
                counts.append(batch.records.count)
                #expect(batch.bytes.count <= 270_000)
            }
            #expect(counts.count == 12)
            #expect(counts.reduce(0, +) == 3000)
            #expect(reader.bytesRead == Int64(text.utf8.count))
        }
    }
}
