import Analysis
import TerritoryModel

/// The sentences that a leader reads first, made of the data: how much was sold, and what changed most, where and by
/// how much.
struct Headline {
    let text: String

    init(_ report: Report, _ wording: ChangeWording) {
        var first = Headline.sales(report, wording.formatting)
        if let attainment = report.organisation[.attainment]?.doubleValue {
            first += ", \(wording.formatting.percent(attainment)) of quota"
        }
        let change = Headline.sinceLastRun(report, wording) ?? Headline.sincePriorPeriod(report, wording)
        let end = report.exceptions.isEmpty ? "Nothing needs action." : nil
        text = ([first + "."] + [change, end].compactMap(\.self)).joined(separator: " ")
    }

    private static func sales(_ report: Report, _ formatting: Formatting) -> String {
        guard let sales = report.organisation[.sales]?.money else { return "No sales are known" }
        let amount = "Sales of \(formatting.shortMoney(sales.doubleValue))"
        guard let growth = report.organisation[.growth]?.doubleValue else { return amount }
        let size = formatting.percent(abs(growth))
        if size == formatting.percent(0) { return amount + " are level with the prior period" }
        return amount + " are \(growth < 0 ? "down" : "up") \(size) on the prior period"
    }

    /// What moved furthest beyond its usual spread; where that is not known, the territory whose sales moved most.
    private static func sinceLastRun(_ report: Report, _ wording: ChangeWording) -> String? {
        guard let run = report.changes.last.differences else { return nil }
        let since = "since \(wording.formatting.day(run.asOf))"
        if let change = furthest(run) {
            return "Most out of the usual \(since): \(wording.clause(change))."
        }
        let leaves = Set(report.territories.filter { $0.kind == .exclusive }.map(\.territory.id))
        let moved = run.sales.filter {
            if case .territory(let id) = $0.subject { leaves.contains(id) } else { false }
        }
        guard let (sales, change) = largest(moved, { wording.difference($0.before, $0.after) }) else {
            return nil
        }
        let after = wording.formatting.money(sales.after)
        return "\(sales.name) moved most \(since): sales \(wording.signed(change)) to \(after)."
    }

    /// The first of those that never moved otherwise, or else the most spreads.
    private static func furthest(_ run: RunComparison) -> MetricChange? {
        guard run.knowsSpread else { return nil }
        func size(_ change: MetricChange) -> Double { change.spreads ?? .infinity }
        return run.unusual.enumerated().max {
            (size($0.element), $1.offset) < (size($1.element), $0.offset)
        }?.element
    }

    /// The territory whose sales moved most against the prior period.
    private static func sincePriorPeriod(_ report: Report, _ wording: ChangeWording) -> String? {
        let leaves = report.territories.filter { $0.kind == .exclusive }
        let moved = largest(leaves) { leaf -> Money? in
            guard let now = leaf.metrics[.sales]?.money, let then = leaf.metrics[.salesPrior]?.money
            else { return nil }
            return wording.difference(then, now)
        }
        guard let (leaf, change) = moved else { return nil }
        let share = leaf.metrics[.growth]?.doubleValue.map { " (\(wording.formatting.change($0)))" } ?? ""
        return "\(leaf.territory.name) moved most: \(wording.signed(change))\(share)."
    }

    /// The first item that moved by most; nil where none moved.
    private static func largest<Item>(_ items: [Item], _ change: (Item) -> Money?) -> (Item, Money)? {
        var found: (item: Item, change: Money)?
        for item in items {
            guard let change = change(item), change != .zero else { continue }
            if let found, found.change.units.magnitude >= change.units.magnitude { continue }
            found = (item, change)
        }
        return found.map { ($0.item, $0.change) }
    }
}
