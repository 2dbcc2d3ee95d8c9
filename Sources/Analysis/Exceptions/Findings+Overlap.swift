import TerritoryModel

extension Findings {
    /// Units in several territories, one exception for each set of territories.
    func sharedUnits() throws(SumOverflow) -> [Finding] {
        let shared = field.claimantsOfUnit.indices.filter { field.claimantsOfUnit[$0].count > 1 }
        let sums = try trailingYear(ofUnits: Set(shared))
        var unitsOfSet: [[Int]: [Int]] = [:]
        for unit in shared { unitsOfSet[field.claimantsOfUnit[unit], default: []].append(unit) }
        var found: [Finding] = []
        for (claimants, units) in unitsOfSet.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var sales: Int64 = 0
            for unit in units { try add(sums[unit, default: 0], to: &sales, "sales of shared units") }
            found.append(sharedUnits(units, of: claimants, sales: sales))
        }
        return found
    }

    private func sharedUnits(_ units: [Int], of claimants: [Int], sales: Int64) -> Finding {
        let limit = ExceptionWording.namesShown
        let names = listed(units.map { field.named(unit: $0).name }, limit: limit)
        let territories = listed(claimants.map(name), limit: limit)
        var finding = finding(
            .sharedUnits, in: claimants.first, money: sales,
            "\(counted(units.count, field.settings.unitName)) (\(names)) \(units.count == 1 ? "is" : "are") "
                + "assigned to \(territories) at once; accounts there bought for \(amount(sales)) in the "
                + "trailing year.",
            next: "Decide for one territory and end the other assignments.", page: .overlap)
        finding.exception.parties = claimants.map { field.named(territory: $0).id }
        return finding
    }

    /// Two reps at the same accounts without a handover or an overlay role.
    func conflicts() -> [Finding] {
        guard field.has("rep_assignments") else { return [] }
        return pairs.compactMap { pair in
            guard let count = pair.byKind[.conflict], count > 0 else { return nil }
            let territory = pair.mainTerritory.flatMap { $0 == field.tree.unassigned ? nil : $0 }
            guard isWorthTelling(pair.conflictingAmount, in: territory, rules.conflictShare) else {
                return nil
            }
            let place = territory.map { ", most of them in \(name($0))" } ?? ""
            var finding = finding(
                .conflict, in: territory, money: pair.conflictingAmount,
                "\(repName(pair.first)) and \(repName(pair.second)) both sold to or called at "
                    + "\(counted(count, "account")) in the current period\(count > 1 ? place : ""), "
                    + "worth \(amount(pair.conflictingAmount)) of current sales.",
                next: "Agree on one rep for each of these accounts, or record the overlay role.",
                page: .overlap)
            finding.reps = [pair.first, pair.second]
            finding.exception.parties = [pair.first, pair.second].map { field.named(rep: $0).id }
            return finding
        }
    }

    /// Reps who sold where they held no role.
    func outsideSales() -> [Finding] {
        outside.filter { $0.outside.current > 0 }.compactMap { part in
            let territory = Int(part.territory)
            let sales = part.outside.current
            guard isWorthTelling(sales, in: territory, rules.outsideShare) else { return nil }
            var finding = finding(
                .outsideSales, in: territory, money: sales,
                "\(repName(Int(part.rep))) sold for \(amount(sales)) in \(name(territory)) in the current "
                    + "period without a role there.",
                next: "Ask why: a stand-in is to be recorded as a role, anything else to be passed on to "
                    + "the owner rep.")
            finding.reps = [Int(part.rep)]
            finding.exception.parties = [field.named(rep: Int(part.rep)).id]
            return finding
        }
    }

    /// Whether an amount is at least a share of the current sales of its territory (of all where it has none).
    private func isWorthTelling(_ amount: Int64, in territory: Int?, _ share: Double) -> Bool {
        let all = totals.territories[territory ?? field.tree.organisation].sales.amount.current
        return Double(amount) >= share * Double(all)
    }
}
