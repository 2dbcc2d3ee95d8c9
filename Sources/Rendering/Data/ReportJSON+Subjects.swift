import Analysis
import TerritoryModel

// Territories, reps and units, and what they did.

extension ReportJSON {
    var subjects: JSONFields {
        [
            "territories": .list(report.territories, territory), "reps": .list(report.reps, rep),
            "units": .list(report.units, unit), "weekly": .list(report.weekly, weekly),
            "weekly_totals": .list(report.weeklyTotals, week),
            "products": .list(report.products) {
                .object([
                    "product": .text($0.product), "sales": .money($0.sales),
                    "sales_prior": .money($0.salesPrior), "territory": .text($0.territory.id),
                ])
            },
            "realignments": .list(report.realignments, realignment),
            "handovers": .list(report.handovers) {
                .object([
                    "day": .day($0.day), "territory": .text($0.territory.id),
                    "from": .optional($0.from?.id), "to": .optional($0.to?.id),
                ])
            }, "notes": .list(report.notes, note), "market": market(report.market),
        ]
    }

    private func territory(_ territory: TerritoryReport) -> JSONValue {
        .object([
            "id": .text(territory.territory.id), "name": .text(territory.territory.name),
            "parent": .optional(territory.parent?.id), "kind": .text(territory.kind.rawValue),
            "owner": .optional(territory.owner?.id), "reps": ids(territory.reps),
            "metrics": metrics(territory.metrics), "market": market(territory.market),
            "ground": territory.ground.map(ground) ?? .null, "strategy": strategy(territory.strategy),
            "similar": .list(territory.similar, similar),
        ])
    }

    private func rep(_ rep: RepReport) -> JSONValue {
        .object([
            "id": .text(rep.rep.id), "name": .text(rep.rep.name), "territories": ids(rep.territories),
            "owned": ids(rep.owned), "ramping": .flag(rep.isRamping), "hired": .optional(rep.hired),
            "metrics": metrics(rep.metrics), "weekly": .list(rep.weeks, week),
        ])
    }

    private func unit(_ unit: UnitReport) -> JSONValue {
        .object([
            "id": .text(unit.unit.id), "name": .text(unit.unit.name), "region": .optional(unit.region),
            "territory": .optional(unit.territory?.id), "claimants": ids(unit.claimants),
            "claims": .list(unit.claims) {
                .object([
                    "from": .optional($0.validity.from), "territory": .text($0.territory.id),
                    "to": .optional($0.validity.to),
                ])
            },
            "population": .optional(unit.population), "accounts": .count(unit.accounts),
            "sales": .money(unit.sales),
        ])
    }

    private func week(_ week: WeekTotals) -> JSONValue {
        .object([
            "calls": .count(week.calls), "sales": .money(week.sales), "week_ending": .day(week.weekEnding),
        ])
    }

    private func weekly(_ week: WeeklyFacts) -> JSONValue {
        .object([
            "calls": .count(week.calls), "sales": .money(week.sales),
            "sales_as_was": .money(week.salesAsWas), "territory": .text(week.territory.id),
            "week_ending": .day(week.weekEnding),
        ])
    }

    private func realignment(_ change: Realignment) -> JSONValue {
        .object([
            "day": .day(change.day), "from": .optional(change.from?.id), "to": .optional(change.to?.id),
            "accounts": .count(change.accounts), "units": .count(change.units),
            "sales_trailing_year": .money(change.trailingYearSales),
        ])
    }

    private func note(_ note: NoteReport) -> JSONValue {
        .object([
            "day": .optional(note.day), "territory": .optional(note.territory?.id),
            "rep": .optional(note.rep?.id), "account": .optional(note.account?.id),
            "tags": .list(note.tags) { .text($0) }, "text": .text(note.text),
        ])
    }
}
