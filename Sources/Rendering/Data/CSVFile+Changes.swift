import Analysis
import TerritoryModel

// Tables of what differs from earlier runs; the first column says from which: `last` or `year_ago`.

extension CSVFile {
    private static func compared(_ report: Report) -> [(name: String, run: RunComparison)] {
        [("last", report.changes.last), ("year_ago", report.changes.yearAgo)].compactMap { name, state in
            state.differences.map { (name, $0) }
        }
    }

    /// Every watched metric that changed, unusual or not.
    static func changes(_ report: Report, _ take: Take) throws {
        let header = [
            "against", "against_as_of", "subject_kind", "subject_id", "name", "metric", "before", "after",
            "change", "usual_change", "spread", "spreads", "unusual", "effect",
        ]
        try CSVTable.write(header, to: take) { table in
            for (name, run) in compared(report) {
                for change in run.metrics {
                    try table.append([
                        .text(name), .day(run.asOf), .text(change.subject.kind), .optional(change.subject.id),
                        .text(change.name), .text(change.metric.rawValue), cell(change.before),
                        cell(change.after), .number(change.change), .number(change.usual?.median),
                        .number(change.usual?.spread), .number(change.spreads),
                        .text(change.usual == nil ? "" : change.isUnusual ? "yes" : "no"),
                        .text(change.effect.rawValue),
                    ])
                }
            }
        }
    }

    static func salesChanges(_ report: Report, _ take: Take) throws {
        let header = [
            "against", "against_as_of", "subject_kind", "subject_id", "name", "before", "after", "real",
            "not_real", "realigned", "restated",
        ]
        try CSVTable.write(header, to: take) { table in
            for (name, run) in compared(report) {
                for sales in run.sales {
                    try table.append([
                        .text(name), .day(run.asOf), .text(sales.subject.kind), .optional(sales.subject.id),
                        .text(sales.name), .money(sales.before), .money(sales.after), .money(sales.real),
                        .money(sales.notReal), .money(sales.realigned), .money(sales.restated),
                    ])
                }
            }
        }
    }

    static func exceptionChanges(_ report: Report, _ take: Take) throws {
        let header = [
            "against", "against_as_of", "state", "id", "kind", "territory_id", "territory", "money",
            "first_seen", "weeks", "within", "text",
        ]
        try CSVTable.write(header, to: take) { table in
            for (name, run) in compared(report) {
                let lists = [
                    ("new", run.exceptions.new), ("gone", run.exceptions.gone),
                    ("lasting", run.exceptions.lasting),
                ]
                for (state, changes) in lists {
                    for change in changes {
                        try table.append([
                            .text(name), .day(run.asOf), .text(state), .text(change.identity),
                            .text(change.kind.rawValue), .optional(change.territory?.id),
                            .optional(change.territory?.name), .money(change.money), .day(change.firstSeen),
                            .count(change.weeks),
                            .optional(change.within), .text(change.text),
                        ])
                    }
                }
            }
        }
    }

    /// Several reps or units in one cell are joined by `;`.
    static func assignmentChanges(_ report: Report, _ take: Take) throws {
        let header = [
            "against", "against_as_of", "kind", "territory_id", "territory", "from_id", "from", "to_id", "to",
            "added_ids", "removed_ids", "unit_ids",
        ]
        func joined(_ named: [Named]) -> CSVTable.Cell { .text(named.map(\.id).joined(separator: ";")) }
        try CSVTable.write(header, to: take) { table in
            for (name, run) in compared(report) {
                for change in run.assignments {
                    try table.append([
                        .text(name), .day(run.asOf), .text(change.kind.rawValue),
                        .optional(change.territory?.id), .optional(change.territory?.name),
                        .optional(change.from?.id), .optional(change.from?.name), .optional(change.to?.id),
                        .optional(change.to?.name), joined(change.added), joined(change.removed),
                        joined(change.units),
                    ])
                }
            }
        }
    }

    static func restatedInputs(_ report: Report, _ take: Take) throws {
        let header = [
            "against_as_of", "file", "kind", "former_name", "amount_then", "amount_now", "restated",
        ]
        try CSVTable.write(header, to: take) { table in
            for change in report.changes.last.differences?.inputs?.files ?? [] {  // nothing compared, no row
                try table.append([
                    .day(report.changes.last.differences?.asOf), .text(change.file),
                    .text(change.kind.rawValue), .optional(change.formerName), .money(change.before),
                    .money(change.after), .money(change.restated),
                ])
            }
        }
    }
}
