import CLibXML2

/// libxml2's pull parser: fetches a document from a feed and parses it in one go.
///
/// Safe from outside: the parser calls the feed only while `parse` runs, and the feed lives as long as it.
@safe final class XMLPullParser {
    private let feed: XMLByteFeed
    private let context: XMLParserContext

    init(_ feed: XMLByteFeed, listener: XMLParserContext.Listener) {
        self.feed = feed
        context = unsafe XMLParserContext(path: feed.path, listener: listener) { handler, user in
            // Sound: the unretained pointer is used only by the callback, while `parse` runs and self lives.
            unsafe xmlCreateIOParserCtxt(
                &handler, user,
                { feed, buffer, count in
                    guard let feed = unsafe feed, let buffer = unsafe buffer else { return -1 }
                    let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
                    return unsafe Unmanaged<XMLByteFeed>.fromOpaque(feed).takeUnretainedValue()
                        .fill(room)
                }, nil, Unmanaged.passUnretained(feed).toOpaque(), XML_CHAR_ENCODING_NONE)
        }
    }

    /// Parses the whole document; throws what ended it before its end.
    func parse() throws(TabularError) {
        do throws(TabularError) {
            try unsafe context.drive(isLast: true) { parser in
                _ = unsafe xmlParseDocument(parser)
                return Int32(XML_ERR_OK.rawValue)
            }
        } catch {
            // What the feed could not give looks to the parser like an end too early.
            throw feed.failure ?? error
        }
        if let failure = feed.failure { throw failure }
    }
}
