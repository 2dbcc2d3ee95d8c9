"""Compares an opinion with a report: what differs, and what only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from exceptions import compare_exceptions
from model import UNASSIGNED
from needs import GROUND
from values import Metrics, Opinion, Value
from windows import Window, iso
from workspace import EPOCH

TOLERANCE = Fraction(1, 10**9)
AREA_TOLERANCE = Fraction(1, 10**6)
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
#: Keys of objects that are texts of the program.
UNCHECKED = {"evidence"}
ABSENT = object()
#: Subject, metric, value in the report, value here.
Difference = tuple[str, str, str, str]


def day_number(text: str) -> int:
    """Days since 1970-01-01 of yyyy-MM-dd."""
    return date.fromisoformat(text).toordinal() - EPOCH


def shown(value: Value) -> str:
    """A value for the table."""
    kind, content = value
    if kind == "estimate":
        return f"{content / 10_000:.4f}"
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
    if isinstance(number, (str, bool, list, dict)):
        return False
    if kind == "money":
        return Decimal(number) * 10_000 == content
    if kind == "count":
        return number == content
    if kind == "estimate":
        # Rounded to the last 1/10,000 on top of its floating point.
        margin = TOLERANCE * abs(Fraction(content)) + Fraction(1, 2)
        return abs(Fraction(number) * 10_000 - Fraction(content)) <= margin
    if kind == "area":
        return abs(Fraction(number) - Fraction(content)) <= AREA_TOLERANCE * abs(Fraction(content))
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
            self.differences.append((subject, key, text_of(entry), text_of(value)))

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

    def tree(self, subject: str, path: str, expected: Any, actual: Any) -> None:
        """Compares nested objects and lists, in whose leaves values, texts or nothing stand."""
        if isinstance(expected, dict):
            self._object(subject, path, expected, actual)
        elif isinstance(expected, list):
            self._list(subject, path, expected, actual)
        elif isinstance(expected, tuple):
            self.compared += 1
            if actual is ABSENT or not is_equal(expected, actual):
                self.differences.append((subject, path, text_of(actual), shown(expected)))
        else:
            self.same(subject, path, expected, actual)

    def _object(self, subject: str, path: str, expected: dict[str, Any], actual: Any) -> None:
        if not isinstance(actual, dict):
            self.same(subject, path, "an object", text_of(actual))
            return
        for key, value in expected.items():
            self.tree(subject, f"{path}.{key}" if path else key, value, actual.get(key, ABSENT))
        for key in sorted(actual.keys() - expected.keys() - UNCHECKED):
            self.same(subject, f"{path}.{key}", "not recomputed", text_of(actual[key]))

    def _list(self, subject: str, path: str, expected: list[Any], actual: Any) -> None:
        if not isinstance(actual, list):
            self.same(subject, path, "a list", text_of(actual))
            return
        self.same(subject, f"{path}: entries", len(expected), len(actual))
        for place, (value, entry) in enumerate(zip(expected, actual)):
            self.tree(subject, f"{path}[{place}]", value, entry)

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
    metrics = report["organisation"]["metrics"]
    result.metrics("organisation", opinion.organisation, metrics, is_complete=not totals_only)
    compare_subjects(result, "territory", opinion, opinion.territories, report["territories"], totals_only)
    compare_subjects(result, "rep", opinion, opinion.reps, report["reps"], totals_only)
    if not totals_only:
        compare_lists(result, opinion, report)
        compare_trees(result, opinion, report)
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
    known = set(expected) | (set(opinion.kinds) if kind == "territory" else set())
    for name in sorted(result.subjects(kind, known, set(actual))):
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


#: Lists that are compared by what they name, because their order is not said, and their keys.
KEYED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "shared_accounts": lambda entry: ids([entry["account"]])[0],
    "units": lambda entry: entry["id"],
    "products": lambda entry: (ids([entry["territory"]])[0], entry["product"]),
    "handovers": lambda entry: (ids([entry["territory"]])[0], entry["day"]),
    "outside_sales": lambda entry: (ids([entry["territory"]])[0], ids([entry["rep"]])[0]),
}


def compare_trees(result: Comparison, opinion: Opinion, report: dict[str, Any]) -> None:
    """Compares all other lists and objects."""
    for name, expected in opinion.trees.items():
        actual = report.get(name, ABSENT)
        if name in KEYED:
            compare_keyed(result, name, expected, actual)
        elif name == "exceptions":
            compare_exceptions(result, expected, actual)
        elif name == "quality":
            part = actual.get("placement", ABSENT) if isinstance(actual, dict) else ABSENT
            result.tree("quality", "placement", expected["placement"], part)
        else:
            result.tree("report", name, expected, actual)
    entries = {entry["id"]: entry for entry in report["territories"]}
    for name, trees in opinion.territory_trees.items():
        for key, expected in trees.items():
            actual = entries[name].get(key, ABSENT) if name in entries else ABSENT
            result.tree(f"territory {name}", key, expected, actual)


def compare_keyed(result: Comparison, name: str, expected: dict[Any, Any], actual: Any) -> None:
    """Compares the entries of a list whatever their order; of some only the fields that are recomputed."""
    if not isinstance(actual, list):
        result.same("report", name, "a list", text_of(actual))
        return
    entries = {KEYED[name](entry): dict(entry) for entry in actual}
    result.same("report", f"{name}: entries", len(entries), len(actual))
    for key in sorted(result.subjects(name, set(expected), set(entries))):
        entry = entries[key]
        if "touches" in entry:
            entry["touches"] = {ids([touch["rep"]])[0]: touch for touch in entry["touches"]}
        for field, value in expected[key].items():
            result.tree(f"{name} {key}", field, value, entry.get(field, ABSENT))


def text_of(entry: Any) -> str:
    """Anything for the table, cut where it is long."""
    text = "absent" if entry is ABSENT else str(entry)
    return text if len(text) <= 60 else text[:57] + "..."


def ids(references: list[Any]) -> list[str]:
    """Ids of references that are plain ids, or objects with an id."""
    return [entry["id"] if isinstance(entry, dict) else entry for entry in references]
