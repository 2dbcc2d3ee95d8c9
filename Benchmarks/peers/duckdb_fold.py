"""The fold of `bailiwick run` in DuckDB.

usage: duckdb_fold.py WORKSPACE RESULT.json

Tried on 10 million sales, two cores; CPU seconds and peak memory of the fold:

- all rows joined into one narrow table, then a GROUP BY per result: 8.0 s, 1,080 MB;
- the same over a view, so that nothing is held but the files are read once per result: 13.2 s, 550 MB;
- GROUPING SETS over one reading, with 15 filtered sums each: 9.7 s, 530 MB;
- rows grouped by their raw keys first and joined after, recent rows read a second time: 8.9 s, 830 MB;
- GROUPING SETS over one reading by *segment*, the days between two edges of the windows, with one sum each, and the
  windows added up from the segments after (this file): 7.9 s, 700 MB;
- texts instead of numbers as the account's key: 0.8 s more; sums of BIGINT instead of DECIMAL: no difference.

The optimizer must be kept from choosing the build side: it takes the files for small, builds its hash table of the
10 million sales instead of the accounts, and needs 3,100 to 3,700 MB and 1.3 s more. Nothing needs the order of rows.
"""

from __future__ import annotations

import datetime
from typing import Any

import duckdb
import fold
from fold import AS_OF, BEFORE_WEEKS, NEVER, WINDOWS

DECIMAL = "DECIMAL(18, 4)"
SALES_TYPES = dict.fromkeys(fold.SALES_COLUMNS, "VARCHAR") | {
    "invoice_date": "DATE", "quantity": DECIMAL, "amount": DECIMAL,
}  # fmt: skip
CALLS_TYPES = dict.fromkeys(fold.CALLS_COLUMNS, "VARCHAR") | {"call_date": "DATE", "minutes": DECIMAL}
EDGES = sorted({edge for first, last in WINDOWS.values() for edge in (first, last + datetime.timedelta(days=1))})
WEEK = f"(DATE '{AS_OF}' - (DATE '{AS_OF}' - day)::INTEGER // 7 * 7)"


def steps(days: list[datetime.date], first: int) -> str:
    """The number of the last of the ascending days that `day` has reached, counted from `first`."""
    whens = [f"WHEN day >= DATE '{day}' THEN {first + place}" for place, day in enumerate(days)]
    return f"CASE {' '.join(reversed(whens))} ELSE 0 END::TINYINT"


def windowed(value: str, names: tuple[str, ...] = tuple(WINDOWS)) -> str:
    """Sums per window out of the segments."""

    def segments(name: str) -> str:
        first, last = WINDOWS[name]
        return ", ".join(str(place + 1) for place, edge in enumerate(EDGES) if first <= edge <= last)

    return ", ".join(f"sum({value}) FILTER (segment IN ({segments(name)})) AS {value}_{name}" for name in names)


class Fold:
    """One workspace in a database in memory."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        self.db = duckdb.connect()
        self.db.execute("SET preserve_insertion_order = false")
        self.db.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")
        self._dimensions()
        self._sales()
        self._calls()
        self._merge()

    def table(self, name: str, query: str) -> None:
        self.db.execute(f"CREATE TEMP TABLE {name} AS {query}")

    def text(self, path: str) -> str:
        return f"read_csv('{self.workspace}/{path}', all_varchar = true, header = true, nullstr = '')"

    def typed(self, path: str, types: dict[str, str]) -> str:
        return (
            f"read_csv('{self.workspace}/{path}', columns = {types}, header = true, auto_detect = false, "
            "nullstr = '', delim = ',', quote = '\"', escape = '\"')"
        )

    def _dimensions(self) -> None:
        """`ground`: each account with its territory and the territory's owner, for every period without a change."""
        span = f"CAST(valid_from AS DATE) AS first, coalesce(CAST(valid_to AS DATE), DATE '{NEVER}') AS last"
        self.table(
            "place",
            "SELECT zip, arg_max(county_fips, CAST(tot_ratio AS DECIMAL(9, 6))) AS unit "
            f"FROM {self.text(fold.CROSSWALK)} GROUP BY zip",
        )
        self.table("held", f"SELECT county_fips AS unit, territory_id, {span} FROM {self.text(fold.UNIT_ASSIGNMENTS)}")
        self.table(
            "owner",
            f"SELECT territory_id, rep_id, {span} FROM {self.text(fold.REP_ASSIGNMENTS)} WHERE role = 'owner'",
        )
        spans = "(SELECT first, last FROM held UNION SELECT first, last FROM owner)"
        days = self.db.execute(
            f"SELECT first FROM {spans} UNION SELECT last + 1 FROM {spans} WHERE last < DATE '{NEVER}' ORDER BY 1"
        ).fetchall()
        starts = [datetime.date(1900, 1, 1), *(day for (day,) in days)]
        self.period = steps(starts, 0)
        periods = ", ".join(f"({number}::TINYINT, DATE '{first}')" for number, first in enumerate(starts))
        self.table("period", f"SELECT * FROM (VALUES {periods}) t(period, first)")
        self.table(
            "owned",
            "SELECT territory_id, period, rep_id FROM owner o JOIN period p ON p.first BETWEEN o.first AND o.last",
        )
        self.table(
            "ground",
            f"""SELECT a.number AS account, a.account_id, p.period,
                    now.territory_id AS as_is, held.territory_id AS as_was, owned.rep_id
                FROM (SELECT *, row_number() OVER ()::INTEGER AS number FROM {self.text(fold.ACCOUNTS)}) a
                CROSS JOIN period p
                LEFT JOIN place ON place.zip = a.postal_code
                LEFT JOIN held now ON now.unit = place.unit AND DATE '{AS_OF}' BETWEEN now.first AND now.last
                LEFT JOIN held ON held.unit = place.unit AND p.first BETWEEN held.first AND held.last
                LEFT JOIN owned ON owned.territory_id = held.territory_id AND owned.period = p.period""",
        )

    def _sales(self) -> None:
        self.table(
            "folded",
            f"""WITH dated AS (
                    SELECT *, invoice_date AS day, {self.period.replace('day', 'invoice_date')} AS period
                    FROM {self.typed(fold.SALES, SALES_TYPES)}),
                sale AS (
                    SELECT g.account, s.day, s.product_id AS product, s.quantity, s.amount, {steps(EDGES, 1)} AS segment,
                        CASE WHEN day > DATE '{BEFORE_WEEKS}' THEN {WEEK} END AS week,
                        coalesce(g.as_is, 'unassigned') AS as_is,
                        coalesce(s.territory_id, g.as_was, 'unassigned') AS as_was,
                        coalesce(s.rep_id, CASE WHEN s.territory_id IS NULL THEN g.rep_id ELSE o.rep_id END,
                            'unassigned') AS rep
                    FROM dated s LEFT JOIN ground g ON g.account_id = s.account_id AND g.period = s.period
                    LEFT JOIN owned o ON o.territory_id = s.territory_id AND o.period = s.period)
                SELECT grouping(account) = 0 AS is_account, grouping(week) = 0 AS is_week, account, rep, as_was, as_is,
                    product, week, segment, count(*) AS lines, sum(quantity) AS quantity, sum(amount) AS amount,
                    min(day) AS first_sale, max(day) AS last_sale
                FROM sale GROUP BY GROUPING SETS (
                    (account, rep, as_was, segment), (as_was, rep, week), (as_is, product, segment))""",
        )
        self.table(
            "account_rep_sales",
            f"""SELECT account, rep, {windowed('lines')}, {windowed('quantity')}, {windowed('amount')},
                    min(first_sale) AS first_sale, max(last_sale) AS last_sale
                FROM folded WHERE is_account GROUP BY ALL""",
        )
        self.table("territory_reps", f"SELECT as_was, rep, {windowed('amount')} FROM folded WHERE is_account GROUP BY ALL")
        self.table(
            "territory_products",
            f"SELECT as_is, product, {windowed('amount', ('current', 'prior'))} FROM folded "
            "WHERE NOT is_account AND NOT is_week GROUP BY ALL",
        )
        self.table("all_sales", "SELECT sum(lines) AS lines, sum(amount) AS amount FROM folded WHERE is_account")

    def _calls(self) -> None:
        first, last = WINDOWS["current"]
        current = f"FILTER (day BETWEEN DATE '{first}' AND DATE '{last}')"
        self.table(
            "folded_calls",
            f"""WITH call AS (
                    SELECT g.account, c.day, c.minutes, CASE WHEN day > DATE '{BEFORE_WEEKS}' THEN {WEEK} END AS week,
                        coalesce(g.as_was, 'unassigned') AS as_was, coalesce(c.rep_id, g.rep_id, 'unassigned') AS rep
                    FROM (SELECT *, call_date AS day, {self.period.replace('day', 'call_date')} AS period
                        FROM {self.typed(fold.CALLS, CALLS_TYPES)}) c
                    LEFT JOIN ground g ON g.account_id = c.account_id AND g.period = c.period)
                SELECT grouping(account) = 0 AS is_account, account, rep, as_was, week, count(*) AS all_calls,
                    count(*) {current} AS calls, sum(minutes) {current} AS minutes,
                    min(day) AS first_call, max(day) AS last_call
                FROM call GROUP BY GROUPING SETS ((account, rep), (as_was, rep, week))""",
        )

    def _merge(self) -> None:
        self.table(
            "account_reps",
            "SELECT * FROM account_rep_sales FULL JOIN (SELECT account, rep, calls, minutes, first_call, last_call "
            "FROM folded_calls WHERE is_account) USING (account, rep)",
        )
        self.table(
            "territory_rep_weeks",
            "SELECT as_was, rep, week, lines, amount, calls FROM "
            "(SELECT * FROM folded WHERE is_week AND week IS NOT NULL) FULL JOIN "
            "(SELECT as_was, rep, week, all_calls AS calls FROM folded_calls WHERE NOT is_account AND week IS NOT NULL) "
            "USING (as_was, rep, week)",
        )

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """The result as `fold.totals` takes it."""

        def units(column: str) -> str:
            return f"CAST({column} * 10000 AS BIGINT)"

        def days(column: str) -> str:
            return f"sum({column} - DATE '1970-01-01')"

        windows = ", ".join(units(f"amount_{name}") for name in WINDOWS)
        queries = {
            "rows": f"SELECT lines, {units('amount')}, (SELECT sum(all_calls) FROM folded_calls WHERE is_account) "
            "FROM all_sales",
            "account_sums": "SELECT count(*), count(DISTINCT account) FILTER (lines_current > 0), "
            f"count(DISTINCT account) FILTER (calls > 0), sum(calls), {units('sum(minutes)')}, "
            f"{days('first_sale')}, {days('last_sale')}, {days('first_call')}, {days('last_call')}, "
            f"sum(lines_current), {units('sum(quantity_current)')} FROM account_reps",
            "territory_reps": f"SELECT as_was, rep, {windows} FROM territory_reps",
            "territory_rep_weeks": f"SELECT as_was, rep, CAST(week AS VARCHAR), lines, {units('amount')}, calls "
            "FROM territory_rep_weeks",
            "territory_products": f"SELECT as_is, product, {units('amount_current')}, {units('amount_prior')} "
            "FROM territory_products",
        }
        return {name: self.db.execute(query).fetchall() for name, query in queries.items()}


if __name__ == "__main__":
    fold.main(duckdb.__version__, Fold, Fold.tables)
