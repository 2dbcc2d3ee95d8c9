import Analysis
import Foundation
import Geography
import Importing
import Rendering
import TerritoryModel

/// The weekly job: reads a workspace, works out the report and publishes it.
///
/// - Throws: `PipelineError`; whatever it is, the published reports are as they were before.
public func run(
    _ settings: RunSettings, observe: @escaping @Sendable (RunEvent) -> Void
) throws(PipelineError) -> RunOutcome {
    defer { settings.unfinished.pass() }
    let configured = try Workspace.configured(settings, observe: observe)
    let templates = try configured.templates()
    let directory = configured.reportDirectory
    try Publisher.makeFolder(directory)
    return try RunLock.holding(directory, at: settings.clock.now()) { () throws(PipelineError) in
        // Under the lock, so that of two runs that wait for the same file the second ends at once.
        try configured.withFiles(waits: true).publish(templates, in: directory)
    }
}

extension Workspace {
    /// All stages from the import to the published folder; the caller holds the lock.
    func publish(
        _ templates: ReportTemplates, in directory: String
    ) throws(PipelineError) -> RunOutcome {
        let unfinished = settings.unfinished
        let publisher = try Publisher(directory: directory, unfinished: unfinished)
        let stamps = InputStamps(catalog, others: boundaryInputs)
        let digests = BackgroundWork { () throws(PipelineError) in try InputDigests(stamps.places) }
        let ground = BackgroundWork(ground)
        do throws(PipelineError) {
            var memory = try RunMemory(of: self, started: settings.clock.stamp)
            let spool = RejectedRowSpool(directory: publisher.staging, unfinished: unfinished)
            let imported = try importAll(rejectedRows: spool, ground: ground, stamps: stamps) {
                windows throws(PipelineError) in try memory.earlierRuns(before: windows.asOf)
            }
            try pass(imported, spool: spool, keepingRejectsIn: directory)
            let outlines = try ground.value()
            let files = try digests.value()
            try stamps.verify()
            let report = try analyse(imported, outlines, files, notices: memory.notices)
            let contents = try render(
                report, templates, outlines.units?.map, as: edition, to: publisher.staging + "/report")
            if configuration.publishing.formats.contains(.csv) {
                try spool.assemble(into: "\(publisher.staging)/report/data/rejected_rows.csv")
            }
            observe(.stageStarted(.publish))
            try unfinished.committing { () throws(PipelineError) in
                try memory.publish(
                    report, files.files, contents, by: publisher, finished: settings.clock.stamp)
            }
            try publisher.clean(keep: configuration.publishing.keep, day: report.windows.asOf)
            observe(.stageFinished(.publish, detail: "\(directory)/\(report.windows.asOf)"))
            return RunOutcome(
                report, in: directory, files: contents.count + 1,
                rejectedRows: imported.quality.files.reduce(0) { $0 + $1.rowsRejected },
                notices: memory.repairs)
        } catch {
            unfinished.pass()
            ground.wait()
            digests.wait()
            publisher.discard()
            throw error
        }
    }
}

extension RunOutcome {
    fileprivate init(
        _ report: Report, in directory: String, files: Int, rejectedRows: Int64, notices: [String]
    ) {
        self.init(
            asOf: report.windows.asOf, reportDirectory: "\(directory)/\(report.windows.asOf)", files: files,
            salesRows: report.quality.totals.salesRows, rejectedRows: rejectedRows,
            grade: report.quality.grade.rawValue, notices: notices)
    }
}

/// Imports and judges without publishing.
///
/// - Parameter rejectedRows: Where all refused rows are written as CSV; nil = nowhere.
/// - Returns: what was read and what is wrong with it, for the summary.
public func check(
    _ settings: RunSettings, rejectedRows: String? = nil, observe: @escaping @Sendable (RunEvent) -> Void
) throws(PipelineError) -> CheckOutcome {
    defer { settings.unfinished.pass() }
    let workspace = try Workspace.open(settings, observe: observe)
    _ = try workspace.templates()
    let ground = BackgroundWork(workspace.ground)
    defer { ground.wait() }
    let imported = try RejectedRowSpool.keeping(rejectedRows, unfinished: settings.unfinished) {
        (store) throws(PipelineError) in
        try workspace.importAll(rejectedRows: store, ground: ground)
    }
    var quality = imported.quality
    quality.files += try ground.value().files(imported.dimensions)
    return CheckOutcome(
        asOf: imported.windows.asOf, quality: quality, totals: imported.facts.summary.totals,
        currency: workspace.configuration.currency, rejectedRows: rejectedRows,
        findings: QualityGate.judge(
            imported.quality, of: workspace.catalog, totals: imported.facts.summary.totals,
            by: workspace.configuration.quality) + imported.ages.findings,
        warnings: imported.ages.warnings)
}
