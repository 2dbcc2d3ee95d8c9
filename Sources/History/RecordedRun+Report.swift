import Analysis
import TerritoryModel

extension RecordedRun {
    /// What the history remembers of a report.
    public init(_ report: Report, facts: RunFacts) {
        self.facts = facts
        current = report.windows.current
        currency = report.currency
        grade = report.quality.grade.rawValue
        salesRows = report.quality.totals.salesRows
        salesAmount = report.quality.totals.salesAmount
        activityRows = report.quality.totals.activityRows
        inputs = RecordedRun.inputs(report.quality.imports.files, facts)
        metrics = RecordedRun.metrics(report)
        exceptions = report.exceptions.flatMap { PastException.matters(of: $0, asOf: report.windows.asOf) }
        territories = report.territories.map(PastTerritory.init)
        reps = report.reps.map(\.rep)
        units = report.units.map { PastUnit(unit: $0.unit, territory: $0.territory?.id) }
    }

    /// The inputs that sources count rows of, then the files that none of these is in.
    static func inputs(_ counted: [ImportedFile], _ facts: RunFacts) -> [RecordedInput] {
        let files = Dictionary(facts.files.map { ($0.file, $0) }) { first, _ in first }
        var rest = facts.files
        var inputs: [RecordedInput] = []
        for account in counted {
            // What is no file on disk is a notice of the program's own.
            guard let file = files[InputFile.onDisk(account.file)] else { continue }
            rest.removeAll { $0.file == file.file }
            inputs.append(
                RecordedInput(
                    source: account.source, file: account.file, digest: file.digest, bytes: file.bytes,
                    rows: RecordedInput.Rows(
                        read: account.rowsRead, loaded: account.rowsLoaded, rejected: account.rowsRejected),
                    amountLoaded: account.amountLoaded, amountUpToAsOf: account.amountUpToAsOf))
        }
        return inputs
            + rest.map {
                RecordedInput(
                    source: $0.source, file: $0.file, digest: $0.digest, bytes: $0.bytes, rows: nil,
                    amountLoaded: nil, amountUpToAsOf: nil)
            }
    }

    private static func metrics(_ report: Report) -> [Subject: [String: RecordedValue]] {
        var metrics: [Subject: [String: RecordedValue]] = [:]
        metrics[.organisation] = values(report.organisation)
        for territory in report.territories {
            metrics[.territory(territory.territory.id)] = values(territory.metrics)
        }
        for rep in report.reps { metrics[.rep(rep.rep.id)] = values(rep.metrics) }
        return metrics
    }

    private static func values(_ set: MetricSet) -> [String: RecordedValue] {
        Dictionary(
            uniqueKeysWithValues: set.ordered.map { ($0.key.rawValue, RecordedValue($0.value)) })
    }
}

extension InputFile {
    /// The path of the file on disk: of `archive.zip!/name` the archive's.
    public static func onDisk(_ displayPath: String) -> String {
        displayPath.firstRange(of: "!/").map { String(displayPath[..<$0.lowerBound]) } ?? displayPath
    }
}

extension RecordedValue {
    public init(_ value: MetricValue) {
        switch value {
        case .money(let money): self = .money(money)
        case .count(let count): self = .count(count)
        case .number(let number): self = .number(number)
        case .unavailable(let reason): self = .unavailable(reason.rawValue)
        }
    }

    /// The value as this version knows it; nil where the reason is of another version.
    public var metricValue: MetricValue? {
        switch self {
        case .money(let money): .money(money)
        case .count(let count): .count(count)
        case .number(let number): .number(number)
        case .unavailable(let reason): UnavailableReason(rawValue: reason).map { .unavailable($0) }
        }
    }
}

extension PastTerritory {
    fileprivate init(_ report: TerritoryReport) {
        self.init(
            territory: report.territory, parent: report.parent?.id, kind: report.kind, owner: report.owner,
            reps: report.reps)
    }
}
