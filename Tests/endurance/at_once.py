#!/usr/bin/env python3
"""Starts two runs of the same workspace at once, again and again.

Usage: Tests/endurance/at_once.py bailiwick faults.so folder [rounds]

In half of the rounds the first run stops itself at a call somewhere between its lock and its end, and the second comes
then: it must be turned away with 75. In the other half both start together and nothing is arranged: one publishes and
the other is turned away, or both publish one after the other. The reports are those of a single run, to the byte.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import trees
from kill import calls_of, spread
from program import Fault, Outcome, Program, continued, ended, weekly
from published import Published
from scenarios import Scenario, scenarios

LOCKED = 75


def turned_away_faults(outcome: Outcome, workspace: Path) -> list[str]:
    """What is wrong with how a run tells that another is at work."""
    if outcome.code != LOCKED:
        return [f"the second run: exit code {outcome.code}, not {LOCKED}: {outcome.errors}"]
    if "another run is at work" not in outcome.errors or "\n  " not in outcome.errors:
        return [f"the second run says {outcome.errors!r}"]
    return []


def overlapping(program: Program, scenario: Scenario, workspace: Path, call: int) -> list[str]:
    """The second run comes while the first holds the lock."""
    trees.replace(scenario.workspace, workspace)
    second: list[Outcome] = []
    first = continued(
        program.start(*weekly(workspace, scenario.day), fault=Fault("stop", call, workspace)),
        lambda: second.append(program.publish(workspace, scenario.day)),
    )
    faults = [] if first.code == 0 and not first.errors else [f"the first run: {first}"]
    for outcome in second:
        faults += turned_away_faults(outcome, workspace)
    return faults + Published.read(workspace).faults_against(scenario.new)


def together(program: Program, scenario: Scenario, workspace: Path) -> tuple[list[int], list[str]]:
    """Both runs start in the same moment; their exit codes, and what is wrong."""
    trees.replace(scenario.workspace, workspace)
    runs = [program.start(*weekly(workspace, scenario.day)) for _ in range(2)]
    outcomes = sorted((ended(run) for run in runs), key=lambda outcome: outcome.code)
    codes = [outcome.code for outcome in outcomes]
    faults = [] if codes in ([0, LOCKED], [0, 0]) else [f"exit codes {codes}: {[o.errors for o in outcomes]}"]
    if codes == [0, LOCKED]:
        faults += turned_away_faults(outcomes[1], workspace)
    return codes, faults + Published.read(workspace).faults_against(scenario.new)


def while_locked(program: Program, scenario: Scenario, workspace: Path) -> list[int]:
    """The numbers of the calls that a run makes while it holds the lock."""
    calls = calls_of(program, scenario, workspace)
    locked = next(number for number, call in enumerate(calls, 1) if call.path.endswith("/.lock") and call.kind == "lock")
    return list(range(locked + 1, len(calls) + 1))


def main(binary: str, faults: str, folder: str, count: str = "100") -> None:
    """Runs the command."""
    program, base = Program(Path(binary), Path(faults)), Path(folder).resolve() / "at-once"
    start, rounds = time.monotonic(), int(count)
    shutil.rmtree(base, ignore_errors=True)
    _, week, again = scenarios(program, base)
    workspace, wrong, both = base / "contended", 0, 0
    for scenario in (again, week):
        for call in spread(while_locked(program, scenario, workspace), rounds // 4):
            for fault in overlapping(program, scenario, workspace, call):
                print(f"  FAILED: {scenario.name}, stopped at call {call}: {fault}", flush=True)
                wrong += 1
    for place in range(rounds - rounds // 4 * 2):
        codes, found = together(program, (again, week)[place % 2], workspace)
        both += codes == [0, 0]
        for fault in found:
            print(f"  FAILED: started together: {fault}", flush=True)
            wrong += 1
    print(
        f"two runs at once, {rounds} times in {time.monotonic() - start:.0f} s: {rounds // 4 * 2} overlapped by arrangement,"
        f" of the others {both} came one after the other; {wrong} faults")  # fmt: skip
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
