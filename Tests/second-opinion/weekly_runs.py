"""Runs the program every week on data that change, and recomputes what it says has changed.

weekly_runs.py FOLDER BAILIWICK [--sales 20000]
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from changes import Report, amounts_by_file, compare_changes, restated_inputs
from comparison import Comparison, day_number
from facts import Facts
from model import Field
from second_opinion import print_table
from workspace import Workspace

LAST = date(2026, 6, 28)
WEEKS = 10
Rows = list[dict[str, str]]


def edit(path: Path, change: Callable[[Rows], Rows]) -> None:
    """Writes a table anew with its rows changed."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        header, rows = list(reader.fieldnames or []), list(reader)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def prepare(folder: Path, sales: int) -> None:
    """A generated workspace whose sales lie in several files."""
    shutil.rmtree(folder, ignore_errors=True)
    here = Path(__file__).parent
    subprocess.run(
        [sys.executable, here / "generate.py", folder, "--sales", str(sales)], check=True
    )
    configuration = folder / "bailiwick.yaml"
    text = configuration.read_text(encoding="utf-8")
    text = text.replace("file: sales.csv", 'file: "sales-*.csv"').replace("keep: 5", "keep: 60")
    configuration.write_text(text, encoding="utf-8")
    lines = (folder / "sales.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "sales.csv").unlink()
    parts = {"2024": lines[1::4], "2025": lines[2::4], "old-dump": lines[3::4], "returns": lines[4::4]}
    for name, part in parts.items():
        (folder / f"sales-{name}.csv").write_text(lines[0] + "".join(part), encoding="utf-8")


def wobble(folder: Path, week: int) -> None:
    """What changes every week: a few rows in one file, and a few calls."""
    edit(folder / "sales-2025.csv", lambda rows: [row for place, row in enumerate(rows) if place % 977 != week])
    edit(folder / "calls.csv", lambda rows: [row for place, row in enumerate(rows) if place % 401 != week])


def change_everything(folder: Path) -> dict[str, str]:
    """What changes before the last run; returns the renamed files by their new names."""

    def restate(rows: Rows) -> Rows:
        for row in rows[::50]:
            row["amount"] = "1" + row["amount"].lstrip("-")
        return rows[3:]

    def realign(rows: Rows) -> Rows:
        moved = [row for row in rows if not row["to"]][:3]
        other = next(row["territory"] for row in rows if not row["to"] and row["territory"] != moved[0]["territory"])
        for row in moved:
            row["to"] = "2026-06-23"
        return rows + [
            {"unit": row["unit"], "territory": other, "from": "2026-06-24", "to": ""} for row in moved
        ]

    def hand_over(rows: Rows) -> Rows:
        owners = [row for row in rows if row["role"] == "owner" and not row["to"]]
        owners[0]["to"] = "2026-06-25"
        owners[1]["rep"] = owners[2]["rep"]
        return rows[:-1]

    def rename(rows: Rows) -> Rows:
        leaves = [row for row in rows if row["kind"] == "exclusive"]
        leaves[0]["name"] = "Renamed | <b>"
        leaves[1]["parent"] = leaves[2]["parent"]
        return rows + [{"id": "ZNEW", "name": "A new one", "parent": "", "kind": "exclusive"}]

    edit(folder / "sales-2024.csv", restate)
    edit(folder / "unit_assignments.csv", realign)
    edit(folder / "rep_assignments.csv", hand_over)
    edit(folder / "territories.csv", rename)
    (folder / "sales-old-dump.csv").rename(folder / "sales-new-dump.csv")
    (folder / "sales-returns.csv").unlink()
    shutil.copy(folder / "sales-2025.csv", folder / "sales-2026.csv")
    edit(folder / "sales-2026.csv", lambda rows: rows[:40])
    return {"sales-new-dump.csv": "sales-old-dump.csv"}


def unnoticed(facts: Facts, reports: list[Report], inputs: dict[str, Any]) -> Iterator[str]:
    """Wrong statements of what changed that the comparison does not find."""
    for name, spoil in (
        ("money really sold", lambda last: last["sales"][0].update(real=Decimal(1))),
        ("money realigned", lambda last: last["sales"][2].update(realigned=Decimal(1))),
        ("age", lambda last: last["exceptions"]["lasting"][0].update(weeks=99)),
        ("absent exception", lambda last: last["exceptions"]["gone"].pop()),
        ("absent move", lambda last: last["metrics"].pop(0)),
        ("spread", lambda last: last["metrics"][0].update(spread=Decimal(1))),
        ("owner", lambda last: last["assignments"][-2].update(added=["R001"])),
        ("restated file", lambda last: last["restated"]["files"][0].update(restated=Decimal(1))),
    ):
        spoilt = copy.deepcopy(reports[-1])
        spoil(spoilt["changes"]["last"])
        result = Comparison()
        compare_changes(result, facts, spoilt, reports[:-1], inputs)
        if not result.differences:
            yield name


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(description="Recomputes what changed between weekly runs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("bailiwick", type=Path)
    parser.add_argument("--sales", type=int, default=20_000)
    options = parser.parse_args()
    folder = options.folder
    prepare(folder, options.sales)
    days = [LAST - timedelta(days=364), *(LAST - timedelta(weeks=week) for week in range(WEEKS, -1, -1))]
    then: dict[str, int] = {}
    renamed: dict[str, str] = {}
    for place, day in enumerate(days):
        if day == LAST:
            workspace = Workspace(folder)
            then = amounts_by_file(workspace, Field(workspace), day_number(days[-2].isoformat()))
            renamed = change_everything(folder)
        else:
            wobble(folder, place)
        command = [options.bailiwick, "run", "--quiet", "--workspace", folder, "--as-of", day.isoformat()]
        subprocess.run(command, check=True)
    reports = [
        json.loads((folder / "reports" / day.isoformat() / "report.json").read_text("utf-8"), parse_float=Decimal)
        for day in days
    ]
    workspace = Workspace(folder)
    field = Field(workspace)
    now = amounts_by_file(workspace, field, day_number(days[-2].isoformat()))
    facts = Facts(field)
    facts.attribute(day_number(LAST.isoformat()))
    result = Comparison()
    inputs = restated_inputs(now, then, renamed)
    compare_changes(result, facts, reports[-1], reports[:-1], inputs)
    result.same("spoilt reports", "faults that are not found", [], list(unnoticed(facts, reports, inputs)))
    for state in ("last", "year_ago"):
        result.same("first run", state, {"state": "none"}, reports[0]["changes"][state])
    print_table(result.differences)
    print(f"{result.compared} values of what changed compared, {len(result.differences)} differ")
    return 1 if result.differences else 0


if __name__ == "__main__":
    sys.exit(main())
