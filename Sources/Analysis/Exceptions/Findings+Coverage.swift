import TerritoryModel

extension Findings {
    /// Exclusive territories without an owner rep on the as-of day.
    func vacancies() -> [Finding] {
        guard field.has("rep_assignments") else { return [] }
        return field.leaves.filter { field.owner(of: $0) == nil }.map { leaf in
            let since = field.vacantSince(leaf).map { day in
                "has had no owner rep since \(day) (\(counted(field.asOf - day + 1, "day")))"
            }
            let sales = totals.territories[leaf].sales.amount.trailingYear
            return finding(
                .vacancy, in: leaf, money: sales,
                "\(name(leaf)) \(since ?? "has never had an owner rep"); its accounts bought for "
                    + "\(amount(sales)) in the trailing year.",
                next: "Appoint an owner rep for \(name(leaf)), or a stand-in until there is one.")
        }
    }

    /// Units that no exclusive territory has in force, all in one exception.
    func unassignedUnits() throws(SumOverflow) -> [Finding] {
        guard field.has("units"), field.has("unit_assignments") else { return [] }
        let units = field.dimensions.units.indices.filter { field.claimantsOfUnit[$0].isEmpty }
        guard !units.isEmpty else { return [] }
        let sums = try trailingYear(ofUnits: Set(units))
        var sales: Int64 = 0
        for unit in units { try add(sums[unit, default: 0], to: &sales, "sales of unassigned units") }
        let names = listed(
            units.map { field.named(unit: $0).name }, limit: ExceptionWording.namesShown)
        let noun = field.settings.unitName
        return [
            finding(
                .unassignedUnits, in: nil, money: sales,
                "\(counted(units.count, noun)) of \(grouped(UInt64(field.dimensions.units.count))) "
                    + "\(units.count == 1 ? "belongs" : "belong") to no territory: \(names). "
                    + "Their accounts bought for \(amount(sales)) in the trailing year.",
                next: "Assign \(units.count == 1 ? "the \(noun)" : "these \(plural(noun))") to a "
                    + "neighbouring territory.", page: .coverage)
        ]
    }

    /// Current sales that no territory owns.
    func unassignedSales() -> [Finding] {
        let sales = totals.territories[field.tree.unassigned].sales.amount.current
        let all = totals.territories[field.tree.organisation].sales.amount.current
        guard sales != 0, Double(sales.magnitude) >= rules.unassignedShare * Double(all.magnitude) else {
            return []
        }
        let unknown = field.activity[field.dimensions.unknownAccount].amount.current
        let part = unknown == 0 ? "" : ", of which \(amount(unknown)) of accounts that no source knows"
        return [
            finding(
                .unassignedSales, in: nil, money: sales == .min ? .max : abs(sales),
                "\(amount(sales)) of current sales \(sales < 0 ? "(returns) " : "")lie in no "
                    + "territory\(part).",
                next: "Add the missing accounts and assignments; the quality page lists the unknown ids.")
        ]
    }

    /// Exclusive territories that live with too much value in accounts without a call.
    func uncalledValues() -> [Finding] {
        guard field.has("activities") else { return [] }
        return field.leaves.compactMap { leaf in
            let tally = totals.territories[leaf]
            let (value, sales) = (tally.ground.uncalledAmount, tally.sales.amount.trailingYear)
            guard sales > 0, tally.ground.uncalled >= rules.uncalledAccounts,
                Double(value) / Double(sales) >= rules.uncalledShare
            else { return nil }
            return finding(
                .uncalledValue, in: leaf, money: value,
                "Nobody called \(counted(Int(tally.ground.uncalled), "account")) of \(name(leaf)) in the "
                    + "current period; they bought for \(amount(value)) in the trailing year, "
                    + "\(percent(Double(value) / Double(sales))) of its sales.",
                next: "Call the largest of them first; the page of \(name(leaf)) lists them.")
        }
    }
}
