#!/usr/bin/env python3
"""Damages, locks, hides and exchanges the database of the history, and lets the weekly job meet it.

Usage: Tests/endurance/broken_history.py bailiwick faults.so folder

A damaged database is restored from its backup, or begun anew from the published report.json files; the run succeeds,
tells it in clear words, and keeps the damaged file. One that another program holds ends the run with 75, one that is no
history of ours with 78, one that cannot be written with 73, and nothing is published.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace as with_changes
from pathlib import Path
from random import Random

import history
import trees
from full_disk import finish, report, unprivileged
from history import History
from kill import IDLE, spread
from program import Fault, Outcome, Program, weekly
from published import Published
from scenarios import Scenario, scenarios

LOCKED = 75
#: The pages that say that the history was repaired.
TELLING = {"quality.html", "quality.md", "report.json", "run.json", "index.html", "index.md"}


def written_over(place: float, count: int) -> Callable[[Path], None]:
    """Random bytes from a place of the file, as a share of it."""

    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(int(path.stat().st_size * place) // 4096 * 4096)
            file.write(Random(1).randbytes(count))

    return spoil


def cut(share: float) -> Callable[[Path], None]:
    """The first part of the file."""
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def text(path: Path) -> None:
    path.write_text("as_of,sales\n2022-03-06,17\n" * 500)


def gone(path: Path) -> None:
    path.unlink()


def without_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA foreign_keys = OFF; DROP VIEW metrics; DROP TABLE metric_value")


def without_rows(path: Path) -> None:
    """The newest run is missing, as after an old copy was put back."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA foreign_keys = ON; DELETE FROM run WHERE as_of = (SELECT max(as_of) FROM run)")


def garbage_log(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(Random(2).randbytes(20_000))


@dataclass(frozen=True)
class Damage:
    """What happens to the database, and to its backup; what the run says of it."""

    name: str
    spoil: Callable[[Path], object]
    spoil_backup: Callable[[Path], object] = lambda path: None
    #: Words that the run prints; empty where it has nothing to tell.
    words: tuple[str, ...] = ()
    #: Whether runs that are no longer published are remembered afterwards.
    keeps_withdrawn: bool = True


RESTORED = ("was damaged", ".corrupt-1", "restored from its backup")
BEGUN = ("was damaged", ".corrupt-1", "begun anew", "recorded in the history from report.json")


def damages() -> list[Damage]:
    """Everything that happens to files."""
    return [
        Damage("random bytes in the header", written_over(0, 100), words=RESTORED),
        Damage("a random first page", written_over(0, 4096), words=RESTORED),
        *(Damage(f"random pages at {place:.0%}", written_over(place, 3 * 4096), words=RESTORED)
          for place in (0.1, 0.3, 0.5, 0.7, 0.9)),
        Damage("cut in the middle", cut(0.5), words=RESTORED),
        Damage("cut in a page", cut(0.333), words=RESTORED),
        Damage("cut to the first page", lambda path: os.truncate(path, 4096), words=RESTORED),
        Damage("no bytes", lambda path: os.truncate(path, 0), words=("restored from its backup",)),
        Damage("a text", text, words=RESTORED),
        Damage("a table is gone", without_table, words=RESTORED),
        Damage("missing", gone, words=("was missing", "restored from its backup")),
        Damage("an old copy", without_rows, words=("recorded in the history from report.json",)),
        Damage("a log of random bytes", garbage_log),
        Damage("damaged, no backup", written_over(0, 4096), gone, BEGUN, False),
        Damage("damaged in the middle, no backup", written_over(0.5, 3 * 4096), gone, BEGUN, False),
        Damage("damaged, and the backup too", written_over(0, 4096), written_over(0.4, 3 * 4096),
               ("was damaged", "backup was damaged too", "begun anew"), False),
        Damage("damaged, and the backup is a text", written_over(0, 4096), text,
               ("was damaged", "backup was damaged too", "begun anew"), False),
        Damage("damaged, and the backup is empty", written_over(0, 4096), lambda path: os.truncate(path, 0),
               ("was damaged", "begun anew"), False),
        Damage("missing, no backup", gone, gone, ("recorded in the history from report.json",), False),
        Damage("the backup is damaged", lambda path: None, written_over(0, 4096)),
    ]  # fmt: skip


def prepared(scenario: Scenario, base: Path) -> Path:
    """A copy of the workspace before the run."""
    workspace = base / "broken"
    trees.replace(scenario.workspace, workspace)
    return workspace


def untold(tree: trees.Tree) -> trees.Tree:
    """A report without the pages that tell of the repair."""
    return {name: value for name, value in tree.items() if name not in TELLING}


def repaired_faults(scenario: Scenario, workspace: Path, damage: Damage) -> list[str]:
    """What is wrong with reports and history after a run that had to repair."""
    found = Published.read(workspace)
    litter = [name for name in found.litter if ".corrupt-" not in name]
    faults = [f"{name} is left" for name in litter] + found.disagreements()
    if "was damaged" in damage.words and history.FILE + ".corrupt-1" not in found.litter:
        faults.append("the damaged file is not kept")
    for day, expected in scenario.new.days.items():
        pages = found.days.get(day, {})
        same = untold(pages) == untold(expected) if day == scenario.day and damage.words else pages == expected
        if not same:
            faults.append(f"the report {day}: {'; '.join(trees.differences(pages, expected))}")
    days = set(scenario.new.history.days)
    if not damage.keeps_withdrawn:
        days &= set(scenario.old.days) | set(scenario.new.days)
    if set(found.history.days) != days:
        faults.append(f"the history has the days {sorted(found.history.days)}, not {sorted(days)}")
    for day in days - {scenario.day}:
        if found.history.days.get(day) != scenario.new.history.days[day]:
            faults.append(f"the history of {day} is another one")
    return faults


def try_damages(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Damages the database in each way."""
    wrong, cases = 0, damages()
    for damage in cases:
        workspace = prepared(scenario, base)
        path, backup = workspace / history.FILE, workspace / history.BACKUP
        damage.spoil(path)
        damage.spoil_backup(backup)
        outcome = program.run("run", "--workspace", workspace, "--as-of", scenario.day)
        said = outcome.output + outcome.errors
        faults = [f"exit code {outcome.code}: {said[-600:]}"] if outcome.code else []
        faults += [f"does not say {word!r}: {said[-600:]}" for word in damage.words if word not in said]
        faults += repaired_faults(scenario, workspace, damage)
        # Nothing is repaired twice, and the week after has no trace of it.
        following = program.run("run", "--workspace", workspace, "--as-of", scenario.day)
        if following.code or "damaged" in following.errors:
            faults.append(f"the next run: exit code {following.code}: {following.errors[-300:]}")
        again = Published.read(workspace)
        if again.days != scenario.new.days:
            faults.append("the next run makes other reports")
        wrong += report(damage.name, faults + again.disagreements())
    print(f"damaged databases: {len(cases)}, {wrong} went wrong", flush=True)
    return len(cases), wrong


def refused(outcome: Outcome, code: int, words: str) -> list[str]:
    """What is wrong with how a run is refused."""
    faults = [] if outcome.code == code else [f"exit code {outcome.code}, not {code}: {outcome.errors}"]
    lines = outcome.errors.splitlines()
    if words not in outcome.errors or len(lines) < 2 or not lines[-1].startswith("  "):
        faults.append(f"does not say {words!r} and a remedy: {outcome.errors!r}")
    return faults


def untouched(scenario: Scenario, workspace: Path, history_too: bool = True) -> list[str]:
    """What a refused run changed."""
    found = Published.read(workspace)
    faults = [] if found.days == scenario.old.days and found.latest == scenario.old.latest else ["reports changed"]
    if history_too and found.history.days != scenario.old.history.days:
        faults.append("the history changed")
    return faults + [f"{name} is left" for name in found.litter if "staging" in name]


def try_locks(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Another program holds the database: for good, and for a moment."""
    wrong = 0
    for name, statement in (
        ("a writer", "BEGIN IMMEDIATE"),
        ("an exclusive writer", "BEGIN EXCLUSIVE"),
        ("exclusive locking", "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE mine (x); COMMIT"),
    ):
        workspace = prepared(scenario, base)
        with closing(sqlite3.connect(workspace / history.FILE, isolation_level=None)) as other:
            for part in statement.split("; "):
                other.execute(part)
            start = time.monotonic()
            outcome = program.publish(workspace, scenario.day)
            seconds = time.monotonic() - start
            faults = refused(outcome, LOCKED, "locked the history")
            found = Published.read(workspace)
            if found.days != scenario.old.days:
                faults.append("reports changed")
            if seconds > 30:
                faults.append(f"took {seconds:.0f} s")
            if other.in_transaction:
                other.execute("ROLLBACK")
        wrong += report(f"locked by {name}", faults + next_run_faults(program, scenario, workspace))
    workspace = prepared(scenario, base)
    with closing(sqlite3.connect(workspace / history.FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = program.start(*weekly(workspace, scenario.day))
        time.sleep(1)
        other.execute("ROLLBACK")
        _, errors = process.communicate()
    faults = [f"exit code {process.returncode}: {errors}"] if process.returncode else []
    wrong += report("locked for a second", faults + Published.read(workspace).faults_against(scenario.new))
    workspace = prepared(scenario, base)
    with closing(sqlite3.connect(workspace / history.FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM runs").fetchall()
        outcome = program.publish(workspace, scenario.day)
        faults = [f"exit code {outcome.code}: {outcome.errors}"] if outcome.code else []
        reader.execute("ROLLBACK")
    found = with_changes(Published.read(workspace), litter=[])
    wrong += report("read by somebody", faults + found.faults_against(scenario.new))
    print(f"locked databases: 5, {wrong} went wrong", flush=True)
    return 5, wrong


def next_run_faults(program: Program, scenario: Scenario, workspace: Path) -> list[str]:
    """What is wrong with the next run, and with what it leaves."""
    outcome = program.publish(workspace, scenario.day)
    faults = [f"the next run: exit code {outcome.code}: {outcome.errors}"] if outcome.code else []
    return faults + Published.read(workspace).faults_against(scenario.new)


def foreign(path: Path) -> None:
    """A database of something else."""
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.executescript("CREATE TABLE customer (name); INSERT INTO customer VALUES ('Ann')")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer(path: Path) -> None:
    """A history with a migration that this version does not know."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("INSERT INTO grdb_migrations VALUES ('999: of a later version')")


def try_strangers(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """The database is none of ours, or may not be written."""
    wrong = 0
    cases: list[tuple[str, Callable[[Path], object], int, str]] = [
        ("of something else", foreign, 78, "not a history of bailiwick"),
        ("of a newer version", newer, 78, "newer version"),
        ("that is a folder", folder, 73, history.FILE),
        ("read-only", lambda path: path.chmod(0o444), 73, history.FILE),
        ("unreadable", lambda path: path.chmod(0o000), 73, history.FILE),
        ("in a folder that cannot be written", lambda path: path.parent.chmod(0o555), 73, history.FILE),
    ]
    for name, make, code, words in cases:
        workspace = prepared(scenario, base)
        path = workspace / history.FILE
        make(path)
        before = path.read_bytes() if path.is_file() else b""
        outcome = program.publish(workspace, scenario.day, prefix=unprivileged())
        workspace.chmod(0o755)
        after = path.read_bytes() if path.is_file() else b""
        faults = refused(outcome, code, words) + untouched(scenario, workspace, history_too=False)
        if before != after:
            faults.append("the file was changed")
        wrong += report(f"a database {name}", faults)
    print(f"databases that are not for us: {len(cases)}, {wrong} went wrong", flush=True)
    return len(cases), wrong


def try_lost_log(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Of a killed run the log is taken away, or the database to which the log belongs."""
    wrong = tried = 0
    workspace = prepared(scenario, base)
    calls = program.calls(workspace, scenario.day, base / "trace")
    numbers = [number for number, call in enumerate(calls, 1) if history.FILE in call.path]
    for number in numbers[:: max(1, len(numbers) // 12)]:
        workspace = prepared(scenario, base)
        program.publish(workspace, scenario.day, Fault("kill", number, workspace))
        log = workspace / (history.FILE + "-wal")
        if not log.exists():
            continue
        lost = workspace / history.FILE if tried % 2 else log
        lost.unlink()
        outcome = program.publish(workspace, scenario.day)
        faults = [f"exit code {outcome.code}: {outcome.errors}"] if outcome.code else []
        found = Published.read(workspace)
        if untold(found.days.get(scenario.day, {})) != untold(scenario.new.days[scenario.day]):
            faults.append("another report")
        if set(found.history.days) != set(scenario.new.history.days):
            faults.append(f"the history has the days {sorted(found.history.days)}")
        tried += 1
        wrong += report(f"without {lost.name} of a run killed at call {number}", faults + found.disagreements())
    print(f"lost logs: {tried}, {wrong} went wrong", flush=True)
    return tried, wrong + report("lost logs", [] if tried else ["no run left a log"])


def try_killed_repairs(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """A run that restores the history is killed at calls that touch it; the next run restores all the same."""
    wrong = tried = 0
    for name, spoil, spoil_backup in (
        ("restored", written_over(0, 4096), lambda path: None),
        ("begun anew", written_over(0, 4096), text),
    ):
        workspace = prepared(scenario, base)
        spoil(workspace / history.FILE)
        spoil_backup(workspace / history.BACKUP)
        calls = program.calls(workspace, scenario.day, base / "trace")
        numbers = [number for number, call in enumerate(calls, 1)
                   if history.FILE in call.path and call.kind not in IDLE and "-shm" not in call.path]  # fmt: skip
        days = set(Published.read(workspace).history.days)
        for number in spread(numbers, 40):
            workspace = prepared(scenario, base)
            spoil(workspace / history.FILE)
            spoil_backup(workspace / history.BACKUP)
            program.publish(workspace, scenario.day, Fault("kill-half", number, workspace))
            outcome = program.publish(workspace, scenario.day)
            faults = [f"the next run: exit code {outcome.code}: {outcome.errors}"] if outcome.code else []
            found = Published.read(workspace)
            if set(found.history.days) != days:
                faults.append(f"the history has the days {sorted(found.history.days)}, not {sorted(days)}")
            faults += [f"the report {day} differs" for day in scenario.new.days
                       if untold(found.days.get(day, {})) != untold(scenario.new.days[day])]  # fmt: skip
            faults += [f"{left} is left" for left in found.litter if ".corrupt-" not in left]
            tried += 1
            wrong += report(f"killed at call {number} while it was {name}", faults + found.disagreements())
    print(f"killed repairs: {tried}, {wrong} went wrong", flush=True)
    return tried, wrong


def try_unreadable_reports(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """A history that is begun anew meets a published report that is damaged: it tells so and goes on."""
    wrong = 0
    old_day = max(scenario.old.days)
    for name, content in (("report.json", b"{"), ("report.json", None), ("run.json", b"\0\0"), ("run.json", None)):
        workspace = prepared(scenario, base)
        for path in workspace.glob(history.FILE + "*"):
            path.unlink()
        path = workspace / "reports" / old_day / name
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        outcome = program.run("run", "--workspace", workspace, "--as-of", scenario.day)
        said = outcome.output + outcome.errors
        faults = [f"exit code {outcome.code}: {said}"] if outcome.code else []
        # A report without run.json may be of a version without a history; there is nothing to tell.
        if (name, content) != ("run.json", None) and f"{old_day}/{name}" not in said:
            faults.append(f"does not name {old_day}/{name}: {said[-400:]}")
        if scenario.day not in History.read(workspace / history.FILE).days:
            faults.append("the run is not in the history")
        wrong += report(f"{name} {'missing' if content is None else 'damaged'}", faults)
    print(f"unreadable reports: 4, {wrong} went wrong", flush=True)
    return 4, wrong


def main(binary: str, faults: str, folder: str) -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(faults)), Path(folder).resolve() / "broken-history"
    start = time.monotonic()
    shutil.rmtree(base, ignore_errors=True)
    _, week, again = scenarios(program, base)
    if set(week.new.history.days) == set(week.new.days):
        sys.exit("the scenario has no run whose report was withdrawn")
    results = [
        try_damages(program, week, base),
        try_locks(program, again, base),
        try_strangers(program, again, base),
        try_lost_log(program, again, base),
        try_killed_repairs(program, week, base),
        try_unreadable_reports(program, week, base),
    ]
    finish("broken histories", results, start)


if __name__ == "__main__":
    main(*sys.argv[1:])
