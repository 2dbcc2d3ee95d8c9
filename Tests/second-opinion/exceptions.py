"""Compares the exceptions of a report with what must be told."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comparison import Comparison

Entry = dict[str, Any]
#: Kinds that may stand several times in one territory.
REPEATED = ("conflict", "outside_sales", "shared_units")
LOOSE = ("unassigned_units", "unassigned_sales")


def units(entry: Entry) -> int:
    """The money of an exception in 1/10,000."""
    return int(Decimal(entry["money"]) * 10_000)


def compare_exceptions(result: "Comparison", expected: Entry, actual: Any) -> None:
    """Compares kinds, territories, money, owners and order."""
    if not isinstance(actual, list):
        result.same("exceptions", "list", "a list", actual)
        return
    amounts = [units(entry) for entry in actual]
    result.same("exceptions", "ordered by money", True, amounts == sorted(amounts, reverse=True))
    for name, told in expected["territories"].items():
        entries = [e for e in actual if e["territory"] == name and e["kind"] not in REPEATED]
        result.same(f"exceptions {name}", "kinds", sorted(told), sorted(entry["kind"] for entry in entries))
        for entry in entries:
            if entry["kind"] in told:
                subject = f"exception {name} {entry['kind']}"
                compare_money(result, subject, told[entry["kind"]], entry)
                owner = expected["owners"][name][entry["kind"]]
                result.same(subject, "owner", owner, entry["owner"])
    for entry in actual:
        office = "sales operations" if entry["kind"] == "data_fault" else "sales management"
        subject = f"exception {entry['territory']} {entry['kind']}"
        result.same(subject, "office", None if entry["owner"] else office, entry.get("office"))
    compare_loose(result, expected["loose"], [e for e in actual if e["kind"] in LOOSE])
    compare_pairs(result, expected, actual)


def compare_money(result: "Comparison", subject: str, told: dict[str, int], entry: Entry) -> None:
    """Compares what an exception takes in, and that its money is that of its largest part."""
    parts = {part["kind"]: units(part) for part in entry.get("also", [])}
    taken = {kind: money for kind, money in told.items() if kind != entry["kind"]}
    result.same(subject, "also", taken, parts)
    result.same(subject, "money", max(told.values()), units(entry))


def compare_loose(result: "Comparison", told: dict[str, int], entries: list[Entry]) -> None:
    """Compares what is told of units and sales without a territory: as one, where there are both."""
    kinds = {entry["kind"] for entry in entries} | {
        part["kind"] for entry in entries for part in entry.get("also", [])
    }
    result.same("exceptions without territory", "kinds", sorted(told), sorted(kinds))
    result.same("exceptions without territory", "entries", min(1, len(told)), len(entries))
    for entry in entries:
        if entry["kind"] in told:
            compare_money(result, f"exception {entry['kind']}", told, entry)


def compare_pairs(result: "Comparison", expected: Entry, actual: list[Entry]) -> None:
    """Compares the money of all conflicts, and of all outside sales wherever they are told."""
    outside: Counter[tuple[str, int]] = Counter()
    conflicts: Counter[int] = Counter()
    for entry in actual:
        if entry["kind"] == "outside_sales":
            outside[entry["territory"], units(entry)] += 1
        if entry["kind"] == "conflict":
            conflicts[units(entry)] += 1
            outside.update((entry["territory"], units(part)) for part in entry.get("also", []))
    shared = Counter((e["territory"], units(e)) for e in actual if e["kind"] == "shared_units")
    result.same("exceptions", "shared units", dict(expected["shared_units"]), dict(shared))
    result.same("exceptions", "conflicts", sum(expected["conflicts"].values()), sum(conflicts.values()))
    # The money of a conflict is that of outside sales that it takes in, where those are more.
    largest = {
        units(part) for entry in actual if entry["kind"] == "conflict" for part in entry.get("also", [])
    }
    unknown = [money for money in conflicts - expected["conflicts"] if money not in largest]
    result.same("exceptions", "conflicts of other money", [], unknown)
    result.same("exceptions", "outside sales told", {}, dict(outside - expected["outside_sales"]))
    result.same("exceptions", "outside sales not told", {}, dict(expected["outside_sales"] - outside))
