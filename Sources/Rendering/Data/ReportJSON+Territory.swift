import Analysis
import TerritoryModel

// What is told of a territory beside its metrics.

extension ReportJSON {
    func market(_ market: MarketReport) -> JSONValue {
        .object([
            "quadrant": .optional(market.quadrant?.rawValue),
            "indicators": .object(
                JSONFields(market.indicators.map { (name: $0.name, value: indicator($0)) })),
            "segments": .list(market.segments) {
                .object([
                    "segment": .text($0.segment), "accounts": .count($0.accounts),
                    "sales_trailing_year": .money($0.trailingYearSales),
                    "potential": .optional($0.potential), "accounts_index": .optional($0.accountsIndex),
                    "sales_index": .optional($0.salesIndex),
                    "potential_index": .optional($0.potentialIndex),
                ])
            },
        ])
    }

    private func indicator(_ indicator: IndicatorReport) -> JSONValue {
        var fields: [(name: String, value: JSONValue)] = [
            ("index", .optional(indicator.index)), ("units", .count(indicator.units)),
            ("value", .optional(indicator.value)),
        ]
        if indicator.value == nil { fields.append(("reason", .text(IndicatorReport.noValue))) }
        return .object(JSONFields(fields))
    }

    func ground(_ ground: GroundReport) -> JSONValue {
        .object([
            "area_km2": .number(ground.areaKm2), "detached_units": ids(ground.detachedUnits),
            "holes": .list(ground.holes) {
                .object(["territories": ids($0.territories), "units": ids($0.units)])
            }, "neighbours": ids(ground.neighbours), "parts": .count(ground.parts),
        ])
    }

    func strategy(_ strategy: TerritoryStrategy) -> JSONValue {
        .object([
            "segments": .list(strategy.segments) {
                .object([
                    "accounts": .count($0.accounts), "expected": .money($0.expected),
                    "gap": .money($0.gap), "sales_index": .optional($0.salesIndex),
                    "sales_trailing_year": .money($0.trailingYearSales), "segment": .text($0.segment),
                ])
            },
            "products": .list(strategy.products) {
                .object([
                    "expected": .money($0.expected), "gap": .money($0.gap), "index": .optional($0.index),
                    "product": .text($0.product), "sales": .money($0.sales),
                ])
            },
            "white_space": .list(strategy.whiteSpace) {
                .object([
                    "accounts": .count($0.accounts), "active_accounts": .count($0.activeAccounts),
                    "expected_accounts": .number($0.expectedAccounts), "gap": .money($0.gap),
                    "population": .optional($0.population),
                    "sales_trailing_year": .money($0.trailingYearSales), "unit": .text($0.unit.id),
                ])
            },
        ])
    }

    func similar(_ similar: SimilarTerritory) -> JSONValue {
        .object([
            "distance": .number(similar.distance), "territory": .text(similar.territory.id),
            "lesson": similar.lesson.map {
                .object([
                    "metric": .text($0.metric.rawValue), "own": .number($0.own), "rep": .text($0.rep.id),
                    "theirs": .number($0.theirs),
                ])
            } ?? .null,
            "traits": .list(similar.traits) {
                .object([
                    "name": .text($0.name), "own": .number($0.own), "theirs": .number($0.theirs),
                ])
            },
        ])
    }
}

extension IndicatorReport {
    /// Why an indicator has no value, as the reasons of metrics are told.
    static let noValue = "no_value"
}
