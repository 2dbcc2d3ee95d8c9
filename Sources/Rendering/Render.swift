import Analysis
import Dispatch
import Foundation
import Geography
import Synchronization

/// Writes a report out in the wanted formats; touches no disk itself.
///
/// - Parameters:
///   - boundaries: The outlines of the units; without them pages have no maps.
///   - threads: Most files under way at once, at least 1; the files do not depend on it.
///   - emit: Takes each finished file, so that few are in memory; called from several threads. An error it throws ends
///     the rendering.
/// - Throws: `RenderingError`, or what `emit` throws; of several failures that of the first file.
public func render(
    _ report: Report, boundaries: BoundaryMap?, templates: ReportTemplates, formats: Set<OutputFormat>,
    threads: Int, emit: @Sendable (RenderedFile) throws -> Void
) throws {
    let site = ReportSite(report, boundaries: boundaries, formats: formats)
    let jobs = renderJobs(site, templates)
    let progress = Mutex(RenderProgress())
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, jobs.count))) { _ in
        while let place = progress.withLock({ $0.take(of: jobs.count) }) {
            do {
                try emit(jobs[place]())
            } catch {
                progress.withLock { $0.fail(place, error) }
            }
        }
    }
    if let failure = progress.withLock({ $0.failure }) { throw failure.error }
}

/// All files of a report at once, in a fixed order.
public func render(
    _ report: Report, boundaries: BoundaryMap?, templates: ReportTemplates, formats: Set<OutputFormat>
) throws -> [RenderedFile] {
    let site = ReportSite(report, boundaries: boundaries, formats: formats)
    return try renderJobs(site, templates).map { try $0() }
}

/// Which files are taken, and what went wrong.
private struct RenderProgress {
    var next = 0
    var failure: (place: Int, error: any Error)?

    /// The next file; none once one has failed.
    mutating func take(of count: Int) -> Int? {
        guard failure == nil, next < count else { return nil }
        next += 1
        return next - 1
    }

    mutating func fail(_ place: Int, _ error: any Error) {
        if let failure, failure.place <= place { return }
        failure = (place, error)
    }
}

/// Makes one file.
private typealias RenderJob = @Sendable () throws -> RenderedFile

/// The files of a report, those that take longest first, so that all threads end about the same time.
private func renderJobs(_ site: ReportSite, _ templates: ReportTemplates) -> [RenderJob] {
    var jobs: [RenderJob] = []
    if site.formats.contains(.json) {
        jobs.append { RenderedFile(path: "report.json", bytes: try json(site.report)) }
    }
    if site.formats.contains(.csv) {
        for file in CSVFiles.all {
            jobs.append { RenderedFile(path: file.path, bytes: file.table(site.report).bytes) }
        }
    }
    for format in PageFormat.allCases where site.formats.contains(format.output) {
        jobs += pageJobs(site, format, templates)
    }
    return jobs
}

private func pageJobs(
    _ site: ReportSite, _ format: PageFormat, _ templates: ReportTemplates
) -> [RenderJob] {
    @Sendable func written(_ page: Page, _ path: String, _ values: TemplateValue) throws -> RenderedFile {
        guard let text = templates.render(page, values, format: format) else {
            throw RenderingError.missingTemplate(path: "\(format.rawValue)/\(page.rawValue).mustache")
        }
        return RenderedFile(path: path + format.ending, bytes: Data(text.utf8))
    }
    let top = PageValues(site: site, format: format, root: "")
    let inner = PageValues(site: site, format: format, root: "../")
    var jobs: [RenderJob] = Page.single.map { page in
        { try written(page, page.rawValue, top.values(of: page)) }
    }
    jobs += site.report.territories.map { territory in
        let path = "territories/\(site.territorySlug(territory.territory.id))"
        return { try written(.territory, path, inner.territory(territory)) }
    }
    jobs += site.report.reps.map { rep in
        let path = "reps/\(site.repSlug(rep.rep.id))"
        return { try written(.rep, path, inner.rep(rep)) }
    }
    return jobs
}

private func json(_ report: Report) throws(RenderingError) -> Data {
    do {
        return try ReportJSON(report: report).value.bytes()
    } catch {
        throw .encoding(file: "report.json", reason: "\(error)")
    }
}

extension PageValues {
    /// The values of a page that exists once.
    fileprivate func values(of page: Page) -> TemplateValue {
        switch page {
        case .index, .territory, .rep: index()
        case .coverage: coverage()
        case .overlap: overlap()
        case .performance: performance()
        case .balance: balance()
        case .quality: quality()
        case .definitions: definitions()
        }
    }
}
