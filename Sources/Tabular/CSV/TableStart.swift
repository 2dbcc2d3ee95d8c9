/// What the first text of a delimited file tells about the rest.
struct TableStart: Hashable {
    /// Place and line of the header where its names found it.
    struct Header: Hashable {
        var bytes: Int
        var line: Int
        /// Rows before it that are not blank.
        var rowsBefore: Int64
        /// Whether its shape found it and not its names.
        var isByShape = false
    }

    var delimiter: [UInt8]
    /// Bytes of the line `sep=;`; 0 where there is none.
    var separatorBytes = 0
    /// Whether that line gave the delimiter.
    var isSeparatorObeyed = false
    /// nil where no row has the names of the header, or where none are known and no shape tells.
    var header: Header?

    /// Looks at as much text as the dialect leaves open, and hands nothing out.
    init(of text: inout DecodedText, dialect: CSVDialect, path: String) throws(TabularError) {
        let layout = dialect.layout
        let configured = dialect.delimiter.flatMap { $0.isEmpty ? nil : $0 }
        let names = layout.headerLine == nil && layout.hasHeader ? layout.headerNames : []
        let separator = SeparatorLine(
            try text.peek(SeparatorLine.maximumBytes), quote: dialect.quote)
        separatorBytes = separator?.bytes ?? 0
        let firstLine = separator == nil ? 1 : 2
        if let known = configured ?? separator?.delimiter {
            delimiter = known
            isSeparatorObeyed = configured == nil
        } else {
            let sample = try text.sample(CSVSample.delimiterBytes, from: separatorBytes)
            delimiter = try DelimiterRecognition.delimiter(
                of: sample.text, isWhole: sample.isWhole, firstLine: firstLine, dialect: dialect, path: path)
        }
        guard layout.headerLine == nil, layout.hasHeader else { return }
        let sampled = names.isEmpty ? CSVSample.delimiterBytes : CSVSample.headerBytes
        let sample = try text.sample(sampled, from: separatorBytes)
        let rows = CSVSample.firstRows(
            of: sample.text, isWhole: sample.isWhole, firstLine: firstLine, from: 1, delimiter: delimiter,
            quote: dialect.quote)
        let found =
            names.isEmpty
            ? HeaderShape.header(of: rows, sample.text, quote: dialect.quote, footers: layout.footers)
            : rows.firstIndex { DelimiterRecognition.hasNames(names, $0, sample.text, dialect.quote) }
        header = found.map {
            Header(
                bytes: rows[$0].start, line: rows[$0].line, rowsBefore: Int64($0), isByShape: names.isEmpty)
        }
    }
}

extension DecodedText {
    /// The first text from a place on, and whether the file ends behind it.
    fileprivate mutating func sample(
        _ count: Int, from start: Int
    ) throws(TabularError) -> (text: ArraySlice<UInt8>, isWhole: Bool) {
        // One more byte tells whether the file ends there.
        let text = try peek(count + 1)
        return (text.prefix(count).dropFirst(start), text.count <= count)
    }
}
