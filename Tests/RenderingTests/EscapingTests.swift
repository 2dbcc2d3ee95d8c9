import Foundation
import Testing

@testable import Rendering

@Suite("Escaping")
struct EscapingTests {
    @Test(
        "HTML escapes every quote and bracket, also under a combining accent",
        arguments: [
            ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
            ("\"\u{301} onmouseover=x", "&quot;\u{301} onmouseover=x"), ("<\u{338}", "&lt;\u{338}"),
            ("a\u{0}b\u{202E}c", "a\u{FFFD}b\u{FFFD}c"), ("{{title}} &amp;", "{{title}} &amp;amp;"),
            ("👩‍👩‍👧 ﷽", "👩‍👩‍👧 ﷽"),
            ("--></style><!--]]>", "--&gt;&lt;/style&gt;&lt;!--]]&gt;"),
            ("\u{85}\u{7F}\u{1B}[2J", "\u{FFFD}\u{FFFD}\u{FFFD}[2J"),
            ("a\u{FEFF}b\u{FFFE}", "a\u{FEFF}b\u{FFFD}"),
            ("Z\u{351}\u{36B}\u{343}", "Z\u{351}\u{36B}\u{343}"),
            ("&#60;img src=x&#62;", "&amp;#60;img src=x&amp;#62;"),
            ("\u{FF1C}b\u{FF1E}", "\u{FF1C}b\u{FF1E}"),
        ])
    func html(text: String, escaped: String) {
        #expect(Escaping.html(text) == escaped)
    }

    @Test(
        "Markdown escapes what would break a table, mark up or be HTML",
        arguments: [
            ("a|b\nc", "a\\|b c"), ("*b* _i_ `c` [l](u)", "\\*b\\* \\_i\\_ \\`c\\` \\[l\\](u)"),
            ("<b>&", "&lt;b&gt;&amp;"), ("C:\\x", "C:\\\\x"), ("# h", "\\# h"), ("a - b", "a - b"),
            ("a\r\n\u{2028}b", "a   b"), ("\u{85}|\u{2029}", " \\| "),
            ("![x](javascript:y)", "!\\[x\\](javascript:y)"),
            ("---", "\\---"), ("~~~", "\\~\\~\\~"), ("\u{202E}x", "\u{FFFD}x"),
        ])
    func markdown(text: String, escaped: String) {
        #expect(Escaping.markdown(text) == escaped)
    }

    @Test(
        "CSV quotes by RFC 4180 and lets no cell become a formula",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("=1+1", "\"'=1+1\""), ("+1-800", "\"'+1-800\""), ("-5", "-5"), ("-5.25", "-5.25"), ("+7", "+7"),
            ("-", "\"'-\""), ("@SUM(1)", "\"'@SUM(1)\""), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""),
            ("=\u{301}1", "\"'=\u{301}1\""), ("-1e5", "\"'-1e5\""), ("", ""),
        ])
    func csv(text: String, escaped: String) {
        #expect(Escaping.csv(text) == escaped)
    }

    @Test("File names are safe, never empty and never the same")
    func slugs() {
        let ids = [
            "../../etc/passwd", "T-1", "t 1", "t_1", "日本", "", "..", "CON", String(repeating: "x", count: 99),
        ]
        let slugs = Slugs(ids, fallback: "territory")
        #expect(
            ids.map { slugs[$0] } == [
                "etc-passwd", "t-1", "t-1-2", "t-1-3", "territory", "territory-2", "territory-3",
                "territory-con", String(repeating: "x", count: 60),
            ])
        #expect(slugs["unknown"] == nil)
    }
}
