import Analysis
import TerritoryModel

/// Changes in words.
struct ChangeWording: Sendable {
    let formatting: Formatting
    let unitName: String

    /// How many names or changes a sentence spells out.
    static let namesShown = 5

    /// A signed amount, such as `+$1,235`.
    func signed(_ money: Money) -> String {
        let text = formatting.money(money)
        return money.units > 0 ? "+" + text : text
    }

    /// What came on top; nil where it outgrows money.
    func difference(_ before: Money, _ after: Money) -> Money? {
        let (change, overflow) = after.units.subtractingReportingOverflow(before.units)
        return overflow ? nil : Money(units: change)
    }

    /// A signed amount, or a dash where there is none.
    func signed(_ money: Money?) -> String { money.map { signed($0) } ?? PageValues.dash }

    /// A change of a metric in its unit, such as `−8.0 points`.
    func change(_ change: Double, of key: MetricKey) -> String {
        let size = self.size(abs(change), of: key)
        return change > 0 ? "+" + size : "−" + size
    }

    /// A size in the unit of a metric, such as `1.5 points` of shares.
    func size(_ size: Double, of key: MetricKey) -> String {
        switch MetricCatalog.definition(of: key).unit {
        case .money, .moneyPerYear: formatting.amount(size, places: key == .salesPerCall ? 2 : 0)
        case .moneyPerPerson: formatting.amount(size, places: 2)
        case .ratio:
            key == .giniSales
                ? formatting.decimal(size, places: 3) : formatting.decimal(size * 100, places: 1) + " points"
        case .callsPerAccount, .callsPerWeek, .peoplePerKm2, .per10kPeople, .months:
            formatting.decimal(size, places: 1)
        case .count, .days, .hoursPerYear, .people, .squareKilometres, .index, .concentration, .rank:
            formatting.decimal(size, places: size == size.rounded() ? 0 : 1)
        }
    }

    /// How sales moved and where that comes from, in a sentence.
    func sentence(_ sales: SalesChange, asOf: Day) -> String {
        let (change, overflow) = sales.after.units.subtractingReportingOverflow(sales.before.units)
        let moved =
            overflow || change == 0
            ? "are \(formatting.money(sales.after)), as"
            : "are \(formatting.money(sales.after)), \(signed(Money(units: change))) against the \(formatting.money(sales.before))"
        let start = "Sales \(moved) in the report of \(formatting.day(asOf))"
        return start + parts(sales) + "."
    }

    private func parts(_ sales: SalesChange) -> String {
        guard let real = sales.real, let notReal = sales.notReal else {
            return "; the periods do not match, so it cannot be split"
        }
        if notReal == .zero, (sales.realigned ?? .zero) == .zero, (sales.restated ?? .zero) == .zero {
            return real == .zero ? "" : ": all of it really sold, nothing realigned or restated"
        }
        guard let realigned = sales.realigned, let restated = sales.restated else {
            return
                ": \(signed(real)) really sold, \(signed(notReal)) realigned or restated, which cannot be told apart"
        }
        return ": \(signed(real)) really sold, \(signed(realigned)) realigned, \(signed(restated)) restated"
    }

    /// A moved metric in a clause, such as `Attainment of Atlanta North 96.0% → 88.0% (5.3 spreads)`.
    func clause(_ change: MetricChange) -> String {
        let title = MetricCatalog.definition(of: change.metric).title
        let whose = change.subject == .organisation ? "" : " of \(change.name)"
        let spreads = change.spreads.map { " (\(formatting.decimal($0, places: 1)) spreads)" } ?? ""
        let before = formatting.text(change.before, of: change.metric) ?? PageValues.dash
        let after = formatting.text(change.after, of: change.metric) ?? PageValues.dash
        return "\(title)\(whose) \(before) → \(after)\(spreads)"
    }

    /// How changes of metrics are judged.
    func judgement(_ comparison: RunComparison) -> String {
        guard let runs = comparison.spreadRuns else {
            return "The largest changes among the watched metrics, by share of what they were."
        }
        let limit = formatting.decimal(UsualSpread.limit, places: 0)
        if comparison.knowsSpread {
            return
                "Metrics that moved by more than \(limit) of their usual spreads from run to run, as known from "
                + "the last \(formatting.counted(runs, "run"))."
        }
        let needed = UsualSpread.fewestDifferences + 1
        return "What is usual is not known yet: it takes \(needed) runs under this configuration, there "
            + "\(runs == 1 ? "is" : "are") \(runs). The largest changes, by share of what they were:"
    }

    /// How many exceptions came, went and stayed.
    func sentence(_ exceptions: ExceptionChanges) -> String {
        let oldest = exceptions.lasting.map(\.weeks).max() ?? 0  // none lasts
        let age = oldest > 0 ? ", the oldest for \(formatting.counted(oldest, "week"))" : ""
        return
            "\(exceptions.new.count) new, \(exceptions.gone.count) gone, \(exceptions.lasting.count) lasting\(age)"
    }

    /// Exceptions by their kinds and territories, such as `Vacant territory (Macon)`.
    func names(_ exceptions: [ExceptionChange]) -> String {
        listed(exceptions.map { $0.kind.title + ($0.territory.map { " (\($0.name))" } ?? "") })
    }

    /// Names in a sentence, such as `A, B and 3 more`.
    func listed(_ names: [String]) -> String {
        guard names.count > ChangeWording.namesShown else { return names.joined(separator: ", ") }
        return "\(names.prefix(ChangeWording.namesShown).joined(separator: ", ")) and "
            + "\(names.count - ChangeWording.namesShown) more"
    }

    /// Since when an exception has been told; empty for less than a week.
    func age(since first: Day?, asOf: Day) -> String {
        let weeks = first.map { wholeWeeks(from: $0, to: asOf) } ?? 0  // this run is the first that has it
        return weeks > 0 ? "for \(formatting.counted(weeks, "week"))" : ""
    }

    /// A changed assignment in a sentence.
    func sentence(_ change: AssignmentChange) -> String {
        let name = change.territory?.name ?? ""
        let (from, to) = (change.from?.name, change.to?.name)
        switch change.kind {
        case .newTerritory: return "\(name) is new\(to.map { ", owned by \($0)" } ?? "")."
        case .goneTerritory: return "\(name) is gone\(from.map { "; \($0) owned it" } ?? "")."
        case .renamed: return "\(from ?? name) is called \(name) now."
        case .parent: return "\(name) went from \(from ?? "the top") to \(to ?? "the top")."
        case .kind:
            return "\(name) is \(change.kinds.map(\.rawValue).joined(separator: " no longer but ")) now."
        case .owner: return "\(name) went from \(from ?? "no owner") to \(to ?? "no owner")."
        case .team: return "\(name): \(team(change))."
        case .units: return "\(units(change)) went from \(from ?? "unassigned") to \(to ?? "unassigned")."
        case .newUnits: return "\(units(change)) \(change.units.count == 1 ? "is" : "are") new."
        case .goneUnits: return "\(units(change)) \(change.units.count == 1 ? "is" : "are") gone."
        }
    }

    private func team(_ change: AssignmentChange) -> String {
        let parts = [("joined", change.added), ("left", change.removed)].filter { !$0.1.isEmpty }
        return parts.map { verb, reps in "\(listed(reps.map(\.name))) \(verb)" }.joined(separator: "; ")
    }

    private func units(_ change: AssignmentChange) -> String {
        "\(formatting.counted(change.units.count, unitName)) (\(listed(change.units.map(\.name))))"
    }

    /// What was restated, in a sentence; nil where nothing was.
    func sentence(_ inputs: RestatedInputs) -> String? {
        let restated = inputs.files.filter { $0.kind == .restated }
        guard !restated.isEmpty || inputs.net != .zero else { return nil }
        let files = restated.map { "\($0.file) by \(signed($0.restated))" }
        let start =
            restated.isEmpty
            ? "Sales files that came or went change the days up to \(formatting.day(inputs.asOf))"
            : "Past rows changed up to \(formatting.day(inputs.asOf)): \(listed(files))"
        return
            "\(start); all files together by \(signed(inputs.net)) net, \(formatting.money(inputs.gross)) gross."
    }
}
