#!/usr/bin/env python3
"""Kills the weekly job at points spread over it, and looks at what stands afterwards.

Usage: Tests/endurance/kill.py bailiwick faults.so folder [points]

A point is a call that changes the file system: the process ends before it, or after half of the bytes that it writes.
All calls of publishing are points, those of the history and the others evenly, and some moments by the clock, for
stages that only compute. After each: every report is the old one or the new one, whole; then the next run, of the same day or of
the week after, makes what it makes where nothing was killed.
"""

from __future__ import annotations

import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import durability
import trees
from program import Call, Fault, Outcome, Program, ended, weekly
from published import Published
from scenarios import Scenario, scenarios

WORKERS = 2


@dataclass(frozen=True)
class Point:
    """Where a run ends, and which run comes next."""

    fault: Fault | None
    #: Seconds after the start, where no call is meant.
    moment: float = 0
    is_next_week: bool = False

    def __str__(self) -> str:
        place = str(self.fault) if self.fault else f"kill after {self.moment * 1000:.0f} ms"
        return place + (", then the week after" if self.is_next_week else "")


#: Kills before these are kills after the call before: they change nothing that lasts.
IDLE = {"lock", "mode"}


def changing(calls: list[Call]) -> dict[str, list[int]]:
    """The numbers of the calls that change what lasts: those that publish, those of the history, all others."""
    last_page = max(
        (number for number, call in enumerate(calls, 1) if call.kind == "write" and "/report/" in call.path), default=0)  # fmt: skip
    found: dict[str, list[int]] = {"publishing": [], "history": [], "others": []}
    for number, call in enumerate(calls, 1):
        if call.kind in IDLE or call.path.endswith("-shm"):
            continue
        if "/reports" not in call.path:
            found["history"].append(number)
        elif number > last_page and not (call.kind == "unlink" and "/.staging-" in call.path):
            found["publishing"].append(number)
        else:
            found["others"].append(number)
    return found


def spread(numbers: list[Any], count: int) -> list[Any]:
    """So many of them, evenly."""
    if count >= len(numbers):
        return numbers
    return [numbers[place * len(numbers) // count] for place in range(max(0, count))]


def variants(workspace: Path, calls: list[Call], numbers: list[int], count: int) -> list[Point]:
    """So many points at these calls: each once before any is there a second time in another way."""
    ways = [
        [
            Point(Fault(kind, number, workspace), is_next_week=(place + turn) % 2 == 1)
            for place, number in enumerate(numbers)
            if kind == "kill" or calls[number - 1].kind == "write"
        ]
        for kind, turn in (("kill", 0), ("kill-half", 0), ("kill", 1), ("kill-half", 1))
    ]
    chosen: list[Point] = []
    for way in ways:
        chosen += spread(way, count - len(chosen))
    return chosen


def points(workspace: Path, calls: list[Call], seconds: float, count: int) -> list[Point]:
    """All calls of publishing, calls of the history, others, and moments."""
    groups = changing(calls)
    moments = max(8, count // 10)
    found = variants(workspace, calls, groups["publishing"], 4 * len(calls))
    rest = count - moments - len(found)
    found += variants(workspace, calls, groups["history"], max(20, rest * 6 // 10))
    found += variants(workspace, calls, groups["others"], max(15, count - moments - len(found)))
    return found + [
        Point(None, seconds * (place + 0.5) / moments, is_next_week=place % 4 == 0) for place in range(moments)
    ]


def killed(program: Program, workspace: Path, day: str, point: Point) -> Outcome:
    """The run that is broken off; a run may also have ended before its moment."""
    if point.fault:
        return program.publish(workspace, day, point.fault)
    process = program.start(*weekly(workspace, day))
    time.sleep(point.moment)
    process.kill()
    return ended(process)


def faults_at(program: Program, scenario: Scenario, point: Point, workspace: Path) -> list[str]:
    """Breaks one run off in a copy of the workspace and lets the next one run; what is wrong."""
    trees.replace(scenario.workspace, workspace)
    outcome = killed(program, workspace, scenario.day, point)
    if point.fault and not outcome.was_killed:
        return [f"was not killed: exit code {outcome.code} {outcome.errors}"]
    between = Published.read(workspace)
    faults = between.faults_after(scenario.old, scenario.new)
    if point.is_next_week:
        is_new = between.days.get(scenario.day) == scenario.new.days[scenario.day]
        day, expected = scenario.next_day, scenario.next_of_new if is_new else scenario.next_of_old
    else:
        day, expected = scenario.day, scenario.new
    following = program.publish(workspace, day)
    if following.code or following.errors:
        faults.append(f"the next run: exit code {following.code} {following.errors}")
    return faults + [f"after the next run: {fault}" for fault in Published.read(workspace).faults_against(expected)]


def tried(program: Program, scenario: Scenario, base: Path, count: int) -> tuple[int, int]:
    """Tries all points of a scenario; how many there were and how many left something wrong."""
    workspaces: SimpleQueue[Path] = SimpleQueue()
    for worker in range(WORKERS):
        workspaces.put(base / f"killed-{worker}")
    calls = calls_of(program, scenario, base / "killed-0")
    start = time.monotonic()
    trees.replace(scenario.workspace, base / "killed-0")
    program.publish(base / "killed-0", scenario.day)
    seconds = time.monotonic() - start

    def attempt(place: int) -> tuple[Point, list[str]]:
        workspace = workspaces.get()
        try:
            # The faults are below the workspace of whoever tries the point.
            point = points(workspace, calls, seconds, count)[place]
            return point, faults_at(program, scenario, point, workspace)
        finally:
            workspaces.put(workspace)

    number = len(points(base, calls, seconds, count))
    wrong = 0
    for fault in durability.unforced(calls, scenario.day):
        print(f"  FAILED: {scenario.name}: {fault}", flush=True)
        wrong += 1
    with ThreadPoolExecutor(WORKERS) as pool:
        for point, faults in pool.map(attempt, range(number)):
            for fault in faults:
                print(f"  FAILED: {scenario.name}, {point}: {fault}", flush=True)
            wrong += bool(faults)
    counts = ", ".join(f"{len(numbers)} of {name}" for name, numbers in changing(calls).items())
    print(
        f"{scenario.name}: {len(calls)} calls, of which {counts}; killed at {number} points,"
        f" {wrong} of them left something wrong", flush=True,
    )  # fmt: skip
    return number, wrong


def calls_of(program: Program, scenario: Scenario, workspace: Path) -> list[Call]:
    """The calls of an undisturbed run."""
    trees.replace(scenario.workspace, workspace)
    return program.calls(workspace, scenario.day, workspace.with_name("trace"))


def main(binary: str, faults: str, folder: str, count: str = "300") -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(faults)), Path(folder).resolve() / "kill"
    shutil.rmtree(base, ignore_errors=True)
    start = time.monotonic()
    results = [tried(program, scenario, base, int(count) // 3) for scenario in scenarios(program, base)]
    number, wrong = sum(result[0] for result in results), sum(result[1] for result in results)
    print(f"killed at {number} points in {time.monotonic() - start:.0f} s; {wrong} left something wrong")
    if number < 200:
        sys.exit(f"there were only {number} points, 200 are needed")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
