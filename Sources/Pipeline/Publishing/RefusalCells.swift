import Importing
import TerritoryModel

/// The record of rows refused for one reason, encoded once but for what tells the rows apart.
final class RefusalCells {
    let refusal: Refusal
    /// Source, file and a comma.
    private let beforeLine: [UInt8]
    /// The column between two commas.
    private let beforeValue: [UInt8]
    /// A comma, key, text and remedy, for a value that needs no quotes and for one that does.
    private let plain: EncodedWords
    private let quoted: EncodedWords
    /// Whether nothing that the words may show makes a spreadsheet take them for a formula.
    private let isSafe: Bool

    init(_ refusal: Refusal) {
        self.refusal = refusal
        beforeLine = RefusalCells.cells([refusal.source, refusal.file, ""]).dropLast()
        beforeValue = RefusalCells.cells(["", refusal.column ?? ""])
        let key = RefusalCells.cells(["", refusal.words.key])
        plain = EncodedWords(behind: key, refusal.words, isValueQuoted: false)
        quoted = EncodedWords(behind: key, refusal.words, isValueQuoted: true)
        isSafe = [refusal.words.text, refusal.words.remedy].allSatisfy { words in
            words.before.utf8.first.map { !CSVCell.startsFormula($0) } ?? false
        }
    }

    /// Cells, each with the comma behind it.
    private static func cells(_ texts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in texts { CSVCell.append(text, then: CSVCell.comma, to: &bytes) }
        return bytes
    }

    /// Appends a row as a record: the cells of `RejectedRowSpool.header`.
    func append(_ row: RefusedRows.Row, _ values: Span<UInt8>, to bytes: inout [UInt8]) {
        let value = values.extracting(row.value)
        let isQuoted = CSVCell.isQuoted(value)
        bytes.append(contentsOf: beforeLine)
        if row.line > 0 { CSVCell.append(number: row.line, to: &bytes) }
        bytes.append(contentsOf: beforeValue)
        CSVCell.append(value, isQuoted: isQuoted, to: &bytes)
        if isSafe {
            (isQuoted ? quoted : plain).append(value, isQuoted: isQuoted, row.number, to: &bytes)
        } else {
            appendWords(value, row.number, to: &bytes)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Judges the words with what they show, as any other cell.
    private func appendWords(_ value: Span<UInt8>, _ number: Int, to bytes: inout [UInt8]) {
        var text: [UInt8] = []
        CSVCell.appendPlain(value, to: &text)
        let reason = refusal.words.reason(value: String(decoding: text, as: UTF8.self), number: number)
        for cell in [reason.key, reason.text, reason.remedy] {
            bytes.append(CSVCell.comma)
            CSVCell.append(cell, to: &bytes)
        }
    }
}

/// A text and a remedy as cells, cut where they show the value or a number.
private struct EncodedWords {
    private let start: [UInt8]
    private let textMark: RowWords.Mark?
    private let middle: [UInt8]
    private let remedyMark: RowWords.Mark?
    private let end: [UInt8]

    init(behind key: [UInt8], _ words: ReasonWords, isValueQuoted: Bool) {
        let text = EncodedWords.cell(words.text, isValueQuoted)
        let remedy = EncodedWords.cell(words.remedy, isValueQuoted)
        start = key + text.before
        textMark = words.text.mark
        middle = text.behind + [CSVCell.comma] + remedy.before
        remedyMark = words.remedy.mark
        end = remedy.behind
    }

    private static func cell(_ words: RowWords, _ isValueQuoted: Bool) -> (before: [UInt8], behind: [UInt8]) {
        let isQuoted =
            words.mark == .value && isValueQuoted
            || [words.before, words.behind].contains { CSVCell.isQuoted($0.utf8.span) }
        let quote = isQuoted ? [CSVCell.quote] : []
        return (quote + CSVCell.doubled(words.before), CSVCell.doubled(words.behind) + quote)
    }

    func append(_ value: Span<UInt8>, isQuoted: Bool, _ number: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: start)
        append(textMark, value, isQuoted: isQuoted, number, to: &bytes)
        bytes.append(contentsOf: middle)
        append(remedyMark, value, isQuoted: isQuoted, number, to: &bytes)
        bytes.append(contentsOf: end)
    }

    private func append(
        _ mark: RowWords.Mark?, _ value: Span<UInt8>, isQuoted: Bool, _ number: Int, to bytes: inout [UInt8]
    ) {
        switch mark {
        case .value where isQuoted: CSVCell.appendDoubled(value, to: &bytes)
        case .value: CSVCell.appendPlain(value, to: &bytes)
        case .number: CSVCell.append(number: number, to: &bytes)
        case nil: return
        }
    }
}
