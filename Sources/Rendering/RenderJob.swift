import Analysis

/// One file to render.
enum RenderJob: Sendable {
    case json
    case table(CSVFile)
    /// A page that exists once.
    case page(Page, PageFormat)
    /// By the place in the report's list.
    case territory(Int, PageFormat)
    case rep(Int, PageFormat)

    /// All files of the report; those that take longest come first, so that no thread waits for them at the end.
    static func all(of site: ReportSite) -> [RenderJob] {
        var jobs: [RenderJob] = site.formats.contains(.json) ? [.json] : []
        if site.formats.contains(.csv) { jobs += CSVFile.allCases.map { .table($0) } }
        let formats = PageFormat.allCases.filter { site.formats.contains($0.output) }
        for format in formats { jobs += Page.single.map { .page($0, format) } }
        for format in formats {
            jobs += site.report.territories.indices.map { .territory($0, format) }
            jobs += site.report.reps.indices.map { .rep($0, format) }
        }
        return jobs
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
        }
    }

    /// Writes the whole file, in one piece or more.
    ///
    /// - Throws: `RenderingError`, or what `take` throws.
    func write(_ site: ReportSite, _ templates: ReportTemplates, to take: ([UInt8]) throws -> Void) throws {
        switch self {
        case .json: try ReportJSON(site: site).write(named: path(site), to: take)
        case .table(let table): try table.write(site, to: take)
        case .page(let page, let format):
            let values = PageValues(site: site, format: format, root: "").values(of: page)
            try take(templates.page(page, values, format: format))
        case .territory(let place, let format):
            let values = pageValues(site, templates, format)
            let territory = values.territory(site.report.territories[place])
            try take(templates.page(.territory, territory, format: format))
        case .rep(let place, let format):
            let values = pageValues(site, templates, format)
            try take(templates.page(.rep, values.rep(site.report.reps[place]), format: format))
        }
    }

    /// For pages in a folder.
    private func pageValues(_ site: ReportSite, _ templates: ReportTemplates, _ format: PageFormat)
        -> PageValues
    {
        PageValues(site: site, format: format, root: "../", metricUses: templates.metricUses(format))
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
