import Analysis
import TerritoryModel

extension PageValues {
    /// A territory in the table of markets.
    func marketRow(_ territory: TerritoryReport) -> TemplateValue {
        .object([
            "name": .text(territory.territory.name), "url": .text(territoryURL(territory.territory.id)),
            "metrics": metrics(territory.metrics),
            "quadrant": .text(territory.market.quadrant?.title ?? PageValues.dash),
            "indicators": .list(territory.market.indicators.map(indicator)),
        ])
    }

    func marketRows(_ kinds: Set<TerritoryReport.Kind>) -> TemplateValue {
        .list(report.territories.filter { kinds.contains($0.kind) }.map(marketRow))
    }

    /// Indicators, segments and the quadrant of one market.
    func marketParts(_ market: MarketReport) -> TemplateFields {
        [
            "indicators": .list(market.indicators.map(indicator)),
            "segments": .list(market.segments.map(segment)),
            "has_quadrant": .flag(market.quadrant != nil),
            "quadrant": .text(market.quadrant?.title ?? PageValues.dash),
            "quadrant_reading": .text(market.quadrant?.reading ?? ""),
        ]
    }

    private func indicator(_ indicator: IndicatorReport) -> TemplateValue {
        let rule = site.indicators[indicator.name]
        let value = indicator.value.map { formatting.text($0, of: rule?.unit ?? .number) }
        return .object([
            "name": .text(rule?.title ?? indicator.name),
            "value": value.map { .markup(format.escape($0)) } ?? unavailable("no unit has a value"),
            "index": index(indicator.index), "units": .text(formatting.count(indicator.units)),
        ])
    }

    private func segment(_ segment: SegmentShare) -> TemplateValue {
        .object([
            "name": .text(PageValues.segmentName(segment.segment)),
            "accounts": .text(formatting.count(segment.accounts)),
            "sales": money(segment.trailingYearSales), "potential": money(segment.potential),
            "accounts_index": index(segment.accountsIndex), "sales_index": index(segment.salesIndex),
            "potential_index": index(segment.potentialIndex),
        ])
    }

    static func segmentName(_ segment: String) -> String { segment.isEmpty ? "(no segment)" : segment }

    func index(_ index: Double?) -> TemplateValue {
        .text(index.map { formatting.decimal($0, places: 0) } ?? PageValues.dash)
    }

    /// Of all exclusive territories: most money first, then by unit.
    func whiteSpaces(first: Int) -> TemplateFields {
        let all = report.territories.flatMap { territory in
            territory.strategy.whiteSpace.map { (territory: territory.territory, space: $0) }
        }.sorted {
            $0.space.gap == $1.space.gap
                ? precedesById($0.space.unit.id, $1.space.unit.id) : $0.space.gap > $1.space.gap
        }
        return [
            "white_space": .list(
                inLastingOrder(all.prefix(first)) { [$0.space.unit.id] }.map {
                    whiteSpace($0.space, in: $0.territory)
                }),
            "white_space_total": .text(formatting.count(all.count)),
            "has_more_white_space": .flag(all.count > first),
        ]
    }

    func whiteSpace(_ space: WhiteSpace, in territory: Named) -> TemplateValue {
        .object([
            "id": .text(space.unit.id), "name": .text(space.unit.name),
            "territory": link(territory: territory), "population": people(space.population),
            "accounts": .text(formatting.count(space.accounts)),
            "active_accounts": .text(formatting.count(space.activeAccounts)),
            "expected_accounts": .text(formatting.decimal(space.expectedAccounts, places: 1)),
            "sales": money(space.trailingYearSales), "gap": money(space.gap),
        ])
    }

    /// n/a with its reason, as metrics have it.
    func unavailable(_ reason: String) -> TemplateValue {
        let words = format.escape(reason)
        return .markup(format == .html ? "<abbr title=\"\(words)\">n/a</abbr>" : "n/a (\(words))")
    }

    func market() -> TemplateValue {
        var values = page(.market, title: Page.market.title)
        values["metrics"] = metrics(report.organisation)
        values.merge(marketParts(report.market))
        values["territories"] = marketRows([.exclusive, .unassigned])
        values["groups"] = marketRows([.group])
        let chart = QuadrantChart(report.territories, formatting: formatting)
        values["has_chart"] = .flag(draws && chart.canBeDrawn)
        values["chart"] = figure { chart.chart }
        values["readings"] = .list(
            MarketQuadrant.allCases.map {
                .object(["name": .text($0.title), "text": .text($0.reading)])
            })
        values.merge(marketMaps())
        values.merge(whiteSpaces(first: 50))
        return .object(values)
    }
}

extension MarketQuadrant {
    /// The name with a capital, such as `Low priority`.
    var title: String {
        let words = rawValue.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension Formatting {
    /// The value of an indicator in its unit; percentages come as such, 9.1 for 9.1%.
    func text(_ value: Double, of unit: IndicatorRule.Unit) -> String {
        switch unit {
        case .percent: percentage(value)
        case .money: amount(value)
        case .number: decimal(value, places: abs(value) < 100 ? 1 : 0)
        }
    }
}
