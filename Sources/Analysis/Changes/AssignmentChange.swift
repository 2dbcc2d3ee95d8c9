import TerritoryModel

/// A difference in who answers for what.
public struct AssignmentChange: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case newTerritory = "new_territory"
        case goneTerritory = "gone_territory"
        case renamed
        /// The territory lies under another parent.
        case parent
        /// The territory owns, overlays or groups where it did something else.
        case kind
        /// The territory has another owner rep.
        case owner
        /// Reps came to the territory or left it, its owner aside.
        case team
        /// Units went from one territory to another.
        case units
        /// Units that the earlier run did not know, and units that this one does not.
        case newUnits = "new_units"
        case goneUnits = "gone_units"
    }

    public var kind: Kind
    /// nil where units moved.
    public var territory: Named?
    /// Parent, owner rep, owning territory, or the territory under its old name; nil = none.
    public var from: Named?
    public var to: Named?
    /// Reps that came and reps that left, by id.
    public var added: [Named] = []
    public var removed: [Named] = []
    /// By id.
    public var units: [Named] = []
    /// Of `kind`.
    public var kinds: [TerritoryReport.Kind] = []

    public init(_ kind: Kind, _ territory: Named? = nil, from: Named? = nil, to: Named? = nil) {
        self.kind = kind
        self.territory = territory
        self.from = from
        self.to = to
    }

    /// All of a report's, territories by id, then units by the territories that they went between.
    static func all(of report: Report, since run: PastRun) -> [AssignmentChange] {
        let past = Dictionary(
            run.territories.map { ($0.territory.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            run.territories.map { ($0.territory.id, $0.territory) }
                + report.territories.map { ($0.territory.id, $0.territory) },
            uniquingKeysWith: { _, new in new })
        let known = Set(report.territories.map(\.territory.id))
        var changes = report.territories.filter { $0.kind != .unassigned }.flatMap { territory in
            guard let before = past[territory.territory.id] else {
                return [AssignmentChange(.newTerritory, territory.territory, to: territory.owner)]
            }
            return all(of: territory, since: before, names)
        }
        changes += run.territories.filter { $0.kind != .unassigned && !known.contains($0.territory.id) }.map {
            AssignmentChange(.goneTerritory, $0.territory, from: $0.owner)
        }
        changes.sort { precedesById($0.territory?.id ?? "", $1.territory?.id ?? "") }  // all have one so far
        return changes + unitMoves(of: report, since: run, names)
    }

    private static func all(
        of territory: TerritoryReport, since before: PastTerritory, _ names: [String: Named]
    ) -> [AssignmentChange] {
        let own = territory.territory
        var changes: [AssignmentChange] = []
        if own.name != before.territory.name {
            changes.append(AssignmentChange(.renamed, own, from: before.territory, to: own))
        }
        if territory.parent?.id != before.parent {
            let from = before.parent.map { names[$0] ?? Named(id: $0, name: $0) }
            changes.append(AssignmentChange(.parent, own, from: from, to: territory.parent))
        }
        if territory.kind != before.kind {
            var change = AssignmentChange(.kind, own)
            change.kinds = [before.kind, territory.kind]
            changes.append(change)
        }
        if territory.owner?.id != before.owner?.id {
            changes.append(AssignmentChange(.owner, own, from: before.owner, to: territory.owner))
        }
        var team = AssignmentChange(.team, own)
        team.added = reps(territory.reps, without: before.reps, besides: territory.owner)
        team.removed = reps(before.reps, without: territory.reps, besides: before.owner)
        return team.added.isEmpty && team.removed.isEmpty ? changes : changes + [team]
    }

    private static func reps(_ reps: [Named], without others: [Named], besides owner: Named?) -> [Named] {
        let known = Set(others.map(\.id))
        return reps.filter { !known.contains($0.id) && $0.id != owner?.id }.sorted {
            precedesById($0.id, $1.id)
        }
    }

    private struct Move: Hashable {
        let from: String?
        let to: String?
    }

    private static func unitMoves(
        of report: Report, since run: PastRun, _ names: [String: Named]
    ) -> [AssignmentChange] {
        let past = Dictionary(run.units.map { ($0.unit.id, $0) }, uniquingKeysWith: { first, _ in first })
        var moves: [Move: [Named]] = [:]
        var new = AssignmentChange(.newUnits)
        for unit in report.units {
            guard let before = past[unit.unit.id] else {
                new.units.append(unit.unit)
                continue
            }
            guard before.territory != unit.territory?.id else { continue }
            moves[Move(from: before.territory, to: unit.territory?.id), default: []].append(unit.unit)
        }
        var gone = AssignmentChange(.goneUnits)
        let known = Set(report.units.map(\.unit.id))
        gone.units = run.units.map(\.unit).filter { !known.contains($0.id) }
        func named(_ id: String?) -> Named? { id.map { names[$0] ?? Named(id: $0, name: $0) } }
        let moved = moves.sorted {
            ($0.key.from ?? "", $0.key.to ?? "") < ($1.key.from ?? "", $1.key.to ?? "")  // unassigned first
        }.map { move, units in
            var change = AssignmentChange(.units, from: named(move.from), to: named(move.to))
            change.units = units
            return change
        }
        return moved + [new, gone].filter { !$0.units.isEmpty }
    }
}
