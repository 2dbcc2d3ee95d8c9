import Analysis
import Foundation
import History
import TerritoryModel

extension RunDifference {
    /// The schema of `json`.
    static let schema = "bailiwick.diff/1"

    /// The difference as JSON, sorted by its keys; docs/history.md describes it.
    var json: String { HistoryJSON.text(DifferenceJSON(self)) }
}

/// JSON of the history's commands.
enum HistoryJSON {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts, days and finite numbers always encode.
        guard let bytes = try? encoder.encode(value) else { return "null" }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(into: "") { text, scalar in
            // What could command a terminal stands in strings only, where an escape means the same.
            if scalar == "\n" || !ShownText.isUnsafe(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
    }
}

/// A metric's value as report.json writes it.
struct ValueJSON: Encodable {
    private let value: RecordedValue

    init(_ value: RecordedValue) { self.value = value }

    private enum CodingKeys: String, CodingKey { case value, reason }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch value {
        case .money(let money): try container.encode(money.decimal, forKey: .value)
        case .count(let count): try container.encode(count, forKey: .value)
        case .number(let number): try container.encode(number, forKey: .value)
        case .unavailable(let reason):
            try container.encodeNil(forKey: .value)
            try container.encode(reason, forKey: .reason)
        }
    }
}

extension Money {
    /// All digits, for JSON.
    var decimal: Decimal { Decimal(units) / 10_000 }
}

/// What report.json calls a subject.
struct SubjectJSON {
    let kind: String
    let id: String?

    init(_ subject: Subject) {
        switch subject {
        case .organisation: (kind, id) = ("organisation", nil)
        case .territory(let id): (kind, self.id) = ("territory", id)
        case .rep(let id): (kind, self.id) = ("rep", id)
        }
    }
}

private struct DifferenceJSON: Encodable {
    struct Run: Encodable {
        let as_of: Day
        let configuration_sha256: String
        let program_version: String

        init(_ facts: RunFacts) {
            as_of = facts.asOf
            configuration_sha256 = facts.configuration.digest
            program_version = facts.programVersion
        }
    }

    struct Metric: Encodable {
        let from: ValueJSON?
        let metric: String
        let name: String
        let subject_id: String?
        let subject_kind: String
        let to: ValueJSON?

        init(_ metric: RunDifference.Metric) {
            let subject = SubjectJSON(metric.subject)
            (from, to) = (metric.change.from.map(ValueJSON.init), metric.change.to.map(ValueJSON.init))
            (self.metric, name) = (metric.key, metric.name)
            (subject_kind, subject_id) = (subject.kind, subject.id)
        }
    }

    struct Exceptions: Encodable {
        let gone: [ExceptionJSON]
        let lasting: [Lasting]
        let new: [ExceptionJSON]
    }

    struct Lasting: Encodable {
        let from: ExceptionJSON
        let to: ExceptionJSON
    }

    struct Change<Value: Encodable>: Encodable {
        let from: Value?
        let to: Value?
    }

    let schema = RunDifference.schema
    let from: Run
    let to: Run
    let currency: String
    let configuration: [String]
    let metrics: [Metric]
    let exceptions: Exceptions
    let territories: [Change<TerritoryJSON>]
    let reps: [Change<NamedJSON>]
    let units: [Change<UnitJSON>]
    let inputs: [Change<InputJSON>]

    init(_ difference: RunDifference) {
        (from, to) = (Run(difference.from), Run(difference.to))
        currency = difference.currency
        configuration = difference.configuration
        metrics = difference.metrics.map(Metric.init)
        exceptions = Exceptions(
            gone: difference.goneExceptions.map(ExceptionJSON.init),
            lasting: difference.lastingExceptions.map {
                Lasting(from: ExceptionJSON($0.from), to: ExceptionJSON($0.to))
            }, new: difference.newExceptions.map(ExceptionJSON.init))
        territories = DifferenceJSON.changes(difference.territories, TerritoryJSON.init)
        reps = DifferenceJSON.changes(difference.reps, NamedJSON.init)
        units = DifferenceJSON.changes(difference.units, UnitJSON.init)
        inputs = DifferenceJSON.changes(difference.inputs, InputJSON.init)
    }

    private static func changes<Value, JSON: Encodable>(
        _ changes: [RunDifference.Change<Value>], _ json: (Value) -> JSON
    ) -> [Change<JSON>] {
        changes.map { Change(from: $0.from.map(json), to: $0.to.map(json)) }
    }
}
