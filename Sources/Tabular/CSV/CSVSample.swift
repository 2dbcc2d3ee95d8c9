/// The first rows of delimited text, cut leniently to find its delimiter and its header.
///
/// Rows end where the tokenizer ends them, with one difference: a quote that is out of place makes nobody
/// refuse the row, since it may lie in what somebody wrote above the table.
struct CSVSample {
    /// Text in which a delimiter is judged.
    static let delimiterBytes = 64 << 10
    /// Text in which the names of a header are looked for.
    static let headerBytes = 1 << 20
    static let rows = 100

    struct Row {
        /// Place of the row's first byte in the text.
        var start: Int
        /// Physical line on which the row starts.
        var line: Int
        /// The fields without the quotes around them.
        var fields: [Range<Int>]
    }

    private let text: ArraySlice<UInt8>
    /// Whether the text ends where the file ends; a row that the end of the text cuts off does not count.
    private let isWhole: Bool
    private let delimiter: [UInt8]
    private let quote: UInt8
    private var position: Int
    private var line: Int
    /// A quote opened and found no end: none behind it opens a field.
    private var areQuotesLiteral = false

    init(_ text: ArraySlice<UInt8>, isWhole: Bool, firstLine: Int, delimiter: [UInt8], quote: UInt8) {
        self.text = text
        self.isWhole = isWhole
        self.delimiter = delimiter
        self.quote = quote
        position = text.startIndex
        line = firstLine
    }

    /// The first rows that are not blank, from a physical line on.
    static func firstRows(
        of text: ArraySlice<UInt8>, isWhole: Bool, firstLine: Int, from line: Int, delimiter: [UInt8],
        quote: UInt8
    ) -> [Row] {
        var sample = CSVSample(
            text, isWhole: isWhole, firstLine: firstLine, delimiter: delimiter, quote: quote)
        sample.skip(to: line)
        var rows: [Row] = []
        while rows.count < CSVSample.rows, let row = sample.next() {
            if !row.fields.allSatisfy({ text[$0].trimmedOfBlanks().isEmpty }) { rows.append(row) }
        }
        return rows
    }

    private mutating func skip(to target: Int) {
        while line < target, position < text.endIndex {
            position = endOfLine(from: position)
            stepOverLineEnd()
        }
    }

    private mutating func next() -> Row? {
        guard position < text.endIndex else { return nil }
        let start = position
        var row = Row(start: start, line: line, fields: [])
        while true {
            if position < text.endIndex, text[position] == quote, !areQuotesLiteral {
                guard takeQuotedField(into: &row) else { continue }
            } else {
                takePlainField(into: &row)
            }
            if isDelimiter(at: position) {
                position += delimiter.count
                continue
            }
            if position < text.endIndex, !isLineEnd(position) {
                // Text behind a closing quote: the row ends with its first line, as the tokenizer has it.
                position = endOfLine(from: start)
                line = row.line
            }
            guard position < text.endIndex || isWhole else { return nil }
            stepOverLineEnd()
            return row
        }
    }

    private mutating func takePlainField(into row: inout Row) {
        let start = position
        while position < text.endIndex, !isLineEnd(position), !isDelimiter(at: position) { position += 1 }
        row.fields.append(start..<position)
    }

    /// False, with nothing taken, where the quote is never closed.
    private mutating func takeQuotedField(into row: inout Row) -> Bool {
        var end = position + 1
        var lines = 0
        while end < text.endIndex {
            if text[end] == quote {
                guard end + 1 < text.endIndex, text[end + 1] == quote else { break }
                end += 1
            } else if text[end] == 0x0A
                || (text[end] == 0x0D && !(end + 1 < text.endIndex && text[end + 1] == 0x0A))
            {
                lines += 1
            }
            end += 1
        }
        guard end < text.endIndex else {
            areQuotesLiteral = true
            return false
        }
        row.fields.append(position + 1..<end)
        position = end + 1
        line += lines
        return true
    }

    private func isLineEnd(_ index: Int) -> Bool { text[index] == 0x0A || text[index] == 0x0D }

    private func isDelimiter(at index: Int) -> Bool {
        guard index < text.endIndex, text[index] == delimiter.first else { return false }
        return delimiter.count == 1 || text[index...].starts(with: delimiter)
    }

    private func endOfLine(from start: Int) -> Int {
        text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
    }

    private mutating func stepOverLineEnd() {
        guard position < text.endIndex else { return }
        let isReturn = text[position] == 0x0D
        position += 1
        if isReturn, position < text.endIndex, text[position] == 0x0A { position += 1 }
        line += 1
    }
}
