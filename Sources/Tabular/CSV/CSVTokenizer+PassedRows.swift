extension CSVTokenizer {
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
        guard batch.fields[value].count <= PassedRows.footerBytes else { return false }
        return passesOverFooter(text(of: value, bytes, in: batch), in: batch)
    }

    /// Whether the row is one of those behind the header, whatever is in it.
    mutating func passesOverRefused() -> Bool {
        guard columns != nil, passedRows.passesBehindHeader() else { return false }
        isPassingRows = passedRows.mayPassText
        return true
    }

    private mutating func passesOverFooter(_ value: [UInt8], in batch: RecordBatch) -> Bool {
        let found = earlierRows + Int64(batch.records.count + batch.faults.count)
        switch passedRows.passesFooter(value, behind: found) {
        case .none: return false
        case .footer: break
        case .wrong(let stated):
            failure = failure ?? .statedRowsDiffer(path: path, line: line, stated: stated, found: found)
        }
        return true
    }

    /// Index of the first field that is not blank; nil where the row is blank.
    private func firstValue(_ bytes: Span<UInt8>, _ fields: ArraySlice<Range<Int32>>) -> Int? {
        fields.indices.first { index in
            !bytes.isBlank(Int(fields[index].lowerBound)..<Int(fields[index].upperBound))
        }
    }

    /// A field without doubled quotes and without blanks around it.
    private func text(of index: Int, _ bytes: Span<UInt8>, in batch: RecordBatch) -> [UInt8] {
        // They are in order, and those of the row are the last.
        let isDoubled = doubledQuotes.reversed().prefix { $0 >= index }.contains(index)
        var text: [UInt8] = []
        var isSecond = false
        for position in Int(batch.fields[index].lowerBound)..<Int(batch.fields[index].upperBound) {
            let byte = bytes[position]
            isSecond = isDoubled && byte == dialect.quote && !isSecond
            if !isDoubled || byte != dialect.quote || isSecond { text.append(byte) }
        }
        return Array(text[...].trimmedOfBlanks())
    }
}
