#!/usr/bin/env python3
"""Lets the weekly job run out of disk at each of its outputs, and takes away folders and inputs.

Usage: Tests/endurance/full_disk.py bailiwick faults.so folder [points]

Calls fail as on a full, a read-only and a broken disk (faults.c); where root may mount, small file systems fill up for
real; `prlimit --fsize` is a limit as cron jobs have. After each: exit code 73 with one block that names the path and a
remedy, the old report whole, and the next run makes what it makes where nothing failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import history
import trees
from kill import WORKERS, calls_of, spread
from program import Call, Fault, Outcome, Program, continued
from published import Published
from scenarios import Scenario, scenarios

#: The calls that a full disk fails.
FILLING = ("create", "write", "mkdir", "link", "rename", "fsync", "truncate")
#: The calls that a disk mounted read-only fails.
CHANGING = (*FILLING, "unlink", "mode")
CANNOT_WRITE = 73


def complaint_faults(outcome: Outcome, workspace: Path, code: int = CANNOT_WRITE) -> list[str]:
    """What is wrong with how a run tells its failure: one block of where, what and remedy."""
    lines = outcome.errors.splitlines()
    faults = [] if outcome.code == code else [f"exit code {outcome.code}, not {code}: {outcome.errors[:300]}"]
    if not lines or not lines[0].removeprefix("error: ").startswith(str(workspace)):
        faults.append(f"the message names no path of the workspace first: {outcome.errors[:300]!r}")
    if len(lines) < 2 or not lines[-1].startswith("  "):
        faults.append(f"the message has no remedy: {outcome.errors[:300]!r}")
    if outcome.output:
        faults.append(f"something is printed: {outcome.output[:100]!r}")
    return faults


def survived_faults(scenario: Scenario, workspace: Path) -> list[str]:
    """What is missing where a run succeeded in spite of a fault: only the backup of the history may lag behind."""
    found = Published.read(workspace)
    same = (found.days, found.latest, found.history.days) == (
        scenario.new.days, scenario.new.latest, scenario.new.history.days)  # fmt: skip
    return [] if same else ["exit code 0, but report and history are not those of the run"]


def aftermath_faults(program: Program, scenario: Scenario, workspace: Path) -> list[str]:
    """What is wrong with what stands, and with what the next run makes of it."""
    between = Published.read(workspace)
    faults = between.faults_after(scenario.old, scenario.new)
    following = program.publish(workspace, scenario.day)
    if following.code or following.errors:
        faults.append(f"the next run: exit code {following.code} {following.errors}")
    return faults + [
        f"after the next run: {fault}" for fault in Published.read(workspace).faults_against(scenario.new)
    ]


def injected(calls: list[Call], count: int) -> list[Fault]:
    """Faults at calls of each kind that the disk may fail; all calls that are not writing of pages, others evenly."""

    def numbers(kinds: tuple[str, ...]) -> list[int]:
        some = [call for call in calls if call.kind in kinds]
        rare = [
            number for number, call in enumerate(some, 1) if "/report/" not in call.path or call.kind not in ("write", "fsync")
        ]  # fmt: skip
        known = set(rare)
        rest = [number for number in range(1, len(some) + 1) if number not in known]
        return sorted(spread(rare, count // 6) + spread(rest, count // 12))

    filling = ",".join(FILLING)
    return (
        [Fault("ENOSPC", f"{number}+", kinds=filling) for number in numbers(FILLING)]
        + [Fault("short", number, kinds=filling) for number in numbers(FILLING)]
        + [Fault("EROFS", f"{number}+", kinds=",".join(CHANGING)) for number in numbers(CHANGING)]
        + [Fault("EIO", number, kinds="write,fsync") for number in numbers(("write", "fsync"))]
        + [Fault("EDQUOT", number, kinds="create,write,mkdir") for number in numbers(("create", "write", "mkdir"))]
    )  # fmt: skip


def try_injected(program: Program, scenario: Scenario, base: Path, count: int) -> tuple[int, int]:
    """Lets calls fail; how many cases there were and how many went wrong."""
    workspaces: SimpleQueue[Path] = SimpleQueue()
    for worker in range(WORKERS):
        workspaces.put(base / f"failed-{worker}")
    cases = injected(calls_of(program, scenario, base / "failed-0"), count)

    def attempt(case: Fault) -> list[str]:
        workspace = workspaces.get()
        try:
            trees.replace(scenario.workspace, workspace)
            fault = Fault(case.kind, case.at, workspace, case.kinds)
            outcome = program.publish(workspace, scenario.day, fault)
            told = survived_faults(scenario, workspace) if outcome.code == 0 else complaint_faults(outcome, workspace)
            return told + aftermath_faults(program, scenario, workspace)
        finally:
            workspaces.put(workspace)

    wrong = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for case, faults in zip(cases, pool.map(attempt, cases)):
            wrong += report(f"{scenario.name}, {case}", faults)
    print(f"{scenario.name}: {len(cases)} injected faults, {wrong} of them went wrong", flush=True)
    return len(cases), wrong


def report(name: str, faults: list[str]) -> bool:
    """Prints what is wrong; whether anything is."""
    for fault in faults:
        print(f"  FAILED: {name}: {fault}", flush=True)
    return bool(faults)


def finish(what: str, results: list[tuple[int, int]], start: float) -> None:
    """Tells how many cases were tried and how many went wrong, and ends the command.

    :param start: when it began, by `time.monotonic`.
    """
    tried, wrong = (sum(counts) for counts in zip(*results))
    print(f"{what}: {tried} cases in {time.monotonic() - start:.0f} s; {wrong} went wrong")
    sys.exit(wrong > 0)


# Real disks


def may_mount(folder: Path) -> bool:
    """Whether a file system can be mounted here."""
    folder.mkdir(parents=True, exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=False, capture_output=True).returncode:
        return False
    subprocess.run(["umount", folder], check=True)
    return True


def used(folder: Path) -> int:
    """Bytes of a folder on a file system of pages of 4096."""
    return sum(
        4096 * max(1, -(-os.lstat(os.path.join(place, name)).st_size // 4096))
        for place, folders, files in os.walk(folder)
        for name in files + folders
    )


def try_small_disks(program: Program, scenario: Scenario, base: Path, count: int) -> tuple[int, int]:
    """Runs on file systems that have room for a part of what a run writes."""
    disk = base / "disk"
    if not may_mount(disk):
        print("small disks: not tried, because nothing can be mounted here", flush=True)
        return 0, 0
    copy = base / "small"
    trees.replace(scenario.workspace, copy)
    before = used(copy)
    run_needs = used(copy / "reports" / scenario.day) + 2 * (copy / history.FILE).stat().st_size
    wrong = tried = failed = 0
    for place in range(count):
        options = f"size={before + 8192 + run_needs * place // count}"
        if place % 4 == 3:
            # No inode is left, though there are pages.
            inodes = sum(1 + len(files) for _, _, files in os.walk(copy)) + 4 + 4 * place
            options = f"nr_inodes={inodes}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=True)
        try:
            workspace = disk / "workspace"
            trees.replace(scenario.workspace, workspace)
            outcome = program.publish(workspace, scenario.day)
            faults = [] if outcome.code == 0 else complaint_faults(outcome, workspace)
            failed += outcome.code != 0
            subprocess.run(["mount", "-o", "remount,size=1g,nr_inodes=0", disk], check=True)
            faults += aftermath_faults(program, scenario, workspace)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)
        tried += 1
        wrong += report(f"a disk of {options}", faults)
    print(f"small disks: {tried}, of which {failed} had no room for the run; {wrong} went wrong", flush=True)
    if failed < count // 2:
        wrong += report("small disks", [f"only {failed} of {count} were too small; choose other sizes"])
    return tried, wrong


def try_file_limits(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Runs under a limit of the size of files, as cron jobs and services may have."""
    wrong = 0
    limits = (0, 1, 512, 4096, 20_000)
    for limit in limits:
        workspace = base / "limited"
        trees.replace(scenario.workspace, workspace)
        outcome = program.publish(workspace, scenario.day, prefix=("/usr/bin/prlimit", f"--fsize={limit}"))
        faults = complaint_faults(outcome, workspace) + aftermath_faults(program, scenario, workspace)
        wrong += report(f"files of at most {limit} bytes", faults)
    print(f"limits of file sizes: {len(limits)}, {wrong} went wrong", flush=True)
    return len(limits), wrong


# Folders that cannot be written, inputs that go away


@dataclass(frozen=True)
class Obstacle:
    """Something that is in the way of a run, and how the run ends."""

    name: str
    make: Callable[[Path], object]
    clear: Callable[[Path], object]
    code: int
    #: What the message names, below the workspace.
    names: str


def modes(path: str, mode: int, usual: int) -> tuple[Callable[[Path], object], Callable[[Path], object]]:
    """Changes the mode of something in the workspace, and changes it back."""
    return lambda workspace: (workspace / path).chmod(mode), lambda workspace: (workspace / path).chmod(usual)


def removed(path: str) -> tuple[Callable[[Path], object], Callable[[Path], object]]:
    """Takes something out of the workspace, and brings it back."""
    return (
        lambda workspace: (workspace / path).rename(workspace.parent / "taken-away"),
        lambda workspace: (workspace.parent / "taken-away").rename(workspace / path),
    )


def obstacles(scenario: Scenario) -> list[Obstacle]:
    """What an operator may do to a workspace."""
    return [
        Obstacle("the reports cannot be written", *modes("reports", 0o555, 0o755), CANNOT_WRITE, "reports"),
        Obstacle("the lock cannot be written", *modes("reports/.lock", 0o444, 0o644), CANNOT_WRITE, "reports/.lock"),
        Obstacle(
            "the report of the day cannot be replaced", *modes(f"reports/{scenario.day}", 0o555, 0o755), CANNOT_WRITE,
            f"reports/{scenario.day}"),
        Obstacle("an input cannot be read", *modes("data/accounts.csv", 0o000, 0o644), 65, "data/accounts.csv"),
        Obstacle("an input is gone", *removed("data/accounts.csv"), 66, "data/accounts.csv"),
        Obstacle("all sales are gone", *removed("data"), 66, "data/"),
    ]  # fmt: skip


def unprivileged() -> tuple[str, ...]:
    """A command that makes modes count, which root does not heed."""
    if os.getuid():
        return ()
    return ("/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")


def try_obstacles(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Puts each obstacle into the way of a run of somebody without privileges."""
    cases = obstacles(scenario)
    wrong = 0
    for case in cases:
        workspace = base / "obstructed"
        trees.replace(scenario.workspace, workspace)
        case.make(workspace)
        outcome = program.publish(workspace, scenario.day, prefix=unprivileged())
        case.clear(workspace)
        faults = [] if outcome.code == case.code else [f"exit code {outcome.code}, not {case.code}"]
        if case.names not in outcome.errors or "\n  " not in outcome.errors:
            faults.append(f"the message does not name {case.names} and a remedy: {outcome.errors!r}")
        wrong += report(case.name, faults + aftermath_faults(program, scenario, workspace))
    print(f"obstacles: {len(cases)}, {wrong} went wrong", flush=True)
    return len(cases), wrong


def try_changing_inputs(program: Program, scenario: Scenario, base: Path) -> tuple[int, int]:
    """Stops a run when it opens an input again to read its rows, changes the input, and lets the run go on."""

    def vanish(path: Path) -> None:
        path.unlink()

    def grow(path: Path) -> None:
        with path.open("a") as file:
            file.write(path.read_text().splitlines()[-1] + "\n")

    def exchange(path: Path) -> None:
        copy = path.with_name("copy")
        shutil.copy(path, copy)
        copy.rename(path)

    wrong = tried = 0
    for name in ("accounts.csv", "sales-2021.csv", "calls.csv", "quotas.csv"):
        for change in (vanish, grow, exchange):
            workspace = base / "changing"
            trees.replace(scenario.workspace, workspace)
            path = workspace / "data" / name
            process = program.start(
                "run", "--quiet", "--workspace", workspace, "--as-of", scenario.day,
                fault=Fault("stop", 2, workspace, "read", f"/data/{name}"))  # fmt: skip
            outcome = continued(process, partial(change, path))
            tried += 1
            faults = [] if outcome.code in (65, 66) else [f"exit code {outcome.code}, neither 65 nor 66"]
            if f"data/{name}" not in outcome.errors or "\n  " not in outcome.errors:
                faults.append(f"the message does not name data/{name} and a remedy: {outcome.errors!r}")
            shutil.copy2(scenario.workspace / "data" / name, path)
            wrong += report(f"{name}: {change.__name__}", faults + aftermath_faults(program, scenario, workspace))
    print(f"inputs that change while they are read: {tried}, {wrong} went wrong", flush=True)
    return tried, wrong


def main(binary: str, faults: str, folder: str, count: str = "120") -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(faults)), Path(folder).resolve() / "full-disk"
    start = time.monotonic()
    shutil.rmtree(base, ignore_errors=True)
    _, week, again = scenarios(program, base)
    results = [
        try_injected(program, week, base, int(count) // 2),
        try_injected(program, again, base, int(count) // 2),
        try_small_disks(program, again, base, int(count) // 6),
        try_file_limits(program, week, base),
        try_obstacles(program, again, base),
        try_changing_inputs(program, week, base),
    ]
    finish("disk and inputs", results, start)


if __name__ == "__main__":
    main(*sys.argv[1:])
