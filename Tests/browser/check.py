#!/usr/bin/env python3
"""Looks at published reports in a real browser.

Usage: check.py BAILIWICK FOLDER [--only CHECK]

BAILIWICK is the released program, with generate-sample beside it; FOLDER is made anew. A line tells each fault: the
report, the page, its width and colours, and what is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import accessibility
import budgets
import interaction
import keyboard
import layout
import links
import names
import printing
import reports
import structure
import validity
import without_scripts
from chrome import Chrome
from reports import Report

Check = Callable[[Chrome, Report, str], list[str]]
#: In the order of their time, so that the last are short.
CHECKS: dict[str, Check] = {
    "accessibility": accessibility.check,
    "printing": printing.check,
    "interaction": interaction.check,
    "keyboard": keyboard.check,
    "layout": layout.check,
    "without scripts": without_scripts.check,
}
WORKERS = 2


@dataclass(frozen=True)
class Task:
    """One check of one page; a report to compare with stands for the check of structure."""

    check: str
    report: Report
    page: str
    other: Report | None = None


_chrome: Chrome | None = None


def begin() -> None:
    """Starts the browser of a worker."""
    global _chrome
    _chrome = Chrome()


def perform(task: Task) -> tuple[Task, list[str], float]:
    """Runs a task in a worker."""
    if _chrome is None:
        raise SystemExit("the worker has no browser")
    start = time.monotonic()
    if task.other:
        faults = structure.check(_chrome, task.report, task.other, task.page)
    else:
        faults = CHECKS[task.check](_chrome, task.report, task.page)
    return task, [f"{task.report.name}: {what}" for what in faults], time.monotonic() - start


def tasks(sample: Report, hostile: Report, plain: Report) -> list[Task]:
    """All pages are laid out; what does not depend on a page's content is checked on a page of each kind."""
    kinds = [Task(check, sample, page) for check in CHECKS if check != "layout" for page in sample.kinds]
    every = [Task("layout", sample, page) for page in sample.pages]
    named = [Task("layout", hostile, page) for page in hostile.kinds]
    return kinds + every + named + [Task("structure", hostile, page, plain) for page in hostile.pages]


def shown(name: str, faults: list[str], seconds: float) -> list[str]:
    for fault in faults:
        print(f"  FAILED: {fault}")
    print(f"{name}: {len(faults)} faults, {seconds:.0f} s", flush=True)
    return faults


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    program, build = options.program.resolve(), options.folder.resolve()
    start = time.monotonic()
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    sample = reports.sample(program, build)
    hostile, plain = names.reports(program, build)
    faults: list[str] = []
    if options.only in ("", "budgets"):
        chrome = Chrome()
        found = budgets.check(chrome, sample) + budgets.size_faults(budgets.many(program, build), budgets.MANY_BYTES)
        chrome.close()
        faults += shown("budgets", found, time.monotonic() - start)
    checker = validity.start([sample, hostile])
    chosen = [task for task in tasks(sample, hostile, plain) if options.only in ("", task.check)]
    told: dict[str, list[str]] = {}
    spent: dict[str, float] = {}
    with ProcessPoolExecutor(WORKERS, initializer=begin) as pool:
        for task, found, seconds in pool.map(perform, chosen):
            told.setdefault(task.check, []).extend(found)
            spent[task.check] = spent.get(task.check, 0) + seconds
    for check, found in told.items():
        faults += shown(check, found, spent[check])
    found = [f"{report.name}: {what}" for report in (sample, hostile) for what in links.faults(report)]
    faults += shown("links", found, 0) + shown("cells", structure.cell_faults(hostile), 0)
    faults += shown("Nu HTML checker", validity.faults(checker, [sample, hostile]), 0)
    print(f"{len(sample.pages)} pages, {len(faults)} faults, {time.monotonic() - start:.0f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
