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
        do throws(UnfitNumber) { try self.init(report, facts) } catch {
            throw .unreadableReport(path: path, cause: "the value of metric '\(error.metric)' cannot be one")
        }
    }

    private init(_ report: PublishedReport, _ facts: RunFacts) throws(UnfitNumber) {
        self.facts = facts
        let names = PublishedNames(report)
        current = report.periods.current
        currency = report.currency
        grade = report.quality.grade
        salesRows = report.quality.totals.salesRows
        salesAmount = report.quality.totals.salesAmount.money
        activityRows = report.quality.totals.activityRows
        inputs = RecordedRun.inputs(report.quality.inputs.map(\.account), facts)
        metrics = [.organisation: try names.values(report.organisation.metrics)]
        for territory in report.territories {
            metrics[.territory(territory.id)] = try names.values(territory.metrics)
        }
        for rep in report.reps { metrics[.rep(rep.id)] = try names.values(rep.metrics) }
        exceptions = report.exceptions.flatMap(names.exceptions)
        territories = report.territories.map(names.territory)
        reps = report.reps.map { Named(id: $0.id, name: $0.name) }
        units = report.units.map {
            PastUnit(unit: Named(id: $0.id, name: $0.name), territory: $0.territory)
        }
    }
}

/// A number that its metric cannot have, such as half an account.
private struct UnfitNumber: Error {
    let metric: String
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

    func values(
        _ metrics: [String: PublishedReport.Metric]
    ) throws(UnfitNumber) -> [String: RecordedValue] {
        var values: [String: RecordedValue] = [:]
        for (key, metric) in metrics {
            guard let value = value(metric, storages[key] ?? .number) else {
                throw UnfitNumber(metric: key)
            }
            values[key] = value
        }
        return values
    }

    /// nil where the number is none of its kind.
    private func value(_ metric: PublishedReport.Metric, _ storage: ValueStorage) -> RecordedValue? {
        guard let value = metric.value else { return .unavailable(metric.reason ?? "") }
        return switch storage {
        case .money: value.money.map { .money($0) }
        case .count: Int64(exactly: value.double).map { .count($0) }
        case .number: .number(value.double)
        }
    }

    /// An exception and those that it takes in; a kind of another version is left out.
    func exceptions(_ exception: PublishedReport.Exception) -> [PastException] {
        let territory = exception.territory.map { Named(id: $0, name: territories[$0] ?? $0) }
        let own = past(exception.matter, territory)
        let taken = exception.also.compactMap { matter in
            var taken = past(matter, territory)
            taken?.within = exception.matter.identity
            return taken
        }
        return (own.map { [$0] } ?? []) + taken
    }

    private func past(_ matter: PublishedReport.Matter, _ territory: Named?) -> PastException? {
        guard let kind = ReportException.Kind(rawValue: matter.kind) else { return nil }
        return PastException(
            identity: matter.identity, kind: kind, territory: territory, money: matter.money.money,
            text: matter.text, firstSeen: matter.firstSeen)
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
    /// Money, to the last of its digits.
    struct Amount: Decodable {
        let money: Money

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let decimal = try container.decode(Decimal.self)
            guard let units = Int64("\(decimal * 10_000)") else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "'\(decimal)' is not money in 1/10,000")
            }
            money = Money(units: units)
        }
    }

    /// A number that is money or not.
    struct Number: Decodable {
        let double: Double
        /// nil where the number is more, or finer, than money can be.
        let money: Money?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            double = try container.decode(Double.self)
            // What cannot be money is a ratio, or is refused where it has to be money.
            money = try? container.decode(Amount.self).money
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

    /// An exception, or one that another takes in.
    struct Matter: Decodable {
        let identity, kind, text: String
        let money: Amount
        let firstSeen: Day

        enum CodingKeys: String, CodingKey {
            case identity = "id"
            case kind, text, money
            case firstSeen = "first_seen"
        }
    }

    struct Exception: Decodable {
        let matter: Matter
        let territory: String?
        let also: [Matter]

        init(from decoder: any Decoder) throws {
            matter = try Matter(from: decoder)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            territory = try fields.decodeIfPresent(String.self, forKey: .territory)
            also = try fields.decode([Matter].self, forKey: .also)
        }

        private enum CodingKeys: CodingKey { case territory, also }
    }

    struct Definition: Decodable { let key, unit: String }
    struct Periods: Decodable { let current: DayRange }

    struct Totals: Decodable {
        let salesRows, activityRows: Int64
        let salesAmount: Amount

        enum CodingKeys: String, CodingKey {
            case salesRows = "sales_rows"
            case activityRows = "activity_rows"
            case salesAmount = "sales_amount"
        }
    }

    struct Input: Decodable {
        let source, file: String
        let rowsRead, rowsLoaded, rowsRejected: Int64
        let amountLoaded, amountUpToAsOf: Amount?

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
