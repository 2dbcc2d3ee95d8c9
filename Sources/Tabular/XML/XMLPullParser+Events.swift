import CLibXML2

extension XMLPullParser {
    /// The events that end a document; those that would load something are left out.
    static func safetyHandler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.startDocument = { user in unsafe XMLPullParser.at(user)?.checkEncoding() }
        unsafe handler.entityDecl = { user, _, _, _, _, _ in
            unsafe XMLPullParser.at(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.unparsedEntityDecl = { user, _, _, _, _ in
            unsafe XMLPullParser.at(user)?.hostile("a declaration of an entity")
        }
        unsafe handler.attributeDecl = { user, _, _, _, _, value, choices in
            // Sound: who takes the declaration owns its list of choices.
            unsafe xmlFreeEnumeration(choices)
            guard let value = unsafe value else { return }
            unsafe XMLPullParser.at(user)?.countDefault(bytes: Int(xmlStrlen(value)))
        }
        unsafe handler.reference = { user, _ in
            unsafe XMLPullParser.at(user)?.hostile("a reference to an entity that is not declared in it")
        }
        unsafe handler.serror = { user, error in
            guard let error = unsafe error?.pointee else { return }
            let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well-formed"
            unsafe XMLPullParser.at(user)?.report(
                code: error.code, level: error.level, line: error.line, message: message)
        }
        return unsafe handler
    }

    /// Adds the events of elements and text, for a sink.
    static func listen(with handler: inout xmlSAXHandler) {
        unsafe handler.startElementNs = { user, name, _, namespace, declared, _, count, _, attributes in
            guard let parser = unsafe XMLPullParser.at(user) else { return }
            if declared > 0 { parser.checkNamespaces() }
            unsafe parser.open(
                XMLPullParser.text(name).span, namespace: XMLPullParser.text(namespace).span,
                XMLTag(attributes, count: Int(count), parser: parser))
        }
        unsafe handler.endElementNs = { user, _, _, _ in unsafe XMLPullParser.at(user)?.close() }
        let text: charactersSAXFunc = { user, text, count in
            let buffer = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLPullParser.at(user)?.text(buffer.span)
        }
        unsafe handler.characters = text
        unsafe handler.ignorableWhitespace = text
        unsafe handler.cdataBlock = text
    }

    // Sound, all above: libxml2 hands the callbacks the pointer to self that it was given, and texts that are
    // valid during the callback, of the stated length or ended by NUL.

    static func at(_ user: UnsafeMutableRawPointer?) -> XMLPullParser? {
        unsafe user.map { unsafe Unmanaged<XMLPullParser>.fromOpaque($0).takeUnretainedValue() }
    }

    static func text(_ name: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    }
}
