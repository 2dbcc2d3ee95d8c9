import Analysis
import TerritoryModel

extension PastRun {
    /// A report as the history remembers it.
    init(_ report: Report) {
        self.init(asOf: report.windows.asOf, current: report.windows.current)
        metrics = [.organisation: report.organisation]
        for territory in report.territories {
            metrics[.territory(territory.territory.id)] = territory.metrics
        }
        for rep in report.reps { metrics[.rep(rep.rep.id)] = rep.metrics }
        territories = report.territories.map {
            PastTerritory(
                territory: $0.territory, parent: $0.parent?.id, kind: $0.kind, owner: $0.owner, reps: $0.reps)
        }
        units = report.units.map { PastUnit(unit: $0.unit, territory: $0.territory?.id) }
        exceptions = report.exceptions.flatMap { PastException.matters(of: $0, asOf: report.windows.asOf) }
        inputs = report.quality.imports.files.map {
            PastInput(
                source: $0.source, file: $0.file, digest: $0.digest ?? "", rowsLoaded: $0.rowsLoaded,
                amountLoaded: $0.amountLoaded, amountUpToAsOf: $0.amountUpToAsOf)
        }
    }
}

extension SmallField {
    /// The report compared with the one before it.
    func report(after last: PastRun?, recent: [Subject: [MetricKey: [Double?]]] = [:]) throws -> Report {
        var earlier = EarlierRuns()
        earlier.last = last
        earlier.recent = recent
        return try report(earlier)
    }

    func report(_ earlier: EarlierRuns) throws -> Report {
        var settings = settings
        settings.windows.lastRun = earlier.comparedPeriod
        return try analyse(
            dimensions, ownership: Ownership(dimensions),
            facts: NaiveFold.fold(dimensions, settings.windows, sales: sales, calls: calls),
            quality: quality, settings: settings, earlier: earlier)
    }

    /// The run of a week before.
    func weekBefore() throws -> PastRun {
        var field = self
        field.settings.windows = ReportingWindows(asOf: SmallField.asOf - 7, period: .trailingWeeks(13))
        return PastRun(try field.report())
    }
}
