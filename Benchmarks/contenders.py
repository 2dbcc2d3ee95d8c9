"""Bailiwick and the peers: how each is run, and the totals that each states."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from loads import BUILD, PROGRAM, Load
from measuring import Run, measured

#: Reports of earlier rounds, until the benchmark ends.
ASIDE = BUILD / "bench-aside"
PEERS = Path(__file__).resolve().parent / "peers"
Totals = dict[str, Any]


class Peer:
    """One of the scripts in `peers`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.result = BUILD / f"bench-{name}.json"

    def fold(self, load: Load) -> Run:
        """Folds the load: time and CPU of the fold alone as the script takes them, memory of the whole process."""
        self.result.unlink(missing_ok=True)
        process = measured([sys.executable, str(PEERS / f"{self.name}_fold.py"), str(load.folder), str(self.result)])
        stated = json.loads(self.result.read_text())
        return Run(stated["seconds"], stated["cpu"], process.memory)

    def totals(self) -> Totals:
        """The totals of the last fold."""
        return json.loads(self.result.read_text())["totals"]

    def version(self) -> str:
        return json.loads(self.result.read_text())["version"]


DUCKDB, POLARS, PANDAS = Peer("duckdb"), Peer("polars"), Peer("pandas")


def bailiwick(command: str, workspace: Path, *options: str) -> Run:
    """Runs a command of Bailiwick on a workspace."""
    return measured([str(PROGRAM), command, "--quiet", "--workspace", str(workspace), *options])


def published(load: Load) -> Run:
    """The weekly job, its last report put aside first.

    Not removed: ext4 gives no inode away that was freed a minute ago, and looks at each of them for every new file, so a
    benchmark that removes and writes the same thousands of files would measure that search.
    """
    put_aside(load.folder / "reports")
    return bailiwick("run", load.folder)


def put_aside(folder: Path) -> None:
    """Moves a folder, where there is one, to those that `remove_put_aside` removes."""
    if folder.exists():
        ASIDE.mkdir(exist_ok=True)
        folder.rename(Path(tempfile.mkdtemp(dir=ASIDE)) / folder.name)


def remove_put_aside() -> None:
    shutil.rmtree(ASIDE, ignore_errors=True)


def version() -> str:
    return subprocess.run([PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def reported(load: Load) -> Totals:
    """The totals of `report.json`, in 1/10,000 and in the form of `peers/fold.py`; what it does not state is absent."""
    text = (load.folder / "reports/latest/report.json").read_text(encoding="utf-8")
    report = json.loads(text, parse_float=Decimal)

    def metric(subject: dict[str, Any], key: str) -> Any:
        return subject["metrics"].get(key, {}).get("value") or 0

    def money(value: Any) -> int:
        return int(Decimal(value) * 10_000)

    def sold(sums: dict[str, list[int]]) -> dict[str, list[int]]:
        return {key: line for key, line in sums.items() if any(line)}

    def weeks(lines: list[tuple[str, dict[str, Any]]], sales: str) -> dict[str, list[int]]:
        return sold({f"{key} {week['week_ending']}": [money(week[sales]), week["calls"]] for key, week in lines})

    windows = ("sales", "sales_prior", "sales_year_ago", "sales_trailing_year")
    organisation, totals = report["organisation"], report["quality"]["totals"]
    leaves = [territory for territory in report["territories"] if territory["kind"] != "group"]
    return {
        "rows": {
            "sales": totals["sales_rows"],
            "amount": money(totals["sales_amount"]),
            "calls": totals["activity_rows"],
        },
        "account_reps": {key: metric(organisation, key) for key in ("active_accounts", "accounts_called", "calls")},
        "organisation": {
            name: money(metric(organisation, key))
            for name, key in zip(("current", "prior", "year_ago", "trailing_year"), windows, strict=True)
        },
        "as_was": sold({t["id"]: [money(metric(t, "sales_as_was"))] for t in leaves}),
        "reps": sold({rep["id"]: [money(metric(rep, key)) for key in windows] for rep in report["reps"]}),
        "as_is": sold({t["id"]: [money(metric(t, key)) for key in windows[:2]] for t in leaves}),
        "products": sold(
            {f"{p['territory']} {p['product']}": [money(p["sales"]), money(p["sales_prior"])] for p in report["products"]}
        ),
        "territory_weeks": weeks([(week["territory"], week) for week in report["weekly"]], "sales_as_was"),
        "rep_weeks": weeks([(rep["id"], week) for rep in report["reps"] for week in rep["weekly"]], "sales"),
    }


def comparable(peer: Totals) -> Totals:
    """A peer's totals, less those that no report states."""
    return {
        "rows": peer["rows"],
        "account_reps": {key: peer["account_reps"][key] for key in ("active_accounts", "accounts_called", "calls")},
        "organisation": {key: value for key, value in peer["organisation"].items() if key != "fiscal_year_to_date"},
        "as_was": {key: line[:1] for key, line in peer["as_was"].items() if line[0]},
        "reps": {key: line[:4] for key, line in peer["reps"].items() if any(line[:4])},
        "as_is": peer["as_is"],
        "products": peer["products"],
        "territory_weeks": {key: line[1:] for key, line in peer["territory_weeks"].items()},
        "rep_weeks": {key: line[1:] for key, line in peer["rep_weeks"].items()},
    }


def compared(load: Load, ours: Totals, peers: dict[str, Totals]) -> int:
    """Ends the benchmark where any total differs; returns how many of Bailiwick's were compared with each peer."""
    names = list(peers)
    for name in names:
        differ(f"{load.name}: bailiwick and {name}", ours, comparable(peers[name]))
    for name in names[1:]:
        differ(f"{load.name}: {names[0]} and {name}", peers[names[0]], peers[name])
    return sum(len(line) if isinstance(line, list) else 1 for table in ours.values() for line in table.values())


def differ(what: str, left: Totals, right: Totals) -> None:
    for table in left:
        keys = sorted(set(left[table]) | set(right[table]))
        wrong = [key for key in keys if left[table].get(key) != right[table].get(key)]
        for key in wrong[:5]:
            print(f"{what}: {table} {key}: {left[table].get(key)} and {right[table].get(key)}", file=sys.stderr)
        if wrong:
            sys.exit(f"{what}: {len(wrong)} totals of {table} differ")
