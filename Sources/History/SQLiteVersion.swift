import GRDB

/// The version of the SQLite library in use, such as `3.40.1`; nil where it does not answer.
public func sqliteVersion() -> String? {
    // A library that cannot even open a database in memory is told by whoever opens a real one.
    try? DatabaseQueue().read { database in try String.fetchOne(database, sql: "SELECT sqlite_version()") }
}
