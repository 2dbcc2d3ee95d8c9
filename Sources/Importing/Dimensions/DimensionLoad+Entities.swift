import Tabular
import TerritoryModel

extension DimensionLoad {
    mutating func units() throws(ImportError) {
        var seen = IdentifierTable()
        let fields = ["unit_id", "name", "region", "land_area_km2", "potential"]
        try each("units", fields, required: 2) { (load, rows, row) throws(ImportError) in
            guard let id = load.unitId(rows, row, 0), let name = rows.text(row, 1) else { return }
            let area = try load.optionalNumber(rows, row, 3)
            let potential = try load.optionalNumber(rows, row, 4)
            guard area.isReadable, potential.isReadable else { return }
            guard seen.insertNew(id) else { return try rows.reject(row, 0, .duplicateId("unit")) }
            load.result.dimensions.units.append(
                GeographicUnit(
                    id: id, name: name, region: rows.text(row, 2), landAreaKm2: area.number?.doubleValue,
                    potential: potential.number))
            try rows.ledger.countLoaded()
        }
        result.dimensions.units.sort { precedesById($0.id, $1.id) }
        unitIndex = IdentifierTable(result.dimensions.units.map(\.id))
    }

    mutating func crosswalk() throws(ImportError) -> Crosswalk {
        var crosswalk = Crosswalk()
        try each("crosswalk", ["postal_code", "unit_id", "weight", "fallback_weight"], required: 2) {
            (load, rows, row) throws(ImportError) in
            let known = load.unit(rows, row, 1)
            guard let weight = try load.weight(rows, row, 2), let fallback = try load.weight(rows, row, 3)
            else { return }
            guard let unit = known else { return try rows.reject(row, 1, .unknown("unit")) }
            let claim = Crosswalk.Claim(unit: unit, weight: weight, fallback: fallback)
            let bytes = rows.batch.bytes
            let code = rows.value(row, 0)
            if let digits = PostalCode.comparable(bytes.span, code) {
                crosswalk.add(bytes.span, digits, claim)
            } else if let restored = load.restoredCode(rows, row) {
                let digits = Array(restored.utf8)
                crosswalk.add(digits.span, digits.indices, claim)
            } else {
                crosswalk.add(bytes.span, code, claim)
            }
            try rows.ledger.countLoaded()
        }
        return crosswalk
    }

    /// A weight of a crosswalk row, 1 where it has none; an unreadable or negative one refuses the row.
    private func weight(_ rows: SourceRows, _ row: Int, _ field: Int) throws(ImportError) -> Double? {
        guard !rows.value(row, field).isEmpty else { return 1 }
        if let share = try rows.share(row, field), share.isFinite, share >= 0 { return share }
        try rows.reject(row, field, .unreadableNumber)
        return nil
    }

    /// The postal code of a crosswalk row without its leading zeros, where the county's state has such codes.
    private func restoredCode(_ rows: SourceRows, _ row: Int) -> String? {
        guard catalog.unitNormalization == .usCounty, let code = rows.text(row, 0),
            let id = rows.text(row, 1).map(catalog.unitNormalization.normalized),
            let state = PostalState.withFIPS(id.prefix(2)),
            let restored = PostalCode.restored(code, in: state)
        else { return nil }
        rows.ledger.values.countPaddedPostalCode(code, line: rows.lines[row])
        return restored
    }

    mutating func territories() throws(ImportError) {
        var rowsById: [(id: String, name: String, parent: String?, isOverlay: Bool)] = []
        var seen = IdentifierTable()
        try each("territories", ["territory_id", "name", "parent_id", "kind"], required: 2) {
            (load, rows, row) throws(ImportError) in
            guard let id = rows.text(row, 0), let name = rows.text(row, 1) else { return }
            guard id != "unassigned" else { return try rows.reject(row, 0, .assignedToUnassigned) }
            let kind = rows.text(row, 3)?.lowercased() ?? "exclusive"
            guard ["exclusive", "overlay", "group"].contains(kind) else {
                return try rows.reject(row, 3, .unknownKind)
            }
            guard seen.insertNew(id) else { return try rows.reject(row, 0, .duplicateId("territory")) }
            rowsById.append((id, name, rows.text(row, 2), kind == "overlay"))
            try rows.ledger.countLoaded()
        }
        rowsById.sort { precedesById($0.id, $1.id) }
        territoryIndex = IdentifierTable(rowsById.map(\.id))
        let (parents, issues) = TerritoryTree.parents(
            of: rowsById.map { ($0.id, $0.parent) }, in: territoryIndex)
        result.structural += issues
        let groups = Set(parents.compactMap { $0 })
        result.dimensions.territories = rowsById.enumerated().map { index, row in
            Territory(
                id: row.id, name: row.name, parent: parents[index],
                kind: groups.contains(index) ? .group : row.isOverlay ? .overlay : .exclusive)
        }
    }

    mutating func reps() throws(ImportError) {
        var seen = IdentifierTable()
        try each("reps", ["rep_id", "name", "hired", "weekly_capacity_hours"], required: 2) {
            (load, rows, row) throws(ImportError) in
            guard let id = rows.text(row, 0), let name = rows.text(row, 1) else { return }
            guard id != "unassigned" else { return try rows.reject(row, 0, .assignedToUnassigned) }
            let hired = try load.optionalDay(rows, row, 2)
            guard hired.isReadable else { return }
            let capacity = try load.optionalNumber(rows, row, 3)
            guard capacity.isReadable else { return }
            guard seen.insertNew(id) else { return try rows.reject(row, 0, .duplicateId("rep")) }
            load.result.dimensions.reps.append(
                Rep(id: id, name: name, hired: hired.day, weeklyCapacityHours: capacity.number))
            try rows.ledger.countLoaded()
        }
        result.dimensions.reps.sort { precedesById($0.id, $1.id) }
        repIndex = IdentifierTable(result.dimensions.reps.map(\.id))
    }
}
