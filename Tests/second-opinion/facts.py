"""The sums of sales and calls, done by DuckDB in whole numbers of 1/10,000."""

from __future__ import annotations

import gzip
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from model import Field
from windows import Window
from workspace import TRIMMED, Source, split_record

#: Files from this size on are split into fields by DuckDB, smaller ones by Python.
LARGE_FILE = 50_000_000
SALE_FIELDS = ("date", "account_id", "amount", "rep_id", "territory_id", "quantity", "product_id")
CALL_FIELDS = ("date", "account_id", "rep_id", "minutes")
BATCH = 100_000
DECIMAL = "'[+-]?([0-9]+([.][0-9]{0,4}0*)?|[.][0-9]{1,4}0*)'"


class Touch(NamedTuple):
    """What one rep did at one account: days are of all data, lines and calls of the current window."""

    account: int
    rep: int
    lines: int
    calls: int
    first_sale: int | None
    last_sale: int | None
    first_call: int | None
    last_call: int | None
    amounts: dict[str, int]


def insert(db: duckdb.DuckDBPyConnection, table: str, columns: list[list[Any]]) -> None:
    """Appends columns to a table."""
    if columns and columns[0]:
        unnested = ", ".join("unnest(?)" for _ in columns)
        db.execute(f"INSERT INTO {table} SELECT {unnested}", columns)


def quoted(text: str) -> str:
    """Text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def trimmed(expression: str) -> str:
    """The expression without blanks and control characters at its ends."""
    codes = " || ".join(f"chr({ord(character)})" for character in TRIMMED if character != "\x00")
    return f"trim({expression}, {codes})"


class Facts:
    """All accepted sales and calls, each with its account, rep and territories."""

    def __init__(self, field: Field, large_file: int = LARGE_FILE, totals_only: bool = False) -> None:
        self.field = field
        self.large_file = large_file
        self.db = duckdb.connect()
        self._stage("sales", SALE_FIELDS[:-1] if totals_only else SALE_FIELDS)
        self.has_products = not totals_only
        self._type("sales", "amount", "quantity")
        self.has_calls = "activities" in field.workspace.sources
        self._stage("activities", () if totals_only else CALL_FIELDS)
        self._type("activities", None, "minutes")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.db.execute(query).fetchall()

    # Reading

    def _stage(self, name: str, fields: tuple[str, ...]) -> None:
        columns = fields or CALL_FIELDS
        self.db.execute(f"CREATE TABLE raw_{name} ({', '.join(f'{column} VARCHAR' for column in columns)})")
        source = self.field.workspace.sources.get(name)
        if source is None or not fields:
            return
        for path in source.files:
            if self._is_for_duckdb(source, path):
                self._stage_large(source, path, name, columns)
            else:
                self._stage_rows(source.rows_of(path), name, columns)

    def _is_for_duckdb(self, source: Source, path: Path) -> bool:
        is_plain = not any("{" in text for text in source.fields.values()) and source.encoding == "utf-8"
        return is_plain and not source.is_xml(path) and path.stat().st_size > self.large_file

    def _stage_rows(self, rows: Any, name: str, columns: tuple[str, ...]) -> None:
        while batch := list(islice(rows, BATCH)):
            insert(self.db, f"raw_{name}", [[row.get(column, "") for row in batch] for column in columns])

    def _stage_large(self, source: Source, path: Path, name: str, columns: tuple[str, ...]) -> None:
        """Lines without a quote are split by DuckDB, the others by Python as in small files."""
        with (gzip.open if path.name.endswith(".gz") else open)(path, "rb") as stream:
            first = stream.readline().decode("utf-8-sig").rstrip("\r\n")
        header = [text.strip(TRIMMED) for text in split_record(first, source.delimiter)[0] or []]
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE line AS SELECT line FROM read_csv("
            f"{quoted(str(path))}, columns = {{'line': 'VARCHAR'}}, delim = chr(1), quote = '', escape = '', "
            "header = false, skip = 1, auto_detect = false, ignore_errors = true, strict_mode = false, "
            "max_line_size = 16000000) WHERE line IS NOT NULL AND NOT contains(line, chr(0))"
        )
        astray = [line for line, in self.rows("SELECT line FROM line WHERE contains(line, '\"')")]
        records = [split_record(line, source.delimiter) for line in astray]
        if not header or any(is_open for _, is_open in records):
            self._stage_rows(source.rows_of(path), name, columns)
            return
        self._stage_rows(source.mapped((fields for fields, _ in records), header), name, columns)
        self._split_lines(source, header, name, columns)

    def _split_lines(self, source: Source, header: list[str], name: str, columns: tuple[str, ...]) -> None:
        def value(column: str) -> str:
            field = f"coalesce(f[{header.index(column) + 1}], '')"
            return f"CASE WHEN is_padded THEN {trimmed(field)} ELSE {field} END"

        def mapped(column: str) -> str:
            if column not in source.fields:
                return "''"
            text = value(source.fields[column])
            nulls = ", ".join(map(quoted, source.null_words))
            return f"CASE WHEN {text} IN ({nulls}) THEN '' ELSE {text} END" if nulls else text

        conditions = [
            f"{value(column)} IN ({', '.join(map(quoted, values))})"
            for column, values in source.where.items()
        ]
        named = max((place + 1 for place, name in enumerate(header) if name), default=0)
        extra = trimmed(f"array_to_string(f[{named + 1}:], '')")
        conditions.append(f"len(f) <= {len(header)} AND coalesce({extra}, '') = ''")
        blanks = "'[\\x01-\\x20\\x7F\\x{A0}]'"
        self.db.execute(
            f"INSERT INTO raw_{name} SELECT {', '.join(map(mapped, columns))} FROM ("
            f"SELECT string_split(line, {quoted(source.delimiter)}) AS f, "
            f"regexp_matches(line, {blanks}) AS is_padded FROM line WHERE NOT contains(line, '\"')) "
            f"WHERE {' AND '.join(conditions)}"
        )

    def _type(self, name: str, amount: str | None, optional: str) -> None:
        """Keeps the rows whose values can be read, as table `name`."""
        source = self.field.workspace.sources.get(name)
        pattern = source.date_format if source else "%Y-%m-%d"
        day = f"TRY_CAST(try_strptime(date, {quoted(pattern)}) AS DATE)"
        if pattern == "%Y-%m-%d":
            day = (
                "CASE WHEN regexp_full_match(date, '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?') "
                "THEN TRY_CAST(left(date, 10) AS DATE) END"
            )

        def decimal(column: str) -> str:
            return f"replace({column}, ',', '.')" if source and source.decimal == "," else column

        def units(column: str) -> str:
            text = decimal(column)
            return (
                f"CASE WHEN regexp_full_match({text}, {DECIMAL}) THEN TRY_CAST("
                f"TRY_CAST(ltrim({text}, '+') AS DECIMAL(38, 4)) * 10000 AS BIGINT) END"
            )

        territory = "territory_id" if amount else "''"
        product = "product_id" if amount and self.has_products else "''"
        accepted = "IS NOT NULL" if amount else ">= 0"
        money = units(amount) if amount else "0::BIGINT"
        self.db.execute(
            f"CREATE TABLE {name} AS SELECT * FROM ("
            f"SELECT ({day}) - DATE '1970-01-01' AS day, account_id, rep_id, {territory} AS territory_id, "
            f"{product} AS product, {money} AS amount FROM raw_{name} "
            f"WHERE account_id <> '' AND ({optional} = '' OR ({units(optional)}) {accepted})) "
            "WHERE day IS NOT NULL AND amount IS NOT NULL"
        )
        self.db.execute(f"DROP TABLE raw_{name}")

    def loaded(self, name: str) -> tuple[int, int]:
        """Number and amount of the accepted rows of `sales` or `activities`, whatever their day."""
        rows, amount = self.rows(f"SELECT count(*), coalesce(sum(amount), 0) FROM {name}")[0]
        return rows, int(amount)

    def latest_sale(self) -> int:
        """The last day with an accepted sale."""
        return self.rows("SELECT max(day) FROM sales")[0][0]

    # Attribution

    def attribute(self, as_of: int) -> None:
        """Gives every row up to the as-of day its account, rep, as-was and as-is territory."""
        field = self.field
        self._dimension_tables(as_of)
        nobody = f"{field.no_territory}::INT"
        self.db.execute(f"""
            CREATE TABLE located AS
            SELECT s.kind, s.day, s.amount, s.product, s.rep_id, coalesce(a.account, {field.no_account}) AS account,
                coalesce(a.as_is, {nobody}) AS as_is,
                CASE WHEN t.is_exclusive THEN t.territory
                    WHEN s.territory_id <> '' AND t.territory IS NULL THEN {nobody}
                    ELSE coalesce(l.territory, {nobody}) END AS as_was
            FROM (SELECT 's' AS kind, * FROM sales UNION ALL SELECT 'c', * FROM activities) s
            LEFT JOIN account a ON a.id = s.account_id
            LEFT JOIN territory t ON t.id = s.territory_id
            LEFT JOIN timeline l ON l.timeline = a.timeline AND s.day BETWEEN l.first AND l.last
            WHERE s.day <= {as_of}""")
        self.db.execute(f"""
            CREATE TABLE fact AS
            SELECT l.kind, l.day, l.amount, l.product, l.account, l.as_is, l.as_was,
                CASE WHEN l.rep_id <> '' THEN coalesce(r.rep, {field.no_rep})
                    ELSE coalesce(o.rep, {field.no_rep}) END AS rep
            FROM located l LEFT JOIN rep r ON r.id = l.rep_id
            LEFT JOIN owner o ON o.territory = l.as_was AND l.day BETWEEN o.first AND o.last""")
        self.db.execute("DROP TABLE located")

    def _dimension_tables(self, as_of: int) -> None:
        field = self.field
        self.db.execute("""
            CREATE TABLE account (id VARCHAR, account INT, as_is INT, timeline INT);
            CREATE TABLE territory (id VARCHAR, territory INT, is_exclusive BOOLEAN);
            CREATE TABLE rep (id VARCHAR, rep INT);
            CREATE TABLE timeline (timeline INT, first INT, last INT, territory INT);
            CREATE TABLE owner (territory INT, first INT, last INT, rep INT);
            CREATE TABLE held (rep INT, first INT, last INT, territory INT)""")
        chosen, segments = field.account_timelines()
        owned = [field.territory_of(account, as_of) for account in field.accounts]
        insert(self.db, "account", [list(field.account_ids), list(range(len(owned))), owned, chosen])
        insert(
            self.db,
            "territory",
            [
                field.territory_ids,
                list(range(field.no_territory)),
                [kind == "exclusive" for kind in field.kinds],
            ],
        )
        insert(self.db, "rep", [field.rep_ids, list(range(field.no_rep))])
        placed = [segment for segment in segments if segment[3] >= 0]
        tables = {"timeline": placed, "owner": field.owner_timelines(), "held": field.role_timelines()}
        for table, segments in tables.items():
            insert(self.db, table, [list(column) for column in zip(*segments)])

    # Sums

    def by_subject(self, subject: str, windows: dict[str, Window]) -> dict[int, dict[str, int]]:
        """Sales of each account, rep, as_is or as_was territory per window."""
        sums = ", ".join(f"sum(amount) FILTER (day BETWEEN {w.first} AND {w.last})" for w in windows.values())
        rows = self.rows(f"SELECT {subject}, {sums} FROM fact WHERE kind = 's' GROUP BY ALL")
        return {row[0]: dict(zip(windows, (int(value or 0) for value in row[1:]))) for row in rows}

    def account_reps(self, windows: dict[str, Window]) -> list[Touch]:
        """What each rep did at each account up to the as-of day."""
        now = windows["current"]
        current = f"day BETWEEN {now.first} AND {now.last}"
        sums = ", ".join(
            f"coalesce(sum(amount) FILTER (day BETWEEN {w.first} AND {w.last}), 0)::BIGINT"
            for w in windows.values()
        )
        rows = self.rows(
            f"SELECT account, rep, count(*) FILTER (kind = 's' AND {current}), "
            f"count(*) FILTER (kind = 'c' AND {current}), min(day) FILTER (kind = 's'), "
            f"max(day) FILTER (kind = 's'), min(day) FILTER (kind = 'c'), max(day) FILTER (kind = 'c'), {sums} "
            "FROM fact GROUP BY ALL"
        )
        return [Touch._make((*row[:8], dict(zip(windows, row[8:])))) for row in rows]

    def first_sale(self) -> int | None:
        """The first day with an accepted sale, not after the as-of day."""
        return self.rows("SELECT min(day) FROM fact WHERE kind = 's'")[0][0]

    def products(self, windows: dict[str, Window]) -> dict[tuple[str, int], dict[str, int]]:
        """(product, as-is territory): sales of the windows."""
        sums = ", ".join(
            f"coalesce(sum(amount) FILTER (day BETWEEN {w.first} AND {w.last}), 0)::BIGINT"
            for w in windows.values()
        )
        rows = self.rows(f"SELECT product, as_is, {sums} FROM fact WHERE kind = 's' GROUP BY ALL")
        return {(row[0], row[1]): dict(zip(windows, row[2:])) for row in rows}

    def moved(self, now: Window) -> list[tuple[int, int, int]]:
        """(as-was, as-is, current sales) where the two differ."""
        return self.rows(
            "SELECT as_was, as_is, sum(amount)::BIGINT FROM fact WHERE kind = 's' AND as_was <> as_is "
            f"AND day BETWEEN {now.first} AND {now.last} GROUP BY ALL"
        )

    def outside(self, now: Window) -> dict[tuple[int, int], int]:
        """(as-was territory, rep): current sales without a role there or an overlay that covers."""
        field = self.field
        result: dict[tuple[int, int], int] = {}
        for territory, rep, account, day, amount in self.rows(
            "SELECT f.as_was, f.rep, f.account, f.day, sum(f.amount)::BIGINT FROM fact f LEFT JOIN held h "
            "ON h.rep = f.rep AND h.territory = f.as_was AND f.day BETWEEN h.first AND h.last "
            f"WHERE f.kind = 's' AND f.day BETWEEN {now.first} AND {now.last} AND h.rep IS NULL AND "
            f"f.as_was < {field.no_territory} AND f.rep < {field.no_rep} GROUP BY ALL"
        ):
            if account == field.no_account or not field.overlay_covers(rep, account, day):
                result[territory, rep] = result.get((territory, rep), 0) + amount
        return result

    def weekly(self, subject: str, as_of: int, weeks: int = 26) -> dict[tuple[int, int], tuple[int, int]]:
        """(subject, last day of the week): sales and calls."""
        rows = self.rows(
            f"SELECT {subject}, {as_of} - ({as_of} - day) // 7 * 7, coalesce(sum(amount), 0)::BIGINT, "
            f"count(*) FILTER (kind = 'c') FROM fact WHERE day > {as_of - 7 * weeks} GROUP BY ALL"
        )
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}
