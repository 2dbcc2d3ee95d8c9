extension CSVReader {
    /// What opening the file found out.
    struct Findings {
        var start: TableStart?
        var headerLine = 0
        var rowsBeforeHeader: Int64 = 0
    }

    /// What the file is, be it configured or found out.
    public var recognised: RecognisedDialect {
        RecognisedDialect(
            encoding: text.encoding, delimiter: tokenizer.delimiter, headerLine: findings.headerLine,
            hasByteOrderMark: text.recognition.markBytes > 0)
    }

    public var notices: [ReadingNotice] {
        var notices: [ReadingNotice] = []
        if let encoding = text.recognition.notice { notices.append(encoding) }
        if let delimiter = delimiterNotice { notices.append(delimiter) }
        let passed = tokenizer.passedRows
        let counts: [(ReadingNotice.Kind, Int64, singular: String, plural: String)] = [
            (
                .linesBeforeHeader, findings.rowsBeforeHeader, "line before the header was passed over",
                "lines before the header were passed over"
            ),
            (
                .secondHeader, passed.behindHeader, "row behind the header was passed over, as configured",
                "rows behind the header were passed over, as configured"
            ),
            (.blankRows, passed.blank, "blank row was passed over", "blank rows were passed over"),
            (
                .footers, passed.footers, "total or footer was left out, as configured",
                "totals and footers were left out, as configured"
            ),
            (
                .literalQuotes, tokenizer.literalQuoteRows,
                "row has quotes inside unquoted fields, which were read as they stand",
                "rows have quotes inside unquoted fields, which were read as they stand"
            ),
        ]
        for (kind, count, singular, plural) in counts where count > 0 {
            notices.append(
                ReadingNotice(kind: kind, count: count, text: "\(count) \(count == 1 ? singular : plural)"))
        }
        return notices
    }

    private var delimiterNotice: ReadingNotice? {
        guard dialect.delimiter == nil, let start = findings.start,
            start.delimiter != DelimiterRecognition.comma
        else { return nil }
        let reason =
            start.isSeparatorObeyed
            ? "as its first line says" : "set 'delimiter' of the source to settle it"
        return ReadingNotice(
            kind: .delimiter,
            text: "read with \(DelimiterRecognition.words(start.delimiter)) between fields: \(reason)")
    }
}

extension DelimiterRecognition {
    /// A delimiter as messages name it.
    static func words(_ delimiter: [UInt8]) -> String {
        delimiter == [0x09] ? "tabs" : "'\(String(decoding: delimiter, as: UTF8.self))'"
    }
}
