import Foundation
import Testing

@testable import Tabular

@Suite("Refusals of XML")
struct XMLRefusalTests {
    private func error(
        _ text: String, _ recordPath: String = "/a/r", limits: ReadLimits = ReadLimits(),
        blockSize: Int = 64 << 10
    ) -> TabularError? {
        #expect(throws: TabularError.self) {
            try readXML(text, recordPath, [".", "@x"], limits: limits, blockSize: blockSize)
        }
    }

    private func isHostile(_ error: TabularError?, _ cause: String, line: Int? = nil) -> Bool {
        guard case .hostileXML("data/x.xml", let at, let text) = error else { return false }
        return text.contains(cause) && (line == nil || at == line)
    }

    private func isInvalid(_ error: TabularError?, line: Int) -> Bool {
        guard case .invalidXML("data/x.xml", line, _) = error else { return false }
        return true
    }

    @Test("A document that declares entities is refused before it expands any", arguments: [1, 7, 64 << 10])
    func entityBomb(_ blockSize: Int) {
        let bomb = """
            <!DOCTYPE a [
            <!ENTITY l "lol">
            <!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;">
            <!ENTITY n "&m;&m;&m;&m;&m;&m;&m;&m;&m;&m;">
            ]><a><r x="&n;">&n;</r></a>
            """
        let error = error(bomb, blockSize: blockSize)
        #expect(isHostile(error, "declaration of an entity", line: 2))
    }

    @Test(
        "No external entity is read",
        arguments: [
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'FILE'>]><a><r>&e;</r></a>",
            "<!DOCTYPE a [<!ENTITY % e SYSTEM 'FILE'> %e;]><a><r>1</r></a>",
            "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'FILE' NDATA n>]><a><r>1</r></a>",
            "<!DOCTYPE a SYSTEM 'FILE'><a><r>&e;</r></a>",
            "<!DOCTYPE a SYSTEM 'FILE'><a><r x='&e;'>1</r></a>",
        ], [1, 64 << 10])
    func externalEntity(_ text: String, _ blockSize: Int) throws {
        try withFile(Array("<!ENTITY e 'secret'>".utf8)) { secret in
            for file in ["file:///etc/passwd", secret, "http://127.0.0.1:9/x"] {
                let error = error(text.replacing("FILE", with: file), blockSize: blockSize)
                switch error {
                case .hostileXML, .invalidXML: break
                default: Issue.record("\(String(describing: error))")
                }
                #expect(error?.description.contains("secret") == false)
            }
        }
    }

    @Test("A document type without entities is passed over", arguments: [1, 64])
    func harmlessDocumentType(_ blockSize: Int) throws {
        let text = """
            <!DOCTYPE a SYSTEM "nowhere.dtd" [ <!-- don't > ]> --> <!ELEMENT r (#PCDATA)>
            <!ATTLIST r x CDATA "]>"> ]>
            <a><r>1</r></a>
            """
        #expect(try readXML(text, "/a/r", ["."], blockSize: blockSize).rows == [["1"]])
    }

    @Test("A flood of attributes in one tag ends quickly", arguments: [7, 64 << 10])
    func attributeFlood(_ blockSize: Int) {
        let attributes = (0..<100_000).map { "a\($0)='>'" }.joined(separator: " ")
        let start = ContinuousClock.now
        let error = error("<a>\n<r \(attributes)>1</r></a>", blockSize: blockSize)
        #expect(isHostile(error, "a tag of more than 1024 attributes", line: 2))
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("A tag may have 1024 attributes and no more, wherever it is cut", arguments: [7, 64 << 10])
    func attributes(_ blockSize: Int) throws {
        func text(_ count: Int) -> String {
            "<a>\n<r x='='/><r " + (1..<count).map { "a\($0)='a=b'" }.joined(separator: " ") + " x='1'/></a>"
        }
        #expect(try readXML(text(1024), "/a/r", ["@x"], blockSize: blockSize).rows == [["="], ["1"]])
        #expect(
            isHostile(error(text(1025), blockSize: blockSize), "a tag of more than 1024 attributes", line: 2))
    }

    @Test("Defaults of attributes, which the parser adds to each tag, are few and short")
    func defaults() throws {
        func text(_ count: Int, _ value: String) -> String {
            "<!DOCTYPE a [<!ATTLIST r " + (0..<count).map { "a\($0) CDATA '\(value)'" }.joined(separator: " ")
                + "\n x (y|z) #IMPLIED>]><a><r/></a>"
        }
        let cause = "more than 32 defaults of attributes, or 1024 bytes of them"
        #expect(try readXML(text(32, "v"), "/a/r", ["@a31", "@x"]).rows == [["v", ""]])
        #expect(isHostile(error(text(33, "")), cause))
        #expect(isHostile(error(text(1, String(repeating: "v", count: 1025))), cause))
    }

    @Test("A text of more than ten million bytes is refused, wanted or not", arguments: ["r", "x"])
    func longText(_ element: String) throws {
        let text = String(repeating: "0123456789", count: 1_000_000)
        #expect(
            isHostile(
                error("<a>\n<\(element)>\(text)x</\(element)></a>"), "a text of more than 10000000 bytes",
                line: 2))
        #expect(try readXML("<a><x>\(text)</x><r>1</r></a>", "/a/r", ["."]).rows == [["1"]])
    }

    @Test("A flood of namespaces ends before each prefix is sought in all of them")
    func namespaceFlood() throws {
        let tags = (0..<200).map { depth in
            "<n " + (0..<100).map { "xmlns:p\(depth)_\($0)='u'" }.joined(separator: " ") + ">"
        }
        #expect(isHostile(error("<a>\n" + tags.joined()), "more than 1000 namespaces in scope", line: 2))
        let siblings = "<a>" + (0..<2000).map { "<r xmlns:p\($0)='u'/>" }.joined() + "</a>"
        #expect(try readXML(siblings, "/a/r", ["."]).rows.count == 2000)
    }

    @Test("A flood of attributes in UTF-16 is seen too")
    func wideAttributeFlood() throws {
        let attributes = (0..<100_000).map { "a\($0)=''" }.joined(separator: " ")
        let bytes = "\u{FEFF}<a><r \(attributes)/></a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let error = #expect(throws: TabularError.self) { try readXML(bytes, "/a/r", ["."]) }
        #expect(isHostile(error, "a tag of more than"))
    }

    @Test(
        "Encodings that hide markup are not supported",
        arguments: ["UTF-7", "ISO-2022-JP", "HZ-GB-2312", "IBM037", "UTF-32"], [1, 64])
    func encoding(_ name: String, _ blockSize: Int) {
        let error = error("<?xml version='1.0' encoding='\(name)'?><a><r>1</r></a>", blockSize: blockSize)
        #expect(isInvalid(error, line: 1))
    }

    @Test("Elements nested too deeply are refused", arguments: [257, 100_000])
    func depth(_ depth: Int) {
        let error = error(String(repeating: "<a>", count: depth))
        #expect(isHostile(error, "deeper than 256"))
    }

    @Test("Elements nested 256 deep are read")
    func allowedDepth() throws {
        let text = String(repeating: "<a>", count: 255) + "<r>1</r>" + String(repeating: "</a>", count: 255)
        #expect(try readXML(text, "//r", ["."]).rows == [["1"]])
    }

    @Test(
        "Comments, instructions and sections without end are refused", arguments: ["!--", "?p ", "![CDATA["])
    func endlessSection(_ start: String) {
        var limits = ReadLimits()
        limits.recordBytes = 1000
        let error = error("<a><\(start)" + String(repeating: "x>", count: 1000), limits: limits)
        #expect(isHostile(error, "more than 1000 bytes"))
    }

    @Test("A field longer than the limit refuses its record only", arguments: [1, 64, 64 << 10])
    func longField(_ blockSize: Int) throws {
        var limits = ReadLimits()
        limits.fieldBytes = 10
        let contents = try readXML(
            "<a>\n<r><n>0123456789x</n></r><r><n>0123456789</n></r></a>", "/a/r", ["n"], limits: limits,
            blockSize: blockSize)
        #expect(contents.rows == [["0123456789"]])
        #expect(contents.faults.map(\.kind) == [.fieldTooLong(limit: 10)])
        #expect(contents.faults.map(\.line) == [2])
        #expect(contents.faults.map(\.column) == ["n"])
    }

    @Test(
        "A document that ends early or is not well-formed is an error with its line",
        arguments: [
            ("<a>\n<r>1</r>\n<r>2", 3), ("<a>\n<r>1</r>", 2), ("<a>\n<r>1</b></a>", 2),
            ("<a>\n<r x=1/></a>", 2),
            ("<a>\n<r>&nbsp;</r></a>", 2), ("<a><r>1</r></a>\n<a/>", 2), ("x", 1), ("<", 1), ("  \n", 2),
            ("<a>\n<r x='1' x='2'/></a>", 2), ("<a>\n<r>]]></r></a>", 2), ("<a>\n<r>\u{1}</r></a>", 2),
        ], [1, 64])
    func invalid(_ example: (text: String, line: Int), _ blockSize: Int) {
        let error = error(example.text, blockSize: blockSize)
        #expect(isInvalid(error, line: example.line), "\(String(describing: error))")
    }

    @Test("A document cut off at any byte is an error", arguments: [1, 64])
    func truncated(_ blockSize: Int) {
        let text = "<?xml version='1.0'?><a><!-- c --><r x='1'>t<![CDATA[d]]></r><r>2</r></a>"
        for count in 1..<text.count {
            #expect(throws: TabularError.self) {
                try readXML(String(text.prefix(count)), "/a/r", ["."], blockSize: blockSize)
            }
        }
    }

    @Test("Bytes that are not in the encoding are an error", arguments: [1, 64])
    func invalidBytes(_ blockSize: Int) {
        let utf8 = Array("<a>\n<r>".utf8) + [0xFF, 0xFE] + Array("</r></a>".utf8)
        let declared =
            Array("<?xml version='1.0' encoding='Shift_JIS'?><a>\n<r>".utf8) + [0x81, 0xFF, 0xFD]
            + Array("</r></a>".utf8)
        for bytes in [utf8, declared] {
            let error = #expect(throws: TabularError.self) {
                try readXML(bytes, "/a/r", ["."], blockSize: blockSize)
            }
            guard case .invalidXML = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("A document without records, and a file without bytes, are errors")
    func nothing() {
        #expect(error("<a><b/></a>") == .noRecords(path: "data/x.xml", recordPath: "/a/r"))
        #expect(error("<b><a><r/></a></b>") == .noRecords(path: "data/x.xml", recordPath: "/a/r"))
        #expect(error("") == .emptyFile(path: "data/x.xml"))
    }

    @Test(
        "A path that is none is an error",
        arguments: ["", "a/b", "/", "//", "/a//b", "//a/b", "/a/@b", "/a[1]"])
    func recordPath(_ path: String) {
        #expect(error("<a/>", path) == .invalidRecordPath(recordPath: path))
    }

    @Test(
        "A field path that is none is an error",
        arguments: ["", "@", "a@b", "a//b", "/a", "a/", "..", "a/@", "@a/b"])
    func fieldPath(_ path: String) {
        #expect(throws: TabularError.invalidFieldPath(fieldPath: path)) {
            try readXML("<a><r/></a>", "/a/r", [path])
        }
    }

    @Test("A missing file is missing")
    func missingFile() {
        #expect(throws: TabularError.missingFile(path: "x")) {
            try XMLRecordReader(
                TabularInput(path: "/nonexistent/x", displayPath: "x"),
                settings: XMLRecordSettings(recordPath: "/a"), fieldPaths: ["."])
        }
    }
}
