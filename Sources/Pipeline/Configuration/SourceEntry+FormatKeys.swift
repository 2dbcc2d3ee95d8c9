import Tabular

extension SourceEntry {
    /// A key that only some formats know.
    struct FormatKey: Sendable {
        let key: ConfigurationKey
        let formats: [DeclaredFormat]

        private init(_ name: String, _ formats: [DeclaredFormat], _ shape: ValueShape, _ summary: String) {
            key = ConfigurationKey(name, shape, summary, isShared: true)
            self.formats = formats
        }

        static let all = [
            FormatKey("encoding", [.csv], .choice(of: TextEncoding.self), "Absent: found."),
            FormatKey(
                "delimiter", [.csv], .pattern("^([\\t -~]{1,8}|semicolon)$"),
                "One to eight ASCII characters, or comma, pipe, semicolon, tab; absent: found."),
            FormatKey(
                "quote", [.csv], .pattern("^[ -~]$"), "Character around values; absent: a double quote."),
            FormatKey(
                "header_row", [.csv, .spreadsheetXML], .integer(1...1_000_000),
                "Line of the header, 1 = first; absent: the first that has the mapped columns."),
            FormatKey(
                "skip_after_header", [.csv, .spreadsheetXML], .integer(0...1_000),
                "Rows passed over behind the header."),
            FormatKey(
                "footers", [.csv, .spreadsheetXML], .words(of: .anyPattern("^(?!\\*?$)"), atLeast: 0),
                "What the totals and footers begin with; * is any text, {rows} a number of records."),
            FormatKey("worksheet", [.spreadsheetXML], .text, "Absent: the first that is not empty."),
            FormatKey(
                "records", [.xml], .text,
                "Path of the record element: /quotas/quota, or //quota at any depth."),
            FormatKey(
                "namespaces", [.xml], .section(KeyTable(others: .text, allowsNull: true)),
                "Prefix: address; a name with this prefix matches in that namespace only."),
        ]
    }
}
