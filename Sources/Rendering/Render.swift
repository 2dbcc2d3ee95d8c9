import Analysis
import Foundation
import Geography

/// Writes a report out in the wanted formats, one file at a time; touches no disk itself.
///
/// - Parameters:
///   - boundaries: The outlines of the units; without them pages have no maps.
///   - emit: Takes each finished file, so that only one is in memory. An error it throws ends the rendering.
/// - Throws: `RenderingError`, or what `emit` throws.
public func render(
    _ report: Report, boundaries: BoundaryMap?, templates: ReportTemplates, formats: Set<OutputFormat>,
    emit: (RenderedFile) throws -> Void
) throws {
    let site = ReportSite(report, boundaries: boundaries, formats: formats)
    for format in PageFormat.allCases where formats.contains(format.output) {
        try renderPages(of: site, format: format, templates: templates, emit: emit)
    }
    if formats.contains(.csv) {
        for (path, table) in CSVFiles.all(report) { try emit(RenderedFile(path: path, bytes: table.bytes)) }
    }
    if formats.contains(.json) {
        try emit(RenderedFile(path: "report.json", bytes: try json(report)))
    }
}

/// All files of a report at once, in a fixed order.
public func render(
    _ report: Report, boundaries: BoundaryMap?, templates: ReportTemplates, formats: Set<OutputFormat>
) throws -> [RenderedFile] {
    var files: [RenderedFile] = []
    try render(report, boundaries: boundaries, templates: templates, formats: formats) { files.append($0) }
    return files
}

private func json(_ report: Report) throws(RenderingError) -> Data {
    do {
        return try ReportJSON(report: report).value.bytes()
    } catch {
        throw .encoding(file: "report.json", reason: "\(error)")
    }
}

private func renderPages(
    of site: ReportSite, format: PageFormat, templates: ReportTemplates, emit: (RenderedFile) throws -> Void
) throws {
    func write(_ page: Page, _ path: String, _ values: TemplateValue) throws {
        guard let text = templates.render(page, values, format: format) else {
            throw RenderingError.missingTemplate(path: "\(format.rawValue)/\(page.rawValue).mustache")
        }
        try emit(RenderedFile(path: path + format.ending, bytes: Data(text.utf8)))
    }
    let top = PageValues(site: site, format: format, root: "")
    for page in Page.single { try write(page, page.rawValue, top.values(of: page)) }
    let inner = PageValues(site: site, format: format, root: "../")
    for territory in site.report.territories {
        let slug = site.territorySlug(territory.territory.id)
        try write(.territory, "territories/\(slug)", inner.territory(territory))
    }
    for rep in site.report.reps {
        try write(.rep, "reps/\(site.repSlug(rep.rep.id))", inner.rep(rep))
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
