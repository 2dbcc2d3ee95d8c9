import GRDB

/// The tables of the history; docs/history.md describes them.
///
/// The views are the contract for other people's tools. The tables are laid out to be small: subjects, metrics and
/// units go by small numbers, money is a whole count of 1/10,000, and what is the same in many runs is kept once.
enum HistorySchema {
    /// Marks the file as ours: `BWK1` in ASCII.
    static let applicationId: Int32 = 0x4257_4B31

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: runs") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationId)")
            try database.execute(sql: runTables)
            try database.execute(sql: snapshotTables)
            try database.execute(sql: HistoryViews.sql)
        }
        return migrator
    }

    /// Small tables that every run reads; looking through them tells a damaged file at once and costs nothing.
    static let checkedTables = ["run", "configuration", "snapshot", "subject", "metric", "reason"]

    private static let runTables = """
        CREATE TABLE configuration (
          id INTEGER PRIMARY KEY,
          sha256 TEXT NOT NULL UNIQUE,
          text TEXT NOT NULL
        );
        CREATE TABLE snapshot (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('territories', 'reps', 'units')),
          sha256 TEXT NOT NULL,
          UNIQUE (kind, sha256)
        );
        CREATE TABLE run (
          id INTEGER PRIMARY KEY,
          as_of TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('pending', 'published')),
          content_sha256 TEXT NOT NULL,
          configuration_id INTEGER NOT NULL REFERENCES configuration (id),
          program_version TEXT NOT NULL,
          period_from TEXT NOT NULL,
          period_to TEXT NOT NULL,
          currency TEXT NOT NULL,
          grade TEXT NOT NULL,
          sales_rows INTEGER NOT NULL,
          sales_amount INTEGER NOT NULL,
          activity_rows INTEGER NOT NULL,
          territories_id INTEGER NOT NULL REFERENCES snapshot (id),
          reps_id INTEGER NOT NULL REFERENCES snapshot (id),
          units_id INTEGER NOT NULL REFERENCES snapshot (id),
          started_at TEXT,
          finished_at TEXT
        );
        CREATE UNIQUE INDEX run_published ON run (as_of) WHERE state = 'published';
        CREATE INDEX run_configuration ON run (configuration_id);
        CREATE INDEX run_territories ON run (territories_id);
        CREATE INDEX run_reps ON run (reps_id);
        CREATE INDEX run_units ON run (units_id);
        CREATE TABLE input (
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          source TEXT NOT NULL,
          file TEXT NOT NULL,
          sha256 TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          rows_read INTEGER,
          rows_loaded INTEGER,
          rows_rejected INTEGER,
          amount_loaded INTEGER,
          amount_up_to_as_of INTEGER,
          PRIMARY KEY (run_id, place)
        ) WITHOUT ROWID;
        CREATE TABLE exception (
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          identity TEXT NOT NULL,
          kind TEXT NOT NULL,
          territory_id TEXT,
          territory TEXT,
          money INTEGER NOT NULL,
          text TEXT NOT NULL,
          first_seen TEXT NOT NULL,
          PRIMARY KEY (run_id, place)
        ) WITHOUT ROWID;
        CREATE TABLE subject (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('organisation', 'territory', 'rep')),
          key TEXT NOT NULL,
          name TEXT NOT NULL,
          named_as_of TEXT NOT NULL,
          UNIQUE (kind, key)
        );
        CREATE TABLE metric (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          unit TEXT NOT NULL,
          storage TEXT NOT NULL CHECK (storage IN ('money', 'count', 'number'))
        );
        CREATE TABLE reason (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE
        );
        CREATE TABLE metric_value (
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          subject_id INTEGER NOT NULL REFERENCES subject (id),
          metric_id INTEGER NOT NULL REFERENCES metric (id),
          value NUMERIC,
          reason_id INTEGER REFERENCES reason (id),
          PRIMARY KEY (run_id, subject_id, metric_id),
          CHECK ((value IS NULL) <> (reason_id IS NULL))
        ) WITHOUT ROWID;
        """

    private static let snapshotTables = """
        CREATE TABLE territory_row (
          snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          territory_id TEXT NOT NULL,
          name TEXT NOT NULL,
          parent_id TEXT,
          kind TEXT NOT NULL,
          owner_id TEXT,
          owner TEXT,
          PRIMARY KEY (snapshot_id, place)
        ) WITHOUT ROWID;
        CREATE TABLE territory_rep_row (
          snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
          territory_place INTEGER NOT NULL,
          place INTEGER NOT NULL,
          rep_id TEXT NOT NULL,
          rep TEXT NOT NULL,
          PRIMARY KEY (snapshot_id, territory_place, place)
        ) WITHOUT ROWID;
        CREATE TABLE rep_row (
          snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          rep_id TEXT NOT NULL,
          name TEXT NOT NULL,
          PRIMARY KEY (snapshot_id, place)
        ) WITHOUT ROWID;
        CREATE TABLE unit (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL,
          name TEXT NOT NULL,
          UNIQUE (key, name)
        );
        CREATE TABLE unit_row (
          snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          unit_id INTEGER NOT NULL REFERENCES unit (id),
          territory_id INTEGER REFERENCES subject (id),
          PRIMARY KEY (snapshot_id, place)
        ) WITHOUT ROWID;
        """
}
