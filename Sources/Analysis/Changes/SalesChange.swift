import TerritoryModel

/// What became of the sales of one subject between two runs, and why.
///
/// The parts add up exactly: after − before = real + realigned or restated.
public struct SalesChange: Hashable, Sendable {
    public var subject: Subject
    /// Of the subject; the title of the report for the organisation.
    public var name: String
    /// Current sales as the earlier run reported them; 0 where it did not have the subject.
    public var before: Money
    /// Current sales of this run; 0 where it does not have the subject.
    public var after: Money
    /// What was really sold more or less: the current period now less the earlier run's, both by today's data and
    /// ownership; nil where the earlier period cannot be told from today's data.
    public var real: Money?
    /// What the earlier run would report differently today; nil where `real` is.
    public var notReal: Money?
    /// The part of `notReal` that comes of other owners of the same sales, and the part that comes of other data about
    /// the past; nil where they cannot be told apart.
    public var realigned: Money?
    public var restated: Money?

    public init(subject: Subject, name: String, before: Money, after: Money) {
        self.subject = subject
        self.name = name
        self.before = before
        self.after = after
    }
}

/// Splits changes of sales into what was sold, what was realigned and what was restated.
struct SalesSplit: Sendable {
    private let field: Field
    private let totals: FieldTotals
    private let run: PastRun
    private let window: Window
    /// Whether the window is the reporting period of the earlier run.
    private let isSplit: Bool
    private let territories: Telling
    private let reps: Telling

    /// How the two parts of what is not real are told apart.
    private enum Telling {
        /// By the sales of the territories that owned on the sale day.
        case byHistory
        /// Nothing was restated.
        case allRealigned
        case not
    }

    init(_ field: Field, _ totals: FieldTotals, _ run: PastRun, _ window: Window, inputs: RestatedInputs?) {
        self.field = field
        self.totals = totals
        self.run = run
        self.window = window
        isSplit = field.windows[window] == run.current
        let sums = totals.territories[field.tree.organisation].sales.amount
        let before = run.metrics[.organisation]?[.sales]?.money
        // Where it is not told what the files say, they may say anything.
        let isUntouched = inputs?.files.allSatisfy { $0.restated == .zero } ?? false
        let without: Telling =
            isUntouched && before?.units == sums[window] ? .allRealigned : .not
        let dimensions = field.dimensions
        let hasHistory =
            dimensions.unitAssignments.contains { $0.validity != .always }
            || dimensions.accountAssignments.contains { $0.validity != .always }
            || totals.territories.contains { $0.asWas[window] != $0.sales.amount[window] }
        let hasReps = dimensions.repAssignments.contains { $0.validity != .always }
        territories = hasHistory ? .byHistory : without
        reps = hasHistory && hasReps ? .byHistory : without
    }

    /// The organisation, territories by id, then reps by id, gone ones among them.
    func changes(of report: Report) throws(SumOverflow) -> [SalesChange] {
        let whole = field.tree.organisation
        var changes = [
            try change(.organisation, report.title, node: whole, .byHistory)
        ]
        let past = run.territories
        let kinds = Dictionary(
            past.map { ($0.territory.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            past.map { ($0.territory.id, $0.territory.name) }, uniquingKeysWith: { first, _ in first })
        var nodes: [String: Int] = [:]
        for (node, territory) in report.territories.enumerated() where territory.kind != .overlay {
            nodes[territory.territory.id] = node
        }
        let known = Set(report.territories.map(\.territory.id))
        let gone = pastIds { if case .territory(let id) = $0 { id } else { nil } }.filter {
            !known.contains($0) && kinds[$0] != .overlay
        }
        for id in (nodes.keys + gone).sorted(by: precedesById) {
            let node = nodes[id]
            let name = node.map { report.territories[$0].territory.name } ?? names[id] ?? id
            changes.append(try change(.territory(id), name, node: node, territories))
        }
        changes += try repChanges(report)
        return changes.filter { $0.before != .zero || $0.after != .zero || ($0.real ?? .zero) != .zero }
    }

    private func repChanges(_ report: Report) throws(SumOverflow) -> [SalesChange] {
        var places: [String: Int] = [:]
        for (place, rep) in report.reps.enumerated() { places[rep.rep.id] = place }
        let gone = pastIds { if case .rep(let id) = $0 { id } else { nil } }.filter { places[$0] == nil }
        var changes: [SalesChange] = []
        for id in (places.keys + gone).sorted(by: precedesById) {
            let place = places[id]
            let name = place.map { report.reps[$0].rep.name } ?? pastName(ofRep: id)
            let sales = place.map { totals.reps[$0].sales.amount } ?? WindowValues()
            // Sales are a rep's by the row, or by who owned on the day: what was, not what is.
            changes.append(try change(.rep(id), name, sales: sales, asWas: nil, reps))
        }
        return changes
    }

    private func pastName(ofRep id: String) -> String {
        let reps = run.territories.lazy.flatMap(\.reps)
        return reps.first { $0.id == id }?.name ?? id
    }

    private func pastIds(_ id: (Subject) -> String?) -> [String] { run.metrics.keys.compactMap(id) }

    private func change(
        _ subject: Subject, _ name: String, node: Int?, _ telling: Telling
    ) throws(SumOverflow) -> SalesChange {
        let tally = node.map { totals.territories[$0] } ?? TerritoryTally()
        return try change(subject, name, sales: tally.sales.amount, asWas: tally.asWas[window], telling)
    }

    /// - Parameter asWas: Sales in the window by the territories that owned on the sale day; nil = as the sales.
    private func change(
        _ subject: Subject, _ name: String, sales: WindowValues, asWas: Int64?, _ telling: Telling
    ) throws(SumOverflow) -> SalesChange {
        let past = run.metrics[subject]
        let before = past?[.sales]?.money ?? .zero  // a subject that was not there sold nothing
        var change = SalesChange(
            subject: subject, name: name, before: before, after: Money(units: sales.current))
        guard isSplit else { return change }
        let title = "a change of sales"
        change.real = Money(units: try difference(sales.current, sales[window], title))
        let notReal = try difference(sales[window], before.units, title)
        change.notReal = Money(units: notReal)
        switch telling {
        case .byHistory:
            let wasBefore = past?[.salesAsWas]?.money ?? before
            let restated = try difference(
                asWas ?? sales[window], (asWas == nil ? before : wasBefore).units, title)
            change.restated = Money(units: restated)
            change.realigned = Money(units: try difference(notReal, restated, title))
        case .allRealigned:
            change.restated = .zero
            change.realigned = change.notReal
        case .not: break
        }
        return change
    }
}
