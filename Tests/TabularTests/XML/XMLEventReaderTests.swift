import Testing

@testable import Tabular

@Suite("Events of an XML document")
struct XMLEventReaderTests {
    /// Writes down what it hears, texts joined.
    private final class Listener: XMLEventSink {
        var heard = ""

        func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
            heard += "<\(text(name))@\(tag.line)"
            tag.forEachAttribute { heard += " \(text($0))=\(text($2))" }
            heard += namespace.isEmpty ? ">" : " in \(text(namespace))>"
        }

        func text(_ bytes: Span<UInt8>) {
            heard += text(bytes) as String
        }

        func close() {
            heard += "</>"
        }

        private func text(_ bytes: Span<UInt8>) -> String {
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        }
    }

    private func heard(_ bytes: [UInt8], blockSize: Int) throws(TabularError) -> String {
        let listener = Listener()
        let reader = try XMLEventReader(
            TabularInput(.bytes(bytes), displayPath: "x.xml"), sink: listener, limits: ReadLimits(),
            blockSize: blockSize)
        while try reader.read() {}
        #expect(try !reader.read())
        #expect(reader.bytesRead == Int64(bytes.count))
        return listener.heard
    }

    @Test("A sink hears elements, attributes and texts, whatever the pieces", arguments: blockSizes)
    func events(_ blockSize: Int) throws {
        let text =
            "<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT a ANY>]>\n<a xmlns='n'>x\n<b c='1 &amp; 2'/>&lt;</a> "
        #expect(
            try heard(Array(text.utf8), blockSize: blockSize)
                == "<a@2 in n>x\n<b@3 c=1 & 2 in n></><</>")
    }

    @Test("What is not an XML document to its end is an error", arguments: [1, 64])
    func errors(_ blockSize: Int) {
        #expect(throws: TabularError.emptyFile(path: "x.xml")) { try heard([], blockSize: blockSize) }
        #expect(
            throws: TabularError.invalidXML(
                path: "x.xml", line: 1, cause: "an encoding that is not supported")
        ) { try heard([0, 0, 0, 0x3C, 0, 0, 0, 0x61], blockSize: blockSize) }
        #expect(throws: TabularError.self) { try heard(Array("<a><b/>".utf8), blockSize: blockSize) }
        #expect(throws: TabularError.self) {
            try heard(Array("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>".utf8), blockSize: blockSize)
        }
    }
}
