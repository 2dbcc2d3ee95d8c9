import Analysis
import TerritoryModel

/// The report as `bailiwick.report/1`, the contract for other people's tools.
struct ReportJSON {
    let report: Report

    /// Writes the whole file piece by piece.
    ///
    /// - Parameter name: How errors call it.
    /// - Throws: `RenderingError`, or what `take` throws.
    func write(named name: String, to take: ([UInt8]) throws -> Void) throws {
        do {
            try JSONText.write(.object(JSONFields(frame.pairs + lists.pairs)), to: take)
        } catch let error as JSONText.Unwritable {
            throw RenderingError.encoding(file: name, reason: "\(error.number) is no number in JSON")
        }
    }

    private var frame: JSONFields {
        let windows = report.windows
        return [
            "schema": .text(Report.schema), "title": .text(report.title), "as_of": .day(windows.asOf),
            "currency": .text(report.currency), "unit_name": .text(report.unitName),
            "periods": .object([
                "current": range(windows.current), "prior": range(windows.prior),
                "year_ago": range(windows.yearAgo), "trailing_year": range(windows.trailingYear),
                "fiscal_year_to_date": range(windows.fiscalYearToDate),
            ]),
            "bands": .object([
                "balanced": .number(report.bands.balanced), "watch": .number(report.bands.watch),
            ]),
            "organisation": .object(["metrics": metrics(report.organisation)]),
            "quality": quality, "definitions": .list(MetricCatalog.definitions, definition),
        ]
    }

    private var lists: JSONFields {
        [
            "territories": .list(report.territories, territory), "reps": .list(report.reps, rep),
            "rep_pairs": .list(report.repPairs, pair),
            "shared_accounts": .list(report.sharedAccounts, shared),
            "outside_sales": .list(report.outsideSales) {
                .object([
                    "territory": .text($0.territory.id), "rep": .text($0.rep.id),
                    "sales": .money($0.amount),
                ])
            },
            "units": .list(report.units, unit), "weekly": .list(report.weekly, weekly),
            "weekly_totals": .list(report.weeklyTotals, week),
            "accounts_to_call": .list(report.accountsToCall, toCall),
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
                    "from": .optional($0.from?.id),
                    "to": .optional($0.to?.id),
                ])
            }, "notes": .list(report.notes, note),
            "exceptions": .list(report.exceptions, exception),
        ]
    }

    private func range(_ range: DayRange) -> JSONValue {
        .object(["from": .day(range.from), "to": .day(range.to)])
    }

    private func metrics(_ set: MetricSet) -> JSONValue {
        .object(JSONFields(set.ordered.map { (name: $0.key.rawValue, value: metric($0.value)) }))
    }

    private func metric(_ value: MetricValue) -> JSONValue {
        switch value {
        case .money(let money): .object(["value": .money(money)])
        case .count(let count): .object(["value": .count(count)])
        case .number(let number): .object(["value": .number(number)])
        case .unavailable(let reason): .object(["value": .null, "reason": .text(reason.rawValue)])
        }
    }

    private func ids(_ named: [Named]) -> JSONValue { .list(named) { .text($0.id) } }

    private func named(_ named: Named) -> JSONValue {
        .object(["id": .text(named.id), "name": .text(named.name)])
    }

    private func territory(_ territory: TerritoryReport) -> JSONValue {
        .object([
            "id": .text(territory.territory.id), "name": .text(territory.territory.name),
            "parent": .optional(territory.parent?.id), "kind": .text(territory.kind.rawValue),
            "owner": .optional(territory.owner?.id), "reps": ids(territory.reps),
            "metrics": metrics(territory.metrics),
        ])
    }

    private func rep(_ rep: RepReport) -> JSONValue {
        .object([
            "id": .text(rep.rep.id), "name": .text(rep.rep.name), "territories": ids(rep.territories),
            "owned": ids(rep.owned), "ramping": .flag(rep.isRamping), "hired": .optional(rep.hired),
            "metrics": metrics(rep.metrics), "weekly": .list(rep.weeks, week),
        ])
    }

    private func pair(_ pair: RepPair) -> JSONValue {
        let kinds = OverlapKind.allCases.map {
            (name: $0.rawValue, value: JSONValue.count(pair.byKind[$0, default: 0]))
        }
        return .object([
            "reps": ids([pair.first, pair.second]), "accounts": .count(pair.accounts),
            "by_kind": .object(JSONFields(kinds)), "jaccard": .number(pair.jaccard),
            "sales": .money(pair.sales), "conflicting_sales": .money(pair.conflictingSales),
        ])
    }

    private func shared(_ account: SharedAccount) -> JSONValue {
        .object([
            "account": named(account.account), "territory": .optional(account.territory?.id),
            "kind": .text(account.kind.rawValue), "sales": .money(account.sales),
            "touches": .list(account.touches) {
                .object(["rep": .text($0.rep.id), "sales": .money($0.sales), "calls": .count($0.calls)])
            },
        ])
    }

    private func unit(_ unit: UnitReport) -> JSONValue {
        .object([
            "id": .text(unit.unit.id), "name": .text(unit.unit.name), "region": .optional(unit.region),
            "territory": .optional(unit.territory?.id), "claimants": ids(unit.claimants),
            "population": unit.population.map { .number($0) } ?? .null, "accounts": .count(unit.accounts),
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

    private func toCall(_ account: AccountToCall) -> JSONValue {
        .object([
            "account": named(account.account), "last_call": .optional(account.lastCall),
            "owner": .optional(account.owner?.id),
            "planned_calls_per_year": .optional(account.plannedCallsPerYear),
            "potential": .optional(account.potential),
            "sales_trailing_year": .money(account.trailingYearSales),
            "segment": .optional(account.segment), "territory": .text(account.territory.id),
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

    private func exception(_ exception: ReportException) -> JSONValue {
        .object([
            "kind": .text(exception.kind.rawValue), "territory": .optional(exception.territory?.id),
            "money": .money(exception.money), "text": .text(exception.text),
            "owner": .optional(exception.owner?.id), "next_step": .text(exception.nextStep),
        ])
    }

    private func definition(_ definition: MetricDefinition) -> JSONValue {
        .object([
            "key": .text(definition.key.rawValue), "title": .text(definition.title),
            "topic": .text(definition.topic.rawValue), "unit": .text(definition.unit.rawValue),
            "formula": .text(definition.formula), "range": .text(definition.range),
            "direction": .text(definition.direction.rawValue),
            "reasons": .list(definition.reasons) { .text($0.rawValue) },
            "source": .text(definition.source),
        ])
    }
}
