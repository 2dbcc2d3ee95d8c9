"""The difference of two published reports, worked out from their report.json and run.json alone."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

Value = dict[str, Any]
#: What differs, by where it stands: what the earlier report says and what the later one says, None for nothing.
Difference = dict[tuple[str, ...], tuple[Any, Any]]


def read(folder: Path) -> Value:
    """A report and the facts beside it."""
    report: Value = json.loads((folder / "report.json").read_bytes())
    report["run"] = json.loads((folder / "run.json").read_bytes())
    return report


def said(report: Value) -> dict[tuple[str, ...], Any]:
    """All that a history remembers of a report, by where it stands."""
    found: dict[tuple[str, ...], Any] = {}

    def put(kind: str, key: tuple[str, ...], value: Any) -> None:
        place = 0
        while (kind, *key, str(place)) in found:
            place += 1
        found[kind, *key, str(place)] = value

    subjects = [("organisation", "", report["organisation"]["metrics"])]
    subjects += [("territory", item["id"], item["metrics"]) for item in report["territories"]]
    subjects += [("rep", item["id"], item["metrics"]) for item in report["reps"]]
    for kind, name, metrics in subjects:
        for key, value in metrics.items():
            put("metric", (kind, name, key), value)
    for item in report["exceptions"]:
        matters = [item] + [{**also, "territory": item["territory"], "within": item["id"]} for also in item["also"]]
        for matter in matters:
            put("exception", (matter["id"],), some(matter, "id kind text money first_seen territory within"))
    for item in report["territories"]:
        put("territory", (item["id"],), some(item, "id name kind parent owner reps"))
    for item in report["reps"]:
        put("rep", (item["id"],), some(item, "id name"))
    for item in report["units"]:
        put("unit", (item["id"],), some(item, "id name territory"))
    files = {item["file"]: item for item in report["run"]["inputs"]}
    for item in report["quality"]["inputs"]:
        file = files.get(item["file"])
        if file:
            counts = some(item, "source file rows_read rows_loaded rows_rejected amount_loaded amount_up_to_as_of")
            put("input", (item["source"], item["file"]), counts | some(file, "sha256 bytes"))
    counted = {item["file"] for item in report["quality"]["inputs"]}
    for name, file in files.items():
        if name not in counted:
            put("input", (file["source"], name), some(file, "source file sha256 bytes"))
    for key, text in report["run"]["configuration"]["settings"].items():
        put("configuration", (key,), text)
    return found


def some(item: Value, keys: str) -> Value:
    """The named values that are there."""
    return {key: item[key] for key in keys.split() if item.get(key) is not None}


def difference(earlier: Value, later: Value) -> Difference:
    """What two reports say differently."""
    before, after = said(earlier), said(later)
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def told(text: str) -> Difference:
    """What `bailiwick history diff --format json` says, in the same shape."""
    found: Difference = {}
    places: dict[tuple[str, ...], int] = defaultdict(int)

    def put(kind: str, key: tuple[str, ...], change: Value) -> None:
        name = (kind, *key, str(places[kind, *key]))
        places[kind, *key] += 1
        found[name] = (change.get("from"), change.get("to"))

    parsed = json.loads(text)
    for item in parsed["metrics"]:
        put("metric", (item["subject_kind"], item.get("subject_id") or "", item["metric"]), item)
    for kind in ("territories", "reps", "units"):
        for change in parsed[kind]:
            put({"territories": "territory"}.get(kind, kind[:-1]), ((change.get("to") or change["from"])["id"],), change)
    for change in parsed["inputs"]:
        item = change.get("to") or change["from"]
        put("input", (item["source"], item["file"]), change)
    exceptions = parsed["exceptions"]
    for item in exceptions["gone"]:
        put("exception", (item["id"],), {"from": item})
    for item in exceptions["new"]:
        put("exception", (item["id"],), {"to": item})
    for change in exceptions["lasting"]:
        if change["from"] != change["to"]:
            put("exception", (change["from"]["id"],), change)
    for key in parsed["configuration"]:
        put("configuration", (key,), {})
    return found


def faults(earlier: Path, later: Path, text: str) -> list[str]:
    """Where the program's difference is not the one of the two reports."""
    expected, found = difference(read(earlier), read(later)), told(text)
    # The program names the keys of the configuration without their values.
    expected = {key: (None, None) if key[0] == "configuration" else value for key, value in expected.items()}
    return [
        f"{' '.join(key)}: {found.get(key, 'nothing')}, expected {expected.get(key, 'nothing')}"
        for key in sorted(found.keys() | expected.keys())
        if found.get(key) != expected.get(key)
    ]
