#!/usr/bin/env python3
"""Shows that the tests of this folder can fail, and that faults.c misses no call.

Usage: Tests/endurance/self_test.py bailiwick faults.so folder

Spoils what a run publishes in every way that the checks are there for, and fails where a check does not notice; compares
the calls that faults.c counts with those that strace sees.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import difference
import durability
import history
import trees
from full_disk import complaint_faults
from program import Call, Fault, Outcome, Program, read_trace, weekly
from published import Published
from scenarios import Scenario, scenarios

#: What strace calls what faults.c calls by the kind; the place of the path among the arguments.
SEEN = {
    "openat": ("create", 1), "open": ("create", 0), "creat": ("create", 0),
    "write": ("write", 0), "pwrite64": ("write", 0), "writev": ("write", 0), "pwritev": ("write", 0),
    "sendfile": ("write", 0), "copy_file_range": ("write", 2),
    "fsync": ("fsync", 0), "fdatasync": ("fsync", 0), "syncfs": ("fsync", 0),
    "ftruncate": ("truncate", 0), "truncate": ("truncate", 0), "fallocate": ("truncate", 0),
    "fchmod": ("mode", 0), "chmod": ("mode", 0), "fchmodat": ("mode", 1), "fchown": ("mode", 0),
    "rename": ("rename", 1), "renameat": ("rename", 3), "renameat2": ("rename", 3),
    "link": ("link", 1), "linkat": ("link", 3), "symlink": ("link", 1), "symlinkat": ("link", 2),
    "unlink": ("unlink", 0), "unlinkat": ("unlink", 1), "rmdir": ("unlink", 0),
    "mkdir": ("mkdir", 0), "mkdirat": ("mkdir", 1),
    "flock": ("lock", 0), "fcntl": ("lock", 0),
}  # fmt: skip
STAGING = re.compile(r"\.staging-\d+")


def seen_by_strace(lines: list[str], workspace: Path) -> Counter[tuple[str, str]]:
    """The calls below the workspace in the lines of `strace -y`."""
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        match = re.match(r"(\w+)\((.*)\) += ", line)
        if not match or match[1] not in SEEN:
            continue
        kind, place = SEEN[match[1]]
        if kind == "create" and not re.search(r"O_CREAT|O_TRUNC", match[2]):
            continue
        if match[1] == "fcntl" and "SETLK" not in match[2]:
            continue
        texts = [text.strip() for text in match[2].split(", ")]
        path = re.search(r'[<"]([^>"]*)[>"]', texts[place])
        if path and path[1].startswith(str(workspace)):
            found[kind, STAGING.sub(".staging", path[1])] += 1
    return found


def missed_calls(program: Program, scenario: Scenario, base: Path) -> list[str]:
    """Where faults.c and strace do not see the same."""
    workspace, trace, log = base / "traced", base / "trace", base / "strace"
    log.mkdir(exist_ok=True)
    trees.replace(scenario.workspace, workspace)
    values = [f"-E{name}={value}" for name, value in program.environment(Fault(under=workspace), trace).items()]
    subprocess.run(
        ["strace", "-ff", "-y", "-s", "0", "-o", log / "calls", "-e", f"trace={','.join(SEEN)}", *values,
         program.binary, *weekly(workspace, scenario.day)], check=True)  # fmt: skip
    lines = [line for file in log.iterdir() for line in file.read_text(errors="replace").splitlines()]
    expected = seen_by_strace(lines, workspace)
    found = Counter((call.kind, STAGING.sub(".staging", call.path)) for call in read_trace(trace))
    print(f"calls of {scenario.name}: {sum(expected.values())} by strace, {sum(found.values())} by faults.c")
    return [f"{kind} {path}: {found[kind, path]} by faults.c, {expected[kind, path]} by strace"
            for kind, path in sorted(found.keys() | expected.keys())
            if found[kind, path] != expected[kind, path]] + ([] if expected else ["strace sees nothing"])  # fmt: skip


def a_page(workspace: Path) -> Path:
    """The leading page of the oldest report."""
    return min((workspace / "reports").glob("*-*-*/index.html"))


def changed(workspace: Path) -> None:
    with a_page(workspace).open("r+b") as file:
        file.seek(100)
        byte = file.read(1)
        file.seek(100)
        file.write(b"X" if byte != b"X" else b"Y")


def cut(workspace: Path) -> None:
    page = a_page(workspace)
    page.write_bytes(page.read_bytes()[:-1])


def missing(workspace: Path) -> None:
    a_page(workspace).unlink()


def additional(workspace: Path) -> None:
    a_page(workspace).with_name("new.html").touch()


def empty(workspace: Path) -> None:
    folder = a_page(workspace).parent
    shutil.rmtree(folder)
    folder.mkdir()


def mixed(workspace: Path) -> None:
    days = sorted((workspace / "reports").glob("*-*-*"))
    shutil.copy(days[-1] / "index.html", days[0] / "index.html")


def dangling(workspace: Path) -> None:
    latest = workspace / "reports/latest"
    latest.unlink()
    latest.symlink_to("2020-01-05")


def without_latest(workspace: Path) -> None:
    (workspace / "reports/latest").unlink()


def draft_left(workspace: Path) -> None:
    (workspace / "reports/.latest-draft").touch()


def another_day(workspace: Path) -> None:
    days = sorted((workspace / "reports").glob("*-*-*"))
    shutil.copytree(days[0], days[0].with_name("2020-01-05"))


def altered(statement: str) -> Callable[[Path], None]:
    """Changes the history behind the back of the program."""

    def alter(workspace: Path) -> None:
        with closing(sqlite3.connect(workspace / history.FILE)) as database:
            database.executescript(statement)

    alter.__name__ = statement
    return alter


def headless(workspace: Path) -> None:
    with (workspace / history.FILE).open("r+b") as file:
        file.write(b"no database at all, but random")


def without_history(workspace: Path) -> None:
    (workspace / history.FILE).unlink()


def file_left(workspace: Path) -> None:
    (workspace / "bailiwick.sqlite.part").touch()


SPOILERS: list[Callable[[Path], None]] = [
    changed, cut, missing, additional, empty, mixed, dangling, without_latest, draft_left, another_day,
    headless, without_history, file_left,
    altered("UPDATE run SET grade = 'X' WHERE as_of = (SELECT min(as_of) FROM run)"),
    altered("UPDATE metric_value SET value = value + 1 WHERE value IS NOT NULL"),
    altered("DELETE FROM exception"),
    altered("UPDATE input SET sha256 = 'x' WHERE place = 1"),
    altered("UPDATE territory_row SET owner_id = NULL"),
    altered("DELETE FROM territory_rep_row"),
    altered("UPDATE unit_row SET territory_id = NULL"),
    altered("UPDATE unit SET name = name || '.'"),
    altered("UPDATE rep_row SET name = 'x'"),
    altered("PRAGMA foreign_keys = OFF; DELETE FROM subject WHERE kind = 'rep'"),
]  # fmt: skip


def backup_behind(workspace: Path) -> None:
    with closing(sqlite3.connect(workspace / history.BACKUP)) as database:
        database.executescript("DELETE FROM exception")


def pending(workspace: Path) -> None:
    with closing(sqlite3.connect(workspace / history.FILE)) as database:
        database.executescript("UPDATE run SET state = 'pending' WHERE as_of = (SELECT max(as_of) FROM run)")


#: Wrong after a run that succeeded, and no wonder after one that was killed.
LATER_SPOILERS: list[Callable[[Path], None]] = [
    backup_behind, pending,
    altered("PRAGMA foreign_keys = ON; DELETE FROM run WHERE as_of = (SELECT max(as_of) FROM run)"),
]  # fmt: skip


def unnoticed(program: Program, scenario: Scenario, base: Path) -> list[str]:
    """What the checks do not notice."""
    workspace = base / "spoiled"
    faults = []
    for spoil in SPOILERS + LATER_SPOILERS:
        trees.replace(scenario.workspace, workspace)
        program.publish(workspace, scenario.day)
        good = Published.read(workspace)
        if good.faults_after(scenario.old, scenario.new) or good.faults_against(scenario.new):
            faults.append(f"{spoil.__name__}: a good state is called bad")
        spoil(workspace)
        bad = Published.read(workspace)
        if spoil not in LATER_SPOILERS and not bad.faults_after(scenario.old, scenario.new):
            faults.append(f"{spoil.__name__}: not noticed after a kill")
        if not bad.faults_against(scenario.new):
            faults.append(f"{spoil.__name__}: not noticed after the next run")
    (base / "spoiled/reports/.staging-1").mkdir(exist_ok=True)
    if not any("staging" in fault for fault in Published.read(workspace).faults_against(scenario.new)):
        faults.append("a staging folder that is left: not noticed")
    return faults


def unnoticed_words() -> list[str]:
    """Which bad messages are not noticed."""
    faults = []
    place = Path("/somewhere")
    good_words = "/somewhere/reports/x: cannot be written: No space left on device\n  make room, then run again\n"
    for name, outcome in {
        "no message": Outcome(73, "", ""),
        "another code": Outcome(70, "", good_words),
        "no path": Outcome(73, "", "cannot be written\n  make room\n"),
        "no remedy": Outcome(73, "", good_words.splitlines()[0]),
        "words of success": Outcome(73, "published", good_words),
    }.items():
        if not complaint_faults(outcome, place):
            faults.append(f"a failure with {name}: not noticed")
    if complaint_faults(Outcome(73, "", good_words), place):
        faults.append("a good message is called bad")
    return faults


def unnoticed_differences(program: Program, scenario: Scenario, base: Path) -> list[str]:
    """Which wrong differences of two runs are not noticed."""
    workspace = base / "compared"
    trees.replace(scenario.workspace, workspace)
    program.publish(workspace, scenario.day)
    earlier, later = sorted((workspace / "reports").glob("*-*-*"))[-2:]
    outcome = program.run(
        "history", "diff", earlier.name, later.name, "--format", "json", "--workspace", workspace)  # fmt: skip
    parsed = json.loads(outcome.output)
    found = [f"a good difference is called bad: {fault}" for fault in
             difference.faults(earlier, later, outcome.output)[:3]]  # fmt: skip

    def is_noticed(change: Callable[[dict[str, Any]], object]) -> bool:
        copy = json.loads(outcome.output)
        change(copy)
        return bool(difference.faults(earlier, later, json.dumps(copy)))

    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda copy: copy["metrics"].pop(),
        lambda copy: copy["metrics"][0]["to"].update(value=0.125),
        lambda copy: copy["metrics"].append(copy["metrics"][0]),
        lambda copy: copy["metrics"][0].update(subject_id="X"),
    ]
    for kind in ("territories", "reps", "units", "inputs"):
        if parsed[kind]:
            changes.append(lambda copy, kind=kind: copy[kind].pop())  # type: ignore[misc]
    for kind in ("new", "gone"):
        if parsed["exceptions"][kind]:
            changes.append(lambda copy, kind=kind: copy["exceptions"][kind][0].update(text="X"))  # type: ignore[misc]
    if parsed["exceptions"]["lasting"]:
        changes.append(lambda copy: copy["exceptions"]["lasting"][0]["to"].update(text="X"))
    found += [f"change {place} of a difference: not noticed" for place, change in enumerate(changes) if not is_noticed(change)]
    print(f"{len(changes)} changes of a difference tried")
    return found


def unnoticed_orders(program: Program, scenario: Scenario, base: Path) -> list[str]:
    """Which forcing to disk could be left out without being noticed."""
    workspace = base / "ordered"
    trees.replace(scenario.workspace, workspace)
    calls = program.calls(workspace, scenario.day, base / "trace")
    faults = [f"a good order is called bad: {fault}" for fault in durability.unforced(calls, scenario.day)]
    forced = {call.path for call in calls if call.kind == "fsync" and (
        "/report/" in call.path or call.path.endswith(("/report", "/reports", f"/{history.FILE}-wal")))}  # fmt: skip
    for path in sorted(forced):
        without = [call for call in calls if call != Call("fsync", path)]
        if not durability.unforced(without, scenario.day):
            faults.append(f"{path} not forced to disk: not noticed")
    print(f"{len(forced)} files and folders must be on disk before what rests on them")
    return faults


def main(binary: str, library: str, folder: str) -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(library)), Path(folder).resolve() / "self-test"
    shutil.rmtree(base, ignore_errors=True)
    _, week, again = scenarios(program, base)
    faults = missed_calls(program, again, base) + unnoticed(program, again, base) + unnoticed(program, week, base)
    faults += unnoticed_words() + unnoticed_differences(program, week, base)
    faults += unnoticed_orders(program, again, base)
    for fault in faults:
        print(f"  FAILED: {fault}")
    if faults:
        sys.exit(1)
    print(f"{2 * len(SPOILERS + LATER_SPOILERS)} spoiled states and 5 bad messages are noticed")


if __name__ == "__main__":
    main(*sys.argv[1:])
