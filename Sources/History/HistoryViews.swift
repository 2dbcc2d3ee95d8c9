/// The views: texts and plain numbers of published runs, for any tool that reads SQLite.
enum HistoryViews {
    /// Their names, in the order of the document.
    static let names = [
        "runs", "metrics", "exceptions", "territories", "territory_reps", "reps", "units", "inputs",
        "configurations",
    ]

    static let sql = """
        CREATE VIEW runs AS
          SELECT run.as_of, run.period_from, run.period_to, run.grade, run.currency, run.sales_rows,
            run.sales_amount / 10000.0 AS sales_amount, run.activity_rows, run.program_version,
            configuration.sha256 AS configuration_sha256,
            lag(configuration.sha256, 1, configuration.sha256) OVER (ORDER BY run.as_of)
              <> configuration.sha256 AS configuration_changed,
            run.content_sha256, run.started_at, run.finished_at
          FROM run JOIN configuration ON configuration.id = run.configuration_id
          WHERE run.state = 'published';
        CREATE VIEW metrics AS
          SELECT run.as_of, subject.kind AS subject_kind, subject.key AS subject_id, subject.name AS subject,
            metric.key AS metric, metric.title, metric.unit,
            CASE metric.storage WHEN 'money' THEN metric_value.value / 10000.0 ELSE metric_value.value END
              AS value,
            reason.key AS reason
          FROM run
            JOIN metric_value ON metric_value.run_id = run.id
            JOIN subject ON subject.id = metric_value.subject_id
            JOIN metric ON metric.id = metric_value.metric_id
            LEFT JOIN reason ON reason.id = metric_value.reason_id
          WHERE run.state = 'published';
        CREATE VIEW exceptions AS
          SELECT run.as_of, exception.place + 1 AS number, exception.identity, exception.kind,
            exception.territory_id, exception.territory, exception.money / 10000.0 AS money,
            exception.text, exception.first_seen,
            CAST((julianday(run.as_of) - julianday(exception.first_seen)) / 7 AS INTEGER) AS weeks
          FROM run JOIN exception ON exception.run_id = run.id
          WHERE run.state = 'published';
        CREATE VIEW territories AS
          SELECT run.as_of, row.territory_id, row.name, row.parent_id, row.kind, row.owner_id, row.owner
          FROM run JOIN territory_row AS row ON row.snapshot_id = run.territories_id
          WHERE run.state = 'published';
        CREATE VIEW territory_reps AS
          SELECT run.as_of, territory.territory_id, row.place + 1 AS number, row.rep_id, row.rep,
            row.rep_id IS territory.owner_id AS is_owner
          FROM run
            JOIN territory_row AS territory ON territory.snapshot_id = run.territories_id
            JOIN territory_rep_row AS row ON row.snapshot_id = territory.snapshot_id
              AND row.territory_place = territory.place
          WHERE run.state = 'published';
        CREATE VIEW reps AS
          SELECT run.as_of, row.rep_id, row.name
          FROM run JOIN rep_row AS row ON row.snapshot_id = run.reps_id
          WHERE run.state = 'published';
        CREATE VIEW units AS
          SELECT run.as_of, unit.key AS unit_id, unit.name, subject.key AS territory_id
          FROM run
            JOIN unit_row AS row ON row.snapshot_id = run.units_id
            JOIN unit ON unit.id = row.unit_id
            LEFT JOIN subject ON subject.id = row.territory_id
          WHERE run.state = 'published';
        CREATE VIEW inputs AS
          SELECT run.as_of, input.source, input.file, input.sha256, input.bytes, input.rows_read,
            input.rows_loaded, input.rows_rejected, input.amount_loaded / 10000.0 AS amount_loaded,
            input.amount_up_to_as_of / 10000.0 AS amount_up_to_as_of
          FROM run JOIN input ON input.run_id = run.id
          WHERE run.state = 'published';
        CREATE VIEW configurations AS
          SELECT configuration.sha256, min(run.as_of) AS first_as_of, max(run.as_of) AS last_as_of,
            count(*) AS runs, configuration.text
          FROM configuration JOIN run ON run.configuration_id = configuration.id
          WHERE run.state = 'published'
          GROUP BY configuration.id;
        """
}
