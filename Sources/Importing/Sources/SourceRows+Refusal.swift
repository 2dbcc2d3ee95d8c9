import Tabular
import TerritoryModel

extension SourceRows {
    /// Refuses a row for the value of one field.
    func reject(_ row: Int, _ field: Int, _ fault: ValueFault) throws(ImportError) {
        let range = value(row, field)
        let bytes = batch.bytes
        let refusal = refusal(for: fault, field, range)
        ledger.refused.append(
            refusal, line: lines[row], number: fault.number,
            value: bytes.span.extracting(FieldParsing.shown(range, in: bytes.span)),
            amount: try refusedAmount(row))
    }

    private func refusal(for fault: ValueFault, _ field: Int, _ range: Range<Int>) -> Refusal {
        let decimals = fault.isOfNumber ? otherDecimals(range, field) : nil
        let cause = RecentRefusals.Cause.value(
            fault.withoutNumber, field: field, isOtherNumber: decimals != nil)
        return recentRefusals.refusal(cause) {
            let column = columnName(field)
            let words = fault.words(column: column, source: mapping.source, otherwise: decimals)
            return Refusal(source: mapping.source, file: file.displayPath, column: column, words: words)
        }
    }

    /// How the file writes its numbers, where the value is one with the other separator.
    private func otherDecimals(_ range: Range<Int>, _ field: Int) -> DecimalConvention? {
        // A value of the configuration decides nothing, so by now the decision may or may not have been made.
        if !plan.calculates && isWrittenHere(range, field) { return nil }
        let bytes = batch.bytes
        return conventions.decimals.flatMap { $0.isOther(range, in: bytes.span) ? $0 : nil }
    }

    /// Refuses a row whose values could not be worked out.
    func refuse(_ row: Int, _ fault: FieldEvaluation.Fault) throws(ImportError) {
        let cause = RecentRefusals.Cause.calculation(fault.fault.withoutNumber, column: fault.column)
        let refusal = recentRefusals.refusal(cause) {
            let words = fault.fault.words(column: fault.column, source: mapping.source)
            return Refusal(
                source: mapping.source, file: file.displayPath, column: fault.column, words: words)
        }
        let value = fault.value.utf8.span
        ledger.refused.append(
            refusal, line: lines[row], number: fault.fault.number,
            value: value.extracting(FieldParsing.shown(value.indices, in: value)),
            amount: try refusedAmount(row))
    }

    /// Refuses a record that could not be read.
    func refuse(_ fault: RecordFault) {
        let cause = RecentRefusals.Cause.record(fault.kind.withoutNumber, column: fault.column)
        let refusal = recentRefusals.refusal(cause) {
            Refusal(
                source: mapping.source, file: file.displayPath, column: fault.column, words: fault.kind.words)
        }
        ledger.refused.append(
            refusal, line: fault.line, number: fault.kind.problemNumber, value: fault.excerpt.utf8.span,
            amount: nil)
    }
}

extension FieldParsing {
    /// Characters that are shown of a value.
    private static let shownCharacters = 80

    /// The part of a value that is shown of it.
    static func shown(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        // A character has one byte at least.
        guard range.count > shownCharacters else { return range }
        let end = range.lowerBound + shownCharacters
        // What follows the last character may belong to it, and a line feed belongs to a carriage return.
        let isPlain = (range.lowerBound...end).allSatisfy { bytes[$0] < 0x80 && bytes[$0] != 0x0D }
        if isPlain { return range.lowerBound..<end }
        let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
        return range
            .lowerBound..<min(range.upperBound, range.lowerBound + text.prefix(shownCharacters).utf8.count)
    }
}
