import Analysis
import TerritoryModel

// What differs from earlier runs.

extension ReportJSON {
    var changes: JSONFields {
        [
            "changes": .object([
                "last": comparison(report.changes.last), "year_ago": comparison(report.changes.yearAgo),
            ])
        ]
    }

    private func comparison(_ state: Comparison) -> JSONValue {
        switch state {
        case .none: .object(["state": .text("none")])
        case .otherConfiguration(let note):
            .object([
                "as_of": .day(note.asOf), "changed_keys": .list(note.changedKeys) { .text($0) },
                "state": .text("other_configuration"),
            ])
        case .compared(let run): compared(run)
        }
    }

    private func compared(_ run: RunComparison) -> JSONValue {
        .object([
            "as_of": .day(run.asOf), "assignments": .list(run.assignments, assignment),
            "exceptions": .object([
                "gone": .list(run.exceptions.gone, exception),
                "lasting": .list(run.exceptions.lasting, exception),
                "new": .list(run.exceptions.new, exception),
            ]),
            "knows_spread": .flag(run.knowsSpread), "metrics": .list(run.told, metric),
            "period": .object(["from": .day(run.current.from), "to": .day(run.current.to)]),
            "restated": run.inputs.map(restated) ?? .null, "sales": .list(run.sales, sale),
            "spread_runs": run.spreadRuns.map { .count($0) } ?? .null, "state": .text("compared"),
        ])
    }

    private func metric(_ change: MetricChange) -> JSONValue {
        .object([
            "after": value(change.after), "before": value(change.before), "change": .number(change.change),
            "differences": change.usual.map { .count($0.differences) } ?? .null,
            "effect": .text(change.effect.rawValue), "metric": .text(change.metric.rawValue),
            "spread": .optional(change.usual?.spread), "spreads": .optional(change.spreads),
            "subject": .optional(change.subject.id), "subject_kind": .text(change.subject.kind),
            "unusual": .flag(change.isUnusual), "usual_change": .optional(change.usual?.median),
        ])
    }

    private func value(_ value: MetricValue) -> JSONValue {
        switch value {
        case .money(let money): .money(money)
        case .count(let count): .count(count)
        case .number(let number): .number(number)
        case .unavailable: .null
        }
    }

    private func sale(_ sales: SalesChange) -> JSONValue {
        .object([
            "after": .money(sales.after), "before": .money(sales.before), "name": .text(sales.name),
            "not_real": .optional(sales.notReal), "real": .optional(sales.real),
            "realigned": .optional(sales.realigned), "restated": .optional(sales.restated),
            "subject": .optional(sales.subject.id), "subject_kind": .text(sales.subject.kind),
        ])
    }

    private func exception(_ change: ExceptionChange) -> JSONValue {
        .object([
            "first_seen": .day(change.firstSeen), "id": .text(change.identity),
            "kind": .text(change.kind.rawValue), "money": .money(change.money),
            "territory": .optional(change.territory?.id), "text": .text(change.text),
            "weeks": .count(change.weeks),
            "within": .optional(change.within),
        ])
    }

    private func assignment(_ change: AssignmentChange) -> JSONValue {
        .object([
            "added": ids(change.added), "from": change.from.map(named) ?? .null,
            "kind": .text(change.kind.rawValue), "kinds": .list(change.kinds) { .text($0.rawValue) },
            "removed": ids(change.removed), "territory": .optional(change.territory?.id),
            "to": change.to.map(named) ?? .null, "units": ids(change.units),
        ])
    }

    private func restated(_ inputs: RestatedInputs) -> JSONValue {
        .object([
            "files": .list(inputs.files) {
                .object([
                    "after": .optional($0.after), "before": .optional($0.before), "file": .text($0.file),
                    "former_name": .optional($0.formerName), "kind": .text($0.kind.rawValue),
                    "restated": .optional($0.restated),
                ])
            },
            "gross": .money(inputs.gross), "net": .money(inputs.net),
        ])
    }
}

extension Subject {
    /// nil for the organisation.
    var id: String? {
        switch self {
        case .organisation: nil
        case .territory(let id), .rep(let id): id
        }
    }

    var kind: String {
        switch self {
        case .organisation: "organisation"
        case .territory: "territory"
        case .rep: "rep"
        }
    }
}
