import Analysis
import TerritoryModel

// Charts of the pages, each with a flag that tells whether there is something to draw.

extension PageValues {
    private func part(_ name: String, _ canBeDrawn: Bool, _ chart: @escaping () -> Chart?) -> TemplateFields {
        var values: TemplateFields = [:]
        values["has_" + name] = .flag(draws && canBeDrawn)
        values[name] = figure(chart)
        return values
    }

    /// Sales against quota of one territory or rep.
    func attainmentChart(_ name: String, _ metrics: MetricSet) -> TemplateFields {
        let row = BulletChart.Row(name, metrics)
        return part("attainment_chart", row != nil) {
            row.flatMap { BulletChart([$0], formatting: formatting).chart }
        }
    }

    func performanceCharts() -> TemplateFields {
        let exclusive = report.territories.filter { $0.kind == .exclusive }
        let rows = exclusive.compactMap { BulletChart.Row($0.territory.name, $0.metrics) }
        let scatter = PotentialScatter(exclusive, formatting: formatting)
        let realigned = DumbbellChart(exclusive, formatting: formatting)
        var values = part("attainment_chart", !rows.isEmpty) {
            BulletChart(rows, formatting: formatting).chart
        }
        values.merge(part("potential_chart", scatter.canBeDrawn) { scatter.chart })
        values.merge(part("realigned_chart", realigned.canBeDrawn) { realigned.chart })
        return values
    }

    func coverageCharts() -> TemplateFields {
        let rows = report.territories.filter { $0.kind == .exclusive }.map { territory in
            HeatStrip.Row(
                name: territory.territory.name,
                calls: site.weeks(ofTerritory: territory.territory.id).map(\.calls))
        }
        let strip = HeatStrip(
            rows, weeksEnding: report.weeklyTotals.map(\.weekEnding), formatting: formatting)
        var values = part("calls_chart", strip.canBeDrawn) { strip.chart }
        values.merge(choropleth("coverage_map", .accountCoverage))
        return values
    }

    func marketMaps() -> TemplateFields {
        var values = choropleth("sales_per_capita_map", .salesPerCapita)
        values.merge(choropleth("share_of_potential_map", .shareOfPotential))
        return values
    }

    /// A map of one metric.
    private func choropleth(_ name: String, _ key: MetricKey) -> TemplateFields {
        let map = site.map.map {
            Choropleth($0, key, id: name.replacing("_", with: "-"), formatting: formatting)
        }
        var values: TemplateFields = [:]
        values["has_" + name] = .flag(draws && map?.canBeDrawn == true)
        values[name] = map.map { map in
            self.map(map.id, title: map.finding, html: { map.figure }, svg: { map.svg })
        }
        return values
    }
}
