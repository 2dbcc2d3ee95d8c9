import Analysis
import Foundation
import History
import TerritoryModel

// What runs consist of, by the names that report.json gives it.

struct NamedJSON: Encodable {
    let id: String
    let name: String

    init(_ named: Named) { (id, name) = (named.id, named.name) }
}

struct ExceptionJSON: Encodable {
    let first_seen: Day
    let id: String
    let kind: String
    let money: Decimal
    let territory: String?
    let text: String
    /// `id` of the exception that takes it in.
    let within: String?

    init(_ exception: PastException) {
        first_seen = exception.firstSeen
        id = exception.identity
        kind = exception.kind.rawValue
        money = exception.money.decimal
        territory = exception.territory?.id
        text = exception.text
        within = exception.within
    }
}

struct TerritoryJSON: Encodable {
    let id: String
    let kind: String
    let name: String
    let owner: String?
    let parent: String?
    let reps: [String]

    init(_ territory: PastTerritory) {
        id = territory.territory.id
        kind = territory.kind.rawValue
        name = territory.territory.name
        owner = territory.owner?.id
        parent = territory.parent
        reps = territory.reps.map(\.id)
    }
}

struct UnitJSON: Encodable {
    let id: String
    let name: String
    let territory: String?

    init(_ unit: PastUnit) {
        id = unit.unit.id
        name = unit.unit.name
        territory = unit.territory
    }
}

struct InputJSON: Encodable {
    let amount_loaded: Decimal?
    let amount_up_to_as_of: Decimal?
    let bytes: Int64
    let file: String
    let rows_loaded: Int64?
    let rows_read: Int64?
    let rows_rejected: Int64?
    let sha256: String
    let source: String

    init(_ input: RecordedInput) {
        amount_loaded = input.amountLoaded?.decimal
        amount_up_to_as_of = input.amountUpToAsOf?.decimal
        bytes = input.bytes
        file = input.file
        rows_loaded = input.rows?.loaded
        rows_read = input.rows?.read
        rows_rejected = input.rows?.rejected
        sha256 = input.digest
        source = input.source
    }
}

struct RunSummaryJSON: Encodable {
    let activity_rows: Int64
    let as_of: Day
    let configuration_sha256: String
    let content_sha256: String
    let currency: String
    let exceptions: Int
    let finished_at: String?
    let grade: String
    let inputs: Int
    let period_from: Day
    let period_to: Day
    let program_version: String
    let sales_amount: Decimal
    let sales_rows: Int64
    let started_at: String?

    init(_ run: RunSummary) {
        activity_rows = run.activityRows
        as_of = run.asOf
        configuration_sha256 = run.configurationDigest
        content_sha256 = run.contentDigest
        currency = run.currency
        exceptions = run.exceptions
        finished_at = run.instants.finished
        grade = run.grade
        inputs = run.inputs
        (period_from, period_to) = (run.current.from, run.current.to)
        program_version = run.programVersion
        sales_amount = run.salesAmount.decimal
        sales_rows = run.salesRows
        started_at = run.instants.started
    }
}

/// A whole run as `history show --format json` prints it.
struct RunJSON: Encodable {
    struct Metrics: Encodable {
        let id: String?
        let kind: String
        let metrics: [String: ValueJSON]
        let name: String
    }

    let summary: RunSummaryJSON
    let settings: [String: String]
    let inputs: [InputJSON]
    let exceptions: [ExceptionJSON]
    let territories: [TerritoryJSON]
    let units: [UnitJSON]
    let metrics: [Metrics]

    init(_ run: RecordedRun, _ summary: RunSummary) {
        self.summary = RunSummaryJSON(summary)
        settings = run.facts.configuration.settings
        inputs = run.inputs.map(InputJSON.init)
        exceptions = run.exceptions.map(ExceptionJSON.init)
        territories = run.territories.map(TerritoryJSON.init)
        units = run.units.map(UnitJSON.init)
        let named: [(Subject, String)] =
            [(.organisation, "Organisation")]
            + run.territories.map { (.territory($0.territory.id), $0.territory.name) }
            + run.reps.map { (.rep($0.id), $0.name) }
        metrics = named.map { subject, name in
            let shown = SubjectJSON(subject)
            return Metrics(
                id: shown.id, kind: shown.kind,
                metrics: (run.metrics[subject] ?? [:]).mapValues(ValueJSON.init), name: name)
        }
    }
}
