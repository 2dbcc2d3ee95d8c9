import Analysis
import TerritoryModel

// What differs from earlier runs.

extension PageValues {
    /// How much of each list a page shows.
    private enum Length {
        static let sales = 200
        static let others = 100
    }

    var wording: ChangeWording { ChangeWording(formatting: formatting, unitName: report.unitName) }

    func changes() -> TemplateValue {
        var values = page(.changes, title: Page.changes.title)
        values.merge(comparisons(nil))
        return .object(values)
    }

    /// Both comparisons, of one subject or of everything.
    func comparisons(_ subject: Subject?) -> TemplateFields {
        func value(_ index: ChangeIndex, _ none: String) -> TemplateValue {
            let part = subject.map { index.part(of: $0) } ?? index.state.differences
            return comparison(index.state, part, subject, none: none)
        }
        return [
            "last": value(
                site.changes, "This is the first run, so there is no earlier one to compare with."),
            "year_before": value(
                site.changesOfYear, "There is no run of the same week a year before to compare with."),
        ]
    }

    private func comparison(
        _ state: Comparison, _ part: RunComparison?, _ subject: Subject?, none: String
    ) -> TemplateValue {
        let run = part ?? RunComparison(asOf: report.windows.asOf, current: report.windows.current)
        var values: TemplateFields = [
            "sentence": .text(sentence(state, none)), "is_compared": .flag(part != nil),
            "is_known": .flag(state != .none),
            "lines": .list((part.map { lines($0, subject) } ?? []).map { .object(["text": .text($0)]) }),
        ]
        values.merge(sales(run))
        values.merge(metrics(run))
        values.merge(exceptions(run.exceptions))
        values["assignments"] = .list(
            run.assignments.prefix(Length.others).map { .object(["text": .text(wording.sentence($0))]) })
        values["assignments_total"] = .text(formatting.count(run.assignments.count))
        values["has_more_assignments"] = .flag(run.assignments.count > Length.others)
        let restated = run.inputs.map {
            wording.sentence($0)
                ?? "No sales file changed what it says about days up to \(formatting.day($0.asOf))."
        }
        values["inputs_sentence"] = .text(restated ?? "")
        values["inputs"] = .list((run.inputs?.files ?? []).map(input))
        return TemplateValue.object(values).withListFlags
    }

    private func sentence(_ state: Comparison, _ none: String) -> String {
        switch state {
        case .none: return none
        case .otherConfiguration(let note):
            let keys =
                note.changedKeys.isEmpty ? "" : "; changed: \(note.changedKeys.joined(separator: ", "))"
            return "Not compared with the report of \(formatting.day(note.asOf)), which ran under another "
                + "configuration\(keys)."
        case .compared(let run): return "Compared with the report of \(formatting.day(run.asOf))."
        }
    }

    /// The gist.
    private func lines(_ run: RunComparison, _ subject: Subject?) -> [String] {
        var lines = run.sales.prefix(1).map { wording.sentence($0, asOf: run.asOf) }
        let told = run.told
        if !told.isEmpty {
            let start = run.knowsSpread ? "Moved beyond the usual" : "Largest changes"
            lines.append("\(start): \(wording.listed(told.map { wording.clause($0) })).")
        } else if subject == nil, run.knowsSpread {
            lines.append("No watched metric moved beyond its usual spread.")
        }
        lines += exceptionLines(run.exceptions, subject)
        if subject == nil, run.assignments.count > ChangeWording.namesShown {
            lines.append("\(formatting.counted(run.assignments.count, "assignment")) changed.")
        } else {
            lines += run.assignments.prefix(ChangeWording.namesShown).map { wording.sentence($0) }
        }
        return lines + (run.inputs.flatMap { wording.sentence($0) }.map { [$0] } ?? [])
    }

    private func exceptionLines(_ exceptions: ExceptionChanges, _ subject: Subject?) -> [String] {
        guard subject == nil || !exceptions.new.isEmpty || !exceptions.gone.isEmpty else { return [] }
        var lines: [String] = []
        if subject == nil {
            lines.append("Exceptions: \(wording.sentence(exceptions)).")
        }
        if !exceptions.new.isEmpty { lines.append("New: \(wording.names(exceptions.new)).") }
        if !exceptions.gone.isEmpty { lines.append("Gone: \(wording.names(exceptions.gone)).") }
        return lines
    }

    private func sales(_ run: RunComparison) -> TemplateFields {
        [
            "sales_sentence": .text(run.sales.first.map { wording.sentence($0, asOf: run.asOf) } ?? ""),
            "sales": .list(run.sales.prefix(Length.sales).map(sale)),
            "sales_total": .text(formatting.count(run.sales.count)),
            "has_more_sales": .flag(run.sales.count > Length.sales),
        ]
    }

    private func sale(_ sales: SalesChange) -> TemplateValue {
        let (change, overflow) = sales.after.units.subtractingReportingOverflow(sales.before.units)
        let together = sales.realigned == nil ? sales.notReal.map { wording.signed($0) + " in all" } : nil
        return .object([
            "name": .text(sales.name), "subject": .optional(link(subject: sales.subject, sales.name)),
            "before": money(sales.before), "after": money(sales.after),
            "change": .text(overflow ? PageValues.dash : wording.signed(Money(units: change))),
            "real": .text(wording.signed(sales.real)),
            "realigned": .text(together ?? wording.signed(sales.realigned)),
            "restated": .text(wording.signed(sales.restated)),
        ])
    }

    private func metrics(_ run: RunComparison) -> TemplateFields {
        let told = run.told
        return [
            "metrics_sentence": .text(wording.judgement(run)), "is_judged": .flag(run.knowsSpread),
            "metrics": .list(told.prefix(Length.others).map(metric)),
            "metrics_total": .text(formatting.count(told.count)),
            "has_more_metrics": .flag(told.count > Length.others),
        ]
    }

    private func metric(_ change: MetricChange) -> TemplateValue {
        let key = change.metric
        let usual = change.usual.map { "±" + wording.size($0.spread, of: key) }
        let effects: [MetricChange.Effect: String] = [.good: "better", .bad: "worse"]
        return .object([
            "name": .text(change.name), "subject": .optional(link(subject: change.subject, change.name)),
            "metric": .text(MetricCatalog.definition(of: key).title),
            "before": .text(formatting.text(change.before, of: key) ?? PageValues.dash),
            "after": .text(formatting.text(change.after, of: key) ?? PageValues.dash),
            "change": .text(wording.change(change.change, of: key)),
            "usual": .text(usual ?? PageValues.dash),
            "spreads": .text(change.spreads.map { formatting.decimal($0, places: 1) } ?? PageValues.dash),
            "effect": .text(effects[change.effect] ?? PageValues.dash),
            "is_good": .flag(change.effect == .good), "is_bad": .flag(change.effect == .bad),
        ])
    }

    private func exceptions(_ exceptions: ExceptionChanges) -> TemplateFields {
        let lists = [exceptions.new, exceptions.gone, exceptions.lasting]
        let values = lists.map { list in
            TemplateValue.list(list.prefix(Length.others).map(exception))
        }
        return [
            "exceptions_sentence": .text(wording.sentence(exceptions)),
            "new_exceptions": values[0], "gone_exceptions": values[1], "lasting_exceptions": values[2],
            "has_more_exceptions": .flag(lists.contains { $0.count > Length.others }),
        ]
    }

    private func exception(_ change: ExceptionChange) -> TemplateValue {
        let age = wording.age(since: change.firstSeen, asOf: change.asOf)
        return .object([
            "name": .text(change.kind.title),
            "territory": .optional(
                change.territory.flatMap { link(subject: .territory($0.id), $0.name) ?? plain($0.name) }),
            "text": .text(change.text), "money": money(change.money), "age": .text(age),
            "has_age": .flag(!age.isEmpty), "since": day(change.firstSeen),
            "is_within": .flag(change.within != nil),
        ])
    }

    private func input(_ change: InputChange) -> TemplateValue {
        let former = change.formerName.map { " from \($0)" } ?? ""
        return .object([
            "file": .text(change.file), "what": .text(change.kind.rawValue + former),
            "before": money(change.before), "after": money(change.after),
            "change": .text(wording.signed(change.restated)),
        ])
    }

    /// The page of a subject; nil for the organisation, and where there is no page any more.
    private func link(subject: Subject, _ name: String) -> TemplateValue? {
        switch subject {
        case .organisation: nil
        case .territory(let id):
            site.byTerritory.own[id].isEmpty ? nil : link(territory: Named(id: id, name: name))
        case .rep(let id): site.hasPage(ofRep: id) ? link(rep: Named(id: id, name: name)) : nil
        }
    }

    /// A name that leads to where it is told of.
    private func plain(_ name: String) -> TemplateValue {
        .object(["name": .text(name), "url": .text(root + Page.changes.rawValue + format.ending)])
    }

    /// Since when an exception has been told.
    func age(_ exception: ReportException) -> TemplateFields {
        let age = wording.age(since: exception.firstSeen, asOf: report.windows.asOf)
        return ["age": .text(age), "has_age": .flag(!age.isEmpty), "since": day(exception.firstSeen)]
    }
}
