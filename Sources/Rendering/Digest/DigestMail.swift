/// Who gets the digest of a report as a message, and what it links to.
public struct DigestMail: Sendable {
    public let from: MailAddress
    /// At least one.
    public let to: [MailAddress]
    public let subject: DigestSubject
    /// Address of the folder of all reports, without a slash at its end; nil where they are not served.
    public let url: String?
    /// A digest of a text, in letters and digits.
    let fingerprint: @Sendable (String) -> String

    public init(
        from: MailAddress, to: [MailAddress], subject: DigestSubject, url: String?,
        fingerprint: @escaping @Sendable (String) -> String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.url = url
        self.fingerprint = fingerprint
    }
}

/// The subject of a message: a text in which words in braces stand for what the report says.
public struct DigestSubject: Hashable, Sendable {
    /// What a subject may name.
    public enum Word: String, Hashable, Sendable, CaseIterable {
        case title, headline, grade
        case asOf = "as_of"
    }

    /// A name in braces that stands for nothing.
    public struct UnknownWord: Error, Hashable, Sendable {
        public let name: String
    }

    private enum Part: Hashable {
        case text(String)
        case word(Word)
    }

    /// The subject where none is configured.
    public static let standard = "{title}, {as_of}: {headline}"

    private let parts: [Part]

    /// Reads a subject; a brace without its partner is an ordinary sign.
    public init(_ text: String) throws(UnknownWord) {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: start)..<end])
            guard let word = Word(rawValue: name) else { throw UnknownWord(name: name) }
            parts += [.text(String(rest[..<start])), .word(word)]
            rest = rest[rest.index(after: end)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// The subject of one report, with all white space and at most so many characters.
    func text(_ value: (Word) -> String, longest: Int = 200) -> String {
        let text = parts.map { part in
            switch part {
            case .text(let text): text
            case .word(let word): value(word)
            }
        }.joined()
        return text.shortened(to: longest)
    }
}

extension String {
    /// The text, or its beginning with an ellipsis where it has more than so many Unicode scalars.
    func shortened(to longest: Int) -> String {
        guard utf8.count > longest, unicodeScalars.count > longest else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(longest - 1))) + "…"
    }
}
