import Tabular
import TerritoryModel

extension DimensionLoad {
    mutating func unitAssignments() throws(ImportError) {
        try each("unit_assignments", ["unit_id", "territory_id", "from", "to"], required: 2) {
            (load, rows, row) throws(ImportError) in
            guard let unit = try load.reference(rows, row, 0, in: load.unitIndex, "unit"),
                let territory = try load.leaf(rows, row, 1),
                let validity = try load.validity(rows, row, from: 2, to: 3)
            else { return }
            load.result.dimensions.unitAssignments.append(
                UnitAssignment(unit: unit, territory: territory, validity: validity))
            try rows.ledger.countLoaded()
        }
    }

    mutating func accountAssignments() throws(ImportError) {
        try each("account_assignments", ["account_id", "territory_id", "from", "to"], required: 2) {
            (load, rows, row) throws(ImportError) in
            guard let account = try load.reference(rows, row, 0, in: load.result.accountIndex, "account"),
                let territory = try load.leaf(rows, row, 1),
                let validity = try load.validity(rows, row, from: 2, to: 3)
            else { return }
            load.result.dimensions.accountAssignments.append(
                AccountAssignment(account: account, territory: territory, validity: validity))
            try rows.ledger.countLoaded()
        }
    }

    mutating func repAssignments() throws(ImportError) {
        try each("rep_assignments", ["rep_id", "territory_id", "role", "from", "to"], required: 3) {
            (load, rows, row) throws(ImportError) in
            guard let rep = try load.reference(rows, row, 0, in: load.repIndex, "rep"),
                let territory = try load.reference(rows, row, 1, in: load.territoryIndex, "territory"),
                let role = rows.text(row, 2), let validity = try load.validity(rows, row, from: 3, to: 4)
            else { return }
            load.result.dimensions.repAssignments.append(
                RepAssignment(rep: rep, territory: territory, role: RepRole(role), validity: validity))
            try rows.ledger.countLoaded()
        }
    }

    mutating func quotas() throws(ImportError) {
        try each("quotas", ["from", "to", "amount", "territory_id", "rep_id"], required: 3) {
            (load, rows, row) throws(ImportError) in
            guard let from = try rows.day(row, 0) else {
                return try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
            }
            guard let to = try rows.day(row, 1) else {
                return try rows.reject(row, 1, .unreadableDate(rows.dateFormat))
            }
            guard from <= to else { return try rows.reject(row, 1, .reversedSpan) }
            guard let amount = try rows.decimal(row, 2) else {
                return try rows.reject(row, 2, .unreadableAmount)
            }
            guard amount.units >= 0 else { return try rows.reject(row, 2, .negative) }
            var territory: Int?
            if !rows.value(row, 3).isEmpty {
                guard let leaf = try load.leaf(rows, row, 3) else { return }
                territory = leaf
            }
            var rep: Int?
            if !rows.value(row, 4).isEmpty {
                guard let known = try load.reference(rows, row, 4, in: load.repIndex, "rep") else { return }
                rep = known
            }
            guard territory != nil || rep != nil else { return try rows.reject(row, 3, .noSubject) }
            load.result.dimensions.quotas.append(
                Quota(territory: territory, rep: rep, span: DayRange(from: from, to: to), amount: amount))
            try rows.ledger.countLoaded(amount)
        }
    }

    mutating func notes() throws(ImportError) {
        let fields = ["text", "date", "territory_id", "rep_id", "account_id", "tags"]
        try each("notes", fields, required: 1) { (load, rows, row) throws(ImportError) in
            guard let text = rows.text(row, 0) else { return }
            let day = try load.optionalDay(rows, row, 1)
            guard day.isReadable else { return }
            let tags = rows.text(row, 5)?.split(separator: ";").map {
                $0.trimmingPrefix(while: \.isWhitespace)
            }
            load.result.dimensions.notes.append(
                Note(
                    day: day.day, territory: load.listed(rows, row, 2, load.territoryIndex, .territory),
                    rep: load.listed(rows, row, 3, load.repIndex, .rep),
                    account: load.listed(rows, row, 4, load.result.accountIndex, .account),
                    tags: (tags ?? []).map(String.init), text: text))
            try rows.ledger.countLoaded()
        }
        result.dimensions.notes.sort {
            let left = ($0.day?.number ?? .min, $0.territory ?? -1, $0.rep ?? -1, $0.account ?? -1)
            let right = ($1.day?.number ?? .min, $1.territory ?? -1, $1.rep ?? -1, $1.account ?? -1)
            return left != right ? left > right : precedesById($0.text, $1.text)
        }
    }

    /// The leaf territory of a required field; an unknown one and a group refuse the row.
    private func leaf(_ rows: SourceRows, _ row: Int, _ field: Int) throws(ImportError) -> Int? {
        guard let territory = try reference(rows, row, field, in: territoryIndex, "territory") else {
            return nil
        }
        guard result.dimensions.territories[territory].kind != .group else {
            try rows.reject(row, field, .assignedToGroup)
            return nil
        }
        return territory
    }

    /// The index of an optional reference; an unknown one is listed.
    private mutating func listed(
        _ rows: SourceRows, _ row: Int, _ field: Int, _ table: IdentifierTable,
        _ kind: UnmatchedReference.Kind
    ) -> Int? {
        let range = rows.value(row, field)
        let bytes = rows.batch.bytes
        if let index = table.indexInEitherForm(bytes.span, range) { return index }
        guard let id = rows.text(row, field) else { return nil }
        result.unmatched.add(source: rows.mapping.source, kind: kind, value: id)
        return nil
    }
}

/// Units, accounts and territories that several assignments claim on the day.
func structuralOverlaps(_ dimensions: Dimensions, on day: Day) -> [StructuralIssue] {
    let territories = dimensions.territories
    func claims(_ claims: [(subject: Int, claimant: Int, validity: Validity)]) -> [(Int, [Int])] {
        var bySubject: [Int: [Int]] = [:]
        for claim in claims where claim.validity.contains(day) {
            bySubject[claim.subject, default: []].append(claim.claimant)
        }
        return bySubject.filter { $0.value.count > 1 }.map { ($0.key, $0.value.sorted()) }
            .sorted { $0.0 < $1.0 }
    }
    func isExclusive(_ territory: Int) -> Bool { territories[territory].kind == .exclusive }
    let units = claims(
        dimensions.unitAssignments.filter { isExclusive($0.territory) }
            .map { ($0.unit, $0.territory, $0.validity) })
    let accounts = claims(
        dimensions.accountAssignments.filter { isExclusive($0.territory) }
            .map { ($0.account, $0.territory, $0.validity) })
    let owners = claims(
        dimensions.repAssignments.filter { $0.role == .owner && isExclusive($0.territory) }
            .map { ($0.territory, $0.rep, $0.validity) })
    func issue(
        _ kind: StructuralIssue.Kind, _ subject: String, _ what: String, _ claimants: [String]
    ) -> StructuralIssue {
        StructuralIssue(
            kind: kind, subject: subject,
            text: "\(what) '\(subject)' is given to \(claimants.joined(separator: " and ")) on \(day); "
                + "the assignment with the latest start counts: end the others")
    }
    return units.map { unit, claimants in
        issue(
            .overlappingUnitAssignments, dimensions.units[unit].id, "unit",
            claimants.map { territories[$0].id })
    }
        + accounts.map { account, claimants in
            issue(
                .overlappingAccountAssignments, dimensions.accounts[account].id, "account",
                claimants.map { territories[$0].id })
        }
        + owners.map { territory, claimants in
            issue(
                .overlappingOwners, territories[territory].id, "territory",
                claimants.map { dimensions.reps[$0].id })
        }
}
