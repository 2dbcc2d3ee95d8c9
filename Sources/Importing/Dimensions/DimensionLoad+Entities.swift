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

    /// Postal code → the unit with the largest weight, the lowest id among equals.
    mutating func crosswalk() throws(ImportError) -> [String: Int] {
        var best: [String: (unit: Int, weight: Double)] = [:]
        try each("crosswalk", ["postal_code", "unit_id", "weight"], required: 2) {
            (load, rows, row) throws(ImportError) in
            guard let code = rows.text(row, 0), let id = load.unitId(rows, row, 1) else { return }
            var weight = 1.0
            if !rows.value(row, 2).isEmpty {
                guard let share = try rows.share(row, 2), share.isFinite, share >= 0 else {
                    return try rows.reject(row, 2, .unreadableNumber)
                }
                weight = share
            }
            guard let unit = load.unitIndex.indexInEitherForm(id) else {
                return try rows.reject(row, 1, .unknown("unit"))
            }
            let key = PostalCode.comparable(code) ?? load.restored(code, ofUnit: id, rows, row) ?? code
            let known = best[key]
            if known.map({ ($0.weight, -$0.unit) < (weight, -unit) }) ?? true {
                best[key] = (unit, weight)
            }
            try rows.ledger.countLoaded()
        }
        return best.mapValues(\.unit)
    }

    /// The postal code of a crosswalk row without its leading zeros, where the county's state has such codes.
    private func restored(_ code: String, ofUnit id: String, _ rows: SourceRows, _ row: Int) -> String? {
        guard catalog.unitNormalization == .usCounty, let state = PostalState.withFIPS(id.prefix(2)),
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

    private struct AccountRow {
        let id: String
        let name: String
        let postalCode: String?
        let unit: Int?
        let territory: Int?
        let segment: String?
        let potential: Money?
        let planned: FixedPoint?
        let parent: String?
    }

    mutating func accounts(_ crosswalk: [String: Int]) throws(ImportError) {
        var loaded: [AccountRow] = []
        var seen = IdentifierTable()
        let fields = [
            "account_id", "name", "postal_code", "unit_id", "territory_id", "segment", "potential",
            "planned_calls_per_year", "parent_id", "state",
        ]
        try each("accounts", fields, required: 2) { (load, rows, row) throws(ImportError) in
            guard let id = rows.text(row, 0), let name = rows.text(row, 1) else { return }
            let potential = try load.optionalNumber(rows, row, 6)
            guard potential.isReadable else { return }
            let planned = try load.optionalNumber(rows, row, 7)
            guard planned.isReadable else { return }
            guard seen.insertNew(id) else { return try rows.reject(row, 0, .duplicateId("account")) }
            loaded.append(
                AccountRow(
                    id: id, name: name, postalCode: rows.text(row, 2), unit: load.unit(rows, row, crosswalk),
                    territory: load.namedTerritory(rows, row), segment: rows.text(row, 5),
                    potential: potential.number, planned: planned.number, parent: rows.text(row, 8)))
            try rows.ledger.countLoaded()
        }
        loaded.sort { precedesById($0.id, $1.id) }
        accountIndex = IdentifierTable(loaded.map(\.id))
        result.dimensions.accounts = loaded.map { row in
            Account(
                id: row.id, name: row.name, unit: row.unit, postalCode: row.postalCode,
                namedTerritory: row.territory, segment: row.segment, potential: row.potential,
                plannedCallsPerYear: row.planned,
                parent: row.parent.flatMap { accountIndex.indexInEitherForm($0) })
        }
    }

    /// The unit of an account row: its own, else its postal code's; what is unknown is listed.
    private mutating func unit(_ rows: SourceRows, _ row: Int, _ crosswalk: [String: Int]) -> Int? {
        if let id = unitId(rows, row, 3) {
            if let unit = unitIndex.indexInEitherForm(id) { return unit }
            result.unmatched.add(source: "accounts", kind: .unit, value: id)
        }
        guard !crosswalk.isEmpty, let code = rows.text(row, 2) else { return nil }
        if let key = PostalCode.comparable(code), let unit = crosswalk[key] { return unit }
        if let unit = crosswalk[code] { return unit }
        if let state = rows.text(row, 9).flatMap(PostalState.named),
            let restored = PostalCode.restored(code, in: state)
        {
            rows.ledger.values.countPaddedPostalCode(code, line: rows.lines[row])
            if let unit = crosswalk[restored] { return unit }
        }
        result.unmatched.add(source: "accounts", kind: .postalCode, value: code)
        return nil
    }

    /// The exclusive territory that an account row names; what cannot own is listed.
    private mutating func namedTerritory(_ rows: SourceRows, _ row: Int) -> Int? {
        guard let id = rows.text(row, 4) else { return nil }
        if let index = territoryIndex.indexInEitherForm(id),
            result.dimensions.territories[index].kind == .exclusive
        {
            return index
        }
        result.unmatched.add(source: "accounts", kind: .territory, value: id)
        return nil
    }
}
