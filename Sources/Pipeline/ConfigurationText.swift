import Foundation

/// The text of a file of the configuration, judged before it is parsed.
///
/// The parser of YAML keeps every node and compares the keys of a mapping whole. So the size is bounded, and no key
/// may be an alias or a list where there are aliases: those of some lines stand for billions of nodes.
struct ConfigurationText {
    /// Bytes of a file; those of people have some thousands.
    static let maximumBytes = 256 << 10

    let text: String

    /// Reads a file; nil where it cannot be read as UTF-8.
    ///
    /// - Throws: `ConfigurationError` where the parser must not see it.
    init?(path: String, file: String) throws(ConfigurationError) {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        let bytes: Data
        do {
            // Nothing is read from an empty file.
            bytes = try handle.read(upToCount: ConfigurationText.maximumBytes + 1) ?? Data()
        } catch {
            return nil
        }
        guard bytes.count <= ConfigurationText.maximumBytes else { throw ConfigurationText.tooLarge(file) }
        guard let text = String(bytes: bytes, encoding: .utf8) else { return nil }
        self.text = text
    }

    static func tooLarge(_ file: String) -> ConfigurationError {
        ConfigurationError(
            file: file, line: nil, problem: "the file is larger than \(maximumBytes) bytes",
            remedy: "check that it is a configuration and not a file of data")
    }

    /// Refuses a text that would keep the parser busy for ever.
    static func check(_ text: String, file: String) throws(ConfigurationError) {
        guard text.utf8.count <= maximumBytes else { throw tooLarge(file) }
        guard let place = YAMLKeyScan(text).compositeKey else { return }
        throw ConfigurationError(
            file: file, line: place, problem: "a key is an alias or a list, in a file with aliases",
            remedy: "write keys as words, or write out what the aliases (*name) stand for")
    }
}

/// A look at the bytes of YAML, without its grammar: what it takes for a mark may stand in quotes or in a comment,
/// but no mark is overlooked.
private struct YAMLKeyScan {
    /// Line of the first key that may be an alias or a list, 1 = first; nil without such keys or without aliases.
    let compositeKey: Int?

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var hasAnchor = false
        var hasAlias = false
        var first: Int?
        var line = 1
        /// Behind `]`, `}` or the name of an alias, where a colon makes a key of it.
        var endsComposite = false
        var isInAlias = false
        for (index, byte) in bytes.enumerated() {
            let before = index == 0 ? 0x20 : bytes[index - 1]
            let startsToken = before <= 0x20 || ",[]{}:-?\"'".utf8.contains(before)
            if startsToken && byte == UInt8(ascii: "&") { hasAnchor = true }
            if startsToken && byte == UInt8(ascii: "*") { (hasAlias, isInAlias) = (true, true) }
            let isMark = byte == UInt8(ascii: "?") && startsToken
            if first == nil, isMark || (byte == UInt8(ascii: ":") && (endsComposite || isInAlias)) {
                first = line
            }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                endsComposite = true
            } else if isInAlias && byte <= 0x20 {
                (endsComposite, isInAlias) = (true, false)
            } else if byte > 0x20 {
                endsComposite = false
                if ",[]{}".utf8.contains(byte) { isInAlias = false }
            }
            if byte == 0x0A { line += 1 }
        }
        compositeKey = hasAnchor && hasAlias ? first : nil
    }
}
