import CLibXML2

/// libxml2's push parser, hardened, with its events given to a sink.
///
/// Safe from outside: the parser context is private, lives as long as the object, and calls back only while
/// `parse` runs, on the same thread.
@safe final class XMLPushParser {
    let sink: any XMLEventSink
    /// What ended the parsing; nothing is collected behind it.
    private(set) var failure: TabularError?

    /// Depth of elements that is refused beyond.
    private static let maximumDepth = 256

    private let path: String
    private var depth = 0
    private var context: xmlParserCtxtPtr?

    /// `start` is the first bytes of the file, which tell its encoding.
    init(path: String, start: [UInt8], sink: any XMLEventSink) {
        self.path = path
        self.sink = sink
        XMLPushParser.silence()
        var handler = unsafe XMLPushParser.handler()
        // Sound: the parser copies the handler and the bytes; the unretained pointer to self is used only by
        // callbacks, and self frees the context before it goes.
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe start.withUnsafeBytes { bytes in
            let first = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            unsafe context = xmlCreatePushParserCtxt(&handler, user, first, Int32(bytes.count), nil)
        }
        // No DTD, no entities, no network, no larger limits: the options that would allow them are not set.
        unsafe xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
        if unsafe context == nil { failure = .unreadableFile(path: path, cause: "no memory for its parser") }
    }

    deinit {
        guard let context = unsafe context else { return }
        // Sound: the document is made by the parser for declarations of entities only, and is owned by us.
        if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
        unsafe xmlFreeParserCtxt(context)
    }

    /// Parses the bytes; `isLast` says that the document ends behind them.
    func parse(_ bytes: [UInt8], isLast: Bool) throws(TabularError) {
        XMLPushParser.silence()
        if failure == nil {
            let status = unsafe bytes.withUnsafeBytes { buffer in
                let first = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe xmlParseChunk(context, first, Int32(buffer.count), isLast ? 1 : 0)
            }
            if failure == nil { checkState(status, isLast: isLast) }
        }
        if let failure { throw failure }
    }

    /// Finds what the parser gives up on without a message: bytes that cannot be converted.
    private func checkState(_ status: Int32, isLast: Bool) {
        guard let context = unsafe context else { return }
        let isStopped = status == XML_PARSER_EOF.rawValue || status == XML_ERR_INVALID_ENCODING.rawValue
        if unsafe isStopped || context.pointee.wellFormed == 0 {
            fail(.invalidXML(path: path, line: line, cause: "bytes that are not in its encoding"))
        } else if isLast && depth > 0 {
            fail(.invalidXML(path: path, line: line, cause: "the document ends early"))
        }
    }

    /// Stops the parsing, with what ended it first.
    func fail(_ error: TabularError) {
        guard failure == nil else { return }
        failure = error
        unsafe xmlStopParser(context)
    }

    /// Line up to which the document was parsed.
    var line: Int {
        guard let input = unsafe context?.pointee.input else { return 1 }
        return unsafe max(1, Int(input.pointee.line))
    }

    private static func silence() {
        silenceGlobalMessages()
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }
}

extension XMLPushParser {
    fileprivate func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        guard failure == nil else { return }
        guard depth < XMLPushParser.maximumDepth else {
            let limit = XMLPushParser.maximumDepth
            fail(.hostileXML(path: path, line: line, cause: "elements nested deeper than \(limit)"))
            return
        }
        depth += 1
        sink.open(name, namespace: namespace, tag)
    }

    fileprivate func close() {
        guard failure == nil else { return }
        depth -= 1
        sink.close()
    }

    /// The line on which the tag that is being parsed begins.
    func lineOfTag() -> Int {
        guard let input = unsafe context?.pointee.input, var place = unsafe input.pointee.cur,
            let start = unsafe input.pointee.base
        else { return line }
        var lineEnds = 0
        // Sound: `base` to `cur` is the parsed part of the parser's own buffer, which keeps the whole tag
        // while the tag is parsed. A `<` cannot stand in a tag but at its start.
        while unsafe place > start && place.pointee != UInt8(ascii: "<") {
            unsafe place -= 1
            if unsafe place.pointee == 0x0A { lineEnds += 1 }
        }
        return line - lineEnds
    }

    fileprivate func hostile(_ cause: String) {
        fail(.hostileXML(path: path, line: line, cause: cause))
    }

    /// Refuses encodings in which `<` and `>` need not be the bytes that the guard looks for.
    fileprivate func checkEncoding() {
        guard let declared = unsafe context?.pointee.encoding else { return }
        // Sound: the parser's text ends with NUL and is copied.
        let name = unsafe String(cString: declared)
        let isKnown = XMLPushParser.knownEncodings.contains { name.uppercased().hasPrefix($0) }
        guard !isKnown else { return }
        fail(.invalidXML(path: path, line: 1, cause: "the encoding '\(name)' is not supported"))
    }

    private static let knownEncodings = [
        "UTF-8", "UTF8", "UTF-16", "UTF16", "ISO-8859-", "ISO8859-", "ISO-LATIN-1", "LATIN1", "WINDOWS-125",
        "CP125", "US-ASCII", "ASCII", "KOI8-", "GB2312", "GBK", "GB18030", "BIG5", "SHIFT_JIS", "EUC-",
    ]

    fileprivate func report(code: Int32, level: xmlErrorLevel, line: Int32, message: String) {
        let isUnknownEntity = code == Int32(XML_WAR_UNDECLARED_ENTITY.rawValue)
        guard level == XML_ERR_FATAL || isUnknownEntity else { return }
        var cause = message
        while cause.last?.isNewline == true { cause.removeLast() }
        let isLimit = ["uge", "too long", "too big", "xcessive", "loop"].contains { cause.contains($0) }
        let line = max(1, Int(line))
        fail(
            isLimit
                ? .hostileXML(path: path, line: line, cause: cause)
                : .invalidXML(path: path, line: line, cause: cause))
    }
}

extension XMLPushParser {
    /// The events we listen to; those that would load something are left out.
    private static func handler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.startDocument = { user in unsafe XMLPushParser.parser(user)?.checkEncoding() }
        unsafe handler.startElementNs = { user, name, _, namespace, _, _, count, _, attributes in
            guard let parser = unsafe XMLPushParser.parser(user) else { return }
            unsafe parser.open(
                XMLPushParser.text(name).span, namespace: XMLPushParser.text(namespace).span,
                XMLTag(attributes, count: Int(count), parser: parser))
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe XMLPushParser.parser(user)?.close() }
        unsafe handler.characters = { user, text, count in
            unsafe XMLPushParser.collect(user, text, count)
        }
        unsafe handler.ignorableWhitespace = { user, text, count in
            unsafe XMLPushParser.collect(user, text, count)
        }
        unsafe handler.cdataBlock = { user, text, count in
            unsafe XMLPushParser.collect(user, text, count)
        }
        unsafe handler.entityDecl = { user, _, _, _, _, _ in
            unsafe XMLPushParser.parser(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.unparsedEntityDecl = { user, _, _, _, _ in
            unsafe XMLPushParser.parser(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.reference = { user, _ in
            unsafe XMLPushParser.parser(user)?.hostile("a reference to an entity that is not declared in it")
        }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error?.pointee else { return }
            let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well-formed"
            unsafe XMLPushParser.parser(user)?.report(
                code: error.code, level: error.level, line: error.line, message: message)
        }
        return unsafe handler
    }

    // Sound, all below: libxml2 hands the callbacks the pointer to self that it was given, and texts that are
    // valid during the callback, of the stated length or ended by NUL.

    private static func parser(_ user: UnsafeMutableRawPointer?) -> XMLPushParser? {
        unsafe user.map { unsafe Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    static func text(_ name: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    }

    private static func collect(
        _ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
    ) {
        guard let parser = unsafe parser(user), parser.failure == nil else { return }
        let buffer = unsafe UnsafeBufferPointer(start: text, count: Int(count))
        unsafe parser.sink.text(buffer.span)
    }
}
