extension CSVTokenizer {
    /// Appends the rest of a record in whose unquoted field a quote stands, where there is one way to read it.
    ///
    /// The record ends with its physical line, has as many fields as the header, and at most one unquoted field
    /// with an odd number of quotes. Otherwise a delimiter may lie between quotes that belong together.
    ///
    /// - Parameters:
    ///   - record: From the start of the record to the start of the unquoted field.
    ///   - fieldsBefore: Number of fields in `fields` before those of the record.
    @inline(never)
    mutating func scanLiteral(
        _ bytes: Span<UInt8>, _ record: Range<Int>, fieldsBefore: Int, lines: Int, isLast: Bool,
        fields: inout [Range<Int32>]
    ) -> RecordEnd {
        let rest = record.upperBound..<endOfPhysicalLine(bytes, from: record.upperBound)
        guard rest.upperBound < bytes.count || isLast else { return .incomplete }
        let complete = fields.count
        let row = cutLiteral(bytes, rest, fields: &fields)
        let isTooLong = rest.upperBound - record.lowerBound > limits.recordBytes
        guard isTooLong || isUnambiguous(row, fieldCount: fields.count - fieldsBefore) else {
            // The fault is told for the field with the first quote.
            fields.removeLast(fields.count - complete)
            forgetDoubledQuotes(from: complete)
            return .strayQuote
        }
        if row?.isLiteral == true { hasLiteralQuotes = true }
        marks.seek(rest.upperBound, in: bytes)
        _ = marks.next(in: bytes)
        return endOfLine(bytes, at: rest.upperBound, lines: lines, isLast: isLast)
    }

    private struct LiteralRow {
        /// Unquoted fields with an odd number of quotes.
        var oddFields = 0
        /// Whether a quote is part of a value; false where each is part of something like `="02134"`.
        var isLiteral = false
    }

    private func isUnambiguous(_ row: LiteralRow?, fieldCount: Int) -> Bool {
        guard let row else { return false }
        // A header has nothing to be compared with.
        guard columns != nil else { return row.oddFields == 0 }
        return row.oddFields <= 1 && (!dialect.layout.hasHeader || fieldCount == headerFields)
    }

    /// Cuts a part of one line at every delimiter outside of quoted fields; nil where a quoted field does not
    /// end as it should.
    private mutating func cutLiteral(
        _ bytes: Span<UInt8>, _ line: Range<Int>, fields: inout [Range<Int32>]
    ) -> LiteralRow? {
        var row = LiteralRow()
        var position = line.lowerBound
        while true {
            if position < line.upperBound && bytes[position] == dialect.quote {
                guard let end = cutQuoted(bytes, position..<line.upperBound, fields: &fields) else {
                    return nil
                }
                position = end
            } else {
                position = cutUnquoted(bytes, position..<line.upperBound, &row, fields: &fields)
            }
            if position == line.upperBound { return row }
            guard isDelimiter(bytes, position..<line.upperBound) else { return nil }
            position += delimiter.count
        }
    }

    /// Appends the quoted field with which the range begins, and returns the place behind its closing quote.
    private mutating func cutQuoted(
        _ bytes: Span<UInt8>, _ range: Range<Int>, fields: inout [Range<Int32>]
    ) -> Int? {
        var position = range.lowerBound + 1
        var isDoubled = false
        while position < range.upperBound {
            if bytes[position] != dialect.quote {
                position += 1
            } else if position + 1 < range.upperBound && bytes[position + 1] == dialect.quote {
                isDoubled = true
                position += 2
            } else {
                if isDoubled { noteDoubledQuotes(of: fields.count) }
                fields.append(CSVTokenizer.field(range.lowerBound + 1, position))
                return position + 1
            }
        }
        return nil
    }

    /// Appends the unquoted field with which the range begins, and returns the place behind it.
    private func cutUnquoted(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ row: inout LiteralRow, fields: inout [Range<Int32>]
    ) -> Int {
        var end = range.lowerBound
        var quotes = 0
        while end < range.upperBound && !isDelimiter(bytes, end..<range.upperBound) {
            if bytes[end] == dialect.quote { quotes += 1 }
            end += 1
        }
        let field = CSVTokenizer.field(range.lowerBound, end)
        let value = CSVTokenizer.unwrapped(field, in: bytes, quote: dialect.quote)
        if quotes > 0 && value == field { row.isLiteral = true }
        if !quotes.isMultiple(of: 2) { row.oddFields += 1 }
        fields.append(value)
        return end
    }

    private func isDelimiter(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard bytes[range.lowerBound] == delimiter.first else { return false }
        guard delimiter.count <= range.count else { return false }
        return delimiter.indices.allSatisfy { bytes[range.lowerBound + $0] == delimiter[$0] }
    }

    private func endOfPhysicalLine(_ bytes: Span<UInt8>, from start: Int) -> Int {
        (start..<bytes.count).first { bytes[$0] == 0x0A || bytes[$0] == 0x0D } ?? bytes.count
    }

    /// The part `02134` of `="02134"`, with which spreadsheets keep text from becoming a number; the field
    /// itself where it is anything else.
    static func unwrapped(_ field: Range<Int32>, in bytes: Span<UInt8>, quote: UInt8) -> Range<Int32> {
        let (start, end) = (Int(field.lowerBound), Int(field.upperBound))
        guard end - start >= 3, bytes[start] == UInt8(ascii: "="), bytes[start + 1] == quote,
            bytes[end - 1] == quote, !(start + 2..<end - 1).contains(where: { bytes[$0] == quote })
        else { return field }
        return field.lowerBound + 2..<field.upperBound - 1
    }
}
