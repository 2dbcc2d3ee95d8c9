import Analysis
import TerritoryModel

/// Turns parts of the report into template values, for the pages of one format in one folder.
struct PageValues: Sendable {
    let site: ReportSite
    let format: PageFormat
    /// From the page back to the folder of the report: empty or `../`.
    let root: String
    /// Takes the drawings of a Markdown page; nil where there are none.
    var drawings: PageDrawings?
    /// Which metrics the templates print.
    var metricUses: [Page: MetricUses] = [:]

    var report: Report { site.report }
    var formatting: Formatting { site.formatting }

    static let dash = "–"

    /// The language in which templates and code have their texts.
    private static let textLanguage = "en"

    /// The locale where the texts are of its language, else the language of the texts alone.
    private var language: String {
        let locale = formatting.locale
        return locale.language == PageValues.textLanguage ? locale.tag : PageValues.textLanguage
    }

    func territoryURL(_ id: String) -> String {
        "\(root)territories/\(site.territorySlug(id))\(format.ending)"
    }

    func repURL(_ id: String) -> String { "\(root)reps/\(site.repSlug(id))\(format.ending)" }

    func link(territory: Named) -> TemplateValue {
        .object(["name": .text(territory.name), "url": .text(territoryURL(territory.id))])
    }

    func link(rep: Named) -> TemplateValue {
        .object(["name": .text(rep.name), "url": .text(repURL(rep.id))])
    }

    func money(_ amount: Money?) -> TemplateValue {
        .sortable(
            .text(amount.map(formatting.money) ?? PageValues.dash), by: amount.map { .money($0) } ?? .nothing)
    }

    /// A metric's value, n/a with its reason beside it, or a dash where the subject has no such metric.
    func markup(_ value: MetricValue?, of key: MetricKey) -> TemplateValue {
        guard let value else { return .markup(PageValues.dash) }
        if let text = formatting.text(value, of: key) { return .markup(format.escape(text)) }
        guard case .unavailable(let reason) = value else { return .markup(PageValues.dash) }
        return unavailable(reason.text)
    }

    func metrics(_ set: MetricSet) -> TemplateValue {
        .lookup(
            TemplateLookup(names: PageValues.metricNames) { name in
                PageValues.metricKeys[name].map { .sortable(markup(set[$0], of: $0), by: SortValue(set[$0])) }
            })
    }

    /// Why a list is empty: the sentence, or what is not known.
    func emptiness(_ sentence: String, unless key: MetricKey, of set: MetricSet) -> TemplateValue {
        guard case .unavailable(let reason) = set[key] else { return .text(sentence) }
        let sources = reason == .sourceMissing ? MetricCatalog.definition(of: key).sources : []
        let need = sources.isEmpty ? "" : "; it takes \(sources.joined(separator: ", "))"
        return .text("Not known: \(reason.text)\(need).")
    }

    /// The sentences that stand where a list of accounts is empty.
    func accountsEmptiness(_ set: MetricSet) -> TemplateFields {
        [
            "accounts_to_call_empty": emptiness(
                "No account to call: every one was called on, and none is behind its call plan.",
                unless: .accountsCalled, of: set),
            "shared_accounts_empty": emptiness("No account is shared.", unless: .sharedAccounts, of: set),
            "outside_sales_empty": emptiness(
                "No sales here by reps without a role.", unless: .outsideSalesIn, of: set),
            "relationships_empty": emptiness(
                "No relationship is at risk: every account that buys has an owner rep of more than half a year "
                    + "who knows it.", unless: .accountsAtRisk, of: set),
        ]
    }

    private static let metricNames = MetricKey.allCases.map(\.rawValue)
    static let metricKeys = Dictionary(
        MetricKey.allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    /// A small drawing within a line or cell of HTML pages; Markdown has the numbers alone.
    func svg(_ draw: @escaping () -> String) -> TemplateValue {
        format == .html ? .drawn(draw) : .markup("")
    }

    func day(_ day: Day?, missing: String = "") -> TemplateValue {
        .sortable(.text(day.map(formatting.day) ?? missing), by: day.map { .day($0) } ?? .nothing)
    }

    /// What every page shows.
    func page(_ page: Page, title: String) -> TemplateFields {
        let windows = report.windows
        return [
            "title": .text(report.title), "page_title": .text(title),
            "language": .text(language),
            "as_of": .text(formatting.day(windows.asOf)), "period": .text(formatting.range(windows.current)),
            "prior_period": .text(formatting.range(windows.prior)),
            "year_period": .text(formatting.range(windows.yearAgo)), "currency": .text(report.currency),
            "unit_name": .text(report.unitName), "unit_names": .text(plural(report.unitName)),
            "grade": .text(report.quality.grade.rawValue),
            "grade_reason": .text(report.quality.gradeReason), "root": .text(root),
            "writes_csv": .flag(site.formats.contains(.csv)),
            "writes_json": .flag(site.formats.contains(.json)),
            "navigation": .list(
                Page.single.map { other in
                    .object([
                        "name": .text(other.title), "url": .text(root + other.rawValue + format.ending),
                        "is_current": .flag(other == page),
                    ])
                }),
        ]
    }
}

extension PageValues {
    func row(_ territory: TerritoryReport) -> TemplateValue {
        .object([
            "id": .text(territory.territory.id), "name": .text(territory.territory.name),
            "url": .text(territoryURL(territory.territory.id)), "kind": .text(territory.kind.rawValue),
            "parent": .optional(territory.parent.map(link(territory:))),
            "owner": .optional(territory.owner.map(link(rep:))), "is_vacant": .flag(territory.isVacant),
            "metrics": metrics(territory.metrics),
            "sparkline": svg { site.sparkline(ofTerritory: territory.territory.id) },
        ])
    }

    func row(_ rep: RepReport) -> TemplateValue {
        .object([
            "id": .text(rep.rep.id), "name": .text(rep.rep.name), "url": .text(repURL(rep.rep.id)),
            "owned": .list(rep.owned.map(link(territory:))), "is_ramping": .flag(rep.isRamping),
            "rank": rank(of: rep), "metrics": metrics(rep.metrics),
            "interval": svg { site.interval(of: rep) },
            "sparkline": svg { site.sparkline(ofRep: rep.rep.id) },
        ])
    }

    func rows(_ kinds: Set<TerritoryReport.Kind>) -> TemplateValue {
        .list(report.territories.filter { kinds.contains($0.kind) }.map(row))
    }

    /// Reps by rank, then those without one; reps with neither sales nor ground are left to their own pages.
    func league() -> TemplateValue { league(site.repsByRank) }

    func league(_ places: [Int]) -> TemplateValue {
        .list(inLastingOrder(places.map { report.reps[$0] }) { [$0.rep.id] }.map(row))
    }

    /// The rank, or the first and the last of those that are not told apart.
    func rank(of rep: RepReport) -> TemplateValue {
        guard let rank = rep.rank, let worst = rep.rankAtWorst, worst != rank else {
            return .sortable(markup(rep.metrics[.rank], of: .rank), by: SortValue(rep.metrics[.rank]))
        }
        return .sortable(
            .markup("\(formatting.count(rank))–\(formatting.count(worst))"), by: .count(rank))
    }

    func weeks(_ weeks: [WeekTotals]) -> TemplateValue {
        .list(
            weeks.map {
                .object([
                    "ending": day($0.weekEnding), "sales": money($0.sales),
                    "calls": .text(formatting.count($0.calls)),
                ])
            })
    }

    func trend(_ weeks: [WeekTotals]) -> TemplateValue {
        figure { WeeklyChart(weeks: weeks, formatting: formatting).chart }
    }
}

extension TerritoryReport {
    /// It should be owned by somebody and is not.
    var isVacant: Bool { kind == .exclusive && owner == nil }
}

extension RepReport {
    var rank: Int64? { place(.rank) }
    var rankAtWorst: Int64? { place(.rankAtWorst) }

    private func place(_ key: MetricKey) -> Int64? {
        switch metrics[key] {
        case .count(let rank): rank
        case .number(let rank): Int64(exactly: rank)
        case .money, .unavailable, nil: nil
        }
    }
}
