/// The line `sep=;` with which a file for Excel may begin.
struct SeparatorLine: Hashable {
    /// The longest such line with its line end, quotes around it included.
    static let maximumBytes = 32

    let delimiter: [UInt8]
    /// Bytes of the line with its line end.
    let bytes: Int

    /// nil where the text does not begin with such a line.
    init?(_ text: ArraySlice<UInt8>, quote: UInt8) {
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        var content = line
        if content.count > 2, content.first == quote, content.last == quote {
            content = content.dropFirst().dropLast()
        }
        let lowercased = content.prefix(4).map { $0 | 0x20 }
        let value = content.dropFirst(4)
        guard content.count >= 5, lowercased.starts(with: "sep".utf8), content.prefix(4).last == 0x3D,
            value.count <= 8, value.allSatisfy({ SeparatorLine.isDelimiter($0, quote: quote) })
        else { return nil }
        delimiter = Array(value)
        let end = text[line.endIndex...]
        bytes = line.count + (end.starts(with: [0x0D, 0x0A]) ? 2 : min(1, end.count))
    }

    /// Letters and digits belong to a name such as `sep=east`, not to a delimiter.
    private static func isDelimiter(_ byte: UInt8, quote: UInt8) -> Bool {
        guard byte < 0x7F, byte != quote, byte == 0x09 || byte >= 0x20 else { return false }
        return !Unicode.Scalar(byte).properties.isAlphabetic && !(0x30...0x39).contains(byte)
    }
}

/// Finds the delimiter of a file that does not say it.
struct DelimiterRecognition {
    static let comma: [UInt8] = [UInt8(ascii: ",")]
    /// In the order in which they are tried.
    static let candidates: [[UInt8]] = [comma, [UInt8(ascii: ";")], [0x09], [UInt8(ascii: "|")]]

    /// How well the rows agree on their number of fields.
    private struct Judgement {
        var delimiter: [UInt8]
        var fields: Int
        var agreeing: Int
        var rows: Int

        /// Negative, zero or positive as the other is better, as good, or worse.
        func compared(to other: Judgement) -> Int {
            let consistency = agreeing * other.rows - other.agreeing * rows
            return consistency != 0 ? consistency : fields - other.fields
        }
    }

    /// The comma where no candidate cuts most rows into the same number of fields.
    static func delimiter(
        of text: ArraySlice<UInt8>, isWhole: Bool, firstLine: Int, dialect: CSVDialect, path: String
    ) throws(TabularError) -> [UInt8] {
        var judgements: [Judgement] = []
        for delimiter in candidates where delimiter != [dialect.quote] {
            let rows = CSVSample.firstRows(
                of: text, isWhole: isWhole, firstLine: firstLine, from: dialect.layout.headerLine ?? 1,
                delimiter: delimiter, quote: dialect.quote)
            let names = dialect.layout.headerNames
            if !names.isEmpty, rows.contains(where: { hasNames(names, $0, text, dialect.quote) }) {
                return delimiter
            }
            if let judgement = judge(rows, delimiter) { judgements.append(judgement) }
        }
        guard let best = judgements.max(by: { $0.compared(to: $1) < 0 }) else { return comma }
        let equals = judgements.filter { $0.compared(to: best) == 0 }
        guard equals.count == 1 else {
            throw .ambiguousDelimiter(path: path, candidates: equals.map(\.delimiter))
        }
        return best.delimiter
    }

    /// Whether the row has all the names of a header.
    static func hasNames(
        _ names: Set<String>, _ row: CSVSample.Row, _ text: ArraySlice<UInt8>, _ quote: UInt8
    ) -> Bool {
        guard row.fields.count >= names.count else { return false }
        return names.isSubset(of: row.fields.map { CSVReader.headerName(text[$0], quote: quote) })
    }

    /// nil where most rows do not agree, or agree that there is one field.
    private static func judge(_ rows: [CSVSample.Row], _ delimiter: [UInt8]) -> Judgement? {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.fields.count, default: 0] += 1 }
        // The most frequent; of two that are, the larger number of fields.
        let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let (fields, agreeing) = best, fields > 1, agreeing * 2 > rows.count else { return nil }
        return Judgement(delimiter: delimiter, fields: fields, agreeing: agreeing, rows: rows.count)
    }
}
