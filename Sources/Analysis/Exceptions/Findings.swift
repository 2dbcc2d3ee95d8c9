import TerritoryModel

/// What exceptions are found in.
struct Findings: Sendable {
    let field: Field
    let totals: FieldTotals
    /// Metrics by node, balance included.
    let metrics: [MetricSet]
    let pairs: [PairTally]
    let outside: [TerritoryRepFacts]

    /// All exceptions: highest money first, then by kind and territory.
    func exceptions() throws(SumOverflow) -> [ReportException] {
        var found = vacancies() + unassignedSales()
        found += try unassignedUnits()
        found += try sharedUnits()
        found += conflicts() + outsideSales() + uncalledValues() + concentrations() + imbalances()
        found += realignments()
        // The sort is stable in effect: the place in which an exception was found breaks the last tie.
        let order = found.enumerated().sorted { left, right in
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
    /// An exception of a territory, to be acted on by its owner rep.
    func exception(
        _ kind: ReportException.Kind, in territory: Int?, money units: Int64, _ text: String, next: String
    ) -> ReportException {
        ReportException(
            kind: kind, territory: territory.map { field.named(territory: $0) },
            money: Money(units: max(0, units)), text: text,
            owner: territory.flatMap { field.owner(of: $0) }.map { field.named(rep: $0) }, nextStep: next,
            page: territory.map { .territory(field.named(territory: $0)) } ?? .quality)
    }

    var rules: ExceptionRules { field.settings.exceptions }

    func name(_ territory: Int) -> String { field.named(territory: territory).name }

    func repName(_ rep: Int) -> String { field.named(rep: rep).name }

    func amount(_ units: Int64) -> String { amountText(units, field.settings.currency) }

    /// Trailing-year amount of the accounts in each unit that is among `units`.
    func trailingYear(ofUnits units: Set<Int>) throws(SumOverflow) -> [Int: Int64] {
        var sums: [Int: Int64] = [:]
        let accounts = field.dimensions.accounts
        for index in accounts.indices {
            guard let unit = accounts.unit(of: index), units.contains(unit) else { continue }
            try add(
                field.activity[index].amount.trailingYear, to: &sums[unit, default: 0],
                "sales of unit \(field.dimensions.units[unit].id)")
        }
        return sums
    }
}
