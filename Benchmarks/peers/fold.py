"""What the peers share: the calendar of the generated loads, and how the result of a fold is handed to the driver.

Each peer does the fold of `bailiwick run` over the same raw files and leaves the same seven tables:

- account_reps: per (account, rep) lines, quantity and amount in five windows, first and last sale, calls and minutes in
  the current window, first and last call;
- territory_reps: per (as-was territory, rep) amount in five windows;
- territory_rep_weeks: per (as-was territory, rep, week) lines, amount and calls of the last 26 weeks;
- territory_products: per (as-is territory, product) amount in the current and the prior window;
- the number and amount of all sales and the number of all calls, whatever their day.

Outside sales, which Bailiwick's fold adds up as well, are left out.

The clock runs from the first byte read to the last table made. Loading the library before and adding the tables up for
the comparison after are the benchmark's own doing, and not counted.
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable
from typing import Any

AS_OF = datetime.date(2026, 6, 28)
#: First and last day of each window, as docs/metrics.md defines them for 13 trailing weeks up to AS_OF.
WINDOWS = {
    "current": (datetime.date(2026, 3, 30), AS_OF),
    "prior": (datetime.date(2025, 12, 29), datetime.date(2026, 3, 29)),
    "year_ago": (datetime.date(2025, 3, 31), datetime.date(2025, 6, 29)),
    "trailing_year": (datetime.date(2025, 6, 30), AS_OF),
    "fiscal_year_to_date": (datetime.date(2026, 1, 1), AS_OF),
}
WEEKS = 26
#: Last day before the weeks begin.
BEFORE_WEEKS = AS_OF - datetime.timedelta(days=7 * WEEKS)
#: What an open end of an assignment means.
NEVER = datetime.date(9999, 12, 31)
UNASSIGNED = "unassigned"

SALES = "data/crm/sales-*.csv*"
CALLS = "data/crm/calls.csv*"
ACCOUNTS = "data/crm/accounts.csv"
CROSSWALK = "data/zip_county.csv"
UNIT_ASSIGNMENTS = "data/unit_assignments.csv"
REP_ASSIGNMENTS = "data/rep_assignments.csv"

SALES_COLUMNS = (
    "invoice_date", "order_no", "account_id", "product_id", "quantity", "amount", "rep_id", "territory_id",
)  # fmt: skip
CALLS_COLUMNS = ("call_date", "account_id", "rep_id", "minutes", "purpose")


def units(value: Any) -> int:
    """A count of 1/10,000 of an exact decimal or of a count already taken; None is nothing."""
    return int(value or 0)


def added(rows: list[tuple[str, ...]], width: int) -> dict[str, list[int]]:
    """Adds up the numbers behind the key that each row begins with."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        line = sums.setdefault(row[0], [0] * width)
        for place, value in enumerate(row[1:]):
            line[place] += units(value)
    return sums


def sold(sums: dict[str, list[int]]) -> dict[str, list[int]]:
    """The sums without those of nothing, which one contender lists and another leaves out."""
    return {key: line for key, line in sums.items() if any(line)}


def totals(tables: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """Adds the tables up; `tables` has rows whose money and quantities are counts of 1/10,000.

    - account_sums: one row: pairs, accounts bought from and accounts called in the current window,
      calls, minutes, then the sums of the day numbers of first and last sale, first and last call, then of quantities;
    - territory_reps, territory_rep_weeks (week = its last day), territory_products: the tables themselves.
    """
    pairs = ("pairs", "active_accounts", "accounts_called", "calls", "minutes", "first_sale_days", "last_sale_days",
             "first_call_days", "last_call_days", "current_lines", "current_quantity")  # fmt: skip
    reps = tables["territory_reps"]
    weeks = tables["territory_rep_weeks"]
    products = tables["territory_products"]
    (rows,) = tables["rows"]
    return {
        "rows": dict(zip(("sales", "amount", "calls"), map(units, rows), strict=True)),
        "account_reps": dict(zip(pairs, map(units, tables["account_sums"][0]), strict=True)),
        "organisation": dict(zip(WINDOWS, added([("", *row[2:]) for row in reps], 5)[""], strict=True)),
        "as_was": sold(added([(row[0], *row[2:]) for row in reps], 5)),
        "reps": sold(added([(row[1], *row[2:]) for row in reps], 5)),
        "as_is": sold(added([(row[0], *row[2:]) for row in products], 2)),
        "products": sold(added([(f"{row[0]} {row[1]}", *row[2:]) for row in products], 2)),
        "territory_weeks": sold(added([(f"{row[0]} {row[2]}", *row[3:]) for row in weeks], 3)),
        "rep_weeks": sold(added([(f"{row[1]} {row[2]}", *row[3:]) for row in weeks], 3)),
    }


def main(version: str, fold: Callable[[str], Any], tables: Callable[[Any], dict[str, list[tuple[Any, ...]]]]) -> None:
    """Folds the workspace of the first argument and writes seconds and totals to the file of the second."""
    workspace, result = sys.argv[1:3]
    start, cpu = time.perf_counter(), time.process_time()
    folded = fold(workspace)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"version": version, "seconds": seconds, "cpu": cpu, "totals": totals(tables(folded))}, file)
