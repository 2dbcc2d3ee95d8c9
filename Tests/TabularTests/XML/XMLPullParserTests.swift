import Testing

@testable import Tabular

@Suite("Events of an XML document")
struct XMLPullParserTests {
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
        let feed = try XMLByteFeed(
            TabularInput(.bytes(bytes), displayPath: "x.xml"), limits: ReadLimits(), blockSize: blockSize)
        try XMLPullParser(feed, listener: .sink(listener)).parse()
        #expect(feed.bytesRead == Int64(bytes.count))
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

    @Test(
        "Encodings in which the tag guard would see nothing are refused by their first bytes",
        arguments: [
            [0, 0, 0, 0x3C], [0x3C, 0, 0, 0], [0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0x3C, 0],
            [0, 0x3C, 0, 0], [0x4C, 0x6F, 0xA7, 0x94],
        ] as [[UInt8]], [1, 64])
    func unsupported(_ start: [UInt8], _ blockSize: Int) {
        let cause = "an encoding that is not supported"
        #expect(throws: TabularError.invalidXML(path: "x.xml", line: 1, cause: cause)) {
            try heard(start + [0, 0, 0, 0x61], blockSize: blockSize)
        }
    }

    @Test("What is not an XML document to its end is an error", arguments: [1, 64])
    func errors(_ blockSize: Int) {
        #expect(throws: TabularError.emptyFile(path: "x.xml")) { try heard([], blockSize: blockSize) }
        #expect(throws: TabularError.self) { try heard(Array("<a><b/>".utf8), blockSize: blockSize) }
        #expect(throws: TabularError.self) {
            try heard(Array("<a>\u{FFFD}".utf8 + [0xFF]), blockSize: blockSize)
        }
        let cause = "a declaration of an entity"
        #expect(throws: TabularError.hostileXML(path: "x.xml", line: 1, cause: cause)) {
            try heard(Array("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>".utf8), blockSize: blockSize)
        }
    }

    @Test("A truncated gzip file is told as such, not as XML that ends early")
    func truncatedCompression() {
        let bytes = gzip(Array("<a>\(String(repeating: "<b/>", count: 5000))</a>".utf8))
        #expect(throws: TabularError.truncatedCompression(path: "x.xml")) {
            try heard(Array(bytes.dropLast(20)), blockSize: 64)
        }
    }

    /// Counts elements up to a number.
    private final class Counter: XMLEventSink {
        var count = 0
        var isDone: Bool { count == 2 }

        func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) { count += 1 }

        func text(_ bytes: Span<UInt8>) {}

        func close() {}
    }

    @Test("A sink that is done hears nothing more, and what follows is no error")
    func done() throws {
        let counter = Counter()
        let text = "<a><b/><c><d>" + String(repeating: "<e/>", count: 100_000) + "</x>"
        try parseXML(TabularInput(.bytes(Array(text.utf8)), displayPath: "x.xml"), sink: counter)
        #expect(counter.count == 2)
    }
}
