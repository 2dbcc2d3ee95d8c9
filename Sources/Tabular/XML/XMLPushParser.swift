import CLibXML2

/// libxml2's push parser: takes a document in pieces, for sinks that are asked for rows in between.
final class XMLPushParser {
    private let context: XMLParserContext

    /// What ended the parsing; nothing is collected behind it.
    var failure: TabularError? { context.failure }
    /// Line up to which the document was parsed.
    var line: Int { context.line }

    /// `start` is the first bytes of the file, which tell its encoding.
    init(path: String, start: [UInt8], sink: any XMLEventSink) {
        context = unsafe XMLParserContext(path: path, listener: .sink(sink)) { handler, user in
            // Sound: the parser copies the bytes.
            unsafe start.withUnsafeBytes { bytes in
                let first = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe xmlCreatePushParserCtxt(&handler, user, first, Int32(bytes.count), nil)
            }
        }
    }

    /// Parses the bytes; `isLast` says that the document ends behind them.
    func parse(_ bytes: [UInt8], isLast: Bool) throws(TabularError) {
        try unsafe context.drive(isLast: isLast) { parser in
            // Sound: the parser copies what it keeps.
            unsafe bytes.withUnsafeBytes { buffer in
                let first = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe xmlParseChunk(parser, first, Int32(buffer.count), isLast ? 1 : 0)
            }
        }
    }

    /// Stops the parsing, with what ended it first.
    func fail(_ error: TabularError) { context.fail(error) }
}
