import Analysis
import Foundation
import History
import Rendering
import TerritoryModel

/// Which run is meant.
public enum RunReference: Hashable, Sendable {
    case day(Day)
    /// The newest.
    case latest

    /// Reads a day or `latest`; nil for all else.
    public init?(_ text: String) {
        if text == "latest" {
            self = .latest
        } else if let day = Day(iso: text) {
            self = .day(day)
        } else {
            return nil
        }
    }
}

/// How a command of the history prints.
public enum HistoryFormat: String, Sendable, CaseIterable {
    case markdown, json
}

/// How the views of the history are written.
public enum ExportFormat: String, Sendable, CaseIterable {
    case csv, jsonl
}

/// The history of a workspace for those who look into it; nothing here makes or repairs a database.
public struct WorkspaceHistory: Sendable {
    let path: String
    let reports: PublishedReports
    /// In whose numbers runs are printed.
    let locale: ReportLocale

    /// Reads where the history of a workspace lies.
    public init(workspace: String, resources: Resources) throws(PipelineError) {
        do throws(ConfigurationError) {
            let configuration = try Configuration.load(
                workspace: workspace,
                presets: PresetLibrary(workspace: workspace, resources: resources))
            guard let file = configuration.history else {
                throw ConfigurationError(
                    file: Configuration.fileName, line: nil, problem: "'history' is off",
                    remedy:
                        "name a database there, such as 'history: bailiwick.sqlite'; runs are remembered from then on"
                )
            }
            locale = configuration.locale
            path = WorkspaceFiles.path(file, in: workspace)
            reports = PublishedReports(
                directory: WorkspaceFiles.path(configuration.publishing.directory, in: workspace))
        } catch {
            throw .configuration(error)
        }
    }

    /// The list of runs.
    public func list(asJSON: Bool) throws(PipelineError) -> String {
        let path = path
        let runs = try reading { history throws(HistoryError) in try history.runs() }
        return asJSON ? HistoryJSON.text(runs.map(RunSummaryJSON.init)) : RunListText(runs, path: path).text
    }

    /// One run.
    public func show(_ run: RunReference, _ format: HistoryFormat) throws(PipelineError) -> String {
        try reading { history throws(HistoryError) in
            let runs = try history.runs()
            let shown = try find(run, runs, history)
            guard let summary = runs.first(where: { $0.asOf == shown.asOf }) else {
                throw .noRun(path: path, day: "\(shown.asOf)", days: runs.map(\.asOf))
            }
            switch format {
            case .json: return HistoryJSON.text(RunJSON(shown, summary))
            case .markdown: return RunText(shown, summary, locale: locale).text
            }
        }
    }

    /// What two runs say differently.
    ///
    /// - Parameter metrics: Keys of the metrics to compare; all where empty.
    public func difference(
        _ from: RunReference, _ to: RunReference, _ format: HistoryFormat, metrics: [String] = []
    ) throws(PipelineError) -> String {
        try reading { history throws(HistoryError) in
            let runs = try history.runs()
            var difference = RunDifference(
                from: try find(from, runs, history), to: try find(to, runs, history))
            if !metrics.isEmpty { difference.metrics.removeAll { !metrics.contains($0.key) } }
            switch format {
            case .json: return difference.json
            case .markdown: return DifferenceText(difference, locale: locale).text
            }
        }
    }

    private func find(
        _ reference: RunReference, _ runs: [RunSummary], _ history: RunHistory
    ) throws(HistoryError) -> RecordedRun {
        let days = runs.map(\.asOf)
        let day: Day? =
            switch reference {
            case .day(let day): day
            case .latest: days.last
            }
        guard let day, let run = try history.run(asOf: day) else {
            throw .noRun(path: path, day: day.map { "\($0)" } ?? "any day", days: days)
        }
        return run
    }

    /// Forgets old runs; the text says which.
    public func prune(_ rule: PruneRule, isRehearsal: Bool) throws(PipelineError) -> String {
        let (path, reports) = (path, reports)
        guard FileManager.default.fileExists(atPath: path) else { throw .history(.missing(path: path)) }
        func pruned() throws(PipelineError) -> PruneOutcome {
            do throws(HistoryError) {
                let history = isRehearsal ? try RunHistory(reading: path) : try RunHistory(path: path)
                return try history.prune(rule, reports: reports, isRehearsal: isRehearsal)
            } catch {
                throw .history(error)
            }
        }
        if isRehearsal { return PruneText(try pruned(), path: path, isRehearsal: true).text }
        try Publisher.makeFolder(reports.directory)
        let outcome = try RunLock.holding(reports.directory, pruned)
        return PruneText(outcome, path: path, isRehearsal: false).text
    }

    func reading<Value>(
        _ work: (RunHistory) throws(HistoryError) -> Value
    ) throws(PipelineError) -> Value {
        do throws(HistoryError) {
            return try work(RunHistory(reading: path))
        } catch {
            throw .history(error)
        }
    }
}
