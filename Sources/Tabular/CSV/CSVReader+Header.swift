extension CSVReader {
    /// Passes over what lies above the header.
    func skipToHeader() throws(TabularError) {
        if let header = findings.start?.header {
            try skip(bytes: header.bytes)
            tokenizer.line = header.line
            tokenizer.passedRows.beforeHeader = header.rowsBefore
            return
        }
        try skipSeparatorLine()
        guard let line = dialect.layout.headerLine else { return }
        var lines = SkippedLines(line: tokenizer.line)
        while lines.line < line {
            try readBlock()
            let bytes = lines.skip(rest.span, to: line, isLast: isAtEnd)
            guard lines.line == line || !isAtEnd else {
                throw .missingHeaderLine(path: path, line: line)
            }
            try skip(bytes: bytes)
        }
        tokenizer.line = lines.line
        tokenizer.passedRows.beforeHeader = lines.notBlank
    }

    /// Passes over the line `sep=;` where there is one.
    func skipSeparatorLine() throws(TabularError) {
        guard let bytes = findings.start?.separatorBytes, bytes > 0 else { return }
        try skip(bytes: bytes)
        tokenizer.line += 1
    }

    /// Passes over text that was looked at before.
    private func skip(bytes: Int) throws(TabularError) {
        while rest.count < bytes && !isAtEnd { try readBlock() }
        tokenizer.windowOffset += text.encoding.fileBytes(rest.span, 0..<min(bytes, rest.count))
        rest.removeFirst(min(bytes, rest.count))
    }

    /// The names of the first row that is not blank.
    func readHeader() throws(TabularError) -> [String] {
        var batch = RecordBatch()
        repeat {
            try tokenize(into: &batch, atMost: 1)
            if let fault = batch.faults.first {
                throw .unreadableHeader(path: path, line: fault.line, fault: fault.kind)
            }
            if let header = batch.records.first {
                tokenizer.headerFields = header.fieldCount
                findings.headerLine = header.line
                let texts = (0..<header.fieldCount).map { batch.text(of: $0, in: header) ?? "" }
                return try columnNames(
                    texts, path: path, line: header.line, limit: tokenizer.limits.columns)
            }
            guard !isAtEnd else {
                guard let line = dialect.layout.headerLine, line > 1 else { throw .emptyFile(path: path) }
                throw .missingHeaderLine(path: path, line: line)
            }
            try readBlock()
        } while true
    }

    /// The name that a field of a header gives its column, from the bytes between its quotes.
    static func headerName(_ field: ArraySlice<UInt8>, quote: UInt8) -> String {
        var name: [UInt8] = []
        for byte in field {
            // Of a doubled quote the second is left out, whose predecessor is a quote in `name`.
            if byte == quote, name.last == quote { continue }
            name.append(byte)
        }
        let value = CSVTokenizer.unwrapped(0..<Int32(name.count), in: name.span, quote: quote)
        return trimmedColumnName(
            String(decoding: name[Int(value.lowerBound)..<Int(value.upperBound)], as: UTF8.self))
    }
}
