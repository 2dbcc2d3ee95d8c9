extension CSVTokenizer {
    /// Bytes that are cut together, and looked at one record after the other where they are not routine.
    static let stretchBytes = 4096

    /// Takes the records of a stretch where all are routine: as many fields as there are columns, in one line each.
    ///
    /// Returns the place behind the last of them; `start`, with nothing taken, where the records are to be cut one
    /// by one.
    mutating func takeRoutine(
        _ bytes: Span<UInt8>, from start: Int, into batch: inout RecordBatch
    ) -> Int {
        let first = batch.fields.count
        var stretch = RoutineStretch(delimiter: firstOfDelimiter, quote: dialect.quote)
        stretch.cut(bytes, start..<endOfStretch(bytes, from: start), appendingTo: &batch.fields)
        let count = (batch.fields.count - first) / columnCount
        // Every line feed ends a record, so each of so many records has one line.
        guard stretch.isRoutine, count > 0, stretch.lineFeeds == count,
            let end = measure(bytes, from: start, count, first, stretch, &batch.fields),
            !stretch.hasHighByte || firstInvalidUTF8(in: bytes, start..<end) == nil
        else {
            batch.fields.removeLast(batch.fields.count - first)
            return start
        }
        batch.fields.removeLast(batch.fields.count - first - count * columnCount)
        batch.records.append(addingCapacity: count) { records in
            for record in 0..<count {
                records.append(
                    RecordPosition(
                        firstField: first + record * columnCount, fieldCount: columnCount, line: line + record
                    ))
            }
        }
        line += count
        hasPlainFields = hasPlainFields && stretch.hasPlainEnds
        return end
    }

    func endOfStretch(_ bytes: Span<UInt8>, from start: Int) -> Int {
        min(bytes.count, start + CSVTokenizer.stretchBytes)
    }

    /// Takes quotes and carriage returns off the fields, and returns the place behind the last record; nil where a
    /// record does not end with its line, is blank, or is too long.
    private func measure(
        _ bytes: Span<UInt8>, from start: Int, _ count: Int, _ first: Int, _ stretch: RoutineStretch,
        _ fields: inout [Range<Int32>]
    ) -> Int? {
        var fields = fields.mutableSpan
        let limit = min(limits.recordBytes, limits.fieldBytes)
        var recordStart = start
        var place = first
        for _ in 0..<count {
            let tail = place + columnCount - 1
            let end = Int(fields[tail].upperBound)
            guard bytes[end] == 0x0A, end - recordStart <= limit else { return nil }
            if stretch.hasReturns { dropReturn(bytes, of: &fields[tail]) }
            if stretch.hasQuotes {
                for index in place...tail { dropQuotes(bytes, of: &fields[index]) }
            }
            let lead = fields[place]
            if lead.isEmpty || !(0x21..<0x80).contains(bytes[Int(lead.lowerBound)]) {
                guard hasValue(bytes, fields.span.extracting(place...tail)) else { return nil }
            }
            recordStart = end + 1
            place = tail + 1
        }
        return recordStart
    }

    private func dropReturn(_ bytes: Span<UInt8>, of field: inout Range<Int32>) {
        guard !field.isEmpty, bytes[Int(field.upperBound) - 1] == 0x0D else { return }
        field = field.lowerBound..<field.upperBound - 1
    }

    /// A field that begins with a quote ends with one too.
    @inline(__always)
    private func dropQuotes(_ bytes: Span<UInt8>, of field: inout Range<Int32>) {
        guard !field.isEmpty, bytes[Int(field.lowerBound)] == dialect.quote else { return }
        field = field.lowerBound + 1..<field.upperBound - 1
    }

    /// Whether any of the fields is not blank.
    @inline(never)
    private func hasValue(_ bytes: Span<UInt8>, _ fields: Span<Range<Int32>>) -> Bool {
        for index in fields.indices
        where !bytes.isBlank(Int(fields[index].lowerBound)..<Int(fields[index].upperBound)) { return true }
        return false
    }
}
