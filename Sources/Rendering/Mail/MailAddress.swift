/// A mailbox of a message (RFC 5322, section 3.4), with the name that may stand before it.
public struct MailAddress: Hashable, Sendable {
    /// Empty where there is none.
    public let name: String
    /// `local@domain`, in ASCII.
    public let mailbox: String

    /// Reads `reports@example.com` or `Field reports <reports@example.com>`.
    ///
    /// Local parts in quotes and domains in brackets are refused: no mailbox of a person has one.
    public init(_ text: String) throws(MailAddressFault) {
        guard !text.unicodeScalars.contains(where: MailAddress.isControl) else { throw .controlCharacter }
        if text.hasSuffix(">"), let start = text.lastIndex(of: "<") {
            let words = text[..<start].split(whereSeparator: \.isWhitespace)
            name = words.joined(separator: " ")
            mailbox = String(text[text.index(after: start)...].dropLast())
            guard !name.contains(where: { "<>".contains($0) }) else { throw .notOneAddress }
        } else {
            name = ""
            mailbox = text
        }
        guard let at = mailbox.lastIndex(of: "@") else { throw .noAt }
        let local = mailbox[..<at]
        guard MailAddress.isLocalPart(local) else { throw .localPart(String(local)) }
        guard MailAddress.isDomain(domain) else { throw .domain(domain) }
        guard mailbox.utf8.count <= MailAddress.longest else { throw .tooLong }
    }

    /// What stands behind the `@`.
    var domain: String {
        mailbox.lastIndex(of: "@").map { String(mailbox[mailbox.index(after: $0)...]) } ?? ""
    }

    /// The rules above as a regular expression (ECMA 262), but for the length.
    public static let pattern = "^([^<>\\x00-\\x1f\\x7f]*<\(mailboxPattern)>|\(mailboxPattern))$"

    private static let mailboxPattern =
        "\(atomPattern)(\\.\(atomPattern))*@\(labelPattern)(\\.\(labelPattern))*"
    private static let atomPattern = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    private static let labelPattern = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"

    /// Longest path that a mail server has to take (RFC 5321, section 4.5.3.1.3), without its brackets.
    private static let longest = 254

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || [0x2028, 0x2029].contains(scalar.value)
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomByte)
        }
    }

    private static func isDomain(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// What an atom is made of (RFC 5322, section 3.2.3).
    static func isAtomByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// Why a text is no address.
public enum MailAddressFault: Error, Hashable, Sendable {
    case controlCharacter, noAt, notOneAddress, tooLong
    case localPart(String)
    case domain(String)

    /// The fault as the end of a sentence.
    public var text: String {
        switch self {
        case .controlCharacter: "it has a line break or another control character"
        case .noAt: "it has no @"
        case .notOneAddress: "it holds more than one"
        case .tooLong: "it is longer than 254 characters"
        case .localPart(let local): "'\(local)' cannot stand before the @"
        case .domain(let domain): "'\(domain)' is not the name of a domain"
        }
    }
}
