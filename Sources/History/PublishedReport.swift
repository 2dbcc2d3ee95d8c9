import Analysis
import Foundation
import TerritoryModel

extension RecordedRun {
    /// What the history remembers of a report that was published.
    ///
    /// - Parameters:
    ///   - reportJSON: The bytes of `report.json`.
    ///   - facts: What `run.json` beside it says.
    ///   - path: How errors call the report.
    public init(reportJSON: Data, facts: RunFacts, path: String) throws(HistoryError) {
        let report: PublishedReport
        do {
            report = try JSONDecoder().decode(PublishedReport.self, from: reportJSON)
        } catch {
            throw .unreadableReport(path: path, cause: "it is not a report.json that this version knows")
        }
        guard report.schema == Report.schema else {
            throw .unreadableReport(
                path: path, cause: "its schema is '\(report.schema)', not '\(Report.schema)'")
        }
        self.init(report, facts)
    }

    private init(_ report: PublishedReport, _ facts: RunFacts) {
        self.facts = facts
        let names = PublishedNames(report)
        current = report.periods.current
        currency = report.currency
        grade = report.quality.grade
        salesRows = report.quality.totals.salesRows
        salesAmount = report.quality.totals.salesAmount.money
        activityRows = report.quality.totals.activityRows
        inputs = RecordedRun.inputs(report.quality.inputs.map(\.account), facts)
        metrics = [.organisation: names.values(report.organisation.metrics)]
        for territory in report.territories {
            metrics[.territory(territory.id)] = names.values(territory.metrics)
        }
        for rep in report.reps { metrics[.rep(rep.id)] = names.values(rep.metrics) }
        exceptions = report.exceptions.compactMap(names.exception)
        territories = report.territories.map(names.territory)
        reps = report.reps.map { Named(id: $0.id, name: $0.name) }
        units = report.units.map {
            PastUnit(unit: Named(id: $0.id, name: $0.name), territory: $0.territory)
        }
    }
}

/// What the ids and metrics of a published report stand for.
private struct PublishedNames {
    private let storages: [String: ValueStorage]
    private let territories: [String: String]
    private let reps: [String: String]

    init(_ report: PublishedReport) {
        storages = Dictionary(report.definitions.map { ($0.key, ValueStorage(unit: $0.unit)) }) { $1 }
        territories = Dictionary(report.territories.map { ($0.id, $0.name) }) { first, _ in first }
        reps = Dictionary(report.reps.map { ($0.id, $0.name) }) { first, _ in first }
    }

    func values(_ metrics: [String: PublishedReport.Metric]) -> [String: RecordedValue] {
        Dictionary(
            uniqueKeysWithValues: metrics.map { ($0.key, value($0.value, storages[$0.key] ?? .number)) })
    }

    private func value(_ metric: PublishedReport.Metric, _ storage: ValueStorage) -> RecordedValue {
        guard let value = metric.value else { return .unavailable(metric.reason ?? "") }
        switch storage {
        case .money: return .money(value.money)
        case .count: return .count(Int64(value.double))
        case .number: return .number(value.double)
        }
    }

    /// nil for a kind of another version.
    func exception(_ exception: PublishedReport.Exception) -> PastException? {
        guard let kind = ReportException.Kind(rawValue: exception.kind) else { return nil }
        return PastException(
            identity: exception.identity, kind: kind,
            territory: exception.territory.map { Named(id: $0, name: territories[$0] ?? $0) },
            money: exception.money.money, text: exception.text, firstSeen: exception.firstSeen)
    }

    func territory(_ territory: PublishedReport.Territory) -> PastTerritory {
        PastTerritory(
            territory: Named(id: territory.id, name: territory.name), parent: territory.parent,
            kind: TerritoryReport.Kind(rawValue: territory.kind) ?? .exclusive,
            owner: territory.owner.map(rep), reps: territory.reps.map(rep))
    }

    private func rep(_ id: String) -> Named { Named(id: id, name: reps[id] ?? id) }
}

/// The part of `report.json` that the history remembers.
private struct PublishedReport: Decodable {
    /// A number, with the digits that money needs.
    struct Number: Decodable {
        let double: Double
        let money: Money

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            double = try container.decode(Double.self)
            // A number of no money may have more digits than a decimal; nobody asks for its money.
            let decimal = (try? container.decode(Decimal.self)) ?? 0
            money = Money(units: Int64("\(decimal * 10_000)") ?? 0)
        }
    }

    struct Metric: Decodable {
        let value: Number?
        let reason: String?
    }

    struct Metrics: Decodable { let metrics: [String: Metric] }

    struct Territory: Decodable {
        let id, name, kind: String
        let parent, owner: String?
        let reps: [String]
        let metrics: [String: Metric]
    }

    struct Rep: Decodable {
        let id, name: String
        let metrics: [String: Metric]
    }

    struct Unit: Decodable {
        let id, name: String
        let territory: String?
    }

    struct Exception: Decodable {
        let identity, kind, text: String
        let territory: String?
        let money: Number
        let firstSeen: Day

        enum CodingKeys: String, CodingKey {
            case identity, kind, text, territory, money
            case firstSeen = "first_seen"
        }
    }

    struct Definition: Decodable { let key, unit: String }
    struct Periods: Decodable { let current: DayRange }

    struct Totals: Decodable {
        let salesRows, activityRows: Int64
        let salesAmount: Number

        enum CodingKeys: String, CodingKey {
            case salesRows = "sales_rows"
            case activityRows = "activity_rows"
            case salesAmount = "sales_amount"
        }
    }

    struct Input: Decodable {
        let source, file: String
        let rowsRead, rowsLoaded, rowsRejected: Int64
        let amountLoaded, amountUpToAsOf: Number?

        enum CodingKeys: String, CodingKey {
            case source, file
            case rowsRead = "rows_read"
            case rowsLoaded = "rows_loaded"
            case rowsRejected = "rows_rejected"
            case amountLoaded = "amount_loaded"
            case amountUpToAsOf = "amount_up_to_as_of"
        }

        var account: ImportedFile {
            var account = ImportedFile(source: source, file: file)
            account.rowsRead = rowsRead
            account.rowsLoaded = rowsLoaded
            account.rowsRejected = rowsRejected
            account.amountLoaded = amountLoaded?.money
            account.amountUpToAsOf = amountUpToAsOf?.money
            return account
        }
    }

    struct Quality: Decodable {
        let grade: String
        let totals: Totals
        let inputs: [Input]
    }

    let schema, currency: String
    let periods: Periods
    let definitions: [Definition]
    let organisation: Metrics
    let quality: Quality
    let territories: [Territory]
    let reps: [Rep]
    let units: [Unit]
    let exceptions: [Exception]
}
