import Analysis
import TerritoryModel

/// The tables for spreadsheets, largest first: full precision, empty cells where a value is unavailable.
///
/// The raw value is the name of the file.
enum CSVFile: String, Sendable, CaseIterable {
    case accountsToCall = "accounts_to_call"
    case weekly, overlaps, territories, reps

    func table(_ report: Report) -> CSVTable {
        switch self {
        case .accountsToCall: CSVFile.accountsToCall(report)
        case .weekly: CSVFile.weekly(report)
        case .overlaps: CSVFile.overlaps(report)
        case .territories: CSVFile.territories(report)
        case .reps: CSVFile.reps(report)
        }
    }

    private static func territories(_ report: Report) -> CSVTable {
        let keys = present(report.territories.map(\.metrics))
        var table = CSVTable(
            ["territory_id", "name", "kind", "parent_id", "owner_id", "owner"] + keys.map(\.rawValue))
        for territory in report.territories {
            table.append(
                [
                    .text(territory.territory.id), .text(territory.territory.name),
                    .text(territory.kind.rawValue), .optional(territory.parent?.id),
                    .optional(territory.owner?.id), .optional(territory.owner?.name),
                ] + keys.map { cell(territory.metrics[$0]) })
        }
        return table
    }

    private static func reps(_ report: Report) -> CSVTable {
        let keys = present(report.reps.map(\.metrics))
        var table = CSVTable(["rep_id", "name", "hired", "ramping", "territory_ids"] + keys.map(\.rawValue))
        for rep in report.reps {
            table.append(
                [
                    .text(rep.rep.id), .text(rep.rep.name), .day(rep.hired),
                    .text(rep.isRamping ? "yes" : "no"),
                    .text(rep.owned.map(\.id).joined(separator: ";")),
                ] + keys.map { cell(rep.metrics[$0]) })
        }
        return table
    }

    /// One row for each rep at each shared account.
    private static func overlaps(_ report: Report) -> CSVTable {
        var table = CSVTable([
            "account_id", "account", "territory_id", "kind", "account_sales", "rep_id", "rep", "rep_sales",
            "rep_calls",
        ])
        for account in report.sharedAccounts {
            for touch in account.touches {
                table.append([
                    .text(account.account.id), .text(account.account.name), .optional(account.territory?.id),
                    .text(account.kind.rawValue), .money(account.sales), .text(touch.rep.id),
                    .text(touch.rep.name), .money(touch.sales), .count(touch.calls),
                ])
            }
        }
        return table
    }

    private static func accountsToCall(_ report: Report) -> CSVTable {
        var table = CSVTable([
            "account_id", "account", "segment", "territory_id", "territory", "owner_id", "owner",
            "trailing_year_sales", "potential", "planned_calls_per_year", "last_call",
        ])
        for account in report.accountsToCall {
            table.append([
                .text(account.account.id), .text(account.account.name), .optional(account.segment),
                .text(account.territory.id), .text(account.territory.name), .optional(account.owner?.id),
                .optional(account.owner?.name), .money(account.trailingYearSales), .money(account.potential),
                .money(account.plannedCallsPerYear), .day(account.lastCall),
            ])
        }
        return table
    }

    private static func weekly(_ report: Report) -> CSVTable {
        var table = CSVTable(["territory_id", "territory", "week_ending", "sales", "sales_as_was", "calls"])
        for week in report.weekly {
            table.append([
                .text(week.territory.id), .text(week.territory.name), .day(week.weekEnding),
                .money(week.sales), .money(week.salesAsWas), .count(week.calls),
            ])
        }
        return table
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
