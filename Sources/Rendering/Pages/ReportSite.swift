import Analysis
import Geography
import TerritoryModel

/// The report with everything that its pages share: file names, look-ups, the map.
///
/// Made once and read by every thread; a class, so that the values of a page can hold on to it at no cost.
final class ReportSite: Sendable {
    let report: Report
    let formatting: Formatting
    let map: TerritoryMap?
    /// What is written beside the pages, so that they link to nothing else.
    let formats: Set<OutputFormat>
    /// Who gets the digest as a message.
    let mail: DigestMail?
    let byTerritory: TerritoryIndex
    let byRep: RepIndex
    /// Against the last run, and against the same week a year before.
    let changes: ChangeIndex
    let changesOfYear: ChangeIndex
    /// Places in `report.reps` by rank, those without one last.
    let repsByRank: [Int]
    /// Places in `repsByRank` by the territories that the rep owns.
    let rankedOwners: ListIndex
    /// The configured indicators by name.
    let indicators: [String: IndicatorRule]
    /// The end of the scale on which the reps' intervals are drawn.
    private let topIndex: Double
    private let territorySlugs: Slugs
    private let repSlugs: Slugs
    private let weeksOfTerritory: [String: [WeekTotals]]
    private let families: [String: Set<String>]
    private let territorySparklines: [String: String]
    private let repSparklines: [String: String]

    init(
        _ report: Report, boundaries: BoundaryMap?, edition: Edition
    ) {
        self.report = report
        formats = edition.formats
        mail = edition.mail
        let formatting = Formatting(currency: report.currency, locale: edition.locale)
        self.formatting = formatting
        territorySlugs = Slugs(report.territories.map(\.territory.id), fallback: "territory")
        repSlugs = Slugs(report.reps.map(\.rep.id), fallback: "rep")
        byTerritory = TerritoryIndex(report)
        byRep = RepIndex(report)
        changes = ChangeIndex(report.changes.last)
        changesOfYear = ChangeIndex(report.changes.yearAgo)
        let repsByRank = ReportSite.ranked(report.reps)
        self.repsByRank = repsByRank
        rankedOwners = ListIndex(repsByRank, ids: { report.reps[$0].owned.map(\.id) })
        indicators = Dictionary(
            report.indicators.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        topIndex = IntervalBar.top(report.reps.lazy.compactMap(\.interval))
        families = ReportSite.families(report.territories)
        weeksOfTerritory = ReportSite.weeks(report, families: families)
        territorySparklines = weeksOfTerritory.mapValues(ReportSite.sparkline)
        repSparklines = Dictionary(
            report.reps.map { ($0.rep.id, ReportSite.sparkline($0.weeks)) },
            uniquingKeysWith: { first, _ in first })
        map = boundaries.map { TerritoryMap(report: report, boundaries: $0, formatting: formatting) }
    }

    /// The file name of a territory's page; ids that have none are those of `unassigned`.
    func territorySlug(_ id: String) -> String {
        territorySlugs[id] ?? territorySlugs[Named.unassigned.id] ?? Named.unassigned.id
    }

    func repSlug(_ id: String) -> String {
        repSlugs[id] ?? repSlugs[Named.unassigned.id] ?? Named.unassigned.id
    }

    func hasPage(ofRep id: String) -> Bool { repSlugs[id] != nil }

    /// The page of an exception without its ending, from the folder of the report.
    func path(of page: ReportException.Page) -> String {
        switch page {
        case .territory(let territory): "territories/\(territorySlug(territory.id))"
        case .coverage: Page.coverage.rawValue
        case .overlap: Page.overlap.rawValue
        case .balance: Page.balance.rawValue
        case .quality: Page.quality.rawValue
        }
    }

    /// The territory and all below it.
    func family(of id: String) -> Set<String> { families[id] ?? [id] }

    /// The territory's weeks; a group's are summed over its leaves.
    func weeks(ofTerritory id: String) -> [WeekTotals] { weeksOfTerritory[id] ?? [] }

    /// The weekly sales of a territory or rep as a small line.
    func sparkline(ofTerritory id: String) -> String { territorySparklines[id] ?? "" }
    func sparkline(ofRep id: String) -> String { repSparklines[id] ?? "" }

    /// The rep's performance index with its margin; empty where either is unknown.
    func interval(of rep: RepReport) -> String {
        rep.interval.map { IntervalBar(index: $0.index, margin: $0.margin, top: topIndex).svg } ?? ""
    }

    private static func sparkline(_ weeks: [WeekTotals]) -> String {
        Sparkline(values: weeks.map(\.sales.doubleValue)).svg
    }

    private static func ranked(_ reps: [RepReport]) -> [Int] {
        let ranks = reps.map { ($0.rank ?? .max, $0.rankAtWorst ?? .max) }
        return reps.indices.sorted {
            (ranks[$0].0, ranks[$0].1, $0) < (ranks[$1].0, ranks[$1].1, $1)
        }
    }

    private static func weeks(
        _ report: Report, families: [String: Set<String>]
    ) -> [String: [WeekTotals]] {
        let own = Dictionary(grouping: report.weekly, by: \.territory.id).mapValues { weeks in
            weeks.map {
                WeekTotals(
                    weekEnding: $0.weekEnding, sales: $0.sales, calls: $0.calls, salesYearAgo: $0.salesYearAgo
                )
            }
        }
        var all = own
        for territory in report.territories where own[territory.territory.id] == nil {
            let leaves = (families[territory.territory.id] ?? []).sorted()
            all[territory.territory.id] = sums(leaves.map { own[$0] ?? [] })
        }
        return all
    }

    private static func sums(_ leaves: [[WeekTotals]]) -> [WeekTotals] {
        var sums: [Day: WeekTotals] = [:]
        for leaf in leaves {
            for week in leaf {
                guard let known = sums[week.weekEnding] else {
                    sums[week.weekEnding] = week
                    continue
                }
                guard let sales = known.sales.adding(week.sales) else {
                    preconditionFailure("the import refuses facts whose absolute amounts outgrow money")
                }
                sums[week.weekEnding] = WeekTotals(
                    weekEnding: week.weekEnding, sales: sales, calls: known.calls + week.calls,
                    salesYearAgo: sum(known.salesYearAgo, week.salesYearAgo))
            }
        }
        return sums.values.sorted { $0.weekEnding < $1.weekEnding }
    }

    private static func sum(_ one: Money?, _ other: Money?) -> Money? {
        guard let one, let other else { return nil }
        guard let sum = one.adding(other) else {
            preconditionFailure("the import refuses facts whose absolute amounts outgrow money")
        }
        return sum
    }

    private static func families(_ territories: [TerritoryReport]) -> [String: Set<String>] {
        let parents = Dictionary(
            territories.map { ($0.territory.id, $0.parent?.id) }, uniquingKeysWith: { first, _ in first })
        var families: [String: Set<String>] = [:]
        for territory in territories {
            var next: String? = territory.territory.id
            while let id = next, families[id, default: []].insert(territory.territory.id).inserted {
                next = parents[id] ?? nil
            }
        }
        return families
    }
}

extension RepReport {
    fileprivate var interval: (index: Double, margin: Double)? {
        guard let index = metrics[.performanceIndex]?.doubleValue,
            let margin = metrics[.salesMargin]?.doubleValue
        else { return nil }
        return (index, margin)
    }
}
