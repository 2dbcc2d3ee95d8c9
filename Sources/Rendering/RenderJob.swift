import Analysis
import TerritoryModel

/// One file to render.
enum RenderJob: Sendable {
    case json
    case table(CSVFile)
    /// A page that exists once.
    case page(Page, PageFormat)
    /// By the place in the report's list.
    case territory(Int, PageFormat)
    case rep(Int, PageFormat)
    /// The report in brief, as a page and as a message.
    case digest
    case message

    /// All files of the report; those that take longest come first, so that no thread waits for them at the end.
    static func all(of site: ReportSite) -> [RenderJob] {
        var jobs: [RenderJob] = site.formats.contains(.json) ? [.json] : []
        if site.formats.contains(.csv) { jobs += CSVFile.allCases.map { .table($0) } }
        let formats = PageFormat.ofReports.filter { site.formats.contains($0.output) }
        for format in formats { jobs += Page.single.map { .page($0, format) } }
        for format in formats {
            jobs += site.report.territories.indices.map { .territory($0, format) }
            jobs += site.report.reps.indices.map { .rep($0, format) }
        }
        if site.formats.contains(.digest) { jobs += site.mail == nil ? [.digest] : [.digest, .message] }
        return jobs
    }

    /// The page that the file shows; nil for one that is no page.
    var page: Page? {
        switch self {
        case .json, .table: nil
        case .page(let page, _): page
        case .territory: .territory
        case .rep: .rep
        case .digest, .message: .digest
        }
    }

    /// Where the file lies in the folder of the report.
    func path(_ site: ReportSite) -> String {
        switch self {
        case .json: "report.json"
        case .table(let table): "data/\(table.rawValue).csv"
        case .page(let page, let format): page.rawValue + format.ending
        case .territory(let place, let format):
            "territories/\(site.territorySlug(site.report.territories[place].territory.id))\(format.ending)"
        case .rep(let place, let format):
            "reps/\(site.repSlug(site.report.reps[place].rep.id))\(format.ending)"
        case .digest: "digest.html"
        case .message: "digest.eml"
        }
    }

    /// What gathers the drawings that lie beside the page; nil for files without any.
    func drawings(_ site: ReportSite) -> PageDrawings? {
        switch self {
        case .page(_, .markdown), .territory(_, .markdown), .rep(_, .markdown):
            PageDrawings(page: String(path(site).dropLast(PageFormat.markdown.ending.count)))
        default: nil
        }
    }

    /// Writes the whole file, in one piece or more.
    ///
    /// - Throws: `RenderingError`, or what `take` throws.
    func write(
        _ site: ReportSite, _ templates: ReportTemplates, _ drawings: PageDrawings?,
        to take: ([UInt8]) throws -> Void
    ) throws {
        switch self {
        case .json: try ReportJSON(site: site).write(named: path(site), to: take)
        case .table(let table): try table.write(site, to: take)
        case .page(let page, let format):
            let values = PageValues(site: site, format: format, root: "", drawings: drawings).values(of: page)
            try take(templates.page(page, values, format: format))
        case .territory(let place, let format):
            let values = pageValues(site, templates, format, drawings)
            let territory = values.territory(site.report.territories[place])
            try take(templates.page(.territory, territory, format: format))
        case .rep(let place, let format):
            let values = pageValues(site, templates, format, drawings)
            try take(templates.page(.rep, values.rep(site.report.reps[place]), format: format))
        case .digest: try take(templates.page(.digest, site.digest(.html), format: .html))
        case .message: if let mail = site.mail { try take(message(mail, site, templates).bytes) }
        }
    }

    private func message(
        _ mail: DigestMail, _ site: ReportSite, _ templates: ReportTemplates
    ) throws(RenderingError) -> MailMessage {
        func part(_ format: PageFormat) throws(RenderingError) -> String {
            String(decoding: try templates.page(.digest, site.digest(format), format: format), as: UTF8.self)
        }
        return MailMessage(
            mail: mail, day: site.report.windows.asOf,
            subject: PageValues(site: site, format: .text, root: "").subject(mail),
            text: try part(.text), html: try part(.html))
    }

    /// For pages in a folder.
    private func pageValues(
        _ site: ReportSite, _ templates: ReportTemplates, _ format: PageFormat, _ drawings: PageDrawings?
    ) -> PageValues {
        PageValues(
            site: site, format: format, root: "../", drawings: drawings,
            metricUses: templates.metricUses(format))
    }
}

extension ReportTemplates {
    fileprivate func page(
        _ page: Page, _ values: TemplateValue, format: PageFormat
    ) throws(RenderingError) -> [UInt8] {
        guard let bytes = bytes(page, values, format: format) else {
            throw .missingTemplate(path: "\(format.rawValue)/\(page.rawValue).mustache")
        }
        return bytes
    }
}

extension PageValues {
    /// The values of a page that exists once.
    fileprivate func values(of page: Page) -> TemplateValue {
        switch page {
        case .index, .territory, .rep: index()
        case .digest: digest()
        case .changes: changes()
        case .coverage: coverage()
        case .overlap: overlap()
        case .performance: performance()
        case .market: market()
        case .familiarity: familiarity()
        case .balance: balance()
        case .quality: quality()
        case .definitions: definitions()
        }
    }
}
