import Tabular

/// How the rows of one file become values: the mapping, fitted to the columns of the file.
struct RowPlan: Sendable {
    let source: SourceFile
    /// What is read, in the order asked for; a field that stands for a column per year stands once for each.
    let fields: [FieldPlan]
    /// So many of the fields must be present in every row.
    let required: Int
    let columnCount: Int
    /// Per field: the column of a plain mapping; nil for all else.
    let plainColumns: [Int?]
    /// Whether a row has more than plain fields.
    let isWorkedOut: Bool
    /// nil where a row must be filtered or worked out.
    let plainFields: PlainFields?
    /// Whether numbers of the file are calculated with, so that how it writes them must be known beforehand.
    let calculates: Bool
    let filters: [PlannedFilter]
    let nullWords: [[UInt8]]
    let amountField: Int?
    /// Per field: which of its values are none of the file's own.
    let ownValues: [OwnValues]
    /// What is looked up in each of the tables.
    let keys: [FieldPlan.Operand]

    var mapping: SourceMapping { source.mapping }

    /// What the file calls that which tells a row from all others.
    var identityTitle: String {
        fields.first { $0.name == SourceMapping.rowIdentity }?.title ?? SourceMapping.rowIdentity
    }

    init(
        _ source: SourceFile, columns: [String], fields names: [String], required: Int
    ) throws(ImportError) {
        self.source = source
        self.required = required
        columnCount = columns.count
        amountField = names.firstIndex(of: "amount")
        nullWords = source.mapping.nullWords.map { Array($0.utf8) }
        let planning = RowPlanning(source, header: columns)
        try planning.requireColumns()
        fields = try planning.fields(names)
        filters = planning.filters()
        keys = planning.keys()
        plainColumns = fields.map(\.plainColumn)
        isWorkedOut = plainColumns.contains(nil) || !source.lookups.isEmpty
        plainFields =
            isWorkedOut || !filters.isEmpty
            ? nil
            : PlainFields(
                columns: plainColumns.compactMap { $0 }, required: required, nullWords: nullWords)
        calculates = fields.contains(where: \.calculates)
        ownValues = fields.map { OwnValues(source.mapping.fields[$0.name]) }
    }
}

/// Which values of a field come from the configuration or from arithmetic, which write plain decimals.
enum OwnValues: Sendable {
    case none, all
    case some([String])

    init(_ mapped: FieldMapping?) {
        guard let mapped else {
            self = .none
            return
        }
        if mapped.value.isComputed || mapped.scale != nil || mapped.isNegated {
            self = .all
        } else if mapped.fallback != nil || !mapped.valueMap.isEmpty {
            self = .some([mapped.fallback, mapped.otherwise].compactMap { $0 } + mapped.valueMap.values)
        } else {
            self = .none
        }
    }
}
