/// Cuts decoded CSV text into records (RFC 4180, with CR, LF and CRLF as line ends).
///
/// It sees a window of the file at a time. A record that the window cuts off is left for the next window,
/// which begins with it, so that no state of a half-read record exists.
struct CSVTokenizer {
    /// Names of the columns; nil while the header itself is read.
    private(set) var columns: [String]?
    /// Number of the columns; −1 while there are none.
    private(set) var columnCount = -1
    /// Fields of the header line, its empty ones at the end counted.
    var headerFields = 0
    /// Physical line on which the next record starts.
    var line = 1
    /// Fields of the last window, by index, in which quotes are doubled.
    private(set) var doubledQuotes: [Int] = []

    let path: String
    let dialect: CSVDialect
    let delimiter: [UInt8]
    let firstOfDelimiter: UInt8
    /// The delimiter of one byte; no byte at all where it is longer.
    private let singleDelimiter: UInt16
    private let isLongDelimiter: Bool
    let limits: ReadLimits
    var marks: StructuralBytes
    /// True within a line whose record was refused before the line's end was seen.
    private var isSkippingLine = false
    /// Bytes of the file before the window, as the file encodes them.
    var windowOffset = 0
    var encoding = TextEncoding.utf8

    /// Rows that are neither records nor faults.
    var passedRows: PassedRows
    /// Whether rows have to be looked at that are not blank and yet may be passed over.
    var isPassingRows = false
    /// Records and faults of the windows before this one.
    var earlierRows: Int64 = 0
    /// What makes the rest of the file unreadable, found while a record was accepted.
    var failure: TabularError?
    /// Whether records may be taken a stretch at a time; a test may forbid it, which must not change anything.
    var mayTakeStretches = true
    /// Whether nothing is to be trimmed of any field of the window.
    var hasPlainFields = true
    /// Records with quotes inside unquoted fields.
    var literalQuoteRows: Int64 = 0
    /// Whether the record that was scanned last is one of them.
    var hasLiteralQuotes = false

    init(path: String, dialect: CSVDialect, delimiter: [UInt8], limits: ReadLimits) {
        self.path = path
        self.dialect = dialect
        self.delimiter = delimiter
        firstOfDelimiter = delimiter.first ?? UInt8(ascii: ",")
        isLongDelimiter = delimiter.count > 1
        singleDelimiter = isLongDelimiter ? 0x100 : UInt16(firstOfDelimiter)
        self.limits = limits
        passedRows = PassedRows(dialect.layout)
        marks = StructuralBytes(delimiter: firstOfDelimiter, quote: dialect.quote)
    }

    /// Rows from now on are records with these columns; none where the table has no header.
    mutating func beginRecords(columns: [String]) {
        self.columns = columns
        columnCount = columns.count
        earlierRows = 0
        literalQuoteRows = 0
        isPassingRows = passedRows.mayPassText
    }

    /// Adds the records of the window to the batch, at most so many, and returns the number of bytes used.
    ///
    /// With `isLast` the window ends where the file ends, and all of it is used.
    mutating func tokenize(
        _ bytes: Span<UInt8>, isLast: Bool, atMost maximum: Int = .max, into batch: inout RecordBatch
    ) throws(TabularError) -> Int {
        doubledQuotes.removeAll(keepingCapacity: true)
        hasPlainFields = true
        var start = isSkippingLine ? skipLine(bytes, from: 0, isLast: isLast) : 0
        // Up to here records are cut one by one.
        var carefulEnd = mayTakeStretches && isRoutine && maximum == .max ? start : bytes.count
        marks.seek(start, in: bytes)
        while start < bytes.count && batch.records.count < maximum && !isSkippingLine {
            if start >= carefulEnd {
                let next = takeRoutine(bytes, from: start, into: &batch)
                guard next == start else {
                    start = next
                    continue
                }
                carefulEnd = endOfStretch(bytes, from: start)
                marks.seek(start, in: bytes)
            }
            let first = batch.fields.count
            switch scanRecord(bytes, from: start, isLast: isLast, fields: &batch.fields) {
            case .complete(let end, let next, let lines) where end - start <= limits.recordBytes:
                accept(bytes, start..<end, first: first, into: &batch)
                start = next
                line += lines
            // A record of the longest length may wait for what follows its CR.
            case .incomplete where bytes.count - start <= limits.recordBytes + 1:
                forgetFields(from: first, in: &batch)
                try finishWindow(bytes, used: start, batch)
                return start
            case .strayQuote where !isLast && !holdsExcerpt(bytes, from: start):
                forgetFields(from: first, in: &batch)
                try finishWindow(bytes, used: start, batch)
                return start
            case .complete, .incomplete:
                refuse(bytes, start, .recordTooLong(limit: limits.recordBytes), first, into: &batch)
                start = skipLine(bytes, from: start, isLast: isLast)
            case .strayQuote:
                refuse(bytes, start, .strayQuote, first, into: &batch)
                start = skipLine(bytes, from: start, isLast: isLast)
            case .unclosedQuote(let line):
                throw failure ?? .unclosedQuote(path: path, line: line)
            }
        }
        try finishWindow(bytes, used: start, batch)
        return start
    }

    /// Whether records of the usual shape need no look at single fields.
    private var isRoutine: Bool {
        let bytes = [firstOfDelimiter, dialect.quote, 0x0A, 0x0D]
        return columnCount > 0 && !isPassingRows && !isLongDelimiter && Set(bytes).count == bytes.count
    }

    private mutating func finishWindow(
        _ bytes: Span<UInt8>, used: Int, _ batch: RecordBatch
    ) throws(TabularError) {
        if let failure { throw failure }
        windowOffset += encoding.fileBytes(bytes, 0..<used)
        earlierRows += Int64(batch.records.count + batch.faults.count)
    }

    mutating func noteDoubledQuotes(of field: Int) { doubledQuotes.append(field) }

    mutating func forgetDoubledQuotes(from first: Int) {
        while let last = doubledQuotes.last, last >= first { doubledQuotes.removeLast() }
    }

    // MARK: - Scanning

    enum RecordEnd {
        /// Where the record ends, where the next one starts, and the line ends up to there.
        case complete(end: Int, next: Int, lines: Int)
        case incomplete
        case strayQuote
        case unclosedQuote(line: Int)
    }

    /// Appends the fields of the record that starts at `start`.
    @inline(__always)
    private mutating func scanRecord(
        _ bytes: Span<UInt8>, from start: Int, isLast: Bool, fields: inout [Range<Int32>]
    ) -> RecordEnd {
        let first = fields.count
        var fieldStart = start
        var lines = 0
        while true {
            let position = marks.next(in: bytes)
            guard position < bytes.count else {
                guard isLast else { return .incomplete }
                fields.append(CSVTokenizer.field(fieldStart, position))
                return .complete(end: position, next: position, lines: lines)
            }
            let byte = bytes[position]
            if UInt16(byte) == singleDelimiter {
                fields.append(CSVTokenizer.field(fieldStart, position))
                fieldStart = position + 1
            } else if byte != dialect.quote {
                guard isLongDelimiter && byte == firstOfDelimiter else {
                    fields.append(CSVTokenizer.field(fieldStart, position))
                    return endOfLine(bytes, at: position, lines: lines, isLast: isLast)
                }
                switch longDelimiter(bytes, at: position, isLast: isLast) {
                case .none: continue
                case .cutOff: return .incomplete
                case .whole(let end):
                    fields.append(CSVTokenizer.field(fieldStart, position))
                    fieldStart = end
                }
            } else {
                let place = QuotePlace(record: start..<fieldStart, quote: position, fieldsBefore: first)
                if let end = scanQuote(bytes, place, &fieldStart, isLast: isLast, &lines, fields: &fields) {
                    return end
                }
            }
        }
    }

    private struct QuotePlace {
        /// From the start of the record to the start of the field.
        let record: Range<Int>
        let quote: Int
        /// Number of fields before those of the record.
        let fieldsBefore: Int
    }

    /// Appends the field in which a quote stands; nil where another field follows.
    @inline(__always)
    private mutating func scanQuote(
        _ bytes: Span<UInt8>, _ place: QuotePlace, _ fieldStart: inout Int, isLast: Bool, _ lines: inout Int,
        fields: inout [Range<Int32>]
    ) -> RecordEnd? {
        guard place.quote == fieldStart else {
            return scanLiteral(
                bytes, place.record, fieldsBefore: place.fieldsBefore, lines: lines, isLast: isLast,
                fields: &fields)
        }
        let opened = line + lines
        switch scanQuoted(bytes, place.record, isLast: isLast, lines: &lines, fields: &fields) {
        case .closed(let end):
            fieldStart = end
            return nil
        case .closedRecord(let end): return endOfLine(bytes, at: end, lines: lines, isLast: isLast)
        case .cutOff: return .incomplete
        case .unclosed: return .unclosedQuote(line: opened)
        case .strayQuote:
            // The fault is in the field that just seemed to end.
            fields.removeLast()
            return .strayQuote
        }
    }

    private enum QuoteEnd {
        /// A delimiter follows; the next field starts here.
        case closed(Int)
        /// The record ends here.
        case closedRecord(Int)
        case cutOff
        case unclosed
        case strayQuote
    }

    /// Appends the quoted field whose quote opens behind the part of its record that was scanned before, and
    /// counts the line ends inside it.
    private mutating func scanQuoted(
        _ bytes: Span<UInt8>, _ before: Range<Int>, isLast: Bool, lines: inout Int,
        fields: inout [Range<Int32>]
    ) -> QuoteEnd {
        let open = before.upperBound
        var isDoubled = false
        while true {
            let position = marks.next(in: bytes)
            if position - before.lowerBound > limits.recordBytes {
                return before.count > limits.recordBytes ? .cutOff : .unclosed
            }
            guard position < bytes.count else { return isLast ? .unclosed : .cutOff }
            let byte = bytes[position]
            if byte == dialect.quote {
                if position + 1 == bytes.count && !isLast { return .cutOff }
                if position + 1 < bytes.count && bytes[position + 1] == dialect.quote {
                    _ = marks.next(in: bytes)
                    isDoubled = true
                    continue
                }
                if isDoubled { doubledQuotes.append(fields.count) }
                fields.append(CSVTokenizer.field(open + 1, position))
                return behindQuote(bytes, closed: position, isLast: isLast)
            }
            if byte == 0x0A || (byte == 0x0D && !isLineFeed(bytes, at: position + 1)) { lines += 1 }
        }
    }

    /// Behind a closing quote only a delimiter or the end of the record may stand.
    @inline(__always)
    private mutating func behindQuote(_ bytes: Span<UInt8>, closed: Int, isLast: Bool) -> QuoteEnd {
        let position = closed + 1
        guard position < bytes.count else { return .closedRecord(position) }
        guard marks.next(in: bytes) == position else { return .strayQuote }
        guard bytes[position] == firstOfDelimiter else { return .closedRecord(position) }
        guard isLongDelimiter else { return .closed(position + 1) }
        switch longDelimiter(bytes, at: position, isLast: isLast) {
        case .whole(let end): return .closed(end)
        case .cutOff: return .cutOff
        case .none: return .strayQuote
        }
    }

    enum DelimiterMatch {
        case none
        /// The place behind it.
        case whole(Int)
        case cutOff
    }

    /// Compares a delimiter of several bytes, and passes over the marks inside it.
    @inline(never)
    mutating func longDelimiter(_ bytes: Span<UInt8>, at position: Int, isLast: Bool) -> DelimiterMatch {
        for (index, byte) in delimiter.enumerated() {
            guard position + index < bytes.count else { return isLast ? .none : .cutOff }
            guard bytes[position + index] == byte else { return .none }
        }
        marks.seek(position + delimiter.count, in: bytes)
        return .whole(position + delimiter.count)
    }

    /// The line end at `position`, of one byte or two; the position may also be the end of the file.
    @inline(__always)
    mutating func endOfLine(
        _ bytes: Span<UInt8>, at position: Int, lines: Int, isLast: Bool
    ) -> RecordEnd {
        guard position < bytes.count else {
            return .complete(end: position, next: position, lines: lines)
        }
        guard bytes[position] == 0x0D else {
            return .complete(end: position, next: position + 1, lines: lines + 1)
        }
        guard position + 1 < bytes.count else {
            // A line feed may follow in the next window; it belongs to this line end.
            return isLast
                ? .complete(end: position, next: position + 1, lines: lines + 1) : .incomplete
        }
        guard bytes[position + 1] == 0x0A else {
            return .complete(end: position, next: position + 1, lines: lines + 1)
        }
        _ = marks.next(in: bytes)
        return .complete(end: position, next: position + 2, lines: lines + 1)
    }

    @inline(__always)
    private func isLineFeed(_ bytes: Span<UInt8>, at position: Int) -> Bool {
        position < bytes.count && bytes[position] == 0x0A
    }

    /// Start of the next physical line; the end of the window where it is not in the window.
    private mutating func skipLine(_ bytes: Span<UInt8>, from start: Int, isLast: Bool) -> Int {
        for position in start..<bytes.count where bytes[position] == 0x0A || bytes[position] == 0x0D {
            guard case .complete(_, let next, _) = endOfLine(bytes, at: position, lines: 0, isLast: isLast)
            else {
                isSkippingLine = true
                return position
            }
            isSkippingLine = false
            line += 1
            marks.seek(next, in: bytes)
            return next
        }
        isSkippingLine = true
        marks.seek(bytes.count, in: bytes)
        return bytes.count
    }

    @inline(__always)
    static func field(_ start: Int, _ end: Int) -> Range<Int32> {
        // Windows are far below 2 GiB and start never exceeds end.
        unsafe Range(
            uncheckedBounds: (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end)))
    }
}
