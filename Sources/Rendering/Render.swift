import Analysis
import Dispatch
import Geography
import Synchronization

/// Writes a report out in the wanted formats, several files at a time.
///
/// - Parameters:
///   - edition: What is written of it.
///   - boundaries: The outlines of the units; without them pages have no maps.
///   - threads: Most threads to use, at least 1; the files do not depend on it.
///   - folder: Takes the files, from any thread and in any order, so that each thread has one page or piece in
///     memory. An error it throws ends the rendering.
/// - Returns: the number of files.
/// - Throws: `RenderingError`, or what `folder` throws; of several failures that of the first file.
public func render(
    _ report: Report, boundaries: BoundaryMap?, templates: ReportTemplates, as edition: Edition,
    threads: Int, to folder: some ReportFolder
) throws -> Int {
    let site = ReportSite(report, boundaries: boundaries, edition: edition)
    let jobs = RenderJob.all(of: site).filter { edition.page == nil || $0.page == edition.page?.page }
    let progress = Mutex(RenderProgress())
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, jobs.count))) { _ in
        while let place = progress.withLock({ $0.take(of: jobs.count) }) {
            do {
                let job = jobs[place]
                let drawings = job.drawings(site)
                let file = try folder.file(job.path(site))
                try job.write(site, templates, drawings) { try file.write($0) }
                try file.close()
                let drawn = drawings?.files ?? []
                for drawing in drawn {
                    let file = try folder.file(drawing.path)
                    try file.write(Array(drawing.svg.utf8))
                    try file.close()
                }
                progress.withLock { $0.drawn += drawn.count }
            } catch {
                progress.withLock { $0.fail(place, error) }
            }
        }
    }
    let (failure, drawn) = progress.withLock { ($0.failure, $0.drawn) }
    if let failure { throw failure.error }
    return jobs.count + drawn
}

/// Which file is next, and which failed.
private struct RenderProgress {
    private var next = 0
    /// Files of drawings beside pages.
    var drawn = 0
    private(set) var failure: (place: Int, error: any Error)?

    /// Files are taken in order, so when one fails all before it are done or at work, and tell their own failures.
    mutating func take(of count: Int) -> Int? {
        guard failure == nil, next < count else { return nil }
        next += 1
        return next - 1
    }

    /// Of several failures that of the first file is told.
    mutating func fail(_ place: Int, _ error: any Error) {
        if let failure, failure.place <= place { return }
        failure = (place, error)
    }
}
