"""The report that an opinion would agree with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from values import Metrics, Opinion, Value
from windows import iso


def plain(value: Value) -> Any:
    """A value as lists of a report have it."""
    kind, content = value
    if kind in ("money", "estimate"):
        return Decimal(content) / 10_000
    return content if kind == "count" else None if kind == "n/a" else Decimal(repr(float(content)))


def as_json(metrics: Metrics) -> dict[str, Any]:
    """Metrics as a report has them."""
    return {
        key: {"value": plain(value)} | ({"reason": value[1]} if value[0] == "n/a" else {})
        for key, value in metrics.items()
    }


def as_list(tree: Any) -> Any:
    """A tree as a report has it: what is keyed here is a list there."""
    if isinstance(tree, tuple):
        return plain(tree)
    if isinstance(tree, list):
        return [as_list(entry) for entry in tree]
    if isinstance(tree, dict):
        return {
            key: list(as_list(value).values()) if key == "touches" else as_list(value)
            for key, value in tree.items()
        }
    return tree


def as_exceptions(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The exceptions of a report, by money."""
    entries = [
        exception(kind, territory, parts, told["owners"][territory][kind])
        for territory, heads in told["territories"].items()
        for kind, parts in heads.items()
    ]
    if loose := told["loose"]:
        entries.append(exception(next(iter(loose)), None, loose, None))
    for money in told["conflicts"].elements():
        entries.append(exception("conflict", None, {"conflict": money}, None))
    for kind in ("outside_sales", "shared_units"):
        for territory, money in told[kind].elements():
            entries.append(exception(kind, territory, {kind: money}, None))
    return sorted(entries, key=lambda entry: -entry["money"])


def exception(head: str, territory: str | None, parts: dict[str, int], owner: str | None) -> dict[str, Any]:
    """An exception with what it takes in."""
    amounts = {kind: Decimal(money) / 10_000 for kind, money in parts.items()}
    return {
        "kind": head,
        "territory": territory,
        "money": max(amounts.values()),
        "owner": owner,
        "office": None if owner else "sales management",
        "also": [{"kind": kind, "money": money} for kind, money in amounts.items() if kind != head],
    }


def as_trees(opinion: Opinion) -> dict[str, Any]:
    """The lists and objects of a report."""
    names = {
        "outside_sales": ("territory", "rep"),
        "products": ("territory", "product"),
        "handovers": ("territory", "day"),
    }
    keyed = {
        name: [dict(zip(keys, pair)) | as_list(entry) for pair, entry in opinion.trees[name].items()]
        for name, keys in names.items()
    }
    trees = {key: as_list(value) for key, value in opinion.trees.items() if key not in ("exceptions", *names)}
    return (
        trees
        | {
            "exceptions": as_exceptions(opinion.trees["exceptions"]),
            "shared_accounts": list(trees["shared_accounts"].values()),
            "units": list(trees["units"].values()),
        }
        | keyed
    )


def as_report(opinion: Opinion, spans: dict[str, Any]) -> dict[str, Any]:
    """The report that an opinion would agree with."""

    def numbers(metrics: Metrics) -> dict[str, Any]:
        return {
            key: entry["value"] for key, entry in as_json(metrics).items() if not key.startswith("by_kind")
        }

    kinds = ("conflict", "handover", "overlay")
    return as_trees(opinion) | {
        "as_of": iso(spans["current"].last),
        "periods": {name: {"from": iso(span.first), "to": iso(span.last)} for name, span in spans.items()},
        "organisation": {"metrics": as_json(opinion.organisation)},
        "territories": [
            {"id": name, "kind": kind, "metrics": as_json(opinion.territories.get(name, {}))}
            | as_list(opinion.territory_trees.get(name, {}))
            for name, kind in opinion.kinds.items()
        ],
        "reps": [{"id": name, "metrics": as_json(metrics)} for name, metrics in opinion.reps.items()],
        "rep_pairs": [
            {
                "reps": list(pair),
                "by_kind": {kind: metrics[f"by_kind.{kind}"][1] for kind in kinds},
                **numbers(metrics),
            }
            for pair, metrics in opinion.pairs.items()
        ],
        "weekly": [
            {"territory": name, "week_ending": iso(day), **numbers(metrics)}
            for (name, day), metrics in opinion.weekly.items()
        ],
    }
