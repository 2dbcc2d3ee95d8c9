"""Runs of the program as it is released, with and without faults (faults.c)."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TIME_OUT_S = 120


@dataclass(frozen=True)
class Fault:
    """What happens at which call; faults.c says what the words mean."""

    kind: str = ""
    at: int | str = 0
    under: Path | None = None
    kinds: str = ""
    path: str = ""

    def environment(self, trace: Path | None) -> dict[str, str]:
        values = {
            "FAULT": self.kind,
            "FAULT_AT": str(self.at),
            "FAULT_UNDER": str(self.under or ""),
            "FAULT_KINDS": self.kinds,
            "FAULT_PATH": self.path,
            "FAULT_TRACE": str(trace or ""),
        }
        return {name: value for name, value in values.items() if value}

    def __str__(self) -> str:
        only = f" of {self.kinds}" if self.kinds else ""
        where = f" on {self.path}" if self.path else ""
        return f"{self.kind} at call {self.at}{only}{where}"


@dataclass(frozen=True)
class Outcome:
    """How a run ended; a negative code is the signal that ended it."""

    code: int
    output: str
    errors: str

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True)
class Call:
    """A call that changes the file system."""

    kind: str
    path: str


class Program:
    """The release binary, and the library of faults."""

    def __init__(self, binary: Path, faults: Path) -> None:
        self.binary, self.faults = binary.resolve(), faults.resolve()

    def environment(self, fault: Fault | None = None, trace: Path | None = None) -> dict[str, str]:
        """What cron gives, and the faults."""
        bare = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C"}
        if fault is None:
            return bare
        return bare | {"LD_PRELOAD": str(self.faults)} | fault.environment(trace)

    def start(
        self, *arguments: str | Path, fault: Fault | None = None, trace: Path | None = None,
        prefix: tuple[str, ...] = (),
    ) -> subprocess.Popen[str]:  # fmt: skip
        """Starts the program; `prefix` is a command that starts it, such as setpriv."""
        return subprocess.Popen(
            [*prefix, str(self.binary), *map(str, arguments)],
            env=self.environment(fault, trace), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(
        self, *arguments: str | Path, fault: Fault | None = None, trace: Path | None = None,
        prefix: tuple[str, ...] = (),
    ) -> Outcome:  # fmt: skip
        """Runs the program to its end."""
        return ended(self.start(*arguments, fault=fault, trace=trace, prefix=prefix))

    def publish(
        self, workspace: Path, day: object, fault: Fault | None = None, trace: Path | None = None,
        prefix: tuple[str, ...] = (),
    ) -> Outcome:  # fmt: skip
        """The weekly job."""
        return self.run(*weekly(workspace, day), fault=fault, trace=trace, prefix=prefix)

    def calls(self, workspace: Path, day: object, trace: Path) -> list[Call]:
        """All calls below the workspace that a run makes."""
        trace.unlink(missing_ok=True)
        outcome = self.publish(workspace, day, Fault(under=workspace), trace)
        if outcome.code:
            raise SystemExit(f"a run without faults ends with {outcome.code}: {outcome.errors}")
        return read_trace(trace)


def weekly(workspace: Path, day: object) -> list[str]:
    """The arguments of the weekly job."""
    return ["run", "--quiet", "--workspace", str(workspace), "--as-of", str(day)]


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Waits for the end."""
    try:
        output, errors = process.communicate(timeout=TIME_OUT_S)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGCONT)
        process.kill()
        process.communicate()
        return Outcome(-1000, "", f"has not ended after {TIME_OUT_S} seconds")
    return Outcome(process.returncode, output, errors)


def stopped(process: subprocess.Popen[str]) -> bool:
    """Waits until a process has stopped itself; false where it ended instead."""
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return True
    process.returncode = os.waitstatus_to_exitcode(status)
    return False


def continued(process: subprocess.Popen[str], meanwhile: Callable[[], object]) -> Outcome:
    """Waits until a process has stopped itself, does something, and lets it go on to its end."""
    if not stopped(process):
        return Outcome(-1001, "", "ended without being stopped")
    try:
        meanwhile()
    finally:
        os.kill(process.pid, signal.SIGCONT)
    return ended(process)


def read_trace(trace: Path) -> list[Call]:
    """The calls that a run wrote down."""
    return [Call(*line.split("\t", 1)) for line in trace.read_text(encoding="utf-8").splitlines()]
