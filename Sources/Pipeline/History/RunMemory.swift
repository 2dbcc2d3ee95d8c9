import Analysis
import Foundation
import History
import TerritoryModel

/// The history of a workspace during one run: what came before it, and how the run itself enters it together with
/// its report.
struct RunMemory {
    private let path: String?
    private let reports: PublishedReports
    private let configuration: RunConfiguration
    private let started: String?
    private let observe: @Sendable (RunEvent) -> Void
    private var history: RunHistory?
    private var restored: [String] = []
    /// What was put right, in words.
    private(set) var repairs: [String] = []

    /// Opens the history and makes it agree with the reports; the caller holds their lock.
    init(of workspace: Workspace, started: String?) throws(PipelineError) {
        path = workspace.historyPath
        reports = PublishedReports(directory: workspace.reportDirectory)
        configuration = workspace.configuration.recorded
        self.started = started
        observe = workspace.observe
        guard let path else { return }
        let reports = reports
        try take(RunMemory.told { () throws(HistoryError) in try RunHistory.opened(path, reports: reports) })
    }

    private mutating func take(_ opened: (history: RunHistory, repairs: [HistoryRepair])) {
        history = opened.history
        for repair in opened.repairs {
            repairs.append(repair.text)
            if repair.kind == .restored { restored.append(repair.text) }
            observe(.notice(repair.text))
        }
    }

    /// What the quality page tells of the history: what may have been lost, and nothing that a run that was cut short
    /// left, so that a report does not depend on such.
    var notices: [ImportedFile] {
        guard let path, !restored.isEmpty else { return [] }
        var account = ImportedFile(source: "history", file: path)
        account.notices = restored.map { FileNotice(key: "history_repaired", text: $0) }
        return [account]
    }

    /// The published runs that a report as of a day is compared with.
    mutating func earlierRuns(before asOf: Day) throws(PipelineError) -> EarlierRuns {
        let configuration = configuration
        return try mending { history throws(HistoryError) in
            try history.earlierRuns(before: asOf, under: configuration, watching: MetricKey.watched)
        } ?? EarlierRuns()
    }

    /// Makes a report live and part of the history: in both, or in neither.
    ///
    /// The run is recorded as pending; one rename makes its report live; then the run is published. Whatever ends the
    /// process in between, the next run finds out from the digest in `run.json` which of both is true.
    mutating func publish(
        _ report: Report, _ files: [InputFile], _ contents: [String: String], by publisher: Publisher,
        finished: String?
    ) throws(PipelineError) {
        let facts = RunFacts(
            asOf: report.windows.asOf, programVersion: programVersion, configuration: configuration,
            files: files)
        let sealed = try RunMemory.told { () throws(HistoryError) in
            try RunFile.sealed(facts, files: contents)
        }
        try RunMemory.write(sealed, to: publisher.staging + "/report/" + RunFile.name)
        let run = RecordedRun(report, facts: sealed)
        let instants = RunInstants(started: started, finished: finished)
        let pending = try mending { history throws(HistoryError) in try history.begin(run, instants) }
        do throws(PipelineError) {
            try publisher.publish("report", as: run.asOf) { () throws(PipelineError) in
                try commit(pending, of: run.asOf)
            }
        } catch {
            // What is not settled here is settled by the next run; of two faults the first is told.
            if case .historyUnfinished = error { throw error }
            _ = try? history?.reconcile(with: reports)
            throw error
        }
        try backUp(run, instants)
    }

    private func commit(_ pending: Int64?, of day: Day) throws(PipelineError) {
        guard let history, let pending else { return }
        do throws(HistoryError) { try history.publish(pending) } catch {
            throw .historyUnfinished(day, error)
        }
    }

    private mutating func backUp(_ run: RecordedRun, _ instants: RunInstants) throws(PipelineError) {
        guard let history else { return }
        do throws(HistoryError) {
            try history.backUp(run, instants)
            try history.close()
        } catch {
            // The report and its history are whole; only the copy is older than it should be.
            let text = "the history has no new backup: \(error.message.split(separator: "\n")[0])"
            repairs.append(text)
            observe(.notice(text))
        }
        self.history = nil
    }

    /// Works with the history; a file that turns out to be damaged is restored, and the work done again.
    private mutating func mending<Value>(
        _ work: (RunHistory) throws(HistoryError) -> Value
    ) throws(PipelineError) -> Value? {
        guard let path, let history else { return nil }
        do throws(HistoryError) {
            return try work(history)
        } catch .corrupt(_, let cause) {
            let reports = reports
            let mended = try RunMemory.told { () throws(HistoryError) in
                // A damaged file may not close well; it is moved aside as it is.
                try? history.close()
                return try RunHistory.mended(path, reports: reports, damage: cause)
            }
            take(mended)
            return try RunMemory.told { () throws(HistoryError) in try work(mended.history) }
        } catch {
            throw .history(error)
        }
    }

    private static func told<Value>(
        _ work: () throws(HistoryError) -> Value
    ) throws(PipelineError) -> Value {
        do throws(HistoryError) { return try work() } catch { throw .history(error) }
    }

    private static func write(_ facts: RunFacts, to path: String) throws(PipelineError) {
        let bytes = try told { () throws(HistoryError) in try RunFile.bytes(facts) }
        do throws(OutputFault) {
            let output = try OutputFile(path: path)
            try output.write(bytes)
            try output.close()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }
}

extension Workspace {
    /// The database that remembers the runs; nil where nothing is to be remembered.
    var historyPath: String? {
        configuration.history.map { WorkspaceFiles.path($0, in: settings.workspace) }
    }
}
