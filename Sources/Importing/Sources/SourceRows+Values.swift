import Tabular
import TerritoryModel

extension SourceRows {
    /// The day of a field; nil where it is none.
    ///
    /// - Throws: `ImportError.ambiguousDates` where nothing decides how the file writes its dates.
    @inline(__always)
    func day(_ row: Int, _ field: Int) throws(ImportError) -> Day? {
        if let format = conventions.fastDates {
            let bytes = batch.bytes
            if let day = FieldParsing.day(value(row, field), in: bytes.span, format: format) { return day }
        }
        return try slowDay(row, field)
    }

    private func slowDay(_ row: Int, _ field: Int) throws(ImportError) -> Day? {
        let range = value(row, field)
        guard !range.isEmpty else { return nil }
        if conventions.dates == nil { conventions.settle(try open.decisions.dates()) }
        let bytes = batch.bytes
        return conventions.dates?.pattern?.day(range, in: bytes.span)
    }

    /// How dates are read in this file.
    var dateFormat: DateConvention { conventions.dates ?? DateConvention(pattern: nil, decidedBy: nil) }

    /// The number of a field; nil where it is none.
    ///
    /// - Throws: `ImportError.ambiguousDecimals` where nothing decides between a decimal point and a decimal comma.
    @inline(__always)
    func decimal(_ row: Int, _ field: Int) throws(ImportError) -> FixedPoint? {
        let bytes = batch.bytes
        let range = value(row, field)
        if let number = FieldParsing.decimal(range, in: bytes.span, separator: conventions.fastSeparator) {
            return number
        }
        return try slowDecimal(row, field, counts: true)
    }

    /// The refused amount of a row; what it says of currencies is not counted, for the row is not loaded.
    func refusedAmount(_ row: Int) throws(ImportError) -> FixedPoint? {
        guard let amountField else { return nil }
        let bytes = batch.bytes
        let range = value(row, amountField)
        if let number = FieldParsing.decimal(range, in: bytes.span, separator: conventions.fastSeparator) {
            return number
        }
        return try slowDecimal(row, amountField, counts: false)
    }

    private func slowDecimal(_ row: Int, _ field: Int, counts: Bool) throws(ImportError) -> FixedPoint? {
        let range = value(row, field)
        if isWrittenHere(range, field) { return canonical(range) }
        guard let form = try form(range, field, line: lines[row]) else { return nil }
        if counts, let currency = form.currency {
            ledger.values.countCurrency(
                String(decoding: batch.bytes[currency], as: UTF8.self), in: .init(part: part, row: row))
        }
        let bytes = batch.bytes
        return form.value(in: bytes.span)
    }

    /// The number of a field that may be a share with more than four decimals.
    func share(_ row: Int, _ field: Int) throws(ImportError) -> Double? {
        let range = value(row, field)
        if isWrittenHere(range, field) { return canonical(range)?.doubleValue }
        guard let form = try form(range, field, line: lines[row]) else { return nil }
        let bytes = batch.bytes
        return form.doubleValue(in: bytes.span)
    }

    /// The number of a demographic field, where a bound counts as the number it names.
    ///
    /// A minus behind the number makes it a bound here (`2,500-` is 2,500 or less), and a negative number everywhere
    /// else.
    func indicator(_ row: Int, _ field: Int) throws(ImportError) -> FixedPoint? {
        let range = value(row, field)
        let bytes = batch.bytes
        guard let bound = BoundedValue.number(range, in: bytes.span) else { return try decimal(row, field) }
        let found =
            isWrittenHere(range, field) ? canonical(bound) : try decimal(bound, field, line: lines[row])
        guard let number = found else { return nil }
        ledger.values.countBounded(text(row, field) ?? "", line: lines[row])
        return number
    }

    /// The number that some bytes of the batch show, read as the file writes its numbers.
    func decimal(_ range: Range<Int>, _ field: Int, line: Int) throws(ImportError) -> FixedPoint? {
        let bytes = batch.bytes
        return try form(range, field, line: line)?.value(in: bytes.span)
    }

    /// The separator with which a number computed from values of the file is to be written.
    ///
    /// The point as long as no value of the file has needed a decision.
    var separatorInForce: UInt8 { conventions.decimals?.separator ?? UInt8(ascii: ".") }

    /// Reads a number by form, and decides the separator of the file where the number needs it.
    private func form(_ range: Range<Int>, _ field: Int, line: Int) throws(ImportError) -> DecimalForm? {
        let bytes = batch.bytes
        var separator = separatorInForce
        if conventions.decimals == nil {
            let evidence = DecimalEvidence(range, in: bytes.span)
            if evidence != .nothing {
                let value = DecidingValue(
                    line: line, value: String(String(decoding: bytes[range], as: UTF8.self).prefix(80)))
                separator = try decidedSeparator(
                    evidence, ConventionScan.Doubt(value: value, column: columnName(field)))
            }
        }
        return DecimalForm(range, in: bytes.span, separator: separator)
    }

    /// Decides the separator of the file before its numbers are calculated with.
    func settleDecimals() throws(ImportError) {
        guard conventions.decimals == nil else { return }
        if let decimals = try open.decisions.decimals() { conventions.settle(decimals) }
    }

    /// The separator of the file, or of a value that is none of the file's own, by what it says itself.
    private func decidedSeparator(
        _ evidence: DecimalEvidence, _ asking: ConventionScan.Doubt
    ) throws(ImportError) -> UInt8 {
        try settleDecimals()
        if let decimals = conventions.decimals { return decimals.separator }
        guard case .decides(let separator) = evidence else {
            throw open.decisions.ambiguousDecimals(asking)
        }
        return separator
    }

    /// Whether a value comes from the configuration or from arithmetic, which write plain decimals.
    func isWrittenHere(_ range: Range<Int>, _ field: Int) -> Bool {
        guard case .some(let own) = plan.ownValues[field] else { return isAllWrittenHere(field) }
        let text = String(decoding: batch.bytes[range], as: UTF8.self)
        return own.contains { $0 == text || FieldSteps.bytes($0).elementsEqual(text.utf8) }
    }

    private func isAllWrittenHere(_ field: Int) -> Bool {
        if case .all = plan.ownValues[field] { true } else { false }
    }

    /// A plain decimal with either separator, as the configuration and arithmetic write it.
    private func canonical(_ range: Range<Int>) -> FixedPoint? {
        let bytes = batch.bytes
        return FieldParsing.decimal(range, in: bytes.span, separator: UInt8(ascii: "."))
            ?? FieldParsing.decimal(range, in: bytes.span, separator: UInt8(ascii: ","))
    }
}
