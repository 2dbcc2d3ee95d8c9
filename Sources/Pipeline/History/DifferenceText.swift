import Analysis
import History
import Rendering
import TerritoryModel

/// What two runs say differently, as Markdown.
struct DifferenceText {
    private let difference: RunDifference
    private let metrics: MetricText

    init(_ difference: RunDifference, locale: ReportLocale) {
        self.difference = difference
        metrics = MetricText(currency: difference.currency, locale: locale)
    }

    var text: String {
        let (from, to) = (difference.from.asOf, difference.to.asOf)
        let sections = [
            ["# What changed from \(from) to \(to)"], frame, inputs, exceptions, assignments, subjects,
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var frame: [String] {
        var lines: [String] = []
        if !difference.configuration.isEmpty {
            let keys = difference.configuration.map { "`\($0)`" }.joined(separator: ", ")
            lines.append(
                "The configuration differs in \(keys): not every change below is one of the business.")
        }
        if difference.from.programVersion != difference.to.programVersion {
            lines.append(
                "The program was version \(difference.from.programVersion), then "
                    + "\(difference.to.programVersion).")
        }
        return lines
    }

    private var inputs: [String] {
        guard !difference.inputs.isEmpty else { return ["## Inputs", "", "No input file changed."] }
        let rows = difference.inputs.map { change -> [String] in
            let input = change.to ?? change.from
            return [
                input?.source ?? "", input?.file ?? "",
                // Of the same bytes other rows count, up to another day.
                DifferenceText.verb(
                    change, change.from?.digest == change.to?.digest ? "the same bytes" : "changed"),
                DifferenceText.pair(change) { $0.rows.map { grouped(UInt64($0.loaded.magnitude)) } ?? "" },
                DifferenceText.pair(change) { $0.amountLoaded.map { "\($0)" } ?? "" },
            ]
        }
        return ["## Inputs", ""]
            + MarkdownTable.lines(["source", "file", "what", "rows loaded", "amount loaded"], rows)
    }

    private var exceptions: [String] {
        var lines = ["## Exceptions", ""]
        let rows =
            difference.newExceptions.map {
                ["new", $0.kind.title, place($0), metrics.money($0.money), $0.text]
            }
            + difference.goneExceptions.map {
                ["gone", $0.kind.title, place($0), metrics.money($0.money), $0.text]
            }
            + difference.lastingExceptions.map { lasting -> [String] in
                let (from, to) = (metrics.money(lasting.from.money), metrics.money(lasting.to.money))
                return [
                    "lasting since \(lasting.to.firstSeen)", lasting.to.kind.title, place(lasting.to),
                    from == to ? to : "\(from) → \(to)", lasting.to.text,
                ]
            }
        lines +=
            rows.isEmpty
            ? ["Neither run has any."]
            : MarkdownTable.lines(["", "kind", "territory", "money", "what"], rows)
        return lines
    }

    private func place(_ exception: PastException) -> String {
        exception.territory.map(DifferenceText.named) ?? "the organisation"
    }

    private var assignments: [String] {
        let territories = difference.territories.map { change in
            [
                "territory", (change.to ?? change.from).map { DifferenceText.named($0.territory) } ?? "",
                change.from.map(DifferenceText.described) ?? "",
                change.to.map(DifferenceText.described) ?? "",
            ]
        }
        let units = difference.units.map { change in
            [
                "unit", (change.to ?? change.from).map { DifferenceText.named($0.unit) } ?? "",
                change.from.map { $0.territory ?? "unassigned" } ?? "",
                change.to.map { $0.territory ?? "unassigned" } ?? "",
            ]
        }
        let reps = difference.reps.map { change in
            ["rep", (change.to ?? change.from)?.id ?? "", change.from?.name ?? "", change.to?.name ?? ""]
        }
        let rows = territories + units + reps
        guard !rows.isEmpty else { return ["## Assignments", "", "No assignment changed."] }
        return ["## Assignments", ""]
            + MarkdownTable.lines(
                ["", "", "\(difference.from.asOf)", "\(difference.to.asOf)"], rows)
    }

    /// A table for each subject.
    private var subjects: [String] {
        guard !difference.metrics.isEmpty else { return ["## Metrics", "", "No metric changed."] }
        var lines = ["## Metrics"]
        var rest = difference.metrics[...]
        while let first = rest.first {
            let own = rest.prefix { $0.subject == first.subject }
            rest = rest.dropFirst(own.count)
            let rows = own.map { metric -> [String] in
                let (from, to) = metrics.pair(metric.change, of: metric.key)
                return [MetricText.title(metric.key), metric.key, from, to]
            }
            lines += ["", "### \(Escaping.markdown(ShownText.line(DifferenceText.title(first))))", ""]
            lines += MarkdownTable.lines(
                ["metric", "key", "\(difference.from.asOf)", "\(difference.to.asOf)"], rows)
        }
        return lines
    }

    private static func title(_ metric: RunDifference.Metric) -> String {
        switch metric.subject {
        case .organisation: metric.name
        case .territory(let id): "\(metric.name) (\(id))"
        case .rep(let id): "\(metric.name), rep (\(id))"
        }
    }

    static func named(_ named: Named) -> String {
        named.id == named.name ? named.id : "\(named.name) (\(named.id))"
    }

    private static func described(_ territory: PastTerritory) -> String {
        var parts = ["\(territory.territory.name): \(territory.kind.rawValue)"]
        if let parent = territory.parent { parts.append("in \(parent)") }
        parts.append(territory.owner.map { "owner \(named($0))" } ?? "no owner")
        let others = territory.reps.filter { $0 != territory.owner }
        if !others.isEmpty { parts.append("also \(others.map(named).joined(separator: ", "))") }
        return parts.joined(separator: ", ")
    }

    private static func verb<Value>(_ change: RunDifference.Change<Value>, _ changed: String) -> String {
        change.from == nil ? "new" : change.to == nil ? "gone" : changed
    }

    private static func pair<Value>(
        _ change: RunDifference.Change<Value>, _ text: (Value) -> String
    ) -> String {
        let texts = [change.from, change.to].compactMap { $0.map(text) }
        return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " → ")
    }
}
