import Analysis
import Digesting
import TerritoryModel

/// Everything that the history remembers of one run.
///
/// It can be made from the report while it is published, and just as well from `report.json` and `run.json` of a
/// published report: both give the same value.
public struct RecordedRun: Hashable, Sendable {
    public var facts: RunFacts
    public var current: DayRange
    /// ISO 4217 code.
    public var currency: String
    /// Grade of the data, `A` to `D`.
    public var grade: String
    public var salesRows: Int64
    public var salesAmount: Money
    public var activityRows: Int64
    /// What became of each input; files that no source counts rows of, such as boundaries, come last.
    public var inputs: [RecordedInput]
    /// By metric key, of every subject that has metrics.
    public var metrics: [Subject: [String: RecordedValue]]
    /// In the order of the report.
    public var exceptions: [PastException]
    /// In the order of the report.
    public var territories: [PastTerritory]
    /// In the order of the report.
    public var reps: [Named]
    /// In the order of the report.
    public var units: [PastUnit]

    /// The as-of day.
    public var asOf: Day { facts.asOf }
}

/// What is known of a run beside its report; `run.json` says it.
public struct RunFacts: Hashable, Sendable {
    public var asOf: Day
    /// Version of the program.
    public var programVersion: String
    public var configuration: RunConfiguration
    /// All files that were read, each once, by path.
    public let files: [InputFile]
    /// Digest of the facts above and of every file of the report; empty until all are written.
    public var contentDigest = ""

    public init(
        asOf: Day, programVersion: String, configuration: RunConfiguration, files: [InputFile]
    ) {
        self.asOf = asOf
        self.programVersion = programVersion
        self.configuration = configuration
        self.files = files.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    }
}

/// A file as it lies on disk; of archives the archive.
public struct InputFile: Hashable, Sendable {
    /// The first source that reads it.
    public var source: String
    /// Path as the configuration gives it.
    public var file: String
    /// SHA-256 in lower-case hexadecimal digits.
    public var digest: String
    public var bytes: Int64

    public init(source: String, file: String, digest: String, bytes: Int64) {
        self.source = source
        self.file = file
        self.digest = digest
        self.bytes = bytes
    }
}

/// The part of the configuration that decides about numbers.
public struct RunConfiguration: Hashable, Sendable {
    /// What each key comes to, in words that are the same for the same meaning.
    public let settings: [String: String]
    /// SHA-256 of `text`.
    public let digest: String

    public init(settings: [String: String]) {
        self.settings = settings
        digest = ContentDigest.of(RunConfiguration.text(settings))
    }

    /// A line for each key, by key.
    public var text: String { RunConfiguration.text(settings) }

    private static func text(_ settings: [String: String]) -> String {
        settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
    }

    /// The configuration of such a text.
    public init(text: String) {
        var settings: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let mark = line.firstIndex(of: "=") else { continue }
            settings[String(line[..<mark])] = String(line[line.index(after: mark)...])
        }
        self.init(settings: settings)
    }

    /// The keys that differ, sorted.
    public func changedKeys(from other: RunConfiguration) -> [String] {
        Set(settings.keys).union(other.settings.keys).filter { settings[$0] != other.settings[$0] }.sorted()
    }
}

/// What became of one input file.
public struct RecordedInput: Hashable, Sendable {
    public var source: String
    /// Path as the configuration gives it; of archives with `!/` and the name in them.
    public var file: String
    /// SHA-256 of the file on disk; of archives of the archive.
    public var digest: String
    public var bytes: Int64
    /// nil for files that no source counts rows of.
    public var rows: Rows?
    public var amountLoaded: Money?
    public var amountUpToAsOf: Money?

    public struct Rows: Hashable, Sendable {
        public var read: Int64
        public var loaded: Int64
        public var rejected: Int64
    }
}

/// The value of a metric; keys and reasons of other versions are kept as they are.
public enum RecordedValue: Hashable, Sendable {
    case money(Money)
    case count(Int64)
    case number(Double)
    /// The reason's key.
    case unavailable(String)

    /// The value as a `Double`; nil where unavailable.
    public var doubleValue: Double? {
        switch self {
        case .money(let money): money.doubleValue
        case .count(let count): Double(count)
        case .number(let number): number
        case .unavailable: nil
        }
    }
}

/// How the values of a unit are kept.
public enum ValueStorage: String, Hashable, Sendable {
    /// A count of 1/10,000.
    case money
    case count
    case number

    /// - Parameter unit: raw value of `MetricUnit`, perhaps of another version.
    public init(unit: String) {
        switch MetricUnit(rawValue: unit) {
        case .money, .moneyPerYear: self = .money
        case .count, .days, .rank: self = .count
        default: self = .number
        }
    }
}
