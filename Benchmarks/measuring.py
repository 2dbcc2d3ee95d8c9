"""Runs commands and measures them: wall seconds, CPU seconds, peak resident memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).resolve().with_name("launch.py")


@dataclass(frozen=True)
class Run:
    """What one run of a command, or the median run of several, needed."""

    seconds: float
    cpu: float
    #: Peak resident memory in MB.
    memory: float

    def less(self, other: Run) -> Run:
        """What this needs beyond another run; the memory stays, since a peak cannot be taken off another."""
        return Run(self.seconds - other.seconds, self.cpu - other.cpu, self.memory)


def measured(command: list[str]) -> Run:
    """Runs a command to its end; ends the benchmark where it fails."""
    with tempfile.NamedTemporaryFile("r") as needed:
        status = subprocess.run([sys.executable, "-I", "-S", str(LAUNCH), needed.name, *command]).returncode
        if status != 0:
            sys.exit(f"{' '.join(command)} failed")
        return Run(*map(float, needed.read().split()))


def median(runs: list[Run]) -> Run:
    """The median of seconds and of CPU, and the largest memory."""
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.memory for run in runs),
    )


def alternated(contenders: dict[str, Callable[[], Run]], rounds: int) -> dict[str, Run]:
    """The medians of so many rounds in which the contenders take turns, so that load meets all alike."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, run in contenders.items():
            runs[name].append(run())
        print(f"  round {number + 1} of {rounds}: " + ", ".join(f"{n} {r[-1].seconds:.2f} s" for n, r in runs.items()), flush=True)
    return {name: median(of) for name, of in runs.items()}
