import Tabular

/// Fits a mapping to the columns of one file.
struct RowPlanning {
    private let source: SourceFile
    private let scope: ColumnScope
    private let isAsked: Bool
    private var mapping: SourceMapping { source.mapping }

    init(_ source: SourceFile, header: [String]) {
        self.source = source
        isAsked =
            switch source.mapping.format {
            case .xml, .sdmx: true
            case .csv, .worksheet: false
            case .recognised: header == source.mapping.askedColumns
            }
        scope = ColumnScope(header: header, isAsked: isAsked, lookups: source.lookups)
    }

    /// Fails at the first column that the mapping needs and the file does not have, or a scale that is no number.
    func requireColumns() throws(ImportError) {
        for (owner, column) in mapping.references where !column.isOptional && scope.places(column).isEmpty {
            guard !isYearColumn(column) else { continue }
            throw missing(column, owner)
        }
        for (field, value) in mapping.fields.sorted(by: { $0.key < $1.key }) {
            if let scale = value.scale, !FieldMapping.isScale(scale) {
                throw .notAScale(source: mapping.source, field: field, text: scale)
            }
        }
    }

    /// How each field is read; an unmapped one is nothing, one of several years stands once for each of them.
    func fields(_ names: [String]) throws(ImportError) -> [FieldPlan] {
        let entity = SourceEntity.named(mapping.source)
        var plans: [FieldPlan] = []
        for name in names {
            guard let field = mapping.fields[name] else {
                plans.append(FieldPlan(unmapped: name))
                continue
            }
            if case .column(let column) = field.value, isYearColumn(column) {
                plans += try yearPlans(name, field, column)
            } else {
                plans.append(
                    FieldPlan(name, field, isNumeric: entity?.isNumeric(name) ?? false, in: scope))
            }
        }
        return plans
    }

    /// The filters whose columns the file has; an optional one that it lacks passes every row.
    func filters() -> [PlannedFilter] {
        mapping.filters.compactMap { filter in
            let places = scope.places(filter.column)
            return places.isEmpty ? nil : PlannedFilter(filter, places: places)
        }
    }

    /// What is looked up in each of the tables.
    func keys() -> [FieldPlan.Operand] {
        zip(mapping.lookups, source.lookups.indices).map { lookup, table in
            let earlier = ColumnScope(
                header: scope.header, isAsked: isAsked, lookups: Array(source.lookups[..<table]))
            return FieldPlan.Operand(places: earlier.places(lookup.on), title: lookup.on.title)
        }
    }

    private func isYearColumn(_ column: ColumnReference) -> Bool {
        SourceEntity.named(mapping.source)?.hasIndicators == true
            && column.names.contains { $0.contains(ColumnReference.yearMark) }
    }

    private func yearPlans(
        _ name: String, _ field: FieldMapping, _ column: ColumnReference
    ) throws(ImportError) -> [FieldPlan] {
        guard !isAsked else {
            throw .yearColumnsNeedHeader(
                source: mapping.source, file: source.input.displayPath, column: column.title)
        }
        let found = scope.yearColumns(column)
        guard !found.isEmpty || column.isOptional else { throw missing(column, name) }
        return found.map { FieldPlan(name, field, column: $0.column, year: $0.year, in: scope) }
    }

    private func missing(_ column: ColumnReference, _ owner: String) -> ImportError {
        .missingColumn(
            source: mapping.source, file: source.input.displayPath, column: column.alternatives,
            field: owner, header: scope.header)
    }
}
