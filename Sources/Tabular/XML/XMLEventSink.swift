import CLibXML2

/// What listens to the elements of a document, in their order.
///
/// Names, texts and tags are valid during the call only.
package protocol XMLEventSink: AnyObject {
    /// An element opens: its local name, its namespace (empty = none), and its start tag.
    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag)

    /// Text or CDATA directly in the innermost open element; one text may come in several pieces.
    func text(_ bytes: Span<UInt8>)

    /// The innermost open element closes.
    func close()

    /// Whether the rest of the document does not matter; asked after each call. False unless a sink says so.
    var isDone: Bool { get }
}

extension XMLEventSink {
    package var isDone: Bool { false }
}

/// Parses an XML document, hardened, and tells the sink its elements until the sink is done.
///
/// What the sink has heard counts only when this returns: a truncated document errs last.
package func parseXML(
    _ input: TabularInput, sink: any XMLEventSink, limits: ReadLimits = ReadLimits()
) throws(TabularError) {
    try XMLPullParser(XMLByteFeed(input, limits: limits), listener: .sink(sink)).parse()
}

/// A start tag while the parser stands at it; not to be kept.
///
/// Safe from outside: it lives during a callback of the parser, as long as the texts it points to.
@safe package struct XMLTag {
    private let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    private let attributeCount: Int
    private let parser: XMLPullParser

    init(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int, parser: XMLPullParser
    ) {
        unsafe self.attributes = attributes
        attributeCount = count
        self.parser = parser
    }

    /// Physical line on which the tag begins.
    package var line: Int { parser.lineOfTag() }

    /// Hands over each attribute: local name, namespace (empty = none), and value as the document means it.
    package func forEachAttribute(
        _ body: (_ name: Span<UInt8>, _ namespace: Span<UInt8>, _ value: Span<UInt8>) -> Void
    ) {
        guard let attributes = unsafe attributes else { return }
        // Sound: libxml2 gives five pointers for each attribute: local name, prefix, namespace, start and end
        // of the value; names end with NUL, and all are valid during the callback.
        for index in 0..<attributeCount {
            guard let name = unsafe attributes[5 * index], let start = unsafe attributes[5 * index + 3],
                let end = unsafe attributes[5 * index + 4]
            else { continue }
            let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
            let namespace = unsafe XMLPullParser.text(attributes[5 * index + 2])
            if unsafe value.contains(UInt8(ascii: "&")) {
                let plain = unsafe XMLTag.withoutReferences(Array(value))
                unsafe body(XMLPullParser.text(name).span, namespace.span, plain.span)
            } else {
                unsafe body(XMLPullParser.text(name).span, namespace.span, value.span)
            }
        }
    }

    /// The value of the attribute with this local name in any namespace; nil where there is none.
    package func value(_ name: String) -> [UInt8]? {
        var found: [UInt8]?
        let wanted = Array(name.utf8)
        forEachAttribute { name, _, value in
            if found == nil && name.equals(wanted) { found = value.indices.map { value[$0] } }
        }
        return found
    }

    /// The value of an attribute as text.
    func text(_ name: String) -> String? {
        value(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every `&` of an attribute's value comes as `&#38;` from libxml2 where entities are not substituted.
    static func withoutReferences(_ value: [UInt8]) -> [UInt8] {
        let reference = Array("&#38;".utf8)
        var plain: [UInt8] = []
        var rest = value[...]
        while let byte = rest.first {
            plain.append(byte)
            rest = rest.dropFirst(rest.starts(with: reference) ? reference.count : 1)
        }
        return plain
    }
}
