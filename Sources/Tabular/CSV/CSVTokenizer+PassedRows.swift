/// Counts of the rows of a table that are neither records nor faults.
struct PassedRows: Hashable {
    /// Rows behind the header that are still to come.
    var toPassBehindHeader = 0
    var behindHeader: Int64 = 0
    var blank: Int64 = 0
    var footers: Int64 = 0
}

extension CSVTokenizer {
    /// Text above which a field is no footer.
    private static let footerBytes = 4096

    /// Whether the row of the fields from `first` on is blank, behind the header, or a footer; it is counted.
    @inline(never)
    mutating func passesOver(_ bytes: Span<UInt8>, first: Int, in batch: RecordBatch) -> Bool {
        let value = firstValue(bytes, batch.fields[first...])
        guard let value else {
            guard dialect.layout.hasHeader else { return false }
            // Above the header blank rows are no rows of the table.
            if columns != nil { passedRows.blank += 1 }
            return true
        }
        guard isPassingRows else { return false }
        if passesOverRefused() { return true }
        guard batch.fields[value].count <= CSVTokenizer.footerBytes, !dialect.layout.footers.isEmpty
        else { return false }
        return passesOverFooter(text(of: value, bytes, in: batch), in: batch)
    }

    /// Whether the row is one of those behind the header, whatever is in it.
    mutating func passesOverRefused() -> Bool {
        guard columns != nil, passedRows.toPassBehindHeader > 0 else { return false }
        passedRows.toPassBehindHeader -= 1
        passedRows.behindHeader += 1
        isPassingRows = passedRows.toPassBehindHeader > 0 || !dialect.layout.footers.isEmpty
        return true
    }

    private mutating func passesOverFooter(_ value: [UInt8], in batch: RecordBatch) -> Bool {
        for pattern in dialect.layout.footers {
            let match = pattern.match(value)
            guard match.isMatch else { continue }
            let found = earlierRows + Int64(batch.records.count + batch.faults.count)
            if let stated = match.rows, stated != found, failure == nil {
                failure = .statedRowsDiffer(path: path, line: line, stated: stated, found: found)
            }
            passedRows.footers += 1
            return true
        }
        return false
    }

    /// Index of the first field with more than white space; nil where the row is blank.
    private func firstValue(_ bytes: Span<UInt8>, _ fields: ArraySlice<Range<Int32>>) -> Int? {
        fields.indices.first { index in
            (Int(fields[index].lowerBound)..<Int(fields[index].upperBound)).contains {
                bytes[$0] != 0x20 && bytes[$0] != 0x09
            }
        }
    }

    /// A field without doubled quotes and without spaces around it.
    private func text(of index: Int, _ bytes: Span<UInt8>, in batch: RecordBatch) -> [UInt8] {
        let isDoubled = doubledQuotes.contains(index)
        var text: [UInt8] = []
        var isSecond = false
        for position in Int(batch.fields[index].lowerBound)..<Int(batch.fields[index].upperBound) {
            let byte = bytes[position]
            isSecond = isDoubled && byte == dialect.quote && !isSecond
            if !isDoubled || byte != dialect.quote || isSecond { text.append(byte) }
        }
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        while text.last.map(isSpace) == true { text.removeLast() }
        return Array(text.drop(while: isSpace))
    }
}
