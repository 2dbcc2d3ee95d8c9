"""A second opinion on a report: recomputes its numbers from the raw files and prints what differs.

    second_opinion.py WORKSPACE REPORT_JSON [--as-of DAY] [--totals-only]
    second_opinion.py --self-test

Exit code 0: all equal · 1: something differs · 2: wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Set
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from facts import LARGE_FILE, Facts
from metrics import GROUND, Calculation, Metrics, Opinion, Value
from model import EPOCH, UNASSIGNED, Field, Window, windows
from workspace import Workspace

TOLERANCE = Fraction(1, 10**9)
#: Metrics that need not be there for a subject; where they are, they are compared.
OPTIONAL = {
    UNASSIGNED: {
        "unit_coverage",
        "unit_coverage_by_population",
        "vacant_days",
        "capacity_hours",
        "utilisation",
        "shared_units",
        "unit_overlap_rate",
        "outside_sales_in",
        "outside_sales_out",
        "outside_sales_share",
    },
    "ownerless": set(GROUND),
}
ABSENT = object()
#: Subject, metric, value in the report, value here.
Difference = tuple[str, str, str, str]


def iso(day: int) -> str:
    """A day as yyyy-MM-dd."""
    return date.fromordinal(day + EPOCH).isoformat()


def day_number(text: str) -> int:
    """Days since 1970-01-01 of yyyy-MM-dd."""
    return date.fromisoformat(text).toordinal() - EPOCH


def compute(
    folder: Path, as_of: str | None, fallback: str, totals_only: bool = False, large_file: int = LARGE_FILE
) -> tuple[Opinion, dict[str, Window], Calculation]:
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
    calculation = Calculation(field, facts, spans)
    return calculation.totals() if totals_only else calculation.everything(), spans, calculation


def shown(value: Value) -> str:
    """A value for the table."""
    kind, content = value
    if kind == "money":
        return f"{'-' if content < 0 else ''}{abs(content) // 10_000}.{abs(content) % 10_000:04}"
    return f"n/a {content}" if kind == "n/a" else str(content) if kind == "count" else repr(float(content))


def reported(entry: Any) -> tuple[Any, str | None]:
    """Number and reason of a value in the report, which may be a bare number in lists."""
    return (entry.get("value"), entry.get("reason")) if isinstance(entry, dict) else (entry, None)


def is_equal(value: Value, entry: Any) -> bool:
    """Whether the report says the same: money and counts exactly, other numbers to 1e-9."""
    (kind, content), (number, reason) = value, reported(entry)
    if kind == "n/a" or number is None:
        return kind == "n/a" and number is None and reason == content
    if kind == "money":
        return Decimal(number) * 10_000 == content
    if kind == "count":
        return number == content
    return abs(Fraction(number) - Fraction(content)) <= TOLERANCE * max(Fraction(1), abs(Fraction(content)))


class Comparison:
    """Counts the values that were compared and keeps those that differ."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences: list[Difference] = []

    def same(self, subject: str, key: str, value: Any, entry: Any) -> None:
        """Compares things that are no metrics."""
        self.compared += 1
        if value != entry:
            self.differences.append((subject, key, str(entry), str(value)))

    def metrics(
        self,
        subject: str,
        expected: Metrics,
        actual: dict[str, Any],
        optional: Set[str] = frozenset(),
        is_complete: bool = True,
    ) -> None:
        """Compares all metrics; one that only one side has is a difference, unless it is optional."""
        for key, value in expected.items():
            entry = actual.get(key, ABSENT)
            if entry is ABSENT and key in optional:
                continue
            self.compared += 1
            if entry is ABSENT or not is_equal(value, entry):
                number, reason = (None, "absent") if entry is ABSENT else reported(entry)
                text = f"n/a {reason}" if number is None else str(number)
                self.differences.append((subject, key, text, shown(value)))
        for key in actual.keys() - expected.keys() if is_complete else ():
            self.compared += 1
            self.differences.append((subject, key, str(reported(actual[key])[0]), "not recomputed"))

    def subjects(self, kind: str, expected: set[Any], actual: set[Any]) -> set[Any]:
        """Compares which subjects there are, and returns those of both."""
        self.compared += 1
        for subject in sorted(expected ^ actual):
            texts = ("absent", "present") if subject in expected else ("present", "absent")
            self.differences.append((f"{kind} {subject}", "subject", *texts))
        return expected & actual


def compare(
    opinion: Opinion, spans: dict[str, Window], report: dict[str, Any], totals_only: bool
) -> Comparison:
    """Compares an opinion with a report."""
    result = Comparison()
    result.same("report", "as_of", iso(spans["current"].last), report["as_of"])
    for name, span in report["periods"].items():
        if name in spans:
            result.same(
                f"period {name}",
                "days",
                (iso(spans[name].first), iso(spans[name].last)),
                (span["from"], span["to"]),
            )
    result.metrics(
        "organisation", opinion.organisation, report["organisation"]["metrics"], is_complete=not totals_only
    )
    compare_subjects(result, "territory", opinion, opinion.territories, report["territories"], totals_only)
    compare_subjects(result, "rep", opinion, opinion.reps, report["reps"], totals_only)
    if not totals_only:
        compare_lists(result, opinion, report)
    return result


def compare_subjects(
    result: Comparison,
    kind: str,
    opinion: Opinion,
    expected: dict[str, Metrics],
    entries: list[dict[str, Any]],
    totals_only: bool,
) -> None:
    """Compares the metrics of all territories or of all reps."""
    actual = {entry["id"]: entry for entry in entries}
    overlays = (
        {name for name, what in opinion.kinds.items() if what == "overlay"} if kind == "territory" else set()
    )
    for name in sorted(result.subjects(kind, set(expected) | overlays, set(actual))):
        entry = actual[name]
        optional: set[str] = set()
        if kind == "territory":
            result.same(f"territory {name}", "kind", opinion.kinds[name], entry["kind"])
            optional = OPTIONAL.get(opinion.kinds[name], optional)
        elif expected[name].get("accounts", ("", None))[0] == "n/a":
            optional = OPTIONAL["ownerless"]
        result.metrics(f"{kind} {name}", expected.get(name, {}), entry["metrics"], optional, not totals_only)


def compare_lists(result: Comparison, opinion: Opinion, report: dict[str, Any]) -> None:
    """Compares the rep pairs and the weekly series."""
    pairs = {tuple(sorted(ids(entry["reps"]))): entry for entry in report.get("rep_pairs", [])}
    for pair in sorted(result.subjects("pair", set(opinion.pairs), set(pairs))):
        entry = pairs[pair]
        flat = entry | {f"by_kind.{kind}": count for kind, count in entry["by_kind"].items()}
        result.metrics(f"pair {'/'.join(pair)}", opinion.pairs[pair], flat, {"conflicting_sales"}, False)
    weeks = {
        (ids([entry["territory"]])[0], day_number(entry["week_ending"])): entry
        for entry in report.get("weekly", [])
    }
    for name, day in sorted(result.subjects("week", set(opinion.weekly), set(weeks))):
        result.metrics(
            f"week {name} {iso(day)}", opinion.weekly[name, day], weeks[name, day], {"sales_as_was"}, False
        )
    for rep, entry in ((rep["id"], week) for rep in report["reps"] for week in rep.get("weekly", [])):
        day = day_number(entry["week_ending"])
        result.metrics(
            f"week rep {rep} {iso(day)}", opinion.rep_weeks.get((rep, day), {}), entry, set(), False
        )


def compare_inputs(result: Comparison, facts: Facts, report: dict[str, Any]) -> None:
    """Compares how many rows, and how much money, were accepted."""
    for name in ("sales", "activities"):
        inputs = [entry for entry in report["quality"]["inputs"] if entry["source"] == name]
        rows, amount = facts.loaded(name)
        result.same(f"source {name}", "rows_loaded", rows, sum(entry["rows_loaded"] for entry in inputs))
        if name == "sales":
            loaded = sum(Decimal(entry["amount_loaded"]) * 10_000 for entry in inputs)
            result.same(f"source {name}", "amount_loaded", amount, int(loaded))


def ids(references: list[Any]) -> list[str]:
    """Ids of references that are plain ids, or objects with an id."""
    return [entry["id"] if isinstance(entry, dict) else entry for entry in references]


def broken_sums(opinion: Opinion, calculation: Calculation, spans: dict[str, Window]) -> Iterator[Difference]:
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
