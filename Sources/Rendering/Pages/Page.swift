/// A format of pages; the raw value is the folder of its templates.
enum PageFormat: String, Hashable, Sendable, CaseIterable {
    case html, markdown
    /// Plain text, which only the digest has.
    case text

    /// The formats that a report's pages are written in.
    static let ofReports: [PageFormat] = [.html, .markdown]

    var output: OutputFormat {
        switch self {
        case .html: .html
        case .markdown: .markdown
        case .text: .digest
        }
    }

    /// The end of a page's file name; a plain text links to pages in HTML.
    var ending: String { self == .markdown ? ".md" : ".html" }

    /// The pages that have a template.
    var pages: [Page] {
        switch self {
        case .html: Page.allCases
        case .markdown: Page.allCases.filter { $0 != .digest }
        case .text: [.digest]
        }
    }

    /// Whether one of these outputs is printed by templates of the format.
    func isNeeded(for outputs: Set<OutputFormat>) -> Bool {
        outputs.contains(output) || self == .html && outputs.contains(.digest)
    }

    func escape(_ text: String) -> String {
        switch self {
        case .html: Escaping.html(text)
        case .markdown: Escaping.markdown(text)
        case .text: Escaping.line(text)
        }
    }

    /// Templates that pages include.
    var partials: [String] {
        let both = [
            "header", "footer", "exceptions", "weeks", "league", "accounts_to_call", "shared_accounts",
            "rep_pairs", "outside_sales", "realignments", "handovers", "notes", "owner", "relationships",
            "families", "segments", "indicators", "white_space", "ground", "strategy", "similar", "group",
            "changes_short", "comparison",
        ]
        return switch self {
        case .html:
            [
                "styles", "palette_dark", "chart_styles", "script", "exception", "exception_short",
                "exceptions_more", "definitions_used",
            ] + both
        case .markdown: both
        case .text: []
        }
    }
}

/// A kind of page; the raw value is the name of its template.
enum Page: String, Hashable, Sendable, CaseIterable {
    case index, territory, rep, changes, coverage, overlap, performance, market, familiarity, balance, quality
    case definitions, digest

    static func allTemplates(_ format: PageFormat) -> [String] {
        format.pages.map(\.rawValue) + format.partials
    }

    /// Pages that exist once, in the order of the navigation.
    static let single: [Page] = [
        .index, .changes, .coverage, .overlap, .performance, .market, .familiarity, .balance, .quality,
        .definitions,
    ]

    var title: String {
        switch self {
        case .index: "Overview"
        case .territory: "Territory"
        case .rep: "Rep"
        case .changes: "What changed"
        case .coverage: "Coverage"
        case .overlap: "Overlap"
        case .performance: "Performance"
        case .market: "Market"
        case .familiarity: "Relationships"
        case .balance: "Balance"
        case .quality: "Data quality"
        case .definitions: "Definitions"
        case .digest: "Digest"
        }
    }

    /// The variables of its template.
    var variables: TemplateShape {
        let own: [TemplateField] =
            switch self {
            case .index: TemplateVariables.index
            case .territory: TemplateVariables.territory
            case .rep: TemplateVariables.rep
            case .changes: TemplateVariables.changes
            case .coverage: TemplateVariables.coverage
            case .overlap: TemplateVariables.overlap
            case .performance: TemplateVariables.performance
            case .market: TemplateVariables.market
            case .familiarity: TemplateVariables.familiarity
            case .balance: TemplateVariables.balance
            case .quality: TemplateVariables.quality
            case .definitions: TemplateVariables.definitions
            case .digest: TemplateVariables.digest
            }
        let fields = TemplateVariables.everyPage + own
        let flags = fields.filter(\.isList).map {
            TemplateField.flag("has_" + $0.name, "`\($0.name)` is not empty")
        }
        return TemplateShape(rawValue, title, fields + flags)
    }
}
