import Analysis
import TerritoryModel

/// What two recorded runs say differently.
public struct RunDifference: Hashable, Sendable {
    /// A value that only one of the runs may have.
    public struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
        /// nil where the earlier run has none.
        public let from: Value?
        /// nil where the later run has none.
        public let to: Value?

        /// nil where both are the same in what `same` takes of them.
        init?(_ from: Value?, _ to: Value?, same: (Value) -> some Equatable) {
            guard from.map(same) != to.map(same) else { return nil }
            (self.from, self.to) = (from, to)
        }
    }

    /// A metric of one subject.
    public struct Metric: Hashable, Sendable {
        public let subject: Subject
        /// As the later run calls it; where it has none, the earlier.
        public let name: String
        public let key: String
        public let change: Change<RecordedValue>
    }

    /// An exception that both runs have.
    public struct Lasting: Hashable, Sendable {
        public let from: PastException
        public let to: PastException
    }

    public let from: RunFacts
    public let to: RunFacts
    /// ISO 4217 code of the later run.
    public let currency: String
    /// Keys of the configuration that differ.
    public let configuration: [String]
    /// The organisation, then territories, then reps, each with its metrics in the order of the catalog.
    public var metrics: [Metric]
    public let newExceptions: [PastException]
    public let goneExceptions: [PastException]
    public let lastingExceptions: [Lasting]
    public let territories: [Change<PastTerritory>]
    public let reps: [Change<Named>]
    public let units: [Change<PastUnit>]
    public let inputs: [Change<RecordedInput>]

    /// Compares two runs of any days.
    public init(from: RecordedRun, to: RecordedRun) {
        self.from = from.facts
        self.to = to.facts
        currency = to.currency
        configuration = to.facts.configuration.changedKeys(from: from.facts.configuration)
        metrics = RunDifference.metrics(from, to)
        let before = Dictionary(from.exceptions.map { ($0.identity, $0) }) { first, _ in first }
        let after = Set(to.exceptions.map(\.identity))
        newExceptions = to.exceptions.filter { before[$0.identity] == nil }
        goneExceptions = from.exceptions.filter { !after.contains($0.identity) }
        lastingExceptions = to.exceptions.compactMap { exception in
            before[exception.identity].map { Lasting(from: $0, to: exception) }
        }
        // A rep with another name is told once, among the reps.
        territories = RunDifference.changes(from.territories, to.territories, by: \.territory.id) {
            [$0.territory.name, $0.parent, $0.kind.rawValue, $0.owner?.id] + $0.reps.map(\.id)
        }
        reps = RunDifference.changes(from.reps, to.reps, by: \.id) { $0 }
        units = RunDifference.changes(from.units, to.units, by: \.unit.id) { $0 }
        inputs = RunDifference.changes(from.inputs, to.inputs, by: { "\($0.source)\n\($0.file)" }) { $0 }
    }

    /// What differs, in the order of the later list; what only the earlier has comes last.
    private static func changes<Value: Hashable & Sendable>(
        _ from: [Value], _ to: [Value], by key: (Value) -> String, same: (Value) -> some Equatable
    ) -> [Change<Value>] {
        let before = grouped(from, by: key)
        let after = grouped(to, by: key)
        var seen: Set<String> = []
        return (to + from).map(key).filter { seen.insert($0).inserted }.flatMap { id in
            let (old, new) = (before[id] ?? [], after[id] ?? [])
            return (0..<max(old.count, new.count)).compactMap { place in
                Change(
                    place < old.count ? old[place] : nil, place < new.count ? new[place] : nil, same: same)
            }
        }
    }

    /// A source may read a file more than once, so a key may stand for several values.
    private static func grouped<Value>(_ values: [Value], by key: (Value) -> String) -> [String: [Value]] {
        Dictionary(grouping: values, by: key)
    }

    private static func metrics(_ from: RecordedRun, _ to: RecordedRun) -> [Metric] {
        let subjects = RunDifference.subjects(to) + RunDifference.subjects(from)
        var seen: Set<Subject> = []
        let catalog = Dictionary(
            uniqueKeysWithValues: MetricKey.allCases.enumerated().map { ($1.rawValue, $0) })
        return subjects.filter { seen.insert($0.subject).inserted }.sorted { $0.rank < $1.rank }.flatMap {
            subject, name, _ in
            let (old, new) = (from.metrics[subject] ?? [:], to.metrics[subject] ?? [:])
            // Metrics of other versions come behind those of the catalog.
            let keys = Set(old.keys).union(new.keys).sorted {
                (catalog[$0] ?? .max, $0) < (catalog[$1] ?? .max, $1)
            }
            return keys.compactMap { key in
                Change(old[key], new[key], same: { $0 }).map {
                    Metric(subject: subject, name: name, key: key, change: $0)
                }
            }
        }
    }

    private static func subjects(_ run: RecordedRun) -> [(subject: Subject, name: String, rank: Int)] {
        [(.organisation, "Organisation", 0)]
            + run.territories.map { (.territory($0.territory.id), $0.territory.name, 1) }
            + run.reps.map { (.rep($0.id), $0.name, 2) }
    }
}
