import Digesting
import Foundation

/// The one script of HTML pages, and the hash by which their policy allows it and nothing else.
///
/// The hash is that of the template's text. So the script has no tags, and stands between its own on one line: what
/// is printed is then that text to the byte.
enum PageScript {
    /// The partial that has the script, and the one that is made of it.
    static let name = "script"
    static let hashName = "script_hash"

    /// The source of the policy, such as `sha256-…` (Content Security Policy 3, 2.3.1).
    static func hash(of text: String) -> String {
        var digest = ContentDigest()
        digest.update(text)
        return "sha256-" + Data(digest.bytes()).base64EncodedString()
    }

    /// As HTML takes it: its parser turns all ends of lines into one sign before the script is hashed.
    static func normalized(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }

    /// Refuses a script that would not be printed as it is, or that would end before its end.
    static func check(_ text: String, path: String) throws(RenderingError) {
        for (sign, reason) in [
            ("{{", "a script takes no tags"), ("</script", "'</script' would end the script"),
            ("<!--", "'<!--' is not allowed in a script"), ("\0", "a zero byte is not allowed in a script"),
        ] {
            guard let found = text.range(of: sign, options: .caseInsensitive) else { continue }
            let line = 1 + text[..<found.lowerBound].count { $0.isNewline }
            throw .unfitScript(path: path, line: line, reason: reason)
        }
    }

    /// Refuses a template that prints something between the script and the tags round it.
    static func checkPlaces(_ text: String, path: String) throws(RenderingError) {
        for match in text.matches(of: /\{\{>\s*script\s*\}\}/) {
            let before = text[..<match.range.lowerBound]
            guard before.hasSuffix(">"), text[match.range.upperBound...].hasPrefix("</script>") else {
                throw .alteredScript(path: path, line: 1 + before.count { $0.isNewline })
            }
        }
    }
}
