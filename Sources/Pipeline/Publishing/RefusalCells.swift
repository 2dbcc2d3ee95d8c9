import Importing
import TerritoryModel

/// The cells of rows refused for one reason, encoded once but for what tells the rows apart.
struct RefusalCells {
    let refusal: Refusal
    /// Source and file; column; key: each with the comma behind it.
    private let place: [UInt8]
    private let column: [UInt8]
    private let key: [UInt8]
    private let text: WordsCell
    private let remedy: WordsCell

    init(_ refusal: Refusal) {
        self.refusal = refusal
        place = RefusalCells.cells([refusal.source, refusal.file])
        column = RefusalCells.cells([refusal.column ?? ""])
        key = RefusalCells.cells([refusal.words.key])
        text = WordsCell(refusal.words.text)
        remedy = WordsCell(refusal.words.remedy)
    }

    private static func cells(_ texts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in texts { CSVCell.append(text, then: CSVCell.comma, to: &bytes) }
        return bytes
    }

    /// Appends a row as a record: the cells of `RejectedRowSpool.header`.
    func append(_ row: RefusedRows.Row, _ values: Span<UInt8>, to bytes: inout [UInt8]) {
        let value = values.extracting(row.value)
        let isQuoted = CSVCell.isQuoted(value)
        bytes.append(contentsOf: place)
        if row.line > 0 { CSVCell.append(number: row.line, to: &bytes) }
        bytes.append(CSVCell.comma)
        bytes.append(contentsOf: column)
        CSVCell.append(value, isQuoted: isQuoted, to: &bytes)
        bytes.append(CSVCell.comma)
        bytes.append(contentsOf: key)
        text.append(value, isQuoted: isQuoted, row.number, to: &bytes)
        bytes.append(CSVCell.comma)
        remedy.append(value, isQuoted: isQuoted, row.number, to: &bytes)
        bytes.append(0x0D)
        bytes.append(0x0A)
    }
}

/// Words that may show the value or the number of a row, as a cell.
private struct WordsCell {
    private let words: RowWords
    /// The words on both sides of the mark with their quotes doubled.
    private let before: [UInt8]
    private let behind: [UInt8]
    /// Whether the cell has quotes around it whatever it shows.
    private let isQuoted: Bool
    /// Whether nothing it may show makes a spreadsheet take it for a formula.
    private let isSafe: Bool

    init(_ words: RowWords) {
        self.words = words
        before = WordsCell.doubled(words.before)
        behind = WordsCell.doubled(words.behind)
        isQuoted = [words.before, words.behind].contains { CSVCell.isQuoted($0.utf8.span) }
        isSafe = before.first.map { !CSVCell.startsFormula($0) } ?? false
    }

    private static func doubled(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVCell.appendDoubled(text.utf8.span, to: &bytes)
        return bytes
    }

    func append(_ value: Span<UInt8>, isQuoted isValueQuoted: Bool, _ number: Int, to bytes: inout [UInt8]) {
        guard isSafe else {
            var text: [UInt8] = []
            for place in value.indices { text.append(value[place]) }
            let cell = words.text(value: String(decoding: text, as: UTF8.self), number: number)
            CSVCell.append(cell, to: &bytes)
            return
        }
        let quotes = isQuoted || (words.mark == .value && isValueQuoted)
        if quotes { bytes.append(CSVCell.quote) }
        bytes.append(contentsOf: before)
        switch words.mark {
        case .value where isValueQuoted: CSVCell.appendDoubled(value, to: &bytes)
        case .value: CSVCell.appendPlain(value, to: &bytes)
        case .number: CSVCell.append(number: number, to: &bytes)
        case nil: break
        }
        bytes.append(contentsOf: behind)
        if quotes { bytes.append(CSVCell.quote) }
    }
}
