import Analysis
import Foundation
import Geography
import History
import Importing
import Rendering
import Synchronization
import TerritoryModel

/// A workspace that is open for one run: its configuration, its files, and each stage as a step.
struct Workspace {
    let settings: RunSettings
    let configuration: Configuration
    /// The sources with their files.
    private(set) var catalog: SourceCatalog
    let observe: @Sendable (RunEvent) -> Void

    /// Everything that came out of the inputs.
    struct Imported {
        let windows: ReportingWindows
        /// The published runs that the report is compared with.
        let earlier: EarlierRuns
        let dimensions: Dimensions
        let ownership: Ownership
        let facts: FoldedFacts
        let quality: ImportQuality
        let ages: SourceAges
    }

    /// Reads the configuration and finds the files; those that are not there yet are told at once.
    static func open(
        _ settings: RunSettings, observe: @escaping @Sendable (RunEvent) -> Void
    ) throws(PipelineError) -> Workspace {
        try configured(settings, observe: observe).withFiles(waits: false)
    }

    /// Reads the configuration; no file of a source is looked for.
    static func configured(
        _ settings: RunSettings, observe: @escaping @Sendable (RunEvent) -> Void
    ) throws(PipelineError) -> Workspace {
        observe(.stageStarted(.configure))
        let configuration: Configuration
        do throws(ConfigurationError) {
            configuration = try Configuration.load(
                workspace: settings.workspace,
                presets: PresetLibrary(workspace: settings.workspace, resources: settings.resources))
        } catch {
            throw .configuration(error)
        }
        return Workspace(
            settings: settings, configuration: configuration,
            catalog: SourceCatalog(mappings: [], unitNormalization: configuration.unitNormalization),
            observe: observe)
    }

    /// The workspace with the files of its sources.
    ///
    /// - Parameter waits: Whether to wait for files that have not arrived whole, as long as their rules allow.
    func withFiles(waits: Bool) throws(PipelineError) -> Workspace {
        var workspace = self
        let arrival = InputArrival(
            entries: configuration.sources, unitNormalization: configuration.unitNormalization,
            workspace: settings.workspace, clock: settings.clock)
        workspace.catalog = try arrival.catalog(waits: waits) { observe(.waiting($0)) }
        let files = workspace.catalog.mappings.reduce(0) { $0 + $1.files.count }
        observe(.stageFinished(.configure, detail: "\(files) files", counts: StageCounts(files: files)))
        return workspace
    }

    var reportDirectory: String {
        WorkspaceFiles.path(configuration.publishing.directory, in: settings.workspace)
    }

    /// What a run writes.
    var edition: Edition {
        Edition(
            formats: configuration.publishing.formats, locale: configuration.locale,
            mail: configuration.publishing.digest.map { DigestMail($0) })
    }

    /// Reads and checks all templates, those in the folder `templates` of a workspace before the program's.
    ///
    /// - Parameters:
    ///   - folder: The workspace whose templates are meant; nil for this one.
    ///   - formats: What is to be written; nil for what the configuration says.
    func templates(
        of folder: String? = nil, formats: Set<OutputFormat>? = nil
    ) throws(PipelineError) -> ReportTemplates {
        let own = (folder ?? settings.workspace) + "/templates"
        do throws(RenderingError) {
            return try ReportTemplates(
                defaults: settings.resources.templates,
                overrides: FileManager.default.fileExists(atPath: own) ? own : nil,
                formats: formats ?? configuration.publishing.formats)
        } catch {
            throw .template(error)
        }
    }

    /// Reads all sources.
    ///
    /// - Parameters:
    ///   - ground: The outlines, if they are being read; waited for only where accounts have coordinates.
    ///   - stamps: What the files were, if somebody else looks at them too.
    ///   - earlier: What the history remembers of the runs before such a day.
    func importAll(
        rejectedRows: any RejectedRowStore, ground: BackgroundWork<Ground>? = nil, stamps: InputStamps? = nil,
        earlier: (ReportingWindows) throws(PipelineError) -> EarlierRuns = { _ in EarlierRuns() }
    ) throws(PipelineError) -> Imported {
        let observe = self.observe
        let locator = try locator(ground)
        let stamps = stamps ?? InputStamps(catalog)
        let context = ImportContext(rejectedRows: rejectedRows) { observe(.importing($0)) }
        var windows: ReportingWindows
        do throws(ImportError) { windows = try self.windows(context) } catch {
            throw try cause(of: error, stamps)
        }
        let earlierRuns = try earlier(windows)
        windows.lastRun = earlierRuns.comparedPeriod
        let imported: Imported
        do throws(ImportError) {
            observe(.stageStarted(.dimensions))
            let dimensions = try importDimensions(
                catalog, asOf: windows.asOf, locator: locator, context: context)
            let ownership = Ownership(dimensions.dimensions)
            observe(
                .stageFinished(
                    .dimensions,
                    detail: "\(dimensions.dimensions.accounts.count) accounts, "
                        + "\(dimensions.dimensions.territories.count) territories",
                    counts: StageCounts(Array(dimensions.files.values))))
            observe(.stageStarted(.facts))
            let facts = try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, imported: dimensions, ownership: ownership, windows: windows,
                    threads: settings.threads), context: context)
            observe(
                .stageFinished(
                    .facts,
                    detail: "\(facts.summary.totals.salesRows) sales, "
                        + "\(facts.summary.totals.activityRows) calls",
                    counts: StageCounts(Array(facts.files.values))))
            var quality = ImportQuality(dimensions, facts)
            let ages = SourceAges(
                configuration.sources, catalog, quality, asOf: windows.asOf, now: settings.clock.now())
            quality.ages = ages.ages
            imported = Imported(
                windows: windows, earlier: earlierRuns, dimensions: dimensions.dimensions,
                ownership: ownership, facts: facts, quality: quality, ages: ages)
        } catch {
            throw try cause(of: error, stamps)
        }
        try stamps.verify()
        return imported
    }

    /// Rather that a file changed while it was read than what came of it.
    private func cause(of error: ImportError, _ stamps: InputStamps) throws(PipelineError) -> PipelineError {
        if case .rejectedRowsNotWritten = error { return .importFailed(error) }
        try stamps.verify()
        return .importFailed(error)
    }

    /// Finds units by coordinates; nil where no account has any.
    private func locator(_ ground: BackgroundWork<Ground>?) throws(PipelineError) -> UnitLocator? {
        guard accountsHaveCoordinates else { return nil }
        guard let ground else { return try self.ground().units?.locator }
        return try ground.value().units?.locator
    }

    private func windows(_ context: ImportContext) throws(ImportError) -> ReportingWindows {
        let asOf: Day
        switch settings.asOf ?? configuration.asOf {
        case .day(let day): asOf = day
        case .today: asOf = settings.today
        case .latestSale:
            // Without a readable sale the gate refuses the run; the day only has to be some day until then.
            let quiet = ImportContext(rejectedRows: NoRejectedRows())
            asOf = try Importing.latestSale(catalog, context: quiet) ?? settings.today
        }
        return ReportingWindows(
            asOf: asOf, period: configuration.period, fiscalYearStarts: configuration.fiscalYearStarts)
    }

    /// Lets the data through the quality gate, or keeps its refused rows where the analyst finds them.
    func pass(
        _ imported: Imported, spool: RejectedRowSpool, keepingRejectsIn directory: String
    ) throws(PipelineError) {
        let findings =
            QualityGate.judge(
                imported.quality, of: catalog, totals: imported.facts.summary.totals,
                by: configuration.quality) + imported.ages.findings
        for warning in imported.ages.warnings { observe(.notice(warning.message)) }
        guard !findings.isEmpty else { return }
        let path = directory + "/rejected_rows.csv"
        try spool.assemble(into: path)
        throw .gate(findings, rejectedRows: path)
    }

    /// Works out the report.
    ///
    /// - Parameters:
    ///   - digests: Of the files that were read.
    ///   - notices: What the quality page tells beside what the inputs say.
    func analyse(
        _ imported: Imported, _ ground: Ground, _ digests: InputDigests, notices: [ImportedFile]
    ) throws(PipelineError) -> Report {
        observe(.stageStarted(.analyse))
        var quality = imported.quality
        quality.files += ground.files(imported.dimensions)
        for place in quality.files.indices {
            quality.files[place].digest = digests.file(of: quality.files[place].file)?.digest
        }
        quality.files += notices
        var analysisSettings = AnalysisSettings(
            title: configuration.title, currency: configuration.currency, unitName: configuration.unitName,
            windows: imported.windows, bands: configuration.bands, workload: configuration.workload,
            rampingDays: configuration.rampingDays)
        analysisSettings.indicators = configuration.indicators
        analysisSettings.strategy = configuration.strategy
        analysisSettings.exceptions = configuration.exceptions
        do throws(SumOverflow) {
            let report = try Analysis.analyse(
                imported.dimensions, ownership: imported.ownership, facts: imported.facts.summary,
                quality: quality, settings: analysisSettings,
                geometry: ground.geometry(of: imported.dimensions), earlier: imported.earlier)
            observe(
                .stageFinished(
                    .analyse, detail: "\(report.territories.count) territories, \(report.reps.count) reps"))
            return report
        } catch {
            throw .sumOverflow(error)
        }
    }

    /// Renders into a folder that this run makes; returns the SHA-256 of each file, all on disk.
    func render(
        _ report: Report, _ templates: ReportTemplates, _ boundaries: BoundaryMap?, as edition: Edition,
        to folder: String
    ) throws(PipelineError) -> [String: String] {
        observe(.stageStarted(.render))
        let staged = StagedReport(path: folder, unfinished: settings.unfinished)
        do {
            let count = try Rendering.render(
                report, boundaries: boundaries, templates: templates, as: edition,
                threads: settings.threads, to: staged)
            try staged.finish()
            observe(
                .stageFinished(
                    .render, detail: "\(count) files", counts: StageCounts(bytes: staged.bytes, files: count))
            )
            return staged.contents
        } catch {
            // The files are closed before their folder is removed; of two faults the first is told.
            try? staged.finish()
            switch error {
            case let error as RenderingError: throw .template(error)
            case let error as PipelineError: throw error
            default: throw .cannotWrite(path: folder, cause: "\(error)")
            }
        }
    }
}
