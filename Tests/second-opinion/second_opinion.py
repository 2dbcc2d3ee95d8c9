"""A second opinion on a report: recomputes its numbers from the raw files and prints what differs.

    second_opinion.py WORKSPACE REPORT_JSON [--as-of DAY] [--totals-only]
    second_opinion.py --self-test

Exit code 0: all equal · 1: something differs · 2: wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from comparison import Comparison, Difference, compare, day_number, shown
from facts import LARGE_FILE, Facts
from model import UNASSIGNED, Field
from tally import Tallies
from values import Opinion
from windows import Window, windows
from workspace import Workspace


def compute(
    folder: Path, as_of: str | None, fallback: str, totals_only: bool = False, large_file: int = LARGE_FILE
) -> tuple[Opinion, dict[str, Window], Tallies]:
    """Recomputes the metrics; `fallback` is the as-of day where the workspace says `today`."""
    workspace = Workspace(folder)
    field = Field(workspace)
    facts = Facts(field, large_file, totals_only)
    chosen = as_of or workspace.settings.get("as_of", "today")
    if chosen == "today":
        chosen = fallback
    day = facts.latest_sale() if chosen == "latest-sale" else day_number(chosen)
    period = workspace.settings.get("period", {"trailing_weeks": "13"})
    spans = windows(day, period, int(workspace.settings.get("fiscal_year_starts", 1)))
    facts.attribute(day)
    if totals_only:
        sums = Tallies(field, facts, spans)
        return sums.totals(), spans, sums
    # NumPy, SciPy and Shapely are loaded only where they are needed.
    from metrics import Calculation

    calculation = Calculation(field, facts, spans)
    return calculation.everything(), spans, calculation


def compare_inputs(result: Comparison, facts: Facts, report: dict[str, Any]) -> None:
    """Compares how many rows, and how much money, were accepted."""
    for name in ("sales", "activities"):
        inputs = [entry for entry in report["quality"]["inputs"] if entry["source"] == name]
        rows, amount = facts.loaded(name)
        result.same(f"source {name}", "rows_loaded", rows, sum(entry["rows_loaded"] for entry in inputs))
        if name == "sales":
            loaded = sum(Decimal(entry["amount_loaded"]) * 10_000 for entry in inputs)
            result.same(f"source {name}", "amount_loaded", amount, int(loaded))


def broken_sums(opinion: Opinion, calculation: Tallies, spans: dict[str, Window]) -> Iterator[Difference]:
    """Σ territories = organisation = Σ reps = Σ rows, checked on the opinion itself."""
    leaves = [name for name, kind in opinion.kinds.items() if kind in ("exclusive", UNASSIGNED)]
    for key, window in (
        ("sales", "current"),
        ("sales_prior", "prior"),
        ("sales_year_ago", "year_ago"),
        ("sales_trailing_year", "trailing_year"),
        ("sales_as_was", "current"),
    ):
        span = spans[window]
        rows = calculation.facts.rows(
            f"SELECT coalesce(sum(amount), 0) FROM sales WHERE day BETWEEN {span.first} AND {span.last}"
        )
        whole = int(rows[0][0])
        sums = {
            "organisation": opinion.organisation[key][1],
            "Σ territories": sum(opinion.territories[name][key][1] for name in leaves),
        }
        if key != "sales_as_was":
            sums["Σ reps"] = sum(metrics[key][1] for metrics in opinion.reps.values())
        for name, total in sums.items():
            if total != whole:
                yield name, key, f"Σ rows {shown(('money', whole))}", shown(("money", total))


def print_table(differences: list[Difference]) -> None:
    """Prints the values that differ."""
    if differences:
        rows = [("subject", "metric", "report", "second opinion"), *differences]
        sizes = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            print("  ".join(text.ljust(size) for text, size in zip(row, sizes)).rstrip())


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(description="Recomputes a report's numbers from the raw files.")
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("--as-of", metavar="DAY", help="instead of the workspace's as_of")
    parser.add_argument(
        "--totals-only", action="store_true", help="only sales of organisation, territories, reps"
    )
    parser.add_argument("--self-test", action="store_true", help="check this program on a tiny workspace")
    options = parser.parse_args()
    if options.self_test:
        import self_test

        return self_test.run()
    if options.report is None:
        parser.error("WORKSPACE and REPORT_JSON are needed")
    report = json.loads(options.report.read_text(encoding="utf-8"), parse_float=Decimal)
    opinion, spans, calculation = compute(
        options.workspace, options.as_of, report["as_of"], options.totals_only
    )
    comparison = compare(opinion, spans, report, options.totals_only)
    if not options.totals_only:
        compare_inputs(comparison, calculation.facts, report)
    comparison.differences += broken_sums(opinion, calculation, spans)
    print_table(comparison.differences)
    print(f"{comparison.compared} values compared, {len(comparison.differences)} differ")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
