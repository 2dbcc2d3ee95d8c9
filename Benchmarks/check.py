"""Compares all totals of Bailiwick, DuckDB, Polars and pandas on small loads; fails on a difference, never on time.

Bailiwick runs with one thread and with all: the reports must be the same, byte for byte.

usage: check.py
"""

from __future__ import annotations

import contextlib
import copy
import filecmp
import io
import shutil
import sys
from pathlib import Path

from contenders import DUCKDB, PANDAS, POLARS, bailiwick, comparable, compared, reported
from loads import CHECK, Load


def same_for_any_threads(load: Load) -> None:
    """Runs with one thread, then with all; leaves the report of the second."""
    shutil.rmtree(load.folder / "reports", ignore_errors=True)
    shutil.rmtree(load.folder / "one-thread", ignore_errors=True)
    bailiwick("run", load.folder, "--threads", "1")
    (load.folder / "reports").rename(load.folder / "one-thread")
    bailiwick("run", load.folder)
    # Where a day was published stands in no file, so nothing needs to be left out.
    one, all_ = (files(load.folder / name) for name in ("one-thread", "reports"))
    wrong = sorted(set(one) ^ set(all_)) or [path for path in one if not filecmp.cmp(one[path], all_[path], shallow=False)]
    shutil.rmtree(load.folder / "one-thread")
    if wrong:
        sys.exit(f"{load.name}: {wrong[0]} differs between one thread and all")


def files(folder: Path) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


def check_that_differences_are_seen(load: Load) -> None:
    """A comparison that cannot fail proves nothing: one changed number in each table must end it."""
    ours, peer = reported(load), DUCKDB.totals()
    for table, lines in comparable(peer).items():
        changed = copy.deepcopy(ours)
        key = next(iter(lines))
        value = changed[table][key]
        changed[table][key] = [value[0] + 1, *value[1:]] if isinstance(value, list) else value + 1
        try:
            compared(load, changed, {"duckdb": peer})
        except SystemExit:
            continue
        sys.exit(f"a wrong total of {table} is not seen")


def main() -> None:
    for load in CHECK:
        load.make()
        same_for_any_threads(load)
        peers = [DUCKDB, POLARS, PANDAS]
        for peer in peers:
            peer.fold(load)
        count = compared(load, reported(load), {peer.name: peer.totals() for peer in peers})
        names = ", ".join(peer.name for peer in peers)
        print(f"{load.name}: {load.sales:,} sales, {count:,} totals the same in bailiwick, {names}; any threads alike")
        with contextlib.redirect_stderr(io.StringIO()):
            check_that_differences_are_seen(load)


if __name__ == "__main__":
    main()
