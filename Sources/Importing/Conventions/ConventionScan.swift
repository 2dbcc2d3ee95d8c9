import Tabular
import TerritoryModel

/// Reads a file once more from its start, only to find out how its values are written.
///
/// What it finds depends on the file and the mapping alone, not on the row that asked.
struct ConventionScan {
    let source: SourceFile

    private var mapping: SourceMapping { source.mapping }

    /// What the values of a file say of its decimal separator.
    struct DecimalFinding: Sendable {
        /// The first value that allows one reading only.
        var decision: (separator: UInt8, by: DecidingValue)?
        /// The first value before it that allows both.
        var doubt: Doubt?
    }

    /// What the values of a file say of its dates.
    struct DateFinding {
        var decision: DateConvention?
        var doubt: Doubt?
    }

    /// A value that can be read in two ways.
    struct Doubt: Sendable {
        let value: DecidingValue
        let column: String
    }

    /// Looks for the first number of the file that only one decimal separator explains.
    func decimals() throws(ImportError) -> DecimalFinding {
        var finding = DecimalFinding()
        let hasBounds = mapping.source == "demographics"
        try each(mapping.numericFields) { rows, row, field in
            var range = rows.value(row, field)
            let bytes = rows.batch.bytes
            if hasBounds, let bound = BoundedValue.number(range, in: bytes.span) { range = bound }
            switch DecimalEvidence(range, in: bytes.span) {
            case .nothing: return true
            case .ambiguous:
                finding.doubt = finding.doubt ?? rows.doubt(row, field)
                return true
            case .decides(let separator):
                finding.decision = (separator, rows.doubt(row, field).value)
                return false
            }
        }
        return finding
    }

    /// Looks for the first date of the file, and where day and month could change places, for the first with the
    /// same mark that decides.
    func dates() throws(ImportError) -> DateFinding {
        var finding = DateFinding()
        var mark: UInt8?
        try each(mapping.dateFields) { rows, row, field in
            let range = rows.value(row, field)
            let bytes = rows.batch.bytes
            let evidence = DateEvidence(range, in: bytes.span)
            if let mark, evidence.mark != mark { return true }
            switch evidence {
            case .nothing: return true
            case .ambiguous(let found):
                mark = found
                finding.doubt = finding.doubt ?? rows.doubt(row, field)
                return true
            case .decides(let pattern):
                finding.decision = DateConvention(pattern: pattern, decidedBy: rows.doubt(row, field).value)
                return false
            }
        }
        return finding
    }

    /// Hands the raw values of some fields to `body`, row by row, until it returns false.
    private func each(
        _ fields: [String], _ body: (SourceRows, Int, Int) -> Bool
    ) throws(ImportError) {
        let scanned = scanned(fields)
        let names = scanned.fields.keys.sorted()
        guard !names.isEmpty else { return }
        let rows = try SourceRows(
            SourceFile(
                mapping: scanned, input: source.input, ordinal: 0,
                lookups: scanned.lookups.isEmpty ? [] : source.lookups),
            fields: names, required: 0, context: ImportContext(rejectedRows: NoRejectedRows()))
        while try rows.next() {
            for row in rows.lines.indices {
                for field in rows.fields.indices where !rows.value(row, field).isEmpty {
                    guard body(rows, row, field) else { return }
                }
            }
        }
    }

    /// A mapping that yields the values of these fields as the file writes them.
    private func scanned(_ fields: [String]) -> SourceMapping {
        var raw: [String: FieldMapping] = [:]
        for field in fields {
            guard let mapped = mapping.fields[field] else { continue }
            for (index, expression) in mapped.value.scanned.enumerated() {
                var plain = FieldMapping(expression)
                plain.nullWords = mapped.nullWords
                raw["\(field) \(String(index + 1_000).dropFirst())"] = plain
            }
        }
        var scanned = mapping
        scanned.fields = raw
        let columns = raw.values.flatMap(\.value.columns) + mapping.filters.map(\.column)
        let needsLookups = columns.contains { column in
            column.names.contains { name in
                mapping.lookups.contains { name.hasPrefix($0.name + ".") }
            }
        }
        if !needsLookups { scanned.lookups = [] }
        return scanned
    }
}

extension FieldExpression {
    /// The expressions whose values show how the file writes what this one reads.
    fileprivate var scanned: [FieldExpression] {
        switch self {
        case .column, .template: [self]
        case .literal: []
        case .arithmetic(let arithmetic): arithmetic.columns.map(FieldExpression.column)
        }
    }

    /// Whether the value is written by the program or the configuration rather than by the file.
    var isComputed: Bool {
        switch self {
        case .column, .template: false
        case .literal, .arithmetic: true
        }
    }
}

extension SourceRows {
    /// The value of a field and where it stands.
    fileprivate func doubt(_ row: Int, _ field: Int) -> ConventionScan.Doubt {
        ConventionScan.Doubt(
            value: DecidingValue(line: lines[row], value: String((text(row, field) ?? "").prefix(80))),
            column: columnName(field))
    }
}

extension SourceMapping {
    /// The mapped fields that are numbers, sorted.
    fileprivate var numericFields: [String] {
        let entity = SourceEntity.named(source)
        return fields.keys.filter { entity?.isNumeric($0) ?? false }.sorted()
    }

    /// The mapped fields that are dates, sorted.
    fileprivate var dateFields: [String] {
        let entity = SourceEntity.named(source)
        return fields.keys.filter { entity?.isDate($0) ?? false }.sorted()
    }
}
