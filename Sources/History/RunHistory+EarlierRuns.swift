import Analysis
import GRDB
import TerritoryModel

extension RunHistory {
    /// Days that the run of the year before may be off from 364 days back.
    static let yearAgoTolerance = 3
    /// Runs whose values of the watched metrics are given.
    static let recentRuns = 13

    /// What a report as of a day is compared with: only runs of days before it.
    ///
    /// - Parameter watched: The metrics whose recent values are given.
    public func earlierRuns(
        before asOf: Day, under configuration: RunConfiguration, watching watched: [MetricKey]
    ) throws(HistoryError) -> EarlierRuns {
        try reading { database in
            let found = try Row.fetchAll(
                database,
                sql: """
                    SELECT run.id, run.as_of, configuration.sha256 = ? FROM run
                    JOIN configuration ON configuration.id = configuration_id
                    WHERE state = 'published' AND as_of < ? ORDER BY as_of
                    """, arguments: [configuration.digest, "\(asOf)"]
            ).map { row in (id: row[0] as Int64, asOf: try day(row[1]), isSame: row[2] as Bool) }
            let reader = RunReader(database, path)
            func past(_ id: Int64) throws -> PastRun { PastRun(try reader.run(id), under: configuration) }
            var earlier = EarlierRuns()
            earlier.last = try found.last.map { try past($0.id) }
            let yearAgo = asOf - 364
            earlier.yearAgo = try found.filter { abs($0.asOf - yearAgo) <= RunHistory.yearAgoTolerance }
                .min { abs($0.asOf - yearAgo) < abs($1.asOf - yearAgo) }.map { try past($0.id) }
            let recent = found.filter(\.isSame).suffix(RunHistory.recentRuns).map(\.id)
            earlier.recent = try RunHistory.recent(database, recent, watched)
            return earlier
        }
    }

    /// Values by run, oldest first; nil where a run had none.
    private static func recent(
        _ database: Database, _ runs: [Int64], _ watched: [MetricKey]
    ) throws -> [Subject: [MetricKey: [Double?]]] {
        let subjects = try RunReader.subjects(database)
        let keys = Set(watched.map(\.rawValue))
        let metrics = try RunReader.metrics(database).filter { keys.contains($0.value.key) }
        var recent: [Subject: [MetricKey: [Double?]]] = [:]
        // Subjects first: their values of one run lie side by side.
        let statement = try database.makeStatement(
            sql: """
                SELECT subject.id, metric_id, value FROM subject CROSS JOIN metric_value
                WHERE run_id = ? AND subject_id = subject.id
                  AND metric_id IN (\(metrics.keys.sorted().map(String.init).joined(separator: ", ")))
                """)
        for (place, run) in runs.enumerated() {
            let rows = try Row.fetchCursor(statement, arguments: [run])
            while let row = try rows.next() {
                guard let subject = subjects[row[0]], let metric = metrics[row[1]],
                    let key = MetricKey(rawValue: metric.key)
                else { continue }
                var value: Double? = row[2]
                if metric.storage == .money { value = value.map { $0 / Double(Money.unitsPerOne) } }
                let none = [Double?](repeating: nil, count: runs.count)
                recent[subject, default: [:]][key, default: none][place] = value
            }
        }
        return recent
    }
}

extension PastRun {
    /// A recorded run as it is compared with under a configuration.
    init(_ run: RecordedRun, under configuration: RunConfiguration) {
        self.init(asOf: run.asOf, current: run.current)
        hasOtherConfiguration = run.facts.configuration.digest != configuration.digest
        changedConfigurationKeys = run.facts.configuration.changedKeys(from: configuration)
        metrics = run.metrics.mapValues { values in
            var set = MetricSet()
            for (key, value) in values {
                // A metric or reason of another version has no words here.
                guard let key = MetricKey(rawValue: key), let value = value.metricValue else { continue }
                set[key] = value
            }
            return set
        }
        territories = run.territories.sorted { $0.territory.id.precedes($1.territory.id) }
        units = run.units.sorted { $0.unit.id.precedes($1.unit.id) }
        exceptions = run.exceptions
        inputs = run.inputs.map {
            PastInput(
                source: $0.source, file: $0.file, digest: $0.digest, rowsLoaded: $0.rows?.loaded ?? 0,
                amountLoaded: $0.amountLoaded, amountUpToAsOf: $0.amountUpToAsOf)
        }
    }
}

extension String {
    /// The order of all lists by id: that of the bytes.
    fileprivate func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
