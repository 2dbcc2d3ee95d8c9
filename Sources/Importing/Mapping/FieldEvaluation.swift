import Tabular
import TerritoryModel

/// Works out the values of the fields that are not simply a column of the file, row by row.
///
/// What is composed, calculated or looked up is written behind the bytes of the batch, so that every value is a
/// range of them.
struct FieldEvaluation {
    /// Why a row cannot be used, found while its values were worked out.
    struct Fault {
        let column: String
        let value: String
        let fault: ValueFault
    }

    private enum Found {
        case notLookedUp
        /// The key is blank.
        case noKey
        case unknown(key: Range<Int>)
        case row(Int)
    }

    static let valueLimit = 1 << 20

    /// Decimal separator of the source's numbers; ours are written with it too.
    var separator: UInt8 = UInt8(ascii: ".")
    /// Fault of the row under way.
    private(set) var fault: Fault?
    private let lookups: [LookupTable]
    private let keys: [FieldPlan.Operand]
    private let nullWords: [[UInt8]]
    private let fileName: [UInt8]
    private var found: [Found]
    private var unknownKeys: [Int64]
    private var operands: [ExactDecimal] = []
    private var stack: [ExactDecimal] = []

    init(_ file: SourceFile, keys: [FieldPlan.Operand], nullWords: [[UInt8]]) {
        lookups = file.lookups
        self.keys = keys
        self.nullWords = nullWords
        fileName = Array(file.name.utf8)
        found = Array(repeating: .notLookedUp, count: keys.count)
        unknownKeys = Array(repeating: 0, count: keys.count)
    }

    /// Forgets what was found out for the row before.
    mutating func begin() {
        fault = nil
        for lookup in found.indices { found[lookup] = .notLookedUp }
    }

    /// The value of a field; empty = nothing.
    mutating func value(
        _ plan: FieldPlan, of record: RecordPosition, in batch: inout RecordBatch
    ) -> Range<Int> {
        var range = 0..<0
        var number: ExactDecimal?
        switch plan.value {
        case .nothing: break
        case .columns(let places): range = first(places, of: record, in: &batch)
        case .literal(let text): range = append(text, isNumeric: plan.isNumeric, to: &batch)
        case .template(let parts): range = compose(parts, plan, record, &batch)
        case .arithmetic(let arithmetic, let columns):
            number = calculate(arithmetic, columns, plan, record, &batch)
            if let number, !(plan.steps.map { $0.factor != nil && !$0.readsText } ?? false) {
                range = write(number, plan, to: &batch)
            }
        }
        guard let steps = plan.steps, fault == nil else { return range }
        return apply(steps, to: range, number, plan, &batch)
    }

    /// The first value among several places that is neither blank nor, where told to skip them, a null word.
    mutating func first(
        _ places: [ColumnPlace], of record: RecordPosition, in batch: inout RecordBatch,
        skippingNullWords: Bool = true
    ) -> Range<Int> {
        for place in places {
            let range = range(of: place, record, &batch)
            if !range.isEmpty, !(skippingNullWords && isNull(range, nullWords, batch)) { return range }
        }
        return 0..<0
    }

    /// Per look-up: the rows since this was last asked whose key it does not have.
    mutating func takeUnknownKeys() -> [Int64] {
        defer { for lookup in unknownKeys.indices { unknownKeys[lookup] = 0 } }
        return unknownKeys
    }

    /// Why a field that needs a value has none, where a look-up is the cause.
    func missing(_ plan: FieldPlan, in batch: RecordBatch) -> Fault? {
        for case .lookup(let table, _) in plan.places {
            if let fault = failure(of: table, batch) { return fault }
        }
        return nil
    }

    // MARK: - Look-ups

    /// The first look-up of a chain that failed; nil where all keys are known.
    private func failure(of table: Int, _ batch: RecordBatch) -> Fault? {
        for case .lookup(let earlier, _) in keys[table].places {
            if let fault = failure(of: earlier, batch) { return fault }
        }
        switch found[table] {
        case .unknown(let key):
            return Fault(
                column: keys[table].title, value: String(decoding: batch.bytes[key], as: UTF8.self),
                fault: .unknownKey(file: lookups[table].title))
        case .noKey: return Fault(column: keys[table].title, value: "", fault: .missing)
        case .notLookedUp, .row: return nil
        }
    }

    /// A key's columns belong to the file or to earlier look-ups, so this ends.
    private mutating func look(
        up table: Int, _ record: RecordPosition, _ batch: inout RecordBatch
    ) -> Int? {
        if case .notLookedUp = found[table] {
            let key = first(keys[table].places, of: record, in: &batch)
            if key.isEmpty {
                found[table] = .noKey
            } else if let row = lookups[table].row(batch.bytes.span, key) {
                found[table] = .row(row)
            } else {
                found[table] = .unknown(key: key)
                unknownKeys[table] += 1
            }
        }
        if case .row(let row) = found[table] { return row }
        return nil
    }

    private mutating func range(
        of place: ColumnPlace, _ record: RecordPosition, _ batch: inout RecordBatch
    ) -> Range<Int> {
        switch place {
        case .column(let column):
            guard let range = batch.range(of: column, in: record) else { return 0..<0 }
            return FieldParsing.trimmed(range, in: batch.bytes.span)
        case .lookup(let table, let column):
            guard let row = look(up: table, record, &batch) else { return 0..<0 }
            let start = batch.bytes.count
            batch.bytes.append(contentsOf: lookups[table].cell(row, column))
            return start..<batch.bytes.count
        case .fileName: return append(fileName, isNumeric: false, to: &batch)
        }
    }

    // MARK: - Steps

    private mutating func apply(
        _ steps: FieldSteps, to value: Range<Int>, _ number: ExactDecimal?, _ plan: FieldPlan,
        _ batch: inout RecordBatch
    ) -> Range<Int> {
        var range = value
        var number = number
        if isNull(range, steps.nullWords, batch) {
            range = 0..<0
            number = nil
        }
        if !range.isEmpty, let ours = steps.replacement(batch.bytes.span, range) {
            range = append(ours, isNumeric: steps.isNumeric, to: &batch)
            number = nil
        }
        if range.isEmpty, number == nil, let ours = steps.fallback {
            range = append(ours, isNumeric: steps.isNumeric, to: &batch)
        }
        guard let factor = steps.factor, let exact = number ?? self.number(range, batch) else { return range }
        guard let product = exact.multiplied(by: factor) else {
            fail(plan, String(decoding: batch.bytes[range], as: UTF8.self), .outOfRange)
            return 0..<0
        }
        return write(product, plan, to: &batch)
    }

    private func isNull(_ range: Range<Int>, _ words: [[UInt8]], _ batch: RecordBatch) -> Bool {
        words.contains { $0.elementsEqual(batch.bytes[range]) }
    }

    private mutating func fail(_ plan: FieldPlan, _ value: String, _ fault: ValueFault) {
        self.fault = self.fault ?? Fault(column: plan.title, value: value, fault: fault)
    }

    /// Writes a value of the configuration, a number with the separator of the source.
    private func append(_ text: [UInt8], isNumeric: Bool, to batch: inout RecordBatch) -> Range<Int> {
        let start = batch.bytes.count
        for byte in text {
            batch.bytes.append(isNumeric && byte == UInt8(ascii: ".") ? separator : byte)
        }
        return start..<batch.bytes.count
    }

    // MARK: - Templates

    /// Writes the composed value; nothing where all its columns are blank.
    private mutating func compose(
        _ parts: [FieldPlan.Part], _ plan: FieldPlan, _ record: RecordPosition, _ batch: inout RecordBatch
    ) -> Range<Int> {
        // Columns from look-ups are written before the value that they become part of.
        let columns = parts.map { part in
            if case .columns(let places, _) = part { first(places, of: record, in: &batch) } else { 0..<0 }
        }
        guard columns.contains(where: { !$0.isEmpty }) else { return 0..<0 }
        let start = batch.bytes.count
        for (part, range) in zip(parts, columns) {
            switch part {
            case .literal(let text): batch.bytes.append(contentsOf: text)
            case .columns(_, let width): append(range, width: width, to: &batch)
            }
            guard batch.bytes.count - start <= FieldEvaluation.valueLimit else {
                let value = String(decoding: batch.bytes[start..<(start + 80)], as: UTF8.self)
                fail(plan, value, .tooLong(limit: FieldEvaluation.valueLimit))
                return 0..<0
            }
        }
        let range = start..<batch.bytes.count
        return isNull(range, nullWords, batch) ? 0..<0 : range
    }

    private func append(_ range: Range<Int>, width: Int?, to batch: inout RecordBatch) {
        var kept = range
        if let width, width < 0 {
            kept = suffix(-width, of: range, batch)
        } else if let width, range.allSatisfy({ (0x30...0x39).contains(batch.bytes[$0]) }) {
            for _ in 0..<max(0, width - range.count) { batch.bytes.append(0x30) }
        }
        for place in kept { batch.bytes.append(batch.bytes[place]) }
    }

    /// The last characters of a value.
    private func suffix(_ count: Int, of range: Range<Int>, _ batch: RecordBatch) -> Range<Int> {
        guard range.contains(where: { batch.bytes[$0] >= 0x80 }) else {
            return max(range.lowerBound, range.upperBound - count)..<range.upperBound
        }
        let text = String(decoding: batch.bytes[range], as: UTF8.self)
        return (range.upperBound - text.suffix(count).utf8.count)..<range.upperBound
    }

    // MARK: - Arithmetic

    /// The exact result; nil where an operand is blank or, with a fault, is no number.
    private mutating func calculate(
        _ arithmetic: Arithmetic, _ columns: [FieldPlan.Operand], _ plan: FieldPlan,
        _ record: RecordPosition, _ batch: inout RecordBatch
    ) -> ExactDecimal? {
        operands.removeAll(keepingCapacity: true)
        for column in columns {
            let range = first(column.places, of: record, in: &batch)
            if range.isEmpty || isNull(range, plan.steps?.nullWords ?? [], batch) { continue }
            guard let number = number(range, batch) else {
                fault =
                    fault
                    ?? Fault(
                        column: column.title, value: String(decoding: batch.bytes[range], as: UTF8.self),
                        fault: plan.name == "amount" ? .unreadableAmount : .unreadableNumber)
                return nil
            }
            operands.append(number)
        }
        guard operands.count == columns.count else { return nil }
        guard let result = arithmetic.value(operands, &stack) else {
            fail(plan, "", .outOfRange)
            return nil
        }
        return result
    }

    /// A number as the source writes it, with any number of decimals.
    private func number(_ range: Range<Int>, _ batch: RecordBatch) -> ExactDecimal? {
        let span = batch.bytes.span
        if let number = FieldParsing.decimal(range, in: span, separator: separator) {
            return ExactDecimal(number)
        }
        if let number = ExactDecimal(span, range, separator: separator) { return number }
        return DecimalForm(range, in: span, separator: separator)?.value(in: span).map(ExactDecimal.init)
    }

    /// Writes a number as the source would, rounded to 1/10,000.
    private mutating func write(
        _ number: ExactDecimal, _ plan: FieldPlan, to batch: inout RecordBatch
    ) -> Range<Int> {
        guard let rounded = number.rounded() else {
            fail(plan, "", .outOfRange)
            return 0..<0
        }
        return append(Array(rounded.description.utf8), isNumeric: true, to: &batch)
    }
}
