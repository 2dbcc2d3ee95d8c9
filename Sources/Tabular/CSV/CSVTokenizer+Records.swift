extension CSVTokenizer {
    /// Turns the fields from `first` on into a record, a fault, or nothing if the row is passed over.
    @inline(__always)
    mutating func accept(
        _ bytes: Span<UInt8>, _ extent: Range<Int>, first: Int, into batch: inout RecordBatch
    ) {
        let count = batch.fields.count - first
        let lead = batch.fields[first]
        hasPlainFields = false
        let checks = ByteChecks(bytes.extracting(extent))
        // Most rows begin with a value, which makes them not blank, and have nothing else to be looked at.
        guard !checks.hasNul, !checks.hasHighByte, !isPassingRows, !hasLiteralQuotes, count == columnCount,
            !lead.isEmpty, bytes[Int(lead.lowerBound)] > 0x20, extent.count <= limits.fieldBytes
        else {
            acceptWithCare(bytes, extent, checks, first: first, into: &batch)
            return
        }
        batch.records.append(RecordPosition(firstField: first, fieldCount: count, line: line))
    }

    @inline(never)
    private mutating func acceptWithCare(
        _ bytes: Span<UInt8>, _ extent: Range<Int>, _ checks: ByteChecks, first: Int,
        into batch: inout RecordBatch
    ) {
        let lead = batch.fields[first]
        let isSure =
            !isPassingRows && !lead.isEmpty && (0x21..<0x80).contains(bytes[Int(lead.lowerBound)])
        if !isSure && passesOver(bytes, first: first, in: batch) {
            forgetFields(from: first, in: &batch)
            return
        }
        if let fault = fault(bytes, extent, checks, first: first, fields: batch.fields) {
            batch.faults.append(fault)
            forgetFields(from: first, in: &batch)
            return
        }
        if hasLiteralQuotes { countLiteralQuotes() }
        let count = batch.fields.count - first
        batch.records.append(RecordPosition(firstField: first, fieldCount: count, line: line))
    }

    private mutating func countLiteralQuotes() {
        literalQuoteRows += 1
        hasLiteralQuotes = false
    }

    /// Notes a record that ends nowhere known, and forgets its fields.
    mutating func refuse(
        _ bytes: Span<UInt8>, _ start: Int, _ kind: RecordFault.Kind, _ first: Int,
        into batch: inout RecordBatch
    ) {
        guard !passesOverRefused() else {
            forgetFields(from: first, in: &batch)
            return
        }
        let column = kind == .strayQuote ? column(batch.fields.count - first) : nil
        let extent = excerptExtent(bytes, from: start)
        let excerpt = CSVTokenizer.excerpt(bytes, extent)
        batch.faults.append(RecordFault(line: line, column: column, excerpt: excerpt, kind: kind))
        forgetFields(from: first, in: &batch)
    }

    /// Whether the window holds all that an excerpt shows, so that it does not depend on where windows end.
    func holdsExcerpt(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        let extent = excerptExtent(bytes, from: start)
        return extent.upperBound < bytes.count || extent.count == excerptBytes
    }

    /// The first physical line of a refused record, as far as an excerpt shows it.
    private func excerptExtent(_ bytes: Span<UInt8>, from start: Int) -> Range<Int> {
        let limit = min(bytes.count, start + excerptBytes)
        let end = (start..<limit).first { bytes[$0] == 0x0A || bytes[$0] == 0x0D }
        return start..<(end ?? limit)
    }

    private var excerptBytes: Int { min(4 * 80, limits.recordBytes) }

    mutating func forgetFields(from first: Int, in batch: inout RecordBatch) {
        batch.fields.removeLast(batch.fields.count - first)
        forgetDoubledQuotes(from: first)
        hasLiteralQuotes = false
    }

    private func fault(
        _ bytes: Span<UInt8>, _ extent: Range<Int>, _ checks: ByteChecks, first: Int,
        fields: [Range<Int32>]
    ) -> RecordFault? {
        func fault(_ kind: RecordFault.Kind, column: String? = nil) -> RecordFault {
            RecordFault(
                line: line, column: column, excerpt: CSVTokenizer.excerpt(bytes, extent), kind: kind)
        }
        func column(at position: Int) -> String? {
            fields[first...].firstIndex { $0.upperBound > position }.flatMap { self.column($0 - first) }
        }
        if checks.hasNul, let nul = extent.first(where: { bytes[$0] == 0 }) {
            return fault(.nulByte, column: column(at: nul))
        }
        if checks.hasHighByte, let invalid = firstInvalidUTF8(in: bytes, extent) {
            let offset = windowOffset + encoding.fileBytes(bytes, 0..<invalid)
            return fault(.invalidEncoding(offset: offset), column: column(at: invalid))
        }
        if let long = fields[first...].firstIndex(where: { $0.count > limits.fieldBytes }) {
            return fault(.fieldTooLong(limit: limits.fieldBytes), column: self.column(long - first))
        }
        guard dialect.layout.hasHeader, let expected = columns?.count, fields.count - first > expected else {
            return nil
        }
        // Empty fields are ignored where the header has them too; elsewhere they may be the end of a shifted row.
        let isExtra =
            fields.count - first > headerFields || fields[(first + expected)...].contains { !$0.isEmpty }
        return isExtra ? fault(.tooManyFields(found: fields.count - first, expected: expected)) : nil
    }

    private func column(_ index: Int) -> String? {
        guard let columns, index < columns.count else { return nil }
        return columns[index].isEmpty ? nil : columns[index]
    }

    /// The start of a record as one line of at most 80 characters.
    static func excerpt(_ bytes: Span<UInt8>, _ extent: Range<Int>) -> String {
        var end = min(extent.upperBound, extent.lowerBound + 4 * excerptCharacters)
        while end > extent.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        var line: [UInt8] = []
        line.reserveCapacity(end - extent.lowerBound)
        var isASCII = true
        for place in extent.lowerBound..<end {
            let byte = bytes[place]
            isASCII = isASCII && byte < 0x80
            // What stands behind a character may belong to it, so the next byte has been looked at.
            if isASCII, place - extent.lowerBound == excerptCharacters { break }
            switch byte {
            case 0x0A, 0x0D: line.append(0x20)
            case 0..<0x09, 0x0B..<0x20, 0x7F: for part in "\u{FFFD}".utf8 { line.append(part) }
            default: line.append(byte)
            }
        }
        let text = String(decoding: line, as: UTF8.self)
        if isASCII { return text }
        // A character has one scalar at least, and a scalar one byte that does not continue another.
        let scalars = text.utf8.count { $0 & 0xC0 != 0x80 }
        return scalars <= excerptCharacters ? text : String(text.prefix(excerptCharacters))
    }

    private static let excerptCharacters = 80
}
