import Analysis
import TerritoryModel

// Tables of what to act on.

extension CSVFile {
    static func relationshipsAtRisk(_ report: Report, _ take: Take) throws {
        let header = [
            "account_id", "account", "territory_id", "territory", "owner_id", "owner", "former_owner_id",
            "former_owner", "changed", "reasons", "sales_trailing_year", "sales", "sales_year_ago",
            "last_call",
        ]
        try CSVTable.write(header, to: take) { table in
            for relationship in report.relationshipsAtRisk {
                try table.append([
                    .text(relationship.account.id), .text(relationship.account.name),
                    .text(relationship.territory.id), .text(relationship.territory.name),
                    .optional(relationship.owner?.id), .optional(relationship.owner?.name),
                    .optional(relationship.formerOwner?.id), .optional(relationship.formerOwner?.name),
                    .day(relationship.changed),
                    .text(relationship.reasons.map(\.rawValue).joined(separator: ";")),
                    .money(relationship.trailingYearSales), .money(relationship.sales),
                    .money(relationship.salesYearAgo), .day(relationship.lastCall),
                ])
            }
        }
    }

    static func repPairs(_ report: Report, _ take: Take) throws {
        let kinds = OverlapKind.allCases
        let header =
            ["rep_1_id", "rep_1", "rep_2_id", "rep_2", "accounts"] + kinds.map(\.rawValue)
            + ["jaccard", "sales", "conflicting_sales"]
        try CSVTable.write(header, to: take) { table in
            for pair in report.repPairs {
                try table.append(
                    [
                        .text(pair.first.id), .text(pair.first.name), .text(pair.second.id),
                        .text(pair.second.name), .count(pair.accounts),
                    ] + kinds.map { .count(pair.byKind[$0, default: 0]) } + [
                        .number(pair.jaccard), .money(pair.sales), .money(pair.conflictingSales),
                    ])
            }
        }
    }

    static func families(_ report: Report, _ take: Take) throws {
        let header = [
            "parent_id", "parent", "parent_territory_id", "parent_owner_id", "account_id", "account",
            "territory_id", "owner_id", "sales_trailing_year",
        ]
        try CSVTable.write(header, to: take) { table in
            for family in report.families {
                try table.append([
                    .text(family.parent.account.id), .text(family.parent.account.name),
                    .text(family.parent.territory.id), .optional(family.parent.owner?.id),
                    .text(family.child.account.id), .text(family.child.account.name),
                    .text(family.child.territory.id), .optional(family.child.owner?.id),
                    .money(family.trailingYearSales),
                ])
            }
        }
    }

    /// Parts that an exception takes in follow it, without owner, next step and page of their own.
    static func exceptions(_ site: ReportSite, _ take: Take) throws {
        let header = [
            "number", "part", "kind", "territory_id", "territory", "money", "owner_id", "owner", "office",
            "text", "next_step", "page", "id", "first_seen",
        ]
        let asOf = site.report.windows.asOf  // of what this run is the first to have
        try CSVTable.write(header, to: take) { table in
            for (place, exception) in site.report.exceptions.enumerated() {
                let territory: [CSVTable.Cell] = [
                    .optional(exception.territory?.id), .optional(exception.territory?.name),
                ]
                let number = place + 1
                try table.append(
                    [.count(number), .count(0), .text(exception.kind.rawValue)] + territory + [
                        .money(exception.money), .optional(exception.owner?.id),
                        .optional(exception.owner?.name), .optional(exception.office?.rawValue),
                        .text(exception.text),
                        .text(exception.nextStep), .text(site.path(of: exception.page)),
                        .text(exception.identity), .day(exception.firstSeen ?? asOf),
                    ])
                for (part, also) in exception.also.enumerated() {
                    try table.append(
                        [.count(number), .count(part + 1), .text(also.kind.rawValue)] + territory + [
                            .money(also.money), .text(""), .text(""), .text(""), .text(also.text), .text(""),
                            .text(""), .text(also.identity), .day(also.firstSeen ?? asOf),
                        ])
                }
            }
        }
    }

    static func areaOverlaps(_ report: Report, _ take: Take) throws {
        let header = [
            "territory_1_id", "territory_1", "territory_2_id", "territory_2", "area_km2", "share_of_first",
            "share_of_second",
        ]
        try CSVTable.write(header, to: take) { table in
            for overlap in report.areaOverlaps {
                try table.append([
                    .text(overlap.first.id), .text(overlap.first.name), .text(overlap.second.id),
                    .text(overlap.second.name), .number(overlap.areaKm2), .number(overlap.shareOfFirst),
                    .number(overlap.shareOfSecond),
                ])
            }
        }
    }
}
