import TerritoryModel

/// What exceptions are found in.
struct Findings: Sendable {
    let field: Field
    let totals: FieldTotals
    /// Metrics by node, balance included.
    let metrics: [MetricSet]
    let pairs: [PairTally]
    let outside: [TerritoryRepFacts]

    /// What the files say about refused rows.
    let imports: ImportQuality

    /// All exceptions, related ones merged: highest money first, then by kind and territory.
    func exceptions() throws(SumOverflow) -> [ReportException] {
        var found = vacancies() + unassignedSales()
        found += try unassignedUnits()
        found += try sharedUnits()
        found += conflicts() + outsideSales() + uncalledValues() + quotaGaps() + lostAccounts()
        found += revenuesInTransition() + concentrations() + imbalances() + realignments()
        found += try dataFaults()
        found.removeAll { rules.muted.contains($0.exception.kind) }
        let merged = Finding.merged(found)
        // The place in which an exception was found breaks the last tie.
        let order = merged.enumerated().sorted { left, right in
            if left.element.money != right.element.money { return left.element.money > right.element.money }
            let kinds = (rank(left.element.kind), rank(right.element.kind))
            if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
            let ids = (left.element.territory?.id ?? "", right.element.territory?.id ?? "")
            return ids.0 == ids.1 ? left.offset < right.offset : precedesById(ids.0, ids.1)
        }
        return order.map(\.element)
    }

    private func rank(_ kind: ReportException.Kind) -> Int {
        ReportException.Kind.allCases.firstIndex(of: kind) ?? ReportException.Kind.allCases.count
    }
}

extension Findings {
    /// Something found; who should act is the owner rep of the territory, or the one above.
    ///
    /// - Parameters:
    ///   - units: Money at stake; less than nothing is nothing.
    ///   - page: Where the details stand; nil = the territory's page.
    func finding(
        _ kind: ReportException.Kind, in territory: Int?, money units: Int64, _ text: String, next: String,
        page: ReportException.Page? = nil
    ) -> Finding {
        let actor = territory.flatMap { kind.isForManagers ? manager(of: $0) : field.owner(of: $0) }
        let stand = territory.flatMap { kind.isForManagers ? field.owner(of: $0) : manager(of: $0) }
        var exception = ReportException(
            kind: kind, territory: territory.map { field.named(territory: $0) },
            money: Money(units: max(0, units)), text: text,
            owner: (actor ?? stand).map { field.named(rep: $0) }, nextStep: next,
            page: page ?? territory.map { .territory(field.named(territory: $0)) } ?? .quality)
        if exception.owner == nil { exception.office = kind == .dataFault ? .operations : .management }
        return Finding(exception: exception, territory: territory)
    }

    /// The rep with a role in the nearest group above: an owner before others, then by id; nil where there is none.
    private func manager(of territory: Int) -> Int? {
        var above = field.tree.parents[territory]
        while let group = above {
            if let rep = field.teams[group].lead { return rep }
            above = field.tree.parents[group]
        }
        return nil
    }

    var rules: ExceptionRules { field.settings.exceptions }

    func name(_ territory: Int) -> String { field.named(territory: territory).name }

    func repName(_ rep: Int) -> String { field.named(rep: rep).name }

    func amount(_ units: Int64) -> String { amountText(units, field.settings.currency) }

    /// Trailing-year amount of the accounts in each unit that is among `units`, and in the hands of its territory.
    ///
    /// An account that is assigned elsewhere by itself does not go with its unit.
    func trailingYear(ofUnits units: Set<Int>) throws(SumOverflow) -> [Int: Int64] {
        var sums: [Int: Int64] = [:]
        let accounts = field.dimensions.accounts
        for index in accounts.indices {
            guard let unit = accounts.unit(of: index), units.contains(unit),
                field.territoryOfAccount[index] == field.territoryOfUnit[unit]
            else { continue }
            try add(
                field.activity[index].amount.trailingYear, to: &sums[unit, default: 0],
                "sales of unit \(field.dimensions.units[unit].id)")
        }
        return sums
    }
}
