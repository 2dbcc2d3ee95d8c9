extension CSVReader {
    /// What opening the file found out.
    struct Findings {
        var start: TableStart?
        var headerLine = 0
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
        notices += tokenizer.passedRows.notices.map { notice in
            guard notice.kind == .linesBeforeHeader else { return notice }
            return ReadingNotice(kind: notice.kind, count: notice.count, text: notice.text + shapeNotice)
        }
        let literalQuotes = ReadingNotice(
            .literalQuotes, count: tokenizer.literalQuoteRows,
            singular: "row has quotes inside unquoted fields, which were read as they stand",
            plural: "rows have quotes inside unquoted fields, which were read as they stand")
        return notices + [literalQuotes].compactMap(\.self)
    }

    /// What is said of a header that was found by its shape.
    private var shapeNotice: String {
        guard findings.start?.header?.isByShape == true else { return "" }
        return ": line \(findings.headerLine) looks like the header; set 'header_row' to settle it"
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
