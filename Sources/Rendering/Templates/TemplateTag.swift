/// One tag of a Mustache template.
struct TemplateTag: Hashable {
    enum Kind: Hashable {
        case variable, unescaped, section, inverted, end, partial
        /// A tag that templates of this program do not use: blocks, parents, pragmas, delimiters.
        case unsupported
    }

    let kind: Kind
    let name: String
    /// 1 = first.
    let line: Int

    /// A tag that never ends, by its line.
    struct Unclosed: Error {
        let line: Int
    }

    /// All tags of a template in order; comments are left out.
    static func scan(_ template: String) throws(Unclosed) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var line = 1
        var rest = template[...]
        while let start = rest.firstRange(of: "{{") {
            line += newlines(in: rest[..<start.lowerBound])
            rest = rest[start.upperBound...]
            let isTriple = rest.first == "{"
            guard let end = rest.firstRange(of: isTriple ? "}}}" : "}}") else { throw Unclosed(line: line) }
            let inside = rest[
                (isTriple ? rest.index(after: rest.startIndex) : rest.startIndex)..<end.lowerBound]
            if inside.first != "!" {
                tags.append(isTriple ? tag(.unescaped, inside, line) : tag(inside, line))
            }
            line += newlines(in: inside)
            rest = rest[end.upperBound...]
        }
        return tags
    }

    private static func tag(_ inside: Substring, _ line: Int) -> TemplateTag {
        let kinds: [Character: Kind] = [
            "&": .unescaped, "#": .section, "^": .inverted, "/": .end, ">": .partial, "<": .unsupported,
            "$": .unsupported, "%": .unsupported, "=": .unsupported,
        ]
        guard let sign = inside.first, let kind = kinds[sign] else { return tag(.variable, inside, line) }
        return tag(kind, inside.dropFirst(), line)
    }

    private static func tag(_ kind: Kind, _ name: Substring, _ line: Int) -> TemplateTag {
        TemplateTag(
            kind: kind, name: String(name.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }), line: line
        )
    }

    private static func newlines(in text: Substring) -> Int {
        text.utf8.count { $0 == UInt8(ascii: "\n") }
    }
}
