import CLibXML2

/// A parser of libxml2, hardened, with its events given to a sink or straight to a collector of records.
///
/// Safe from outside: the parser context is private, lives as long as the object, and calls back only while
/// one of the two parsers drives it, on the same thread.
@safe final class XMLParserContext {
    /// What listens.
    enum Listener {
        case sink(any XMLEventSink)
        /// Behind the sinks' back, because a call for each event in names and spans costs as much as parsing.
        case records(XMLRecordCollector)
    }

    /// Depth of elements that is refused beyond.
    static let maximumDepth = 256

    /// Declarations of namespaces in scope that are refused beyond; the parser looks through all for each prefix.
    private static let maximumNamespaces = 1000

    /// What ended the parsing; nothing is collected behind it.
    private(set) var failure: TabularError?

    let path: String
    private let sink: (any XMLEventSink)?
    private let collector: XMLRecordCollector?
    /// The collector's; nil where a sink listens.
    let machine: UnsafeMutablePointer<XMLRecordMachine>?
    private var depth = 0
    private var context: xmlParserCtxtPtr?

    /// `open` makes libxml2's context from the handler and the pointer that it is to call back with.
    init(
        path: String, listener: Listener,
        _ open: (inout xmlSAXHandler, UnsafeMutableRawPointer) -> xmlParserCtxtPtr?
    ) {
        self.path = path
        XMLParserContext.silence()
        var handler = unsafe XMLParserContext.safetyHandler()
        switch listener {
        case .sink(let sink):
            (self.sink, collector) = (sink, nil)
            unsafe machine = nil
            unsafe XMLParserContext.listen(with: &handler)
        case .records(let records):
            (sink, collector) = (nil, records)
            unsafe machine = records.unsafeMachine
            unsafe XMLRecordCollector.listen(with: &handler)
        }
        // Sound: the parser copies the handler; the unretained pointer to self is used only by callbacks, and
        // self frees the context before it goes.
        unsafe context = open(&handler, Unmanaged.passUnretained(self).toOpaque())
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

    /// Lets libxml2 work and tells what ended the document.
    func drive(isLast: Bool, _ step: (xmlParserCtxtPtr) -> Int32) throws(TabularError) {
        XMLParserContext.silence()
        if failure == nil, let context = unsafe context {
            let status = unsafe step(context)
            if failure == nil { unsafe checkState(context, status, isLast: isLast) }
        }
        if let failure { throw failure }
    }

    /// Finds what the parser gives up on without a message: bytes that cannot be converted.
    private func checkState(_ context: xmlParserCtxtPtr, _ status: Int32, isLast: Bool) {
        let isStopped = status == XML_PARSER_EOF.rawValue || status == XML_ERR_INVALID_ENCODING.rawValue
        let inputError = unsafe context.pointee.input?.pointee.buf?.pointee.error ?? 0
        if unsafe isStopped || inputError != 0 || context.pointee.wellFormed == 0 {
            fail(.invalidXML(path: path, line: line, cause: "bytes that are not in its encoding"))
        } else if isLast && depth > 0 {
            fail(.invalidXML(path: path, line: line, cause: "the document ends early"))
        }
    }

    /// Stops the parsing, with what ended it first.
    func fail(_ error: TabularError) {
        guard failure == nil else { return }
        failure = error
        collector?.stop()
        unsafe xmlStopParser(context)
    }

    /// Stops the parsing without a fault; nobody wants the rest.
    func stop() {
        collector?.stop()
        unsafe xmlStopParser(context)
    }

    /// Line up to which the document was parsed.
    var line: Int {
        guard let input = unsafe context?.pointee.input else { return 1 }
        return unsafe max(1, Int(input.pointee.line))
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

    /// Refuses a document that would do harm.
    func hostile(_ cause: String) {
        fail(.hostileXML(path: path, line: line, cause: cause))
    }

    /// Refuses a document for elements within elements.
    func refuseDepth() {
        hostile("elements nested deeper than \(XMLParserContext.maximumDepth)")
    }

    /// Refuses a document for namespaces within namespaces.
    func checkNamespaces() {
        // Sound: the parser's stack holds two entries for each declaration in scope.
        guard let context = unsafe context,
            unsafe Int(context.pointee.nsNr) / 2 > XMLParserContext.maximumNamespaces
        else { return }
        hostile("more than \(XMLParserContext.maximumNamespaces) namespaces in scope")
    }

    private static func silence() {
        silenceGlobalMessages()
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }
}

extension XMLParserContext {
    fileprivate func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        guard failure == nil else { return }
        guard depth < XMLParserContext.maximumDepth else { return refuseDepth() }
        depth += 1
        sink?.open(name, namespace: namespace, tag)
    }

    fileprivate func close() {
        guard failure == nil else { return }
        depth -= 1
        sink?.close()
    }

    fileprivate func text(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        sink?.text(bytes)
    }

    /// Hands over the collector's batch, and stops where no more is wanted.
    func handOver() {
        if collector?.handOver() == false { stop() }
    }

    /// Refuses encodings in which `<` and `>` need not be the bytes that the guard looks for.
    fileprivate func checkEncoding() {
        guard let context = unsafe context,
            let declared = unsafe context.pointee.encoding ?? context.pointee.input?.pointee.encoding
        else { return }
        // Sound: the parser's text ends with NUL and is copied.
        let name = unsafe String(cString: declared)
        let isKnown = XMLParserContext.knownEncodings.contains { name.uppercased().hasPrefix($0) }
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

extension XMLParserContext {
    /// The events that end a document; those that would load something are left out.
    private static func safetyHandler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.startDocument = { user in unsafe XMLParserContext.at(user)?.checkEncoding() }
        unsafe handler.entityDecl = { user, _, _, _, _, _ in
            unsafe XMLParserContext.at(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.unparsedEntityDecl = { user, _, _, _, _ in
            unsafe XMLParserContext.at(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.reference = { user, _ in
            unsafe XMLParserContext.at(user)?.hostile("a reference to an entity that is not declared in it")
        }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error?.pointee else { return }
            let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well-formed"
            unsafe XMLParserContext.at(user)?.report(
                code: error.code, level: error.level, line: error.line, message: message)
        }
        return unsafe handler
    }

    /// Adds the events of elements and text, for a sink.
    private static func listen(with handler: inout xmlSAXHandler) {
        unsafe handler.startElementNs = { user, name, _, namespace, declared, _, count, _, attributes in
            guard let parser = unsafe XMLParserContext.at(user) else { return }
            if declared > 0 { parser.checkNamespaces() }
            unsafe parser.open(
                XMLParserContext.text(name).span, namespace: XMLParserContext.text(namespace).span,
                XMLTag(attributes, count: Int(count), parser: parser))
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe XMLParserContext.at(user)?.close() }
        let text: charactersSAXFunc = { user, text, count in
            let buffer = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLParserContext.at(user)?.text(buffer.span)
        }
        unsafe handler.characters = text
        unsafe handler.ignorableWhitespace = text
        unsafe handler.cdataBlock = text
    }

    // Sound, all above: libxml2 hands the callbacks the pointer to self that it was given, and texts that are
    // valid during the callback, of the stated length or ended by NUL.

    static func at(_ user: UnsafeMutableRawPointer?) -> XMLParserContext? {
        unsafe user.map { unsafe Unmanaged<XMLParserContext>.fromOpaque($0).takeUnretainedValue() }
    }

    static func text(_ name: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    }
}
