/// A delimited file with a header line, read as a stream.
///
/// RFC 4180: fields may be quoted, with doubled quotes, delimiters and line ends inside; line ends may be LF,
/// CRLF and CR in one file. Blank lines are skipped. Values are unquoted and otherwise as they are written.
/// A record with fewer fields than the header is kept; its consumer decides. A row with a quote out of place
/// is a fault, and reading resumes on the next physical line.
public final class CSVReader: RecordReader {
    public private(set) var columns: [String] = []
    public var bytesRead: Int64 { text.bytesRead }
    public private(set) var notices: [ReadingNotice] = []

    private var text: DecodedText
    private var tokenizer: CSVTokenizer
    /// Text that was read but not tokenized: the record that the last window cut off.
    private var rest: [UInt8] = []
    private var isAtEnd = false

    /// Opens the input and reads its header.
    public convenience init(
        _ input: TabularInput, dialect: CSVDialect, limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(input, dialect: dialect, limits: limits, blockSize: ByteSource.defaultBlockSize)
    }

    init(
        _ input: TabularInput, dialect: CSVDialect, limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        let source = try ByteSource(input, limits: limits, blockSize: blockSize)
        text = DecodedText(source: source, encoding: dialect.encoding ?? .utf8)
        tokenizer = CSVTokenizer(path: input.displayPath, dialect: dialect, limits: limits)
        try skipByteOrderMark()
        columns = try readHeader()
        tokenizer.columns = columns
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        repeat {
            try readBlock()
            try tokenize(into: &batch, atMost: .max)
        } while batch.records.isEmpty && batch.faults.isEmpty && !isAtEnd
        let isFound = !batch.records.isEmpty || !batch.faults.isEmpty
        if !isFound { batch.removeAll() }
        return isFound
    }

    private func readBlock() throws(TabularError) {
        isAtEnd = try !text.read(appendingTo: &rest)
    }

    /// Moves `rest` into the batch up to the last complete record.
    private func tokenize(into batch: inout RecordBatch, atMost maximum: Int) throws(TabularError) {
        var window = batch.bytes
        batch.bytes = []
        window.removeAll(keepingCapacity: true)
        swap(&window, &rest)
        let used = try tokenizer.tokenize(
            window.span, isLast: isAtEnd, atMost: maximum, into: &batch)
        rest.append(contentsOf: window[used...])
        window.removeLast(window.count - used)
        for index in tokenizer.doubledQuotes {
            batch.fields[index] = CSVReader.unquote(batch.fields[index], in: &window, tokenizer.dialect.quote)
        }
        batch.bytes = window
    }

    /// Moves the bytes of a field together where a quote is doubled; a gap stays behind the field.
    private static func unquote(
        _ field: Range<Int32>, in bytes: inout [UInt8], _ quote: UInt8
    ) -> Range<Int32> {
        var source = Int(field.lowerBound)
        var target = source
        while source < field.upperBound {
            bytes[target] = bytes[source]
            source += bytes[source] == quote ? 2 : 1
            target += 1
        }
        return field.lowerBound..<Int32(target)
    }

    private func skipByteOrderMark() throws(TabularError) {
        let mark = text.byteOrderMark
        while rest.count < mark.count && !isAtEnd { try readBlock() }
        if rest.starts(with: mark) {
            rest.removeFirst(mark.count)
            tokenizer.windowOffset = 3
        }
    }
}

extension CSVReader {
    /// The names of the first line that is not blank.
    private func readHeader() throws(TabularError) -> [String] {
        var batch = RecordBatch()
        repeat {
            try tokenize(into: &batch, atMost: 1)
            if let fault = batch.faults.first {
                throw .unreadableHeader(path: tokenizer.path, line: fault.line, fault: fault.kind)
            }
            if let header = batch.records.first {
                tokenizer.headerFields = header.fieldCount
                return try names(of: header, in: batch)
            }
            guard !isAtEnd else { throw .emptyFile(path: tokenizer.path) }
            try readBlock()
        } while true
    }

    private func names(of header: RecordPosition, in batch: RecordBatch) throws(TabularError) -> [String] {
        var names: [String] = []
        for column in 0..<header.fieldCount {
            names.append(CSVReader.trimmed(batch.text(of: column, in: header) ?? ""))
        }
        while names.last == "" { names.removeLast() }
        guard names.count <= tokenizer.limits.columns else {
            throw .tooManyColumns(path: tokenizer.path, line: header.line, limit: tokenizer.limits.columns)
        }
        if let position = names.firstIndex(of: "") {
            throw .emptyHeader(path: tokenizer.path, line: header.line, position: position + 1)
        }
        guard !names.isEmpty else { throw .emptyHeader(path: tokenizer.path, line: header.line, position: 1) }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw .duplicateHeader(path: tokenizer.path, line: header.line, column: name)
        }
        return names
    }

    /// Without spaces, tabs and no-break spaces around it.
    private static func trimmed(_ name: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        let scalars = name.unicodeScalars.drop(while: isSpace)
        guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(scalars[...last])
    }
}
