import Analysis
import TerritoryModel

/// The report as `bailiwick.report/1`, the contract for other people's tools.
struct ReportJSON {
    let site: ReportSite

    var report: Report { site.report }

    /// Writes the whole file piece by piece.
    ///
    /// - Parameter name: How errors call it.
    /// - Throws: `RenderingError`, or what `take` throws.
    func write(named name: String, to take: ([UInt8]) throws -> Void) throws {
        do {
            let fields = frame.pairs + subjects.pairs + overlap.pairs + findings.pairs + changes.pairs
            try JSONText.write(.object(JSONFields(fields)), to: take)
        } catch let error as JSONText.Unwritable {
            throw RenderingError.encoding(file: name, reason: "\(error.number) is no number in JSON")
        }
    }

    private var frame: JSONFields {
        let windows = report.windows
        return [
            "schema": .text(Report.schema), "title": .text(report.title), "as_of": .day(windows.asOf),
            "currency": .text(report.currency), "unit_name": .text(report.unitName),
            "periods": .object([
                "current": range(windows.current), "prior": range(windows.prior),
                "year_ago": range(windows.yearAgo), "trailing_year": range(windows.trailingYear),
                "fiscal_year_to_date": range(windows.fiscalYearToDate),
            ]),
            "bands": .object([
                "balanced": .number(report.bands.balanced), "watch": .number(report.bands.watch),
            ]),
            "organisation": .object(["metrics": metrics(report.organisation)]),
            "quality": quality, "definitions": .list(MetricCatalog.definitions, definition),
            "indicators": .list(report.indicators, indicator),
        ]
    }

    private func range(_ range: DayRange) -> JSONValue {
        .object(["from": .day(range.from), "to": .day(range.to)])
    }

    func metrics(_ set: MetricSet) -> JSONValue {
        .object(JSONFields(set.ordered.map { (name: $0.key.rawValue, value: metric($0.value)) }))
    }

    private func metric(_ value: MetricValue) -> JSONValue {
        switch value {
        case .money(let money): .object(["value": .money(money)])
        case .count(let count): .object(["value": .count(count)])
        case .number(let number): .object(["value": .number(number)])
        case .unavailable(let reason): .object(["value": .null, "reason": .text(reason.rawValue)])
        }
    }

    func ids(_ named: [Named]) -> JSONValue { .list(named) { .text($0.id) } }

    func named(_ named: Named) -> JSONValue {
        .object(["id": .text(named.id), "name": .text(named.name)])
    }

    private func definition(_ definition: MetricDefinition) -> JSONValue {
        .object([
            "key": .text(definition.key.rawValue), "title": .text(definition.title),
            "topic": .text(definition.topic.rawValue), "unit": .text(definition.unit.rawValue),
            "formula": .text(definition.formula), "range": .text(definition.range),
            "direction": .text(definition.direction.rawValue),
            "subjects": .list(definition.orderedSubjects) { .text($0.rawValue) },
            "sources": .list(definition.sources) { .text($0) },
            "reasons": .list(definition.reasons) { .text($0.rawValue) },
            "source": .text(definition.source),
        ])
    }

    private func indicator(_ rule: IndicatorRule) -> JSONValue {
        let weight: String? = if case .mean(let weight) = rule.aggregate { weight } else { nil }
        return .object([
            "name": .text(rule.name), "title": .text(rule.title),
            "aggregate": .text(weight == nil ? "sum" : "mean"), "weighted_by": .optional(weight),
            "unit": .text(rule.unit.rawValue), "direction": .text(rule.direction.rawValue),
        ])
    }
}
