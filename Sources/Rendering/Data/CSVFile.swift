import Analysis
import TerritoryModel

/// The tables for spreadsheets, largest first: full precision, empty cells where a value is unavailable.
///
/// The raw value is the name of the file.
enum CSVFile: String, Sendable, CaseIterable {
    case accountsToCall = "accounts_to_call"
    case relationshipsAtRisk = "relationships_at_risk"
    case weekly, overlaps, territories, reps
    case segments, indicators, strategy
    case whiteSpace = "white_space"
    case similarTerritories = "similar_territories"
    case repPairs = "rep_pairs"
    case families, exceptions
    case areaOverlaps = "area_overlaps"
    case changes
    case salesChanges = "sales_changes"
    case exceptionChanges = "exception_changes"
    case assignmentChanges = "assignment_changes"
    case restatedInputs = "restated_inputs"

    /// Writes the table piece by piece; without rows, its header all the same.
    func write(_ site: ReportSite, to take: ([UInt8]) throws -> Void) throws {
        let report = site.report
        switch self {
        case .accountsToCall: try CSVFile.accountsToCall(report, take)
        case .relationshipsAtRisk: try CSVFile.relationshipsAtRisk(report, take)
        case .weekly: try CSVFile.weekly(report, take)
        case .overlaps: try CSVFile.overlaps(report, take)
        case .territories: try CSVFile.territories(report, take)
        case .reps: try CSVFile.reps(report, take)
        case .segments: try CSVFile.segments(report, take)
        case .indicators: try CSVFile.indicators(report, take)
        case .strategy: try CSVFile.strategy(report, take)
        case .whiteSpace: try CSVFile.whiteSpace(report, take)
        case .similarTerritories: try CSVFile.similarTerritories(report, take)
        case .repPairs: try CSVFile.repPairs(report, take)
        case .families: try CSVFile.families(report, take)
        case .exceptions: try CSVFile.exceptions(site, take)
        case .areaOverlaps: try CSVFile.areaOverlaps(report, take)
        case .changes: try CSVFile.changes(report, take)
        case .salesChanges: try CSVFile.salesChanges(report, take)
        case .exceptionChanges: try CSVFile.exceptionChanges(report, take)
        case .assignmentChanges: try CSVFile.assignmentChanges(report, take)
        case .restatedInputs: try CSVFile.restatedInputs(report, take)
        }
    }

    typealias Take = ([UInt8]) throws -> Void

    private static func territories(_ report: Report, _ take: Take) throws {
        let keys = present(report.territories.map(\.metrics))
        let header =
            ["territory_id", "name", "kind", "parent_id", "owner_id", "owner"] + keys.map(\.rawValue)
        try CSVTable.write(header, to: take) { table in
            for territory in report.territories {
                try table.append(
                    [
                        .text(territory.territory.id), .text(territory.territory.name),
                        .text(territory.kind.rawValue), .optional(territory.parent?.id),
                        .optional(territory.owner?.id), .optional(territory.owner?.name),
                    ] + keys.map { cell(territory.metrics[$0]) })
            }
        }
    }

    private static func reps(_ report: Report, _ take: Take) throws {
        let keys = present(report.reps.map(\.metrics))
        let header = ["rep_id", "name", "hired", "ramping", "territory_ids"] + keys.map(\.rawValue)
        try CSVTable.write(header, to: take) { table in
            for rep in report.reps {
                try table.append(
                    [
                        .text(rep.rep.id), .text(rep.rep.name), .day(rep.hired),
                        .text(rep.isRamping ? "yes" : "no"),
                        .text(rep.owned.map(\.id).joined(separator: ";")),
                    ] + keys.map { cell(rep.metrics[$0]) })
            }
        }
    }

    /// One row for each rep at each shared account.
    private static func overlaps(_ report: Report, _ take: Take) throws {
        let header = [
            "account_id", "account", "territory_id", "kind", "account_sales", "rep_id", "rep", "rep_sales",
            "rep_calls", "role", "role_territory_id", "role_since", "role_until", "first_sale", "last_sale",
            "first_call", "last_call",
        ]
        try CSVTable.write(header, to: take) { table in
            for account in report.sharedAccounts {
                for touch in account.touches {
                    try table.append([
                        .text(account.account.id), .text(account.account.name),
                        .optional(account.territory?.id),
                        .text(account.kind.rawValue), .money(account.sales), .text(touch.rep.id),
                        .text(touch.rep.name), .money(touch.sales), .count(touch.calls),
                        .text(touch.role.rawValue), .optional(touch.through?.id), .day(touch.since),
                        .day(touch.until), .day(touch.firstSale), .day(touch.lastSale),
                        .day(touch.firstCall), .day(touch.lastCall),
                    ])
                }
            }
        }
    }

    private static func accountsToCall(_ report: Report, _ take: Take) throws {
        let header = [
            "account_id", "account", "segment", "territory_id", "territory", "owner_id", "owner",
            "trailing_year_sales", "potential", "planned_calls_per_year", "last_call", "calls",
            "planned_calls", "days_since_call", "at_stake",
        ]
        try CSVTable.write(header, to: take) { table in
            for account in report.accountsToCall {
                try table.append([
                    .text(account.account.id), .text(account.account.name), .optional(account.segment),
                    .text(account.territory.id), .text(account.territory.name), .optional(account.owner?.id),
                    .optional(account.owner?.name), .money(account.trailingYearSales),
                    .money(account.potential),
                    .money(account.plannedCallsPerYear), .day(account.lastCall), .count(account.calls),
                    .number(account.plannedCalls), .count(account.daysSinceCall), .money(account.atStake),
                ])
            }
        }
    }

    private static func weekly(_ report: Report, _ take: Take) throws {
        let header = ["territory_id", "territory", "week_ending", "sales", "sales_as_was", "calls"]
        try CSVTable.write(header, to: take) { table in
            for week in report.weekly {
                try table.append([
                    .text(week.territory.id), .text(week.territory.name), .day(week.weekEnding),
                    .money(week.sales), .money(week.salesAsWas), .count(week.calls),
                ])
            }
        }
    }

    /// The metrics that at least one subject has, in the order of the catalog.
    private static func present(_ sets: [MetricSet]) -> [MetricKey] {
        MetricKey.allCases.filter { key in sets.contains { $0[key] != nil } }
    }

    static func cell(_ value: MetricValue?) -> CSVTable.Cell {
        switch value {
        case .money(let money): .money(money)
        case .count(let count): .count(count)
        case .number(let number): .number(number)
        case .unavailable, nil: .text("")
        }
    }
}
