/// A format of pages; the raw value is the folder of its templates.
enum PageFormat: String, Hashable, Sendable, CaseIterable {
    case html, markdown

    var output: OutputFormat { self == .html ? .html : .markdown }
    /// The end of a page's file name.
    var ending: String { self == .html ? ".html" : ".md" }

    func escape(_ text: String) -> String {
        self == .html ? Escaping.html(text) : Escaping.markdown(text)
    }

    /// Templates that pages include.
    var partials: [String] {
        let both = [
            "header", "footer", "exceptions", "weeks", "league", "accounts_to_call", "shared_accounts",
            "rep_pairs", "outside_sales", "realignments", "handovers", "notes", "owner", "relationships",
            "families", "segments", "indicators", "white_space", "ground", "strategy", "similar", "group",
            "changes_short", "comparison",
        ]
        return self == .html
            ? [
                "styles", "palette_dark", "chart_styles", "script", "exception", "exception_short",
                "exceptions_more", "definitions_used",
            ] + both
            : both
    }
}

/// A kind of page; the raw value is the name of its template.
enum Page: String, Hashable, Sendable, CaseIterable {
    case index, territory, rep, changes, coverage, overlap, performance, market, familiarity, balance, quality
    case definitions

    static func allTemplates(_ format: PageFormat) -> [String] {
        allCases.map(\.rawValue) + format.partials
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
            }
        let fields = TemplateVariables.everyPage + own
        let flags = fields.filter(\.isList).map {
            TemplateField.flag("has_" + $0.name, "`\($0.name)` is not empty")
        }
        return TemplateShape(rawValue, title, fields + flags)
    }
}
