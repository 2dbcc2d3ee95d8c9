import Analysis
import History
import Rendering
import TerritoryModel

/// One run as Markdown.
struct RunText {
    private let run: RecordedRun
    private let summary: RunSummary
    private let metrics: MetricText

    init(_ run: RecordedRun, _ summary: RunSummary, locale: ReportLocale) {
        self.run = run
        self.summary = summary
        metrics = MetricText(currency: run.currency, locale: locale)
    }

    var text: String {
        [["# The run as of \(run.asOf)"], facts, organisation, territories, exceptions, inputs]
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var facts: [String] {
        var rows = [
            ["period", "\(run.current.from) to \(run.current.to)"],
            [
                "data",
                "\(counted(run.salesRows, "sale")), \(run.salesAmount) \(run.currency), grade \(run.grade)",
            ],
            ["program", run.facts.programVersion],
            ["configuration", run.facts.configuration.digest],
            ["content", run.facts.contentDigest],
        ]
        if let finished = summary.instants.finished {
            rows.append(["at work", "\(summary.instants.started ?? "") to \(finished)"])
        }
        return MarkdownTable.lines(["", ""], rows)
    }

    private var organisation: [String] {
        let values = run.metrics[.organisation] ?? [:]
        let known = MetricKey.allCases.map(\.rawValue).filter { values[$0] != nil }
        let keys = known + values.keys.filter { !known.contains($0) }.sorted()
        return ["## Organisation", ""]
            + MarkdownTable.lines(
                ["metric", "key", "value"],
                keys.map { [MetricText.title($0), $0, metrics.text(values[$0], of: $0)] })
    }

    private var territories: [String] {
        let keys = ["sales", "attainment", "account_coverage", "growth_year"]
        let rows = run.territories.map { territory -> [String] in
            let values = run.metrics[.territory(territory.territory.id)] ?? [:]
            return [
                DifferenceText.named(territory.territory), territory.kind.rawValue,
                territory.owner.map(DifferenceText.named) ?? "",
            ] + keys.map { values[$0] == nil ? "" : metrics.text(values[$0], of: $0) }
        }
        return ["## Territories", ""]
            + MarkdownTable.lines(["territory", "kind", "owner"] + keys.map(MetricText.title), rows)
    }

    private var exceptions: [String] {
        guard !run.exceptions.isEmpty else { return ["## Exceptions", "", "None."] }
        let rows = run.exceptions.map { exception -> [String] in
            let weeks = (run.asOf - exception.firstSeen) / 7
            return [
                exception.kind.title, exception.territory.map(DifferenceText.named) ?? "the organisation",
                metrics.money(exception.money),
                weeks == 0 ? "new" : "\(counted(weeks, "week")), since \(exception.firstSeen)",
                exception.text,
            ]
        }
        return ["## Exceptions", ""]
            + MarkdownTable.lines(["kind", "territory", "money", "age", "what"], rows)
    }

    private var inputs: [String] {
        let rows = run.inputs.map { input -> [String] in
            [
                input.source, input.file, grouped(UInt64(input.bytes.magnitude)),
                input.rows.map { grouped(UInt64($0.loaded.magnitude)) } ?? "",
                input.amountLoaded.map { "\($0)" } ?? "", String(input.digest.prefix(12)),
            ]
        }
        return ["## Inputs", ""]
            + MarkdownTable.lines(
                ["source", "file", "bytes", "rows loaded", "amount loaded", "SHA-256"], rows)
    }
}
