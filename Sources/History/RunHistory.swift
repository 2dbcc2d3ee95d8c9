import Foundation
import GRDB
import TerritoryModel

/// The history of a workspace: an open SQLite database that remembers what each published run said.
///
/// Any number of programs may read while one writes (write-ahead log). Whoever writes waits some seconds for
/// another writer, then gives up with `locked`.
public struct RunHistory: Sendable {
    public let path: String
    let queue: DatabaseQueue

    /// Seconds that a writer waits for another one.
    public static let patience = 5.0

    /// Opens the database to write, and makes it where there is none.
    ///
    /// - Throws: `HistoryError`; `corrupt` where the file is damaged, see `restored`.
    public init(path: String, patience: Double = RunHistory.patience) throws(HistoryError) {
        self.path = path
        let isJudged = try RunHistory.isJudged(path, patience)
        queue = try HistoryError.told(path) {
            let queue = try DatabaseQueue(path: path, configuration: RunHistory.configuration(patience))
            // A run that is recorded must be on disk before its report is made live. GRDB asks for less when it
            // turns the log on, which it does after it has prepared the connection.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return queue
        }
        try HistoryError.told(path) {
            if !isJudged { try queue.read { try RunHistory.judge($0, path) } }
            try HistorySchema.migrator.migrate(queue)
        }
    }

    /// Looks at a file before a connection that writes turns its log on, so that what is not ours is left as it is.
    private static func isJudged(_ path: String, _ patience: Double) throws(HistoryError) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        do throws(HistoryError) {
            _ = try RunHistory(reading: path, patience: patience)
            return true
        } catch .cannotWrite {
            // Somebody was cut short in it; only a connection that writes can put that right.
            return false
        }
    }

    /// Opens the database only to read; nothing is made or changed.
    public init(reading path: String, patience: Double = RunHistory.patience) throws(HistoryError) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        var configuration = RunHistory.configuration(patience)
        configuration.readonly = true
        configuration.journalMode = .default
        queue = try HistoryError.told(path) { [configuration] in
            try DatabaseQueue(path: path, configuration: configuration)
        }
        try HistoryError.told(path) { try queue.read { try RunHistory.judge($0, path) } }
    }

    private static func configuration(_ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "bailiwick.history"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(patience)
        return configuration
    }

    /// Refuses what is no history, what a newer version wrote, and what is damaged where every run looks.
    private static func judge(_ database: Database, _ path: String) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        // A run that was killed while it made the file may have left what GRDB makes first.
        let objects =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name NOT GLOB 'grdb_*'") ?? 0
        guard id == HistorySchema.applicationId else {
            if objects == 0 { return }
            throw HistoryError.foreign(path: path)
        }
        if try HistorySchema.migrator.hasBeenSuperseded(database) { throw HistoryError.newer(path: path) }
        for table in HistorySchema.checkedTables {
            try check(database, "PRAGMA quick_check('\(table)')", path)
        }
    }

    /// - Throws: `HistoryError.corrupt` with what SQLite found first.
    private static func check(_ database: Database, _ pragma: String, _ path: String) throws {
        guard let finding = try String.fetchOne(database, sql: pragma), finding != "ok" else { return }
        throw HistoryError.corrupt(path: path, cause: finding)
    }

    /// Looks through the whole file.
    ///
    /// - Throws: `HistoryError.corrupt` with what SQLite found first.
    public func check() throws(HistoryError) {
        try reading { try RunHistory.check($0, "PRAGMA quick_check", path) }
    }

    /// Closes the file; the write-ahead log goes into it.
    public func close() throws(HistoryError) {
        try HistoryError.told(path) { try queue.close() }
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try HistoryError.told(path) { try queue.read(body) }
    }

    /// Does the work in one transaction: all of it or nothing.
    func writing<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try HistoryError.told(path) { try queue.write(body) }
    }
}

extension HistoryError {
    /// Turns what SQLite says into a fact of ours.
    static func told<Value>(_ path: String, _ body: () throws -> Value) throws(HistoryError) -> Value {
        do {
            return try body()
        } catch {
            throw reading(path, error)
        }
    }

    /// What an error that came while rows were read means.
    public static func reading(_ path: String, _ error: any Error) -> HistoryError {
        switch error {
        case let error as HistoryError: error
        case let error as DatabaseError: HistoryError(error, path)
        default: .cannotRead(path: path, cause: "\(error)")
        }
    }

    private init(_ error: DatabaseError, _ path: String) {
        let cause = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, cause: cause)
        // A table or a view is gone that the file had when it was made.
        case .SQLITE_ERROR where cause.hasPrefix("no such "): self = .corrupt(path: path, cause: cause)
        case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_IOERR:
            self = .cannotWrite(path: path, cause: cause)
        default: self = .cannotRead(path: path, cause: cause)
        }
    }
}
