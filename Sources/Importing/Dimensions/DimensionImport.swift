import Tabular
import TerritoryModel

/// What the dimension sources hold, and what was wrong in them.
public struct ImportedDimensions: Sendable {
    public var dimensions: Dimensions
    /// Finds accounts by their ids.
    var accountIndex = IdentifierTable()
    /// By place in the report's order of files.
    public internal(set) var files: [Int: ImportedFile]
    var rejections: [RejectionCount]
    var unmatched: UnmatchedTally
    var structural: [StructuralIssue]
}

/// Loads everything but sales and activities.
///
/// - Parameter locator: Finds the units of accounts with coordinates; nil = coordinates are passed over.
/// - Throws: `ImportError` where a whole file cannot be read; single bad rows are refused and counted.
public func importDimensions(
    _ catalog: SourceCatalog, asOf: Day, locator: (any UnitLocating)? = nil, context: ImportContext
) throws(ImportError) -> ImportedDimensions {
    var load = DimensionLoad(catalog: catalog, locator: locator, context: context)
    try load.units()
    let crosswalk = try load.crosswalk()
    try load.territories()
    try load.reps()
    try load.accounts(crosswalk)
    try load.unitAssignments()
    try load.accountAssignments()
    try load.repAssignments()
    try load.quotas()
    try load.demographics()
    try load.notes()
    load.result.structural += structuralOverlaps(load.result.dimensions, on: asOf)
    load.result.structural.sort {
        $0.kind.rawValue != $1.kind.rawValue
            ? $0.kind.rawValue < $1.kind.rawValue : precedesById($0.subject, $1.subject)
    }
    return load.result
}

/// The import of the dimensions under way: each step fills one part and may refer to those before it.
struct DimensionLoad {
    let catalog: SourceCatalog
    let locator: (any UnitLocating)?
    let context: ImportContext
    var result: ImportedDimensions
    var unitIndex = IdentifierTable()
    var territoryIndex = IdentifierTable()
    var repIndex = IdentifierTable()

    init(catalog: SourceCatalog, locator: (any UnitLocating)?, context: ImportContext) {
        self.catalog = catalog
        self.locator = locator
        self.context = context
        result = ImportedDimensions(
            dimensions: Dimensions(sources: Set(catalog.mappings.map(\.source))), files: [:], rejections: [],
            unmatched: UnmatchedTally(), structural: [])
    }

    /// Hands every readable row of a source to `body`, which refuses or loads it.
    mutating func each(
        _ source: String, _ fields: [String], required: Int,
        _ body: (inout DimensionLoad, SourceRows, Int) throws(ImportError) -> Void
    ) throws(ImportError) {
        for mapping in catalog.mappings where mapping.source == source {
            try each(mapping, fields, required: required, body)
        }
    }

    mutating func each(
        _ mapping: SourceMapping, _ fields: [String], required: Int,
        _ body: (inout DimensionLoad, SourceRows, Int) throws(ImportError) -> Void
    ) throws(ImportError) {
        let lookups = try SourceLookups(mapping, catalog: catalog, context: context)
        result.files.merge(lookups.files) { _, new in new }
        result.rejections += lookups.rejections
        for file in mapping.files {
            let ordinal = catalog.ordinal(of: file, in: mapping)
            let source = SourceFile(mapping: mapping, input: file, ordinal: ordinal, lookups: lookups.tables)
            let rows = try SourceRows(source, fields: fields, required: required, context: context)
            while try rows.next() {
                for row in rows.lines.indices { try body(&self, rows, row) }
            }
            let account = rows.account
            result.files[ordinal] = account.file
            result.rejections += account.rejections
        }
    }

    /// The day of an optional field; nothing is nil, an unreadable one refuses the row.
    func optionalDay(
        _ rows: SourceRows, _ row: Int, _ field: Int
    ) throws(ImportError) -> (day: Day?, isReadable: Bool) {
        guard !rows.value(row, field).isEmpty else { return (nil, true) }
        if let day = try rows.day(row, field) { return (day, true) }
        try rows.reject(row, field, .unreadableDate(rows.dateFormat))
        return (nil, false)
    }

    /// The number of an optional field; nothing is nil, an unreadable or negative one refuses the row.
    func optionalNumber(
        _ rows: SourceRows, _ row: Int, _ field: Int
    ) throws(ImportError) -> (number: FixedPoint?, isReadable: Bool) {
        guard !rows.value(row, field).isEmpty else { return (nil, true) }
        guard let number = try rows.decimal(row, field) else {
            try rows.reject(row, field, .unreadableNumber)
            return (nil, false)
        }
        guard number.units >= 0 else {
            try rows.reject(row, field, .negative)
            return (nil, false)
        }
        return (number, true)
    }

    /// The days from one field to another; refuses the row where they cannot be read or are reversed.
    func validity(
        _ rows: SourceRows, _ row: Int, from: Int, to: Int
    ) throws(ImportError) -> Validity? {
        let first = try optionalDay(rows, row, from)
        guard first.isReadable else { return nil }
        let last = try optionalDay(rows, row, to)
        guard last.isReadable else { return nil }
        if let from = first.day, let end = last.day, end < from {
            try rows.reject(row, to, .reversedSpan)
            return nil
        }
        return Validity(from: first.day, to: last.day)
    }

    /// The index of a required reference; an unknown one refuses the row.
    func reference(
        _ rows: SourceRows, _ row: Int, _ field: Int, in table: IdentifierTable, _ entity: String
    ) throws(ImportError) -> Int? {
        let range = rows.value(row, field)
        let bytes = rows.batch.bytes
        if let index = entity == "unit" ? unit(rows, row, field) : table.indexInEitherForm(bytes.span, range)
        {
            return index
        }
        try rows.reject(row, field, .unknown(entity))
        return nil
    }

    /// The unit that a field names; nil where it names none that is known.
    func unit(_ rows: SourceRows, _ row: Int, _ field: Int) -> Int? {
        let range = rows.value(row, field)
        let bytes = rows.batch.bytes
        guard range.count == UnitNormalization.paddedLength else {
            return range.isEmpty ? nil : unitIndex.indexInEitherForm(bytes.span, range)
        }
        return unitId(rows, row, field).flatMap { unitIndex.indexInEitherForm($0) }
    }

    /// The unit id of a field in its comparable form.
    func unitId(_ rows: SourceRows, _ row: Int, _ field: Int) -> String? {
        guard let id = rows.text(row, field) else { return nil }
        let comparable = catalog.unitNormalization.normalized(id)
        if comparable.utf8.count != id.utf8.count {
            rows.ledger.values.countPaddedUnit(id, line: rows.lines[row])
        }
        return comparable
    }
}

extension UnitNormalization {
    /// The length of ids that may lack a leading zero.
    static let paddedLength = 4

    /// The id in the form in which ids are compared.
    func normalized(_ id: String) -> String {
        guard self == .usCounty, id.utf8.count == UnitNormalization.paddedLength,
            id.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return id
        }
        return "0" + id
    }
}
