import Analysis
import Geography
import TerritoryModel

/// The report with everything that its pages share: file names, look-ups, the map.
struct ReportSite: Sendable {
    let report: Report
    let formatting: Formatting
    let map: TerritoryMap?
    /// What is written beside the pages, so that they link to nothing else.
    let formats: Set<OutputFormat>
    /// What the report lists of each territory and rep.
    let lists: SubjectLists
    private let territorySlugs: Slugs
    private let repSlugs: Slugs
    private let weeksOfTerritory: [String: [WeekTotals]]
    private let leavesOfGroup: [String: Set<String>]

    init(_ report: Report, boundaries: BoundaryMap?, formats: Set<OutputFormat>) {
        self.report = report
        self.formats = formats
        formatting = Formatting(currency: report.currency)
        territorySlugs = Slugs(report.territories.map(\.territory.id), fallback: "territory")
        repSlugs = Slugs(report.reps.map(\.rep.id), fallback: "rep")
        leavesOfGroup = ReportSite.descendants(report.territories)
        weeksOfTerritory = Dictionary(grouping: report.weekly, by: \.territory.id).mapValues { weeks in
            weeks.map { WeekTotals(weekEnding: $0.weekEnding, sales: $0.sales, calls: $0.calls) }
        }
        lists = SubjectLists(report)
        map = boundaries.map { TerritoryMap(report: report, boundaries: $0) }
    }

    /// The file name of a territory's page; ids that have none are those of `unassigned`.
    func territorySlug(_ id: String) -> String {
        territorySlugs[id] ?? territorySlugs[Named.unassigned.id] ?? Named.unassigned.id
    }

    func repSlug(_ id: String) -> String {
        repSlugs[id] ?? repSlugs[Named.unassigned.id] ?? Named.unassigned.id
    }

    /// The territory and all below it.
    func family(of id: String) -> Set<String> { leavesOfGroup[id] ?? [id] }

    /// The territory's weeks; a group's are summed over its leaves.
    func weeks(ofTerritory id: String) -> [WeekTotals] {
        if let own = weeksOfTerritory[id] { return own }
        var sums: [Day: WeekTotals] = [:]
        for leaf in family(of: id).sorted() {
            for week in weeksOfTerritory[leaf] ?? [] {
                guard let known = sums[week.weekEnding] else {
                    sums[week.weekEnding] = week
                    continue
                }
                guard let sales = known.sales.adding(week.sales) else {
                    preconditionFailure("the import refuses facts whose absolute amounts outgrow money")
                }
                sums[week.weekEnding] = WeekTotals(
                    weekEnding: week.weekEnding, sales: sales, calls: known.calls + week.calls)
            }
        }
        return sums.values.sorted { $0.weekEnding < $1.weekEnding }
    }

    private static func descendants(_ territories: [TerritoryReport]) -> [String: Set<String>] {
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
