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
    let workspace = try Workspace.open(settings, observe: observe)
    let templates = try workspace.templates()
    let directory = workspace.reportDirectory
    try Publisher.makeFolder(directory)
    return try RunLock.holding(directory) { () throws(PipelineError) in
        try workspace.publish(templates, in: directory)
    }
}

extension Workspace {
    /// All stages from the import to the published folder; the caller holds the lock.
    func publish(
        _ templates: ReportTemplates, in directory: String
    ) throws(PipelineError) -> RunOutcome {
        let publisher = try Publisher(directory: directory)
        let boundaries = BackgroundWork(boundaries)
        do throws(PipelineError) {
            let spool = RejectedRowSpool(directory: publisher.staging)
            let imported = try importAll(rejectedRows: spool)
            try pass(imported, spool: spool, keepingRejectsIn: directory)
            let report = try analyse(imported)
            let files = try render(report, templates, boundaries, to: publisher)
            if configuration.publishing.formats.contains(.csv) {
                try spool.assemble(into: "\(publisher.staging)/report/data/rejected_rows.csv")
            }
            observe(.stageStarted(.publish))
            try publisher.publish("report", as: report.windows.asOf)
            try publisher.clean(keep: configuration.publishing.keep, day: report.windows.asOf)
            observe(.stageFinished(.publish, detail: "\(directory)/\(report.windows.asOf)"))
            return RunOutcome(
                asOf: report.windows.asOf, reportDirectory: "\(directory)/\(report.windows.asOf)",
                files: files,
                salesRows: report.quality.totals.salesRows,
                rejectedRows: imported.quality.files.reduce(0) { $0 + $1.rowsRejected },
                grade: report.quality.grade.rawValue)
        } catch {
            boundaries.wait()
            publisher.discard()
            throw error
        }
    }
}

/// Imports and judges without publishing.
///
/// - Parameter rejectedRows: Where all refused rows are written as CSV; nil = nowhere.
/// - Returns: what was read and what is wrong with it, for the summary.
public func check(
    _ settings: RunSettings, rejectedRows: String? = nil, observe: @escaping @Sendable (RunEvent) -> Void
) throws(PipelineError) -> CheckOutcome {
    let workspace = try Workspace.open(settings, observe: observe)
    _ = try workspace.templates()
    let imported = try RejectedRowSpool.keeping(rejectedRows) { (store) throws(PipelineError) in
        try workspace.importAll(rejectedRows: store)
    }
    _ = try workspace.boundaries()
    return CheckOutcome(
        asOf: imported.windows.asOf, quality: imported.quality, totals: imported.facts.summary.totals,
        currency: workspace.configuration.currency, rejectedRows: rejectedRows,
        findings: QualityGate.judge(
            imported.quality, of: workspace.catalog, totals: imported.facts.summary.totals,
            by: workspace.configuration.quality))
}
