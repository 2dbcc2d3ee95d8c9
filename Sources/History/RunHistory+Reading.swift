import Analysis
import GRDB
import TerritoryModel

/// A line of the list of runs.
public struct RunSummary: Hashable, Sendable {
    public var asOf: Day
    public var current: DayRange
    public var currency: String
    public var grade: String
    public var salesRows: Int64
    public var salesAmount: Money
    public var activityRows: Int64
    public var exceptions: Int
    public var inputs: Int
    public var programVersion: String
    public var configurationDigest: String
    public var contentDigest: String
    public var instants: RunInstants
}

extension RunHistory {
    /// All published runs, oldest day first.
    public func runs() throws(HistoryError) -> [RunSummary] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT run.*, configuration.sha256 AS configuration_sha256,
                      (SELECT count(*) FROM exception WHERE run_id = run.id) AS exceptions,
                      (SELECT count(*) FROM input WHERE run_id = run.id) AS inputs
                    FROM run JOIN configuration ON configuration.id = configuration_id
                    WHERE state = 'published' ORDER BY as_of
                    """
            ).map { row in
                RunSummary(
                    asOf: try day(row["as_of"]),
                    current: DayRange(from: try day(row["period_from"]), to: try day(row["period_to"])),
                    currency: row["currency"], grade: row["grade"], salesRows: row["sales_rows"],
                    salesAmount: Money(units: row["sales_amount"]), activityRows: row["activity_rows"],
                    exceptions: row["exceptions"], inputs: row["inputs"],
                    programVersion: row["program_version"],
                    configurationDigest: row["configuration_sha256"], contentDigest: row["content_sha256"],
                    instants: RunInstants(started: row["started_at"], finished: row["finished_at"]))
            }
        }
    }

    /// The published run of a day; nil where there is none.
    public func run(asOf day: Day) throws(HistoryError) -> RecordedRun? {
        try reading { database in
            try Int64.fetchOne(
                database, sql: "SELECT id FROM run WHERE state = 'published' AND as_of = ?",
                arguments: ["\(day)"]
            ).map { try RunReader(database, path).run($0) }
        }
    }

    func day(_ text: String) throws -> Day { try RunReader.day(text, path) }
}

/// Reads whole runs.
struct RunReader {
    private let database: Database
    private let path: String

    init(_ database: Database, _ path: String) {
        self.database = database
        self.path = path
    }

    static func day(_ text: String, _ path: String) throws -> Day {
        guard let day = Day(iso: text) else {
            throw HistoryError.corrupt(path: path, cause: "'\(text)' is not a day")
        }
        return day
    }

    private func day(_ text: String) throws -> Day { try RunReader.day(text, path) }

    func run(_ id: Int64) throws -> RecordedRun {
        let found = try Row.fetchOne(
            database,
            sql: """
                SELECT run.*, configuration.text AS configuration FROM run
                JOIN configuration ON configuration.id = configuration_id WHERE run.id = ?
                """, arguments: [id])
        guard let row = found else {
            throw HistoryError.corrupt(path: path, cause: "run \(id) has no configuration")
        }
        let inputs = try inputs(id)
        var facts = RunFacts(
            asOf: try day(row["as_of"]), programVersion: row["program_version"],
            configuration: RunConfiguration(text: row["configuration"]), files: inputs.files)
        facts.contentDigest = row["content_sha256"]
        return RecordedRun(
            facts: facts, current: DayRange(from: try day(row["period_from"]), to: try day(row["period_to"])),
            currency: row["currency"], grade: row["grade"], salesRows: row["sales_rows"],
            salesAmount: Money(units: row["sales_amount"]), activityRows: row["activity_rows"],
            inputs: inputs.inputs, metrics: try metrics(id), exceptions: try exceptions(id),
            territories: try territories(row["territories_id"]), reps: try reps(row["reps_id"]),
            units: try units(row["units_id"]))
    }

    private func inputs(_ id: Int64) throws -> (inputs: [RecordedInput], files: [InputFile]) {
        let inputs = try Row.fetchAll(
            database, sql: "SELECT * FROM input WHERE run_id = ? ORDER BY place", arguments: [id]
        ).map { row in
            let read: Int64? = row["rows_read"]
            return RecordedInput(
                source: row["source"], file: row["file"], digest: row["sha256"], bytes: row["bytes"],
                rows: read.map {
                    RecordedInput.Rows(read: $0, loaded: row["rows_loaded"], rejected: row["rows_rejected"])
                },
                amountLoaded: (row["amount_loaded"] as Int64?).map(Money.init(units:)),
                amountUpToAsOf: (row["amount_up_to_as_of"] as Int64?).map(Money.init(units:)))
        }
        return (inputs, InputFile.onDisk(inputs))
    }

    private func metrics(_ id: Int64) throws -> [Subject: [String: RecordedValue]] {
        let metrics = try RunReader.metrics(database)
        var result: [Subject: [String: RecordedValue]] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT subject_id, metric_id, value, reason.key FROM metric_value
                LEFT JOIN reason ON reason.id = reason_id WHERE run_id = ? ORDER BY subject_id, metric_id
                """, arguments: [id])
        let subjects = try RunReader.subjects(database)
        var current: (id: Int64, values: [String: RecordedValue]) = (-1, [:])
        while let row = try rows.next() {
            let subject: Int64 = row[0]
            if subject != current.id {
                if let known = subjects[current.id] { result[known] = current.values }
                current = (subject, [:])
            }
            guard let metric = metrics[row[1]] else { continue }
            current.values[metric.key] = RecordedValue(row, metric.storage)
        }
        if let known = subjects[current.id] { result[known] = current.values }
        return result
    }

    /// The metrics by their numbers.
    static func metrics(_ database: Database) throws -> [Int64: (key: String, storage: ValueStorage)] {
        var metrics: [Int64: (key: String, storage: ValueStorage)] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, key, storage FROM metric") {
            metrics[row[0]] = (row[1], ValueStorage(rawValue: row[2]) ?? .number)
        }
        return metrics
    }

    /// The subjects by their numbers.
    static func subjects(_ database: Database) throws -> [Int64: Subject] {
        var subjects: [Int64: Subject] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, kind, key FROM subject") {
            let key: String = row[2]
            switch row[1] as String {
            case "territory": subjects[row[0]] = .territory(key)
            case "rep": subjects[row[0]] = .rep(key)
            default: subjects[row[0]] = .organisation
            }
        }
        return subjects
    }

    private func exceptions(_ id: Int64) throws -> [PastException] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM exception WHERE run_id = ? ORDER BY place", arguments: [id]
        ).compactMap { row in
            // A kind of another version has no words here.
            guard let kind = ReportException.Kind(rawValue: row["kind"]) else { return nil }
            return PastException(
                identity: row["identity"], kind: kind,
                territory: named(row["territory_id"], row["territory"]),
                money: Money(units: row["money"]), text: row["text"], firstSeen: try day(row["first_seen"]))
        }
    }

    private func territories(_ snapshot: Int64) throws -> [PastTerritory] {
        var reps: [Int: [Named]] = [:]
        let sql = "SELECT * FROM territory_rep_row WHERE snapshot_id = ? ORDER BY territory_place, place"
        for row in try Row.fetchAll(database, sql: sql, arguments: [snapshot]) {
            reps[row["territory_place"], default: []].append(Named(id: row["rep_id"], name: row["rep"]))
        }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM territory_row WHERE snapshot_id = ? ORDER BY place",
            arguments: [snapshot]
        ).map { row in
            PastTerritory(
                territory: Named(id: row["territory_id"], name: row["name"]), parent: row["parent_id"],
                kind: TerritoryReport.Kind(rawValue: row["kind"]) ?? .exclusive,
                owner: named(row["owner_id"], row["owner"]), reps: reps[row["place"], default: []])
        }
    }

    private func reps(_ snapshot: Int64) throws -> [Named] {
        try Row.fetchAll(
            database, sql: "SELECT rep_id, name FROM rep_row WHERE snapshot_id = ? ORDER BY place",
            arguments: [snapshot]
        ).map { Named(id: $0[0], name: $0[1]) }
    }

    private func units(_ snapshot: Int64) throws -> [PastUnit] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT unit.key, unit.name, subject.key FROM unit_row JOIN unit ON unit.id = unit_id
                LEFT JOIN subject ON subject.id = territory_id WHERE snapshot_id = ? ORDER BY place
                """, arguments: [snapshot]
        ).map { PastUnit(unit: Named(id: $0[0], name: $0[1]), territory: $0[2]) }
    }

    private func named(_ id: String?, _ name: String?) -> Named? {
        id.map { Named(id: $0, name: name ?? $0) }
    }
}

extension InputFile {
    /// The files that inputs lie in, each once.
    static func onDisk(_ inputs: [RecordedInput]) -> [InputFile] {
        var seen: Set<String> = []
        return inputs.compactMap { input in
            let file = onDisk(input.file)
            guard seen.insert(file).inserted else { return nil }
            return InputFile(source: input.source, file: file, digest: input.digest, bytes: input.bytes)
        }
    }
}

extension RecordedValue {
    /// Columns 2 and 3 of a row: the value, and the key of the reason where it has none.
    init(_ row: Row, _ storage: ValueStorage) {
        if let reason: String = row[3] {
            self = .unavailable(reason)
            return
        }
        switch storage {
        case .money: self = .money(Money(units: row[2]))
        case .count: self = .count(row[2])
        case .number: self = .number(row[2])
        }
    }
}
