#!/usr/bin/env python3
"""Two hundred weekly runs in a row, on data that changes every week.

Usage: Tests/endurance/weeks.py bailiwick folder [weeks]

25 territories with their reps; each week brings sales, restates some of the past, moves a unit, and now and then
exchanges or replaces reps. Checked: the size of the history, what a run with all these predecessors costs beside one
with those only that it is compared with, and that `history diff` of two runs is the difference of their report.json. Two databases of the same days,
one grown over the weeks and one rebuilt from the published reports, say the same.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from random import Random

import difference
import history
from field import Field, Shape
from history import History
from program import Program, weekly

LIMIT_BYTES = 50_000_000
LIMIT_RATIO = 1.10
#: The last run and those that say what is usual.
COMPARED_RUNS = 13
PAIRS = 50
ROUNDS = 21


def size(workspace: Path) -> int:
    """Bytes of the database, of its log and of its backup's draft; the backup itself is a second copy."""
    return sum(path.stat().st_size for path in workspace.glob(history.FILE + "*") if path.name != history.BACKUP)


def grown(program: Program, workspace: Path, archive: Path, weeks: int) -> list[str]:
    """Runs week after week; keeps each day's report.json and run.json; the days."""
    field, days = Field(Shape()), []
    start = time.monotonic()
    for week in range(weeks):
        if week:
            field.advance()
        field.write(workspace, all_years=week == 0)
        outcome = program.publish(workspace, field.as_of)
        if outcome.code or outcome.errors:
            sys.exit(f"week {week}, {field.as_of}: exit code {outcome.code}: {outcome.errors}")
        days.append(str(field.as_of))
        kept = archive / days[-1]
        kept.mkdir(parents=True)
        for name in ("report.json", "run.json"):
            shutil.copy(workspace / "reports" / days[-1] / name, kept)
        if (week + 1) % 25 == 0:
            print(f"  {week + 1} weeks: {size(workspace) / 1e6:.2f} MB, {time.monotonic() - start:.0f} s", flush=True)
    return days


def difference_faults(program: Program, workspace: Path, archive: Path, days: list[str]) -> list[str]:
    """All neighbours and some other pairs, in both directions of time."""
    random = Random(1)
    pairs = [*pairwise(days), *((left, right) for left, right in (random.sample(days, 2) for _ in range(PAIRS)))]
    faults = []
    changes = 0
    for earlier, later in pairs:
        outcome = program.run(
            "history", "diff", earlier, later, "--format", "json", "--workspace", workspace)  # fmt: skip
        if outcome.code:
            faults.append(f"history diff {earlier} {later}: exit code {outcome.code}: {outcome.errors}")
            continue
        changes += len(difference.told(outcome.output))
        found = difference.faults(archive / earlier, archive / later, outcome.output)
        faults += [f"history diff {earlier} {later}: {fault}" for fault in found[:3]]
    print(f"history diff of {len(pairs)} pairs: {changes} changes, {len(faults)} faults", flush=True)
    return faults + ([] if changes else ["no pair differs"])


def cpu_seconds(program: Program, workspace: Path, day: str) -> float:
    """What a run takes of the processor, in the program and in the system for it."""
    process = subprocess.Popen(
        [program.binary, *weekly(workspace, day), "--threads", "1"], env=program.environment(), stdin=subprocess.DEVNULL)  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"a measured run ends with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def restore(workspace: Path, reports: Path, database: Path | None) -> None:
    """Puts a workspace back to where it was before the measured run."""
    shutil.rmtree(workspace / "reports", ignore_errors=True)
    for path in workspace.glob(history.FILE + "*"):
        path.unlink()
    shutil.copytree(reports, workspace / "reports", symlinks=True)
    if database:
        shutil.copy(database, workspace / history.FILE)
        shutil.copy(database, workspace / history.BACKUP)


def compared(database: Path, day: str, target: Path) -> set[str]:
    """Makes a history with those runs only that a report of the day is compared with; their days."""
    shutil.copy(database, target)
    with closing(sqlite3.connect(target)) as young:
        young.executescript(
            f"""PRAGMA foreign_keys = ON;
            DELETE FROM run WHERE as_of NOT IN (SELECT as_of FROM run ORDER BY as_of DESC LIMIT {COMPARED_RUNS})
              AND abs(julianday(as_of) - julianday('{day}') + 364) > 3;
            VACUUM;"""
        )
        return {as_of for (as_of,) in young.execute("SELECT as_of FROM run")}


def cost_faults(program: Program, workspace: Path, day: str) -> list[str]:
    """Runs the newest day with all predecessors, with those it is compared with and with none, alternately; what is
    too much."""
    base = workspace.parent
    reports, nothing, database, young = base / "reports", base / "no-reports", base / "grown.sqlite", base / "young.sqlite"
    nothing.mkdir()
    shutil.copytree(workspace / "reports", reports, symlinks=True)
    shutil.copy(workspace / history.FILE, database)
    # All publish the day for the first time; replacing a report costs more, however many runs there were.
    shutil.rmtree(reports / day)
    (reports / "latest").unlink()
    with closing(sqlite3.connect(database)) as grown_before:
        grown_before.executescript(f"PRAGMA foreign_keys = ON; DELETE FROM run WHERE as_of = '{day}'")
    days = compared(database, day, young)
    # A report that the history does not know would be recorded again.
    recent = base / "recent-reports"
    shutil.copytree(reports, recent, ignore=lambda folder, names: set(names) - days if folder == str(reports) else set())
    pasts = {"all": (reports, database), "compared": (recent, young), "none": (nothing, None)}
    places = {name: base / f"measured-{name}" for name in pasts}
    seconds: dict[str, list[float]] = {name: [] for name in pasts}
    for place in places.values():
        shutil.copytree(workspace, place, ignore=shutil.ignore_patterns("reports", history.FILE + "*"))
    for _ in range(ROUNDS):
        for name, past in pasts.items():
            restore(places[name], *past)
            seconds[name].append(cpu_seconds(program, places[name], day))
    medians = {name: f"{statistics.median(all) * 1000:.0f} ms" for name, all in seconds.items()}
    ratios = {
        other: statistics.median(grown / less for grown, less in zip(seconds["all"], seconds[other]))
        for other in ("compared", "none")
    }
    print(
        f"processor time with all predecessors {medians['all']}; with those only that are compared {medians['compared']},"
        f" ratio {ratios['compared']:.3f}; with none, so that there is nothing to compare, {medians['none']},"
        f" ratio {ratios['none']:.3f} (medians of {ROUNDS})", flush=True)  # fmt: skip
    restore(workspace, reports, database)
    if ratios["compared"] > LIMIT_RATIO:
        return [f"all predecessors cost {ratios['compared']:.3f} times those that are compared"]
    return []


def rebuild_faults(program: Program, workspace: Path, days: list[str]) -> list[str]:
    """Loses the database and its backup: the reports that are still published give the same history again."""
    before = History.read(workspace / history.FILE)
    published = sorted(path.name for path in (workspace / "reports").glob("*-*-*"))
    for path in workspace.glob(history.FILE + "*"):
        path.unlink()
    start = time.monotonic()
    outcome = program.publish(workspace, days[-1])
    if outcome.code:
        return [f"the run that rebuilds ends with {outcome.code}: {outcome.errors}"]
    print(f"rebuilt from {len(published)} reports in {time.monotonic() - start:.1f} s", flush=True)
    after = History.read(workspace / history.FILE)
    # The newest day is run again, and its report tells of the repair.
    return [f"the rebuilt history of {day} is another one" for day in published[:-1] if before.days[day] != after.days.get(day)]


def main(binary: str, folder: str, count: str = "200") -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(binary)), Path(folder).resolve() / "weeks"
    start = time.monotonic()
    shutil.rmtree(base, ignore_errors=True)
    workspace, archive = base / "workspace", base / "archive"
    days = grown(program, workspace, archive, int(count))
    faults = [] if size(workspace) < LIMIT_BYTES else [f"the history has {size(workspace)} bytes"]
    faults += list(History.read(workspace / history.FILE).faults)
    print(f"{len(days)} weeks: the history has {size(workspace) / 1e6:.2f} MB, {size(workspace) / len(days) / 1e3:.0f} kB a week")
    faults += difference_faults(program, workspace, archive, days)
    faults += cost_faults(program, workspace, days[-1])
    faults += rebuild_faults(program, workspace, days)
    for fault in faults[:40]:
        print(f"  FAILED: {fault}")
    print(f"{len(days)} weeks in {time.monotonic() - start:.0f} s; {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
