"""What changed between runs: recomputed from the raw files and from the reports of earlier runs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from comparison import Comparison, day_number
from facts import Facts
from model import Field
from windows import Window, iso
from workspace import Workspace

Report = dict[str, Any]
Subject = tuple[str, str | None]
#: By docs/metrics.md, "What changed".
WATCHED = """unit_coverage unassigned_sales_share accounts account_coverage active_rate plan_attainment
    uncalled_value utilisation contested_accounts account_overlap_rate outside_sales_in outside_sales_out
    outside_sales_share overlay_sales overlay_share sales sales_trailing_year growth growth_year quota attainment
    pace calls sales_per_call new_accounts lost_accounts lost_sales account_concentration performance_index
    performance_gap familiarity revenue_in_transition accounts_at_risk sales_at_risk max_deviation_sales
    max_deviation_workload_hours gini_sales""".split()
RANK = {"organisation": 0, "territory": 1, "rep": 2}
RUNS, FEWEST, LIMIT, LARGEST, ROUNDING = 13, 6, 3.0, 20, 1e-9


def by_bytes(text: str | None) -> bytes:
    """The order of ids; nothing comes first."""
    return (text or "").encode()


# Metrics


def subjects(report: Report) -> dict[Subject, dict[str, Any]]:
    """The metrics of everything that has some, in the order of the report."""
    return (
        {("organisation", None): report["organisation"]["metrics"]}
        | {("territory", entry["id"]): entry["metrics"] for entry in report["territories"]}
        | {("rep", entry["id"]): entry["metrics"] for entry in report["reps"]}
    )


def number(metrics: dict[str, Any] | None, key: str) -> float | None:
    """The value of a metric; None where it has none."""
    value = ((metrics or {}).get(key) or {}).get("value")
    return None if value is None else float(value)


def median(values: Iterable[float]) -> float:
    """The value in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


class Spread(NamedTuple):
    """How much a metric usually moves from run to run."""

    middle: float
    size: float
    differences: int


def spread_of(values: list[float | None]) -> Spread | None:
    """The usual spread of a metric in runs one after the other; None where there are too few."""
    steps = [b - a for a, b in zip(values, values[1:]) if a is not None and b is not None]
    if len(steps) < FEWEST:
        return None
    middle = median(steps)
    sizes = [abs(step - middle) for step in steps]
    floor = ROUNDING * max(abs(value or 0) for value in values)
    robust, mean = 1.4826 * median(sizes), 1.253314 * sum(sizes) / len(sizes)
    return Spread(middle, robust if robust > floor else mean if mean > floor else 0.0, len(steps))


def effect(direction: str, change: float) -> str:
    """What a change means by the catalog."""
    if direction == "neutral":
        return "neutral"
    return "good" if (change > 0) == (direction == "higher_is_better") else "bad"


def metric_changes(report: Report, past: Report, recent: list[Report] | None) -> list[dict[str, Any]]:
    """All watched metrics that changed; `recent` are the runs that tell what is usual."""
    directions = {entry["key"]: entry["direction"] for entry in report["definitions"]}
    before_all, series = subjects(past), [subjects(run) for run in recent or []]
    found = []
    for subject, metrics in subjects(report).items():
        for key in WATCHED:
            before, after = number(before_all.get(subject), key), number(metrics, key)
            if before is None or after is None or before == after:
                continue
            change = after - before
            usual = spread_of([number(run.get(subject), key) for run in series])
            spreads = abs(change - usual.middle) / usual.size if usual and usual.size else None
            is_unusual = usual is not None and (
                abs(change - usual.middle) > ROUNDING * max(abs(before), abs(after))
                if spreads is None
                else spreads > LIMIT
            )
            size = (-1 if spreads is None else spreads) if is_unusual else abs(change / before) if before else -1
            entry = {
                "subject_kind": subject[0],
                "subject": subject[1],
                "metric": key,
                "before": ("number", before),
                "after": ("number", after),
                "change": ("number", change),
                "usual_change": usual and ("number", usual.middle),
                "spread": usual and ("number", usual.size),
                "differences": usual and usual.differences,
                "spreads": None if spreads is None else ("number", spreads),
                "unusual": is_unusual,
                "effect": effect(directions[key], change),
            }
            # What is the same but for rounding keeps the order of the report.
            found.append(((not is_unusual, RANK[subject[0]], -round(size * 1e6)), entry))
    found.sort(key=lambda item: item[0])
    return [entry for _, entry in found]


# Exceptions


def matters(report: Report) -> dict[str, dict[str, Any]]:
    """The exceptions of a report and what they take in, by their ids."""
    found: dict[str, dict[str, Any]] = {}
    for entry in report["exceptions"]:
        for part in (entry, *entry["also"]):
            found[part["id"]] = {
                "id": part["id"],
                "kind": part["kind"],
                "money": ("money", int(Decimal(part["money"]) * 10_000)),
                "territory": entry["territory"],
                "text": part["text"],
                "within": None if part is entry else entry["id"],
            }
    return found


def first_seen(runs: list[Report]) -> list[dict[str, str]]:
    """By run, oldest first: since when each matter has been there without a break."""
    ages: list[dict[str, str]] = []
    for run in runs:
        before = ages[-1] if ages else {}
        ages.append({name: before.get(name, run["as_of"]) for name in matters(run)})
    return ages


def exception_changes(report: Report, past: Report, seen: dict[str, dict[str, str]]) -> dict[str, list[Any]]:
    """New, gone and lasting exceptions; `seen` are the first days by as-of day."""

    def told(matter: dict[str, Any], run: Report) -> dict[str, Any]:
        first = seen[run["as_of"]][matter["id"]]
        weeks = (day_number(run["as_of"]) - day_number(first)) // 7
        return matter | {"first_seen": first, "weeks": weeks}

    now, then = matters(report), matters(past)
    return {
        "new": [told(matter, report) for name, matter in now.items() if name not in then],
        "gone": [told(matter, past) for name, matter in then.items() if name not in now],
        "lasting": [told(matter, report) for name, matter in now.items() if name in then],
    }


# Assignments


def assignment_changes(report: Report, past: Report) -> list[dict[str, Any]]:
    """Who answers for something else than before."""
    now = {entry["id"]: entry for entry in report["territories"]}
    then = {entry["id"]: entry for entry in past["territories"]}
    rep_names = {entry["id"]: entry["name"] for run in (past, report) for entry in run["reps"]}
    names = {name: entry["name"] for name, entry in (then | now).items()}

    def named(ident: str | None, table: dict[str, str]) -> dict[str, str] | None:
        return None if ident is None else {"id": ident, "name": table[ident]}

    def change(kind: str, **fields: Any) -> dict[str, Any]:
        empty = {"added": [], "from": None, "kinds": [], "removed": [], "territory": None, "to": None, "units": []}
        return empty | {"kind": kind} | fields

    found = []
    for ident in sorted(now.keys() | then.keys(), key=by_bytes):
        new, old = now.get(ident), then.get(ident)
        if (new or old)["kind"] == "unassigned":
            continue
        if old is None:
            found.append(change("new_territory", territory=ident, to=named(new["owner"], rep_names)))
        elif new is None:
            found.append(change("gone_territory", territory=ident, **{"from": named(old["owner"], rep_names)}))
        else:
            if new["name"] != old["name"]:
                fields = {"from": {"id": ident, "name": old["name"]}, "to": {"id": ident, "name": new["name"]}}
                found.append(change("renamed", territory=ident, **fields))
            for field, kind, table in (("parent", "parent", names), ("kind", "kind", {}), ("owner", "owner", rep_names)):
                if new[field] == old[field]:
                    continue
                if field == "kind":
                    found.append(change(kind, territory=ident, kinds=[old[field], new[field]]))
                else:
                    fields = {"from": named(old[field], table), "to": named(new[field], table)}
                    found.append(change(kind, territory=ident, **fields))
            added = sorted(set(new["reps"]) - set(old["reps"]) - {new["owner"]}, key=by_bytes)
            removed = sorted(set(old["reps"]) - set(new["reps"]) - {old["owner"]}, key=by_bytes)
            if added or removed:
                found.append(change("team", territory=ident, added=added, removed=removed))
    return found + unit_changes(report, past, names, change)


def unit_changes(report: Report, past: Report, names: dict[str, str], change: Any) -> list[dict[str, Any]]:
    """Units that went from one territory to another, that came or that went."""
    then = {entry["id"]: entry["territory"] for entry in past["units"]}
    now = {entry["id"]: entry["territory"] for entry in report["units"]}
    moves: dict[tuple[str | None, str | None], list[str]] = {}
    for unit, territory in now.items():
        if unit in then and then[unit] != territory:
            moves.setdefault((then[unit], territory), []).append(unit)
    found = []
    for pair in sorted(moves, key=lambda pair: (by_bytes(pair[0]), by_bytes(pair[1]))):
        sides = [None if side is None else {"id": side, "name": names[side]} for side in pair]
        found.append(change("units", units=moves[pair], **{"from": sides[0], "to": sides[1]}))
    for kind, units in (
        ("new_units", [unit for unit in now if unit not in then]),
        ("gone_units", [unit for unit in then if unit not in now]),
    ):
        if units:
            found.append(change(kind, units=units))
    return found


# Sales


class Sums(NamedTuple):
    """Sales of one subject in three windows, in 1/10,000."""

    now: int = 0
    then: int = 0
    as_was: int = 0

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*(a + b for a, b in zip(self, other)))


def sums_of(facts: Facts, now: Window, then: Window) -> dict[Subject, Sums]:
    """Sales of today's data in today's period and in that of another run."""
    field = facts.field
    spans = {"now": now, "then": then}
    territories = [*field.territory_ids, "unassigned"]
    as_is, as_was = (facts.by_subject(subject, spans) for subject in ("as_is", "as_was"))
    found: dict[Subject, Sums] = {}
    for place, name in enumerate(territories):
        own = as_is.get(place, {"now": 0, "then": 0})
        sums = Sums(own["now"], own["then"], as_was.get(place, {"then": 0})["then"])
        above: int | None = place
        while above is not None:
            subject = ("territory", territories[above])
            found[subject] = found.get(subject, Sums()).plus(sums)
            above = field.parents[above] if above < field.no_territory else None
        whole: Subject = ("organisation", None)
        found[whole] = found.get(whole, Sums()).plus(sums)
    for place, own in facts.by_subject("rep", spans).items():
        name = "unassigned" if place == field.no_rep else field.rep_ids[place]
        found["rep", name] = Sums(own["now"], own["then"], own["then"])
    return found


def sales_changes(facts: Facts, report: Report, past: Report) -> list[dict[str, Any]]:
    """Each change of sales and what it is made of, where assignments are dated."""

    def window(run: Report) -> Window:
        span = run["periods"]["current"]
        return Window(day_number(span["from"]), day_number(span["to"]))

    def told(run: Report, subject: Subject, key: str) -> int:
        return round((Decimal(subjects_of[id(run)].get(subject, {}).get(key, {}).get("value") or 0)) * 10_000)

    subjects_of = {id(run): subjects(run) for run in (report, past)}
    sums = sums_of(facts, window(report), window(past))
    overlays = {e["id"] for run in (report, past) for e in run["territories"] if e["kind"] == "overlay"}
    names = {("organisation", None): report["title"]}
    for run in (past, report):
        names |= {("territory", entry["id"]): entry["name"] for entry in run["territories"]}
        names |= {("rep", entry["id"]): entry["name"] for entry in run["reps"]}
    everyone = {*subjects_of[id(report)], *subjects_of[id(past)]}
    found = []
    for subject in sorted(everyone, key=lambda subject: (RANK[subject[0]], by_bytes(subject[1]))):
        if subject[0] == "territory" and subject[1] in overlays:
            continue
        own = sums.get(subject, Sums())
        before = told(past, subject, "sales")
        as_was_before = before if subject[0] == "rep" else told(past, subject, "sales_as_was")
        restated = own.as_was - as_was_before
        if not before and not own.now and own.now == own.then:
            continue
        found.append(
            {
                "subject_kind": subject[0],
                "subject": subject[1],
                "name": names[subject],
                "before": ("money", before),
                "after": ("money", own.now),
                "real": ("money", own.now - own.then),
                "not_real": ("money", own.then - before),
                "realigned": ("money", own.then - before - restated),
                "restated": ("money", restated),
            }
        )
    return found


# Sales files


def amounts_by_file(workspace: Workspace, field: Field, until: int) -> dict[str, int]:
    """What each sales file holds of the days up to one, by its path in the workspace."""
    source = workspace.sources["sales"]
    pattern = source.settings["file"]
    amounts = {}
    for path in source.files:
        source.settings["file"] = str(path.relative_to(source.root))
        facts = Facts(field, totals_only=True)
        rows = facts.rows(f"SELECT coalesce(sum(amount), 0) FROM sales WHERE day <= {until}")
        amounts[source.settings["file"]] = int(rows[0][0])
        source.settings["file"] = pattern
    return amounts


def restated_inputs(now: dict[str, int], then: dict[str, int], renamed: dict[str, str]) -> dict[str, Any]:
    """Files whose past rows changed, that came or went; `renamed` are those with the same bytes, by new name."""
    files, net, gross = [], 0, 0
    former = set(renamed.values())
    for name in sorted(now.keys() | then.keys(), key=by_bytes):
        before, after = then.get(renamed.get(name, name)), now.get(name)
        if name in former or (before == after and name not in renamed):
            continue
        change = (after or 0) - (before or 0)
        kind = "renamed" if name in renamed else "new" if before is None else "gone" if after is None else "restated"
        files.append(
            {
                "file": name,
                "kind": kind,
                "former_name": renamed.get(name),
                "before": None if before is None else ("money", before),
                "after": None if after is None else ("money", after),
                "restated": ("money", change),
            }
        )
        if kind != "renamed":
            net, gross = net + change, gross + abs(change)
    return {"files": files, "net": ("money", net), "gross": ("money", gross)}


# Both comparisons


def period(run: Report) -> dict[str, str]:
    """The reporting period of a run."""
    return {key: run["periods"]["current"][key] for key in ("from", "to")}


def compare_changes(
    result: Comparison,
    facts: Facts,
    report: Report,
    runs: list[Report],
    inputs: dict[str, Any],
) -> None:
    """Compares `changes` with what the runs before it (oldest first) and the raw files say."""
    ages = first_seen([*runs, report])
    seen = {run["as_of"]: age for run, age in zip([*runs, report], ages)}
    for run in (*runs, report):
        for entry in run["exceptions"]:
            for part in (entry, *entry["also"]):
                result.same(f"{run['as_of']} {part['id']}", "first_seen", seen[run["as_of"]][part["id"]], part["first_seen"])
        known = [part["id"] for entry in run["exceptions"] for part in (entry, *entry["also"])]
        result.same(run["as_of"], "ids of exceptions", len(set(known)), len(known))
    year = day_number(report["as_of"]) - 364
    near = [run for run in runs if abs(day_number(run["as_of"]) - year) <= 3]
    recent = runs[-RUNS:]
    for name, past, usual in (("last", runs[-1], recent), ("year_ago", near[0], None)):
        metrics = metric_changes(report, past, usual)
        knows = usual is not None and len(usual) > FEWEST
        expected = {
            "state": "compared",
            "as_of": past["as_of"],
            "period": period(past),
            "spread_runs": None if usual is None else len(usual),
            "knows_spread": knows,
            "metrics": [entry for entry in metrics if entry["unusual"]] if knows else metrics[:LARGEST],
            "exceptions": exception_changes(report, past, seen),
            "assignments": assignment_changes(report, past),
            "sales": sales_changes(facts, report, past),
            "restated": inputs if name == "last" else None,
        }
        result.tree("changes", name, expected, report["changes"][name])
