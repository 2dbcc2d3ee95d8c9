import Analysis
import TerritoryModel

/// The tables for spreadsheets, largest first: full precision, empty cells where a value is unavailable.
///
/// The raw value is the name of the file.
enum CSVFile: String, Sendable, CaseIterable {
    case accountsToCall = "accounts_to_call"
    case weekly, overlaps, territories, reps

    /// Writes the table piece by piece.
    func write(_ report: Report, to take: ([UInt8]) throws -> Void) throws {
        switch self {
        case .accountsToCall: try CSVFile.accountsToCall(report, take)
        case .weekly: try CSVFile.weekly(report, take)
        case .overlaps: try CSVFile.overlaps(report, take)
        case .territories: try CSVFile.territories(report, take)
        case .reps: try CSVFile.reps(report, take)
        }
    }

    private typealias Take = ([UInt8]) throws -> Void

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
            "rep_calls",
        ]
        try CSVTable.write(header, to: take) { table in
            for account in report.sharedAccounts {
                for touch in account.touches {
                    try table.append([
                        .text(account.account.id), .text(account.account.name),
                        .optional(account.territory?.id),
                        .text(account.kind.rawValue), .money(account.sales), .text(touch.rep.id),
                        .text(touch.rep.name), .money(touch.sales), .count(touch.calls),
                    ])
                }
            }
        }
    }

    private static func accountsToCall(_ report: Report, _ take: Take) throws {
        let header = [
            "account_id", "account", "segment", "territory_id", "territory", "owner_id", "owner",
            "trailing_year_sales", "potential", "planned_calls_per_year", "last_call",
        ]
        try CSVTable.write(header, to: take) { table in
            for account in report.accountsToCall {
                try table.append([
                    .text(account.account.id), .text(account.account.name), .optional(account.segment),
                    .text(account.territory.id), .text(account.territory.name), .optional(account.owner?.id),
                    .optional(account.owner?.name), .money(account.trailingYearSales),
                    .money(account.potential),
                    .money(account.plannedCallsPerYear), .day(account.lastCall),
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

    private static func cell(_ value: MetricValue?) -> CSVTable.Cell {
        switch value {
        case .money(let money): .money(money)
        case .count(let count): .count(count)
        case .number(let number): .number(number)
        case .unavailable, nil: .text("")
        }
    }
}
