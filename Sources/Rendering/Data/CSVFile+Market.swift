import Analysis

// Tables of the market and of what to do with it, one row for each territory and thing.

extension CSVFile {
    /// The organisation first, without an id of a territory.
    static func segments(_ report: Report, _ take: Take) throws {
        let header = [
            "territory_id", "territory", "segment", "accounts", "sales_trailing_year", "potential",
            "accounts_index", "sales_index", "potential_index",
        ]
        try CSVTable.write(header, to: take) { table in
            for (place, market) in markets(report) {
                for segment in market.segments {
                    try table.append([
                        .optional(place?.id), .text(place?.name ?? report.title), .text(segment.segment),
                        .count(segment.accounts), .money(segment.trailingYearSales),
                        .money(segment.potential), .number(segment.accountsIndex),
                        .number(segment.salesIndex), .number(segment.potentialIndex),
                    ])
                }
            }
        }
    }

    /// The organisation first, without an id of a territory.
    static func indicators(_ report: Report, _ take: Take) throws {
        let header = ["territory_id", "territory", "indicator", "title", "value", "units", "index"]
        let titles = Dictionary(
            report.indicators.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
        try CSVTable.write(header, to: take) { table in
            for (place, market) in markets(report) {
                for indicator in market.indicators {
                    try table.append([
                        .optional(place?.id), .text(place?.name ?? report.title), .text(indicator.name),
                        .text(titles[indicator.name] ?? indicator.name), .number(indicator.value),
                        .count(indicator.units), .number(indicator.index),
                    ])
                }
            }
        }
    }

    private static func markets(_ report: Report) -> [(Named?, MarketReport)] {
        [(nil, report.market)] + report.territories.map { ($0.territory, $0.market) }
    }

    /// Segments, then products of each territory.
    static func strategy(_ report: Report, _ take: Take) throws {
        let header = ["territory_id", "territory", "kind", "name", "sales", "expected", "gap", "index"]
        try CSVTable.write(header, to: take) { table in
            for territory in report.territories {
                let start: [CSVTable.Cell] = [
                    .text(territory.territory.id), .text(territory.territory.name),
                ]
                for segment in territory.strategy.segments {
                    try table.append(
                        start + [
                            .text("segment"), .text(segment.segment), .money(segment.trailingYearSales),
                            .money(segment.expected), .money(segment.gap), .number(segment.salesIndex),
                        ])
                }
                for product in territory.strategy.products {
                    try table.append(
                        start + [
                            .text("product"), .text(product.product), .money(product.sales),
                            .money(product.expected), .money(product.gap), .number(product.index),
                        ])
                }
            }
        }
    }

    static func whiteSpace(_ report: Report, _ take: Take) throws {
        let header = [
            "territory_id", "territory", "unit_id", "unit", "population", "accounts", "active_accounts",
            "expected_accounts", "sales_trailing_year", "gap",
        ]
        try CSVTable.write(header, to: take) { table in
            for territory in report.territories {
                for space in territory.strategy.whiteSpace {
                    try table.append([
                        .text(territory.territory.id), .text(territory.territory.name),
                        .text(space.unit.id), .text(space.unit.name), .number(space.population),
                        .count(space.accounts), .count(space.activeAccounts),
                        .number(space.expectedAccounts), .money(space.trailingYearSales),
                        .money(space.gap),
                    ])
                }
            }
        }
    }

    /// The three traits of a pair share a cell each with their values.
    static func similarTerritories(_ report: Report, _ take: Take) throws {
        let traits = (1...3).flatMap { ["trait_\($0)", "trait_\($0)_own", "trait_\($0)_theirs"] }
        let header =
            ["territory_id", "territory", "similar_id", "similar", "distance"] + traits
            + ["lesson", "lesson_own", "lesson_theirs", "rep_id", "rep"]
        try CSVTable.write(header, to: take) { table in
            for territory in report.territories {
                for similar in territory.similar {
                    try table.append(row(of: similar, to: territory.territory))
                }
            }
        }
    }

    private static func row(of similar: SimilarTerritory, to territory: Named) -> [CSVTable.Cell] {
        let traits = (0..<3).flatMap { place -> [CSVTable.Cell] in
            guard similar.traits.indices.contains(place) else { return [.text(""), .text(""), .text("")] }
            let trait = similar.traits[place]
            return [.text(trait.name), .number(trait.own), .number(trait.theirs)]
        }
        let lesson = similar.lesson
        return [
            .text(territory.id), .text(territory.name), .text(similar.territory.id),
            .text(similar.territory.name), .number(similar.distance),
        ] + traits + [
            .optional(lesson?.metric.rawValue), .number(lesson?.own), .number(lesson?.theirs),
            .optional(lesson?.rep.id), .optional(lesson?.rep.name),
        ]
    }
}
