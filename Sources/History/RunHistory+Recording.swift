import Analysis
import GRDB
import TerritoryModel

/// When a run was at work, as UTC in ISO 8601 such as `2026-06-29T06:05:12Z`; nobody compares by it.
public struct RunInstants: Hashable, Sendable {
    public var started: String?
    public var finished: String?

    public init(started: String? = nil, finished: String? = nil) {
        self.started = started
        self.finished = finished
    }
}

extension RunHistory {
    /// Records a run whose report is not live yet; readers do not see it before `publish`.
    ///
    /// - Returns: its number in the database.
    public func begin(_ run: RecordedRun, _ instants: RunInstants = RunInstants()) throws(HistoryError)
        -> Int64
    {
        try writing { database in
            var writer = try RunWriter(database)
            return try writer.write(run, instants)
        }
    }

    /// Makes a recorded run the one of its day; an earlier one of that day goes.
    public func publish(_ run: Int64) throws(HistoryError) {
        try writing { try RunHistory.publish(run, $0) }
    }

    /// Records a run whose report is live.
    public func record(_ run: RecordedRun, _ instants: RunInstants = RunInstants()) throws(HistoryError) {
        try writing { database in
            var writer = try RunWriter(database)
            try RunHistory.publish(try writer.write(run, instants), database)
        }
    }

    private static func publish(_ run: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM run WHERE state = 'published' AND as_of = (SELECT as_of FROM run WHERE id = ?)
                """, arguments: [run])
        try database.execute(sql: "UPDATE run SET state = 'published' WHERE id = ?", arguments: [run])
        try removeOrphans(database)
    }

    /// Forgets a recorded run whose report did not become live.
    public func abandon(_ run: Int64) throws(HistoryError) {
        try writing { database in
            try database.execute(
                sql: "DELETE FROM run WHERE id = ? AND state = 'pending'", arguments: [run])
            try RunHistory.removeOrphans(database)
        }
    }

    /// Removes what only removed runs referred to.
    static func removeOrphans(_ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM configuration WHERE id NOT IN (SELECT configuration_id FROM run);
                DELETE FROM snapshot WHERE id NOT IN (
                  SELECT territories_id FROM run UNION SELECT reps_id FROM run UNION SELECT units_id FROM run);
                """)
    }
}

/// Writes one run; the numbers of subjects, metrics and reasons are looked up once.
private struct RunWriter {
    private let database: Database
    private var subjects: [String: Int64]
    private var metrics: [String: (id: Int64, storage: ValueStorage)] = [:]
    private var reasons: [String: Int64]

    init(_ database: Database) throws {
        self.database = database
        subjects = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, kind, key FROM subject") {
            subjects[RunWriter.key(row[1], row[2])] = row[0]
        }
        for row in try Row.fetchAll(database, sql: "SELECT id, key, storage FROM metric") {
            metrics[row[1]] = (row[0], ValueStorage(rawValue: row[2]) ?? .number)
        }
        reasons = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, key FROM reason") { reasons[row[1]] = row[0] }
    }

    private static func key(_ kind: String, _ id: String) -> String { "\(kind):\(id)" }

    mutating func write(_ run: RecordedRun, _ instants: RunInstants) throws -> Int64 {
        try name(run)
        let id = try insert(run, instants)
        for (place, input) in run.inputs.enumerated() { try insert(input, id, place) }
        for (place, exception) in run.exceptions.enumerated() { try insert(exception, id, place) }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO metric_value VALUES (?, ?, ?, ?, ?)")
        let bySubject = try run.metrics.map { (try subject($0.key), $0.value) }.sorted { $0.0 < $1.0 }
        for (subject, values) in bySubject {
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                let metric = try metric(key, value)
                let (stored, reason) = try stored(value, metric.storage)
                try statement.execute(arguments: [id, subject, metric.id, stored, reason])
            }
        }
        return id
    }

    private func insert(_ run: RecordedRun, _ instants: RunInstants) throws -> Int64 {
        let configuration = run.facts.configuration
        try database.execute(
            sql: "INSERT OR IGNORE INTO configuration (sha256, text) VALUES (?, ?)",
            arguments: [configuration.digest, configuration.text])
        let configurationId = try Int64.fetchOne(
            database, sql: "SELECT id FROM configuration WHERE sha256 = ?", arguments: [configuration.digest])
        let snapshots = SnapshotWriter(database)
        let (territories, reps) = (try snapshots.territories(run.territories), try snapshots.reps(run.reps))
        let units = try snapshots.units(run.units) { subjects[RunWriter.key("territory", $0)] }
        try database.execute(
            sql: """
                INSERT INTO run (as_of, state, content_sha256, configuration_id, program_version, period_from,
                  period_to, currency, grade, sales_rows, sales_amount, activity_rows, territories_id, reps_id,
                  units_id, started_at, finished_at)
                VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                "\(run.asOf)", run.facts.contentDigest, configurationId, run.facts.programVersion,
                "\(run.current.from)", "\(run.current.to)", run.currency, run.grade, run.salesRows,
                run.salesAmount.units, run.activityRows, territories, reps, units, instants.started,
                instants.finished,
            ])
        return database.lastInsertedRowID
    }

    private func insert(_ input: RecordedInput, _ run: Int64, _ place: Int) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO input VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            run, place, input.source, input.file, input.digest, input.bytes, input.rows?.read,
            input.rows?.loaded, input.rows?.rejected, input.amountLoaded?.units, input.amountUpToAsOf?.units,
        ])
    }

    private func insert(_ exception: PastException, _ run: Int64, _ place: Int) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO exception VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            run, place, exception.identity, exception.kind.rawValue, exception.territory?.id,
            exception.territory?.name, exception.money.units, exception.text, "\(exception.firstSeen)",
        ])
    }

    /// Gives every subject a number, and the name it has in the newest run.
    private mutating func name(_ run: RecordedRun) throws {
        var named = [("organisation", Named(id: "", name: "Organisation"))]
        named += run.territories.map { ("territory", $0.territory) }
        named += run.reps.map { ("rep", $0) }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO subject (kind, key, name, named_as_of) VALUES (?, ?, ?, ?)
                ON CONFLICT (kind, key) DO UPDATE SET name = excluded.name, named_as_of = excluded.named_as_of
                WHERE excluded.named_as_of >= named_as_of
                """)
        for (kind, subject) in named {
            try statement.execute(arguments: [kind, subject.id, subject.name, "\(run.asOf)"])
            guard subjects[RunWriter.key(kind, subject.id)] == nil else { continue }
            subjects[RunWriter.key(kind, subject.id)] = database.lastInsertedRowID
        }
    }

    private func subject(_ subject: Subject) throws -> Int64 {
        let key =
            switch subject {
            case .organisation: RunWriter.key("organisation", "")
            case .territory(let id): RunWriter.key("territory", id)
            case .rep(let id): RunWriter.key("rep", id)
            }
        guard let id = subjects[key] else { throw DatabaseError(message: "\(key) has metrics but no name") }
        return id
    }

    private mutating func metric(
        _ key: String, _ value: RecordedValue
    ) throws -> (id: Int64, storage: ValueStorage) {
        if let known = metrics[key] { return known }
        let definition = MetricKey(rawValue: key).map { MetricCatalog.definition(of: $0) }
        let storage = definition.map { ValueStorage(unit: $0.unit.rawValue) } ?? value.storage
        try database.execute(
            sql: "INSERT INTO metric (key, title, unit, storage) VALUES (?, ?, ?, ?)",
            arguments: [
                key, definition?.title ?? key, definition?.unit.rawValue ?? storage.rawValue,
                storage.rawValue,
            ])
        let made = (database.lastInsertedRowID, storage)
        metrics[key] = made
        return made
    }

    private mutating func stored(
        _ value: RecordedValue, _ storage: ValueStorage
    ) throws -> (value: (any DatabaseValueConvertible)?, reason: Int64?) {
        switch value {
        case .money(let money): return (storage == .money ? money.units : money.doubleValue, nil)
        case .count(let count): return (count, nil)
        case .number(let number): return (number, nil)
        case .unavailable(let key):
            if let known = reasons[key] { return (nil, known) }
            try database.execute(sql: "INSERT INTO reason (key) VALUES (?)", arguments: [key])
            reasons[key] = database.lastInsertedRowID
            return (nil, database.lastInsertedRowID)
        }
    }
}

extension RecordedValue {
    /// How a value of a metric of another version is kept.
    fileprivate var storage: ValueStorage {
        switch self {
        case .money: .money
        case .count: .count
        case .number, .unavailable: .number
        }
    }
}
