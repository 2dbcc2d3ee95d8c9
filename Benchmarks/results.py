"""Collects what was measured, prints it as it comes and writes RESULTS.md at the end."""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from measuring import Run

FILE = Path(__file__).resolve().parent / "RESULTS.md"


def output(*command: str) -> str:
    """What a command prints; empty where it is missing or fails, since it only describes the machine."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def machine() -> list[tuple[str, str]]:
    """The processor, memory and system that the numbers hold for."""
    lscpu = dict(re.findall(r"^([^:\n]+): +(.*)$", output("lscpu"), re.MULTILINE))
    total = re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    caches = ", ".join(f"{name[:2]} {lscpu[name]}" for name in ("L2 cache", "L3 cache") if name in lscpu)
    return [
        ("processor", f"{lscpu.get('Model name', 'unknown')}, {len(os.sched_getaffinity(0))} threads; {caches}"),
        ("hypervisor", lscpu.get("Hypervisor vendor", "none")),
        ("memory", f"{int(total[1]) / 2**20:.1f} GiB" if total else "unknown"),
        ("system", f"{system[1] if system else 'unknown'}, Linux {platform.release()}"),
        ("Swift", output("swift", "--version").splitlines()[0] if output("swift", "--version") else "unknown"),
        ("Python", platform.python_version()),
    ]


class Results:
    """The lines of RESULTS.md."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def section(self, title: str) -> None:
        self._add("", f"## {title}")

    def text(self, text: str) -> None:
        self._add("", text)

    def table(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        self._add("", "| " + " | ".join(head) + " |", "|---" * len(head) + "|")
        self._add(*("| " + " | ".join(row) + " |" for row in rows))

    @staticmethod
    def run(run: Run) -> tuple[str, str, str]:
        """Wall, CPU and memory as cells."""
        digits = 2 if run.seconds >= 0.1 else 3
        return f"{run.seconds:.{digits}f} s", f"{run.cpu:.{digits}f} s", f"{run.memory:,.0f} MB"

    def _add(self, *lines: str) -> None:
        self.lines += lines
        print("\n".join(lines), flush=True)

    def write(self, versions: dict[str, str], rounds: int) -> None:
        """Writes the file: machine and versions before what was measured."""
        commit = output("git", "describe", "--always", "--dirty", "--exclude", "*") or "unknown"
        now = datetime.datetime.now(datetime.UTC)
        head = [
            "# Results",
            "",
            f"Written by `make bench` on {now:%Y-%m-%d %H:%M} UTC at commit {commit}; medians of {rounds} rounds in which the",
            "contenders take turns, unless it says otherwise, with a warm page cache; the peak memory is the largest of all rounds.",
            "[README.md](README.md) says what is measured and how.",
            "",
            "| | |",
            "|---|---|",
            *(f"| {name} | {value} |" for name, value in machine()),
            "| versions | " + ", ".join(f"{name} {version}" for name, version in versions.items()) + " |",
            "| load average at the end | " + " ".join(f"{load:.2f}" for load in os.getloadavg()) + " |",
        ]
        FILE.write_text("\n".join(head + self.lines) + "\n", encoding="utf-8")
