import Tabular
import TerritoryModel

extension DimensionLoad {
    mutating func accounts(_ crosswalk: Crosswalk) throws(ImportError) {
        var accounts = AccountLoad()
        var fields = [
            "account_id", "name", "postal_code", "unit_id", "territory_id", "segment", "potential",
            "planned_calls_per_year", "parent_id", "state",
        ]
        if locator != nil { fields += ["latitude", "longitude"] }
        try each("accounts", fields, required: 2) { (load, rows, row) throws(ImportError) in
            var account = AccountTable.Row(id: rows.value(row, 0), name: rows.value(row, 1))
            let potential = try load.optionalNumber(rows, row, 6)
            guard potential.isReadable else { return }
            let planned = try load.optionalNumber(rows, row, 7)
            guard planned.isReadable else { return }
            let bytes = rows.batch.bytes
            guard accounts.isNew(bytes.span, account.id) else {
                return try rows.reject(row, 0, .duplicateId("account"))
            }
            account.postalCode = rows.value(row, 2)
            (account.unit, account.unitSource) = load.unitOfAccount(rows, row, crosswalk)
            account.namedTerritory = load.namedTerritory(rows, row)
            account.segment = accounts.segment(bytes.span, rows.value(row, 5))
            account.potential = potential.number
            account.plannedCallsPerYear = planned.number
            accounts.append(account, parent: rows.value(row, 8), in: bytes)
            try rows.ledger.countLoaded()
        }
        (result.dimensions.accounts, result.accountIndex) = accounts.finish()
    }

    /// The unit of an account row: its own, else the one that contains its coordinates, else its postal code's; what
    /// is unknown is listed.
    private mutating func unitOfAccount(
        _ rows: SourceRows, _ row: Int, _ crosswalk: Crosswalk
    ) -> (unit: Int?, source: UnitSource) {
        if !rows.value(row, 3).isEmpty {
            if let unit = unit(rows, row, 3) { return (unit, .rowId) }
            noteUnmatched(rows, row, 3, .unit)
        }
        if let locator, let unit = unitAtCoordinates(rows, row, locator) { return (unit, .coordinates) }
        if let unit = unitOfPostalCode(rows, row, crosswalk) { return (unit, .postalCode) }
        return (nil, .none)
    }

    /// The unit that contains the coordinates of an account row, if it has any.
    private mutating func unitAtCoordinates(
        _ rows: SourceRows, _ row: Int, _ locator: any UnitLocating
    ) -> Int? {
        let (latitude, longitude) = (rows.value(row, 10), rows.value(row, 11))
        if latitude.isEmpty && longitude.isEmpty { return nil }
        let bytes = rows.batch.bytes
        if let y = Degrees.value(latitude, in: bytes.span, limit: 90),
            let x = Degrees.value(longitude, in: bytes.span, limit: 180),
            let id = locator.unit(longitude: x, latitude: y), let unit = unitIndex.indexInEitherForm(id)
        {
            return unit
        }
        let place = [10, 11].map { rows.text(row, $0) ?? "none" }.joined(separator: ", ")
        result.unmatched.add(source: "accounts", kind: .coordinates, value: place)
        return nil
    }

    /// The unit that the crosswalk gives for the postal code of an account row.
    private mutating func unitOfPostalCode(
        _ rows: SourceRows, _ row: Int, _ crosswalk: Crosswalk
    ) -> Int? {
        let code = rows.value(row, 2)
        guard !crosswalk.isEmpty, !code.isEmpty else { return nil }
        let bytes = rows.batch.bytes
        if let digits = PostalCode.comparable(bytes.span, code),
            let unit = crosswalk.unit(bytes.span, digits)
        {
            return unit
        }
        if let unit = crosswalk.unit(bytes.span, code) { return unit }
        if let restored = restoredCode(rows, row) {
            let digits = Array(restored.utf8)
            if let unit = crosswalk.unit(digits.span, digits.indices) { return unit }
        }
        noteUnmatched(rows, row, 2, .postalCode)
        return nil
    }

    /// The postal code of an account row without its leading zeros, where its state has such codes.
    private func restoredCode(_ rows: SourceRows, _ row: Int) -> String? {
        guard let code = rows.text(row, 2), let state = rows.text(row, 9).flatMap(PostalState.named),
            let restored = PostalCode.restored(code, in: state)
        else { return nil }
        rows.ledger.values.countPaddedPostalCode(code, line: rows.lines[row])
        return restored
    }

    /// The exclusive territory that an account row names; what cannot own is listed.
    private mutating func namedTerritory(_ rows: SourceRows, _ row: Int) -> Int? {
        let id = rows.value(row, 4)
        guard !id.isEmpty else { return nil }
        let bytes = rows.batch.bytes
        if let index = territoryIndex.indexInEitherForm(bytes.span, id),
            result.dimensions.territories[index].kind == .exclusive
        {
            return index
        }
        noteUnmatched(rows, row, 4, .territory)
        return nil
    }

    private mutating func noteUnmatched(
        _ rows: SourceRows, _ row: Int, _ field: Int, _ kind: UnmatchedReference.Kind
    ) {
        guard let text = rows.text(row, field) else { return }
        let value = kind == .unit ? catalog.unitNormalization.normalized(text) : text
        result.unmatched.add(source: "accounts", kind: kind, value: value)
    }
}
