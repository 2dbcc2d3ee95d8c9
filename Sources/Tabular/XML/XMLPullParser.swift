import CLibXML2

/// libxml2's pull parser, hardened: fetches a document from a feed, parses it in one go, and gives its events to
/// a sink or straight to a collector of records.
///
/// Safe from outside: the parser context is private and lives as long as the object, which keeps the feed; it
/// calls back only while `parse` runs, on the same thread.
@safe final class XMLPullParser {
    /// What listens.
    enum Listener {
        case sink(any XMLEventSink)
        /// Behind the sinks' back, because a call for each event in names and spans costs as much as parsing.
        case records(XMLRecordCollector)
    }

    /// Depth of elements that is refused beyond.
    static let maximumDepth = 256

    /// Bytes of one text that are refused beyond, as libxml2 does where it keeps texts.
    static let maximumText = 10_000_000

    /// Declarations of namespaces in scope that are refused beyond; the parser looks through all for each prefix.
    private static let maximumNamespaces = 1000

    /// Defaults of attributes, and bytes of their values, that are refused beyond; the parser adds them to each tag.
    private static let maximumDefaults = (count: 32, bytes: 1024)

    /// What ended the parsing; nothing is collected behind it.
    private(set) var failure: TabularError?

    private let path: String
    private let feed: XMLByteFeed
    private let sink: (any XMLEventSink)?
    private let collector: XMLRecordCollector?
    /// The collector's; nil where a sink listens.
    let machine: UnsafeMutablePointer<XMLRecordMachine>?
    private var depth = 0
    private var textBytes = 0
    private var defaults = (count: 0, bytes: 0)
    /// Whether nobody wants the rest.
    private var isStopped = false
    private var context: xmlParserCtxtPtr?

    init(_ feed: XMLByteFeed, listener: Listener) {
        self.feed = feed
        path = feed.path
        XMLPullParser.silence()
        var handler = unsafe XMLPullParser.safetyHandler()
        switch listener {
        case .sink(let sink):
            (self.sink, collector) = (sink, nil)
            unsafe machine = nil
            unsafe XMLPullParser.listen(with: &handler)
        case .records(let records):
            (sink, collector) = (nil, records)
            unsafe machine = records.unsafeMachine
            unsafe XMLRecordCollector.listen(with: &handler)
        }
        // Sound: the parser copies the handler; the unretained pointers to self and to the feed are used only by
        // callbacks, and self keeps the feed and frees the context before it goes.
        unsafe context = xmlCreateIOParserCtxt(
            &handler, Unmanaged.passUnretained(self).toOpaque(),
            { feed, buffer, count in
                guard let feed = unsafe feed, let buffer = unsafe buffer else { return -1 }
                let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
                return unsafe Unmanaged<XMLByteFeed>.fromOpaque(feed).takeUnretainedValue().fill(room)
            }, nil, Unmanaged.passUnretained(feed).toOpaque(), XML_CHAR_ENCODING_NONE)
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

    /// Parses the document to its end, or until nobody wants the rest; throws what ended it before its end.
    func parse() throws(TabularError) {
        XMLPullParser.silence()
        if failure == nil, let context = unsafe context {
            unsafe xmlParseDocument(context)
            if failure == nil && !isStopped { unsafe checkEnd(context) }
        }
        // What the feed could not give looks to the parser like an end too early.
        if let failure = feed.failure ?? failure { throw failure }
    }

    /// Finds what the parser gives up on without a message: bytes that cannot be converted.
    private func checkEnd(_ context: xmlParserCtxtPtr) {
        let inputError = unsafe context.pointee.input?.pointee.buf?.pointee.error ?? 0
        if unsafe inputError != 0 || context.pointee.wellFormed == 0 {
            fail(.invalidXML(path: path, line: line, cause: "bytes that are not in its encoding"))
        } else if depth > 0 {
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
        isStopped = true
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
        hostile("elements nested deeper than \(XMLPullParser.maximumDepth)")
    }

    /// Refuses a document for a text between two tags.
    func refuseText() {
        hostile("a text of more than \(XMLPullParser.maximumText) bytes")
    }

    /// Refuses a document for namespaces within namespaces.
    func checkNamespaces() {
        // Sound: the parser's stack holds two entries for each declaration in scope.
        guard let context = unsafe context,
            unsafe Int(context.pointee.nsNr) / 2 > XMLPullParser.maximumNamespaces
        else { return }
        hostile("more than \(XMLPullParser.maximumNamespaces) namespaces in scope")
    }

    /// Counts an attribute's default that the document type declares.
    func countDefault(bytes: Int) {
        defaults.count += 1
        defaults.bytes += bytes
        let maximum = XMLPullParser.maximumDefaults
        guard defaults.count > maximum.count || defaults.bytes > maximum.bytes else { return }
        hostile("more than \(maximum.count) defaults of attributes, or \(maximum.bytes) bytes of them")
    }

    private static func silence() {
        silenceGlobalMessages()
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }
}

extension XMLPullParser {
    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        guard isListening else { return }
        guard depth < XMLPullParser.maximumDepth else { return refuseDepth() }
        depth += 1
        textBytes = 0
        sink?.open(name, namespace: namespace, tag)
        stopWhereDone()
    }

    func close() {
        guard isListening else { return }
        depth -= 1
        textBytes = 0
        sink?.close()
        stopWhereDone()
    }

    func text(_ bytes: Span<UInt8>) {
        guard isListening else { return }
        textBytes += bytes.count
        guard textBytes <= XMLPullParser.maximumText else { return refuseText() }
        sink?.text(bytes)
        stopWhereDone()
    }

    private var isListening: Bool { failure == nil && !isStopped }

    private func stopWhereDone() {
        if sink?.isDone == true { stop() }
    }

    /// Hands over the collector's batch, and stops where no more is wanted.
    func handOver() {
        if collector?.handOver() == false { stop() }
    }

    /// Refuses encodings in which `<` and `>` need not be the bytes that the guard looks for.
    func checkEncoding() {
        guard let context = unsafe context,
            let declared = unsafe context.pointee.encoding ?? context.pointee.input?.pointee.encoding
        else { return }
        // Sound: the parser's text ends with NUL and is copied.
        let name = unsafe String(cString: declared)
        let isKnown = XMLPullParser.knownEncodings.contains { name.uppercased().hasPrefix($0) }
        guard !isKnown else { return }
        fail(.invalidXML(path: path, line: 1, cause: "the encoding '\(name)' is not supported"))
    }

    private static let knownEncodings = [
        "UTF-8", "UTF8", "UTF-16", "UTF16", "ISO-8859-", "ISO8859-", "ISO-LATIN-1", "LATIN1", "WINDOWS-125",
        "CP125", "US-ASCII", "ASCII", "KOI8-", "GB2312", "GBK", "GB18030", "BIG5", "SHIFT_JIS", "EUC-",
    ]

    func report(code: Int32, level: xmlErrorLevel, line: Int32, message: String) {
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
