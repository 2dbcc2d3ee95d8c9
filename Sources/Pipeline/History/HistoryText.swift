import Analysis
import History
import Rendering
import TerritoryModel

/// The list of runs as an aligned table.
struct RunListText {
    let text: String

    init(_ runs: [RunSummary], path: String) {
        guard let newest = runs.last else {
            text = "\(ShownText.line(path)) has no runs yet; 'bailiwick run' makes the first"
            return
        }
        let titles = [
            "as of", "period", "sales rows", "sales of all data", "exceptions", "grade", "version",
            "configuration", "finished",
        ]
        var before: String?
        let rows = runs.map { run -> [String] in
            defer { before = run.configurationDigest }
            let isOther = before != nil && before != run.configurationDigest
            return [
                "\(run.asOf)", "\(run.current.from) to \(run.current.to)",
                grouped(UInt64(run.salesRows.magnitude)), "\(run.salesAmount) \(run.currency)",
                "\(run.exceptions)", run.grade, run.programVersion,
                run.configurationDigest.prefix(8) + (isOther ? " (changed)" : ""),
                run.instants.finished ?? "",
            ]
        }
        let lines = TextTable.lines(titles, rows, rightAligned: [2, 3, 4])
        text = (lines + ["", "\(counted(runs.count, "run")), the newest as of \(newest.asOf)"])
            .joined(separator: "\n")
    }
}

/// What pruning did.
struct PruneText {
    let text: String

    init(_ outcome: PruneOutcome, path: String, isRehearsal: Bool) {
        var lines: [String] = []
        if outcome.removed.isEmpty {
            lines.append("nothing to remove")
        } else {
            let verb = isRehearsal ? "would remove" : "removed"
            lines.append(
                "\(verb) \(counted(outcome.removed.count, "run")): \(PruneText.days(outcome.removed))")
        }
        if !outcome.published.isEmpty {
            lines.append(
                "kept \(counted(outcome.published.count, "run")) whose report is still published: "
                    + "\(PruneText.days(outcome.published)); 'publish.keep' decides how many reports stay")
        }
        lines.append("\(counted(outcome.kept, "run")) left")
        if outcome.bytesAfter < outcome.bytesBefore {
            let (before, after) = (PruneText.size(outcome.bytesBefore), PruneText.size(outcome.bytesAfter))
            lines.append("\(ShownText.line(path)): \(before) before, \(after) now")
        }
        text = lines.joined(separator: "\n")
    }

    private static func days(_ days: [Day]) -> String {
        days.count <= 3
            ? days.map(\.description).joined(separator: ", ") : "\(days[0]) to \(days[days.count - 1])"
    }

    private static func size(_ bytes: Int64) -> String {
        bytes < 1 << 20 ? "\(bytes >> 10) kB" : "\(bytes >> 20) MB"
    }
}

/// Values of metrics in words, in the units of the catalog.
struct MetricText {
    private let formatting: Formatting

    init(currency: String, locale: ReportLocale) {
        formatting = Formatting(currency: currency, locale: locale)
    }

    /// The value, or `n/a` with the reason.
    func text(_ value: RecordedValue?, of key: String) -> String {
        guard let value else { return "none" }
        if case .unavailable(let reason) = value {
            return "n/a (\(UnavailableReason(rawValue: reason)?.text ?? reason))"
        }
        guard let key = MetricKey(rawValue: key), let known = value.metricValue,
            let text = formatting.text(known, of: key)
        else { return MetricText.exact(value) }
        return text
    }

    /// Two values, with all their digits where they would look the same.
    func pair(_ change: RunDifference.Change<RecordedValue>, of key: String) -> (from: String, to: String) {
        let texts = (text(change.from, of: key), text(change.to, of: key))
        guard texts.0 == texts.1, let from = change.from, let to = change.to else { return texts }
        return (MetricText.exact(from), MetricText.exact(to))
    }

    func money(_ money: Money) -> String { formatting.money(money) }

    private static func exact(_ value: RecordedValue) -> String {
        switch value {
        case .money(let money): "\(money)"
        case .count(let count): "\(count)"
        case .number(let number): "\(number)"
        case .unavailable(let reason): reason
        }
    }

    /// The title of the catalog; keys of other versions stand for themselves.
    static func title(_ key: String) -> String {
        MetricKey(rawValue: key).map { MetricCatalog.definition(of: $0).title } ?? key
    }
}

/// A table of Markdown whose cells come from anywhere.
enum MarkdownTable {
    static func lines(_ titles: [String], _ rows: [[String]]) -> [String] {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        return [line(titles), line(titles.map { _ in "---" })]
            + rows.map { line($0.map(cell)) }
    }

    /// Keys stand as code and numbers as they are; all else is escaped.
    private static func cell(_ text: String) -> String {
        let isKey = text.contains("_") && text.utf8.allSatisfy { isKeyByte($0) }
        if isKey { return "`\(text)`" }
        if text.first == "+", text.dropFirst().allSatisfy({ $0.isNumber || ".,%".contains($0) }) {
            return text
        }
        return Escaping.markdown(ShownText.line(text))
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
