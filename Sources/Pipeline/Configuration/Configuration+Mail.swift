import Digesting
import Rendering
import TerritoryModel

extension Configuration {
    /// Who gets the digest as a message.
    public struct Digest: Hashable, Sendable {
        public var from: MailAddress
        /// Not empty.
        public var to: [MailAddress]
        public var subject: DigestSubject
        /// Address at which the folder of the reports is served, without a slash at its end.
        public var url: String?

        /// What an address looks like: no query, no fragment, and not so long that it makes a digest heavy.
        static let urlPattern = "^https?://[A-Za-z0-9][A-Za-z0-9._~:/@%+,=-]{0,190}$"

        /// Whether an address looks as the pattern says.
        static func isURL(_ text: String) -> Bool {
            guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
            let rest = text.utf8.dropFirst(scheme.utf8.count)
            guard let first = rest.first, isAlphanumeric(first), rest.count <= 191 else { return false }
            return rest.allSatisfy { isAlphanumeric($0) || "._~:/@%+,=-".utf8.contains($0) }
        }

        private static func isAlphanumeric(_ byte: UInt8) -> Bool {
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }
}

extension Configuration.Digest {
    /// Reads `digest` of the section `publish`; nil where it is not there.
    init?(of publish: YAMLSection) throws(ConfigurationError) {
        guard let section = try publish.section("digest") else { return nil }
        from = try section.address(try section.required("from"), at: "from")
        guard let words = try section.words("to") else {
            _ = try section.required("to")
            return nil
        }
        guard !words.isEmpty else {
            throw section.error(
                at: "to", "'publish.digest.to' names nobody",
                "write at least one address, such as [jane@example.com]")
        }
        to = []
        for word in words { to.append(try section.address(word, at: "to")) }
        subject = try section.subject()
        url = try section.servedAddress()
    }
}

extension YAMLSection {
    fileprivate func address(_ text: String, at key: String) throws(ConfigurationError) -> MailAddress {
        do throws(MailAddressFault) {
            return try MailAddress(text)
        } catch {
            throw self.error(
                at: key, "'\(full(key))' has '\(text)', which is no address: \(error.text)",
                "write jane@example.com or Jane Doe <jane@example.com>"
                    + (key == "to" ? ", one for each item of the list" : ""))
        }
    }

    fileprivate func subject() throws(ConfigurationError) -> DigestSubject {
        let text = try self.text("subject") ?? DigestSubject.standard
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw error(at: "subject", "'\(full("subject"))' is empty", "write a subject, or remove the key")
        }
        do throws(DigestSubject.UnknownWord) {
            return try DigestSubject(text)
        } catch {
            let known = DigestSubject.Word.allCases.map(\.rawValue)
            let nearest = nearestName(to: error.name, among: known).map { "did you mean {\($0)}?" }
            throw self.error(
                at: "subject", "'\(full("subject"))' names {\(error.name)}, which stands for nothing",
                nearest ?? "known here: \(known.map { "{\($0)}" }.joined(separator: ", "))")
        }
    }

    fileprivate func servedAddress() throws(ConfigurationError) -> String? {
        guard let text = try text("url") else { return nil }
        guard Configuration.Digest.isURL(text) else {
            throw error(
                at: "url", "'\(full("url"))' is '\(text)', which is no web address",
                "write where the folder of the reports is served, such as https://reports.example.com/field-sales"
            )
        }
        var address = text
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }
}

extension DigestMail {
    /// The message as the configuration wants it.
    init(_ digest: Configuration.Digest) {
        self.init(from: digest.from, to: digest.to, subject: digest.subject, url: digest.url) {
            ContentDigest.of($0)
        }
    }
}
