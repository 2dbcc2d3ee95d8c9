/// A delimited file, read as a stream.
///
/// RFC 4180: fields may be quoted, with doubled quotes, delimiters and line ends inside; line ends may be LF,
/// CRLF and CR in one file. Blank rows are passed over. Values are unquoted, `="02134"` too, and otherwise as
/// they are written. A record with fewer fields than the header is kept; its consumer decides. A row with a
/// quote out of place is a fault unless there is one way to read it, and reading resumes on the next physical
/// line. What the dialect leaves open is found out and told in `notices`.
public final class CSVReader: RecordReader {
    public private(set) var columns: [String] = []
    public var bytesRead: Int64 { text.bytesRead }

    var text: DecodedText
    var tokenizer: CSVTokenizer
    let dialect: CSVDialect
    let path: String
    /// What was found out when the file was opened.
    var findings = Findings()
    /// Text that was read but not tokenized: the record that the last window cut off.
    var rest: [UInt8] = []
    private(set) var isAtEnd = false
    /// What ends the file early, thrown once all records before it are handed out.
    private var failure: TabularError?

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
        self.dialect = dialect
        path = input.displayPath
        var text = try DecodedText(source: source, encoding: dialect.encoding, path: path)
        let start = try TableStart(of: &text, dialect: dialect, path: path)
        self.text = text
        tokenizer = CSVTokenizer(path: path, dialect: dialect, delimiter: start.delimiter, limits: limits)
        tokenizer.windowOffset = text.recognition.markBytes
        findings.start = start
        if dialect.layout.hasHeader {
            try skipToHeader()
            columns = try readHeader()
        } else {
            try skipSeparatorLine()
        }
        tokenizer.beginRecords(columns: columns)
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        if let failure { throw failure }
        repeat {
            try readBlock()
            try tokenize(into: &batch, atMost: .max)
        } while batch.records.isEmpty && batch.faults.isEmpty && !isAtEnd
        let isFound = !batch.records.isEmpty || !batch.faults.isEmpty
        if !isFound { batch.removeAll() }
        return isFound
    }

    /// Appends the next blocks to `rest`.
    func readBlock() throws(TabularError) {
        // As much as a record cut off before has already, so that a long one is not looked at over and over.
        let enough = 2 * rest.count
        repeat {
            isAtEnd = try !text.read(appendingTo: &rest)
        } while rest.count < enough && !isAtEnd
        tokenizer.encoding = text.encoding
    }

    /// Moves `rest` into the batch up to the last complete record.
    ///
    /// Where the text cannot be read to its end, the records before are moved all the same, so that it does not
    /// depend on the size of blocks which are.
    func tokenize(into batch: inout RecordBatch, atMost maximum: Int) throws(TabularError) {
        var window = batch.bytes
        batch.bytes = []
        window.removeAll(keepingCapacity: true)
        swap(&window, &rest)
        var used = window.count
        do throws(TabularError) {
            used = try tokenizer.tokenize(window.span, isLast: isAtEnd, atMost: maximum, into: &batch)
        } catch {
            guard !batch.records.isEmpty || !batch.faults.isEmpty else { throw error }
            failure = error
        }
        rest.append(contentsOf: window[used...])
        window.removeLast(window.count - used)
        for index in tokenizer.doubledQuotes {
            batch.fields[index] = CSVReader.unquote(batch.fields[index], in: &window, dialect.quote)
        }
        batch.bytes = window
        batch.hasPlainFields = tokenizer.hasPlainFields
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
        return CSVTokenizer.unwrapped(field.lowerBound..<Int32(target), in: bytes.span, quote: quote)
    }
}
