import TerritoryModel

/// What lies in each unit, whoever owns it: the ground of white space and of the unit list.
struct UnitTotals: Sendable {
    private(set) var accounts: [Int]
    private(set) var active: [Int]
    /// Amounts of the accounts in each unit.
    private(set) var current: [Int64]
    private(set) var trailingYear: [Int64]

    init(_ field: Field) throws(SumOverflow) {
        let units = field.dimensions.units
        accounts = [Int](repeating: 0, count: units.count)
        active = accounts
        current = [Int64](repeating: 0, count: units.count)
        trailingYear = current
        let table = field.dimensions.accounts
        for account in table.indices {
            guard let unit = table.unit(of: account) else { continue }
            let amount = field.activity[account].amount
            accounts[unit] += 1
            active[unit] += amount.current > 0 ? 1 : 0
            try add(amount.current, to: &current[unit], "sales of unit \(units[unit].id)")
            try add(amount.trailingYear, to: &trailingYear[unit], "sales of unit \(units[unit].id)")
        }
    }
}

/// The market of each unit, and the organisation's rates in units that have one.
struct UnitMarket: Sendable {
    /// Potential of the unit where any unit has one, else its population; nil or 0 where there is none.
    let measures: [Double?]
    let total: Double
    private(set) var active = 0
    private(set) var amount: Int64 = 0

    init(_ field: Field, _ totals: UnitTotals) throws(SumOverflow) {
        let units = field.dimensions.units
        let usesPotential = units.contains { $0.potential != nil }
        let measures = units.indices.map { unit in
            usesPotential ? units[unit].potential?.doubleValue : field.units.population[unit]
        }
        self.measures = measures
        total = measures.reduce(0) { $0 + max(0, $1 ?? 0) }  // no market adds nothing
        for (unit, measure) in measures.enumerated() where (measure ?? 0) > 0 {
            active += totals.active[unit]
            try add(totals.trailingYear[unit], to: &amount, "sales in units with a market")
        }
    }
}

extension Field {
    /// Most units of one territory that are told.
    static let listedWhiteSpaces = 25

    /// Units with much market and few active accounts, by owning territory; most money first.
    func whiteSpaces(_ totals: UnitTotals) throws(SumOverflow) -> [Int: [WhiteSpace]] {
        let market = try UnitMarket(self, totals)
        guard market.total > 0 else { return [:] }
        var byTerritory: [Int: [WhiteSpace]] = [:]
        for unit in dimensions.units.indices where territoryOfUnit[unit] != tree.unassigned {
            guard let space = try whiteSpace(unit, market, totals) else { continue }
            byTerritory[territoryOfUnit[unit], default: []].append(space)
        }
        return byTerritory.mapValues { spaces in
            let order = spaces.sorted {
                $0.gap == $1.gap ? precedesById($0.unit.id, $1.unit.id) : $0.gap > $1.gap
            }
            return Array(order.prefix(Field.listedWhiteSpaces))
        }
    }

    private func whiteSpace(
        _ unit: Int, _ market: UnitMarket, _ totals: UnitTotals
    ) throws(SumOverflow) -> WhiteSpace? {
        guard let measure = market.measures[unit], measure > 0 else { return nil }
        let share = measure / market.total
        let expected = Double(market.active) * share
        guard expected >= settings.strategy.minExpected, Double(totals.active[unit]) < expected / 2 else {
            return nil
        }
        let due = (Double(market.amount) * share).rounded(.toNearestOrAwayFromZero)
        // A share of all may round up to just beyond the range.
        let gap = try difference(
            Int64(exactly: due) ?? market.amount, totals.trailingYear[unit], "gap of a unit")
        guard gap > 0 else { return nil }
        return WhiteSpace(
            unit: named(unit: unit), population: units.population[unit], accounts: totals.accounts[unit],
            activeAccounts: totals.active[unit], expectedAccounts: expected,
            trailingYearSales: Money(units: totals.trailingYear[unit]), gap: Money(units: gap))
    }
}
