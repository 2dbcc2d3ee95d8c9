import Analysis
import TerritoryModel

extension PageValues {
    func coverage() -> TemplateValue {
        var values = topic(.coverage)
        values.merge(accountsEmptiness(report.organisation))
        values["unassigned_units"] = units(report.units.filter { $0.territory == nil })
        values["vacancies"] = .list(report.territories.filter(\.isVacant).map(row))
        values.merge(toCall(report.accountsToCall, first: 100))
        values.merge(coverageCharts())
        return .object(values)
    }

    func overlap() -> TemplateValue {
        var values = topic(.overlap)
        values.merge(accountsEmptiness(report.organisation))
        values["groups"] = nil
        values["shared_units"] = units(report.units.filter { $0.claimants.count > 1 })
        values["rep_pairs"] = pairs(report.repPairs)
        values.merge(repMatrix())
        values.merge(shared(report.sharedAccounts, first: 200))
        values["area_overlaps"] = areaOverlaps()
        values["overlays"] = rows([.overlay])
        values["outside_sales"] = outside(report.outsideSales)
        values["handovers"] = handovers(report.handovers)
        values["realignments"] = realignments(report.realignments)
        return .object(values)
    }

    func performance() -> TemplateValue {
        var values = topic(.performance)
        values["league"] = league()
        values.merge(expectations())
        values.merge(performanceCharts())
        return .object(values)
    }

    func balance() -> TemplateValue {
        var values = topic(.balance)
        values["groups"] = nil
        values["territories"] = rows([.exclusive])
        values["measures"] = .list(BalanceMeasure.all.map(measure))
        values["band_balanced"] = .text(formatting.percent(report.bands.balanced))
        values["band_watch"] = .text(formatting.percent(report.bands.watch))
        return .object(values)
    }

    private func topic(_ page: Page) -> TemplateFields {
        var values = self.page(page, title: page.title)
        values["metrics"] = metrics(report.organisation)
        values["territories"] = rows([.exclusive, .unassigned])
        values["groups"] = rows([.group])
        return values
    }

    private func measure(_ measure: BalanceMeasure) -> TemplateValue {
        let bars = report.territories.compactMap { territory in
            territory.metrics[measure.deviation]?.doubleValue.map {
                DeviationBars.Bar(name: territory.territory.name, deviation: $0)
            }
        }
        func value(_ key: MetricKey) -> TemplateValue { markup(report.organisation[key], of: key) }
        return .object([
            "name": .text(measure.name),
            "chart": figure {
                DeviationBars(
                    measure: measure.name, bars: bars, bands: report.bands, formatting: formatting
                ).chart
            },
            "max_deviation": value(measure.maxDeviation), "cv": value(measure.cv),
            "gini": value(measure.gini), "share_outside_band": value(measure.shareOutsideBand),
        ])
    }
}

/// One of the measures whose spread over the territories is judged.
struct BalanceMeasure: Sendable {
    let name: String
    let deviation: MetricKey
    let maxDeviation: MetricKey
    let cv: MetricKey
    let gini: MetricKey
    let shareOutsideBand: MetricKey

    static let all = [
        BalanceMeasure(
            name: "Sales", deviation: .deviationSales, maxDeviation: .maxDeviationSales, cv: .cvSales,
            gini: .giniSales, shareOutsideBand: .shareOutsideBandSales),
        BalanceMeasure(
            name: "Potential", deviation: .deviationPotential, maxDeviation: .maxDeviationPotential,
            cv: .cvPotential, gini: .giniPotential, shareOutsideBand: .shareOutsideBandPotential),
        BalanceMeasure(
            name: "Workload hours", deviation: .deviationWorkloadHours,
            maxDeviation: .maxDeviationWorkloadHours, cv: .cvWorkloadHours, gini: .giniWorkloadHours,
            shareOutsideBand: .shareOutsideBandWorkloadHours),
        BalanceMeasure(
            name: "Accounts", deviation: .deviationAccounts, maxDeviation: .maxDeviationAccounts,
            cv: .cvAccounts, gini: .giniAccounts, shareOutsideBand: .shareOutsideBandAccounts),
    ]
}
