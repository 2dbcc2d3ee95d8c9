"""Measures Bailiwick beside DuckDB, Polars and pandas, and writes RESULTS.md. Fails on wrong totals, never on time.

usage: bench.py [--rounds N] [--only PART …]
"""

from __future__ import annotations

import argparse
import atexit
import json
import statistics
import subprocess
from collections.abc import Callable

import contenders
import loads
import xml_loads
from contenders import DUCKDB, PANDAS, POLARS, bailiwick, compared, published, reported
from loads import GZIP, LARGE, MANY, PLAIN, PROGRAM, ROOT, SMALL, VARIANTS, Load
from measuring import Run, alternated, measured, median
from results import Results


def verdict(ratio: float, limit: float) -> str:
    """A ratio, or seconds, beside its bar."""
    return f"{ratio:.2g} (bar {limit:.2g}: {'met' if ratio <= limit else 'missed'})"


def lines_counted(load: Load) -> Run:
    """`wc -l` over the facts: the files read once."""
    return measured(["wc", "-l", *map(str, load.files)])


def verified(load: Load) -> int:
    """Compares the last report of the load with one fold by DuckDB."""
    DUCKDB.fold(load)
    return compared(load, reported(load), {"duckdb": DUCKDB.totals()})


def against_peers(results: Results, rounds: int) -> None:
    load = PLAIN.make()
    empty = load.without_facts()
    runs = alternated(
        {
            "wc": lambda: lines_counted(load),
            "run": lambda: published(load),
            "check": lambda: bailiwick("check", load.folder),
            "check without facts": lambda: bailiwick("check", empty),
            "duckdb": lambda: DUCKDB.fold(load),
            "polars": lambda: POLARS.fold(load),
        },
        rounds,
    )
    totals = compared(load, reported(load), {peer.name: peer.totals() for peer in (DUCKDB, POLARS)})
    fold = runs["check"].less(runs["check without facts"])
    peer = min(runs["duckdb"].seconds, runs["polars"].seconds)
    memory = min(runs["duckdb"].memory, runs["polars"].memory)
    yardstick = runs["wc"].seconds
    results.section("Bailiwick and its peers")
    results.text(f"{described(load)}. {totals:,} totals are the same, to the last 1/10,000, in all three.")
    table = {
        "`wc -l` over sales and calls": runs["wc"],
        "**`bailiwick run`, whole**": runs["run"],
        "`bailiwick`, the fold alone": fold,
        "`bailiwick check` without facts, taken off": runs["check without facts"],
        "DuckDB, the fold alone": runs["duckdb"],
        "Polars, the fold alone": runs["polars"],
    }
    results.table(
        ("", "wall", "CPU", "peak memory", "÷ faster peer", "÷ `wc -l`"),
        [
            (name, *results.run(run), f"{run.seconds / peer:.2f}", f"{run.seconds / yardstick:.1f}")
            for name, run in table.items()
        ],
    )
    results.table(
        ("bar", "measured"),
        [
            ("whole run ÷ the faster peer's fold", verdict(runs["run"].seconds / peer, 1 / 2)),
            ("fold ÷ the faster peer's fold", verdict(fold.seconds / peer, 1 / 3)),
            ("peak memory ÷ that of the more frugal peer", verdict(runs["run"].memory / memory, 1 / 4)),
        ],
    )


def against_pandas(results: Results, rounds: int) -> None:
    load = SMALL.make()
    runs = alternated({"run": lambda: published(load), "pandas": lambda: PANDAS.fold(load)}, min(rounds, 3))
    compared(load, reported(load), {"pandas": PANDAS.totals()})
    results.section("pandas")
    results.text(f"{described(load)}, since pandas holds every row. Medians of {min(rounds, 3)}; the same totals in both.")
    results.table(
        ("", "wall", "CPU", "peak memory"),
        [("`bailiwick run`, whole", *results.run(runs["run"])), ("pandas, the fold alone", *results.run(runs["pandas"]))],
    )


def growth(results: Results, rounds: int) -> None:
    rounds = min(rounds, 3)
    rows = []
    for load in (SMALL, PLAIN, LARGE):
        load.make()
        empty = load.without_facts()
        runs = alternated(
            {"run": lambda: published(load), "check": lambda: bailiwick("check", load.folder),
             "check without facts": lambda: bailiwick("check", empty)},
            rounds,
        )  # fmt: skip
        verified(load)
        fold = runs["check"].less(runs["check without facts"])
        nanoseconds = f"{fold.seconds * 1e9 / load.sales:.0f} ns"
        rows.append((f"{load.sales:,}", f"{load.bytes / 1e6:,.0f} MB", *results.run(runs["run"]),
                     f"{fold.seconds:.2f} s", nanoseconds))  # fmt: skip
        if load is LARGE:
            load.remove()
    results.section("Growth")
    results.text(f"The same {PLAIN.accounts:,} accounts and {PLAIN.territories} territories; medians of {rounds}; totals compared with DuckDB's.")
    results.table(("sales", "files", "run", "CPU", "peak memory", "fold alone", "fold per sale"), rows)


def variants(results: Results, rounds: int) -> None:
    rounds = min(rounds, 3)
    named = {"plain": PLAIN} | VARIANTS
    for load in named.values():
        load.make()
    empty = {name: load.without_facts() for name, load in named.items()}
    whole: dict[str, Callable[[], Run]] = {
        name: lambda load=load: bailiwick("check", load.folder) for name, load in named.items()
    }
    base = {f"{name}, without facts": lambda at=folder: bailiwick("check", at) for name, folder in empty.items()}
    runs = alternated(whole | base, rounds)
    rows = []
    plain = 0.0
    for name, load in named.items():
        fold = runs[name].less(runs[f"{name}, without facts"])
        per_byte = fold.seconds / load.bytes * 1e9
        plain = plain or per_byte
        published(load)
        verified(load)
        rows.append((name, f"{load.bytes / 1e6:,.0f} MB", f"{fold.seconds:.2f} s", f"{fold.memory:,.0f} MB",
                     f"{per_byte:.2f} s", verdict(per_byte / plain, 1.6)))  # fmt: skip
    results.section("Shapes of the data")
    results.text(
        f"{PLAIN.sales:,} sales each; the fold alone, `check` less `check` without facts; medians of {rounds}; "
        "totals compared with DuckDB's."
    )
    results.table(("", "files", "fold", "peak memory", "per GB", "÷ plain, per byte"), rows)


def compressed(results: Results, rounds: int) -> None:
    rounds = min(rounds, 3)
    load, plain = GZIP.make(), PLAIN.make()
    runs = alternated(
        {
            "gzip -dc": lambda: measured(["gzip", "-dc", *map(str, load.files)]),
            "run on .gz": lambda: published(load),
            "run on .csv": lambda: published(plain),
        },
        rounds,
    )
    verified(load)
    results.section("gzip")
    results.text(f"{described(load)}; medians of {rounds}; totals compared with DuckDB's.")
    results.table(
        ("", "wall", "CPU", "peak memory"),
        [
            ("`gzip -dc` over sales and calls, one core", *results.run(runs["gzip -dc"])),
            ("`bailiwick run` on `.csv.gz`", *results.run(runs["run on .gz"])),
            ("`bailiwick run` on `.csv`", *results.run(runs["run on .csv"])),
        ],
    )


def analysed(load: Load) -> float:
    """Seconds that the analysis takes, as the program's log says."""
    command = [str(PROGRAM), "run", "--workspace", str(load.folder), "--log-format", "json"]
    log = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in (log.stdout + log.stderr).splitlines() if line.startswith("{")]
    return next(float(line["seconds"]) for line in lines if line["event"] == "analyse")


def many_pages(results: Results, rounds: int) -> None:
    rounds = min(rounds, 3)
    few, many = SMALL.make(), MANY.make()
    runs = alternated({"few": lambda: published(few), "many": lambda: published(many)}, rounds)
    rows = []
    for name, load in (("few", few), ("many", many)):
        files = [file for file in (load.folder / "reports/latest").resolve().rglob("*") if file.is_file()]
        written = sum(file.stat().st_size for file in files)
        analysis = statistics.median(analysed(load) for _ in range(rounds))
        rows.append(
            (
                f"{load.territories:,}",
                f"{len(files):,}",
                f"{written / 1e6:,.0f} MB",
                *results.run(runs[name]),
                verdict(analysis, 2),
            )
        )
    results.section("Many territories and reps")
    results.text(
        f"{SMALL.sales:,} sales, {SMALL.accounts:,} accounts, and as many reps as territories; medians of {rounds}; "
        "no totals compared, since so many territories own accounts and not counties, which the peers do not know."
    )
    results.table(
        ("territories", "files written", "bytes written", "wall", "CPU", "peak memory", "the analysis alone, s"), rows
    )


def start_up(results: Results, rounds: int) -> None:
    sample = str(ROOT / "SampleData")
    help_ = median([measured([str(PROGRAM), "--help"]) for _ in range(4 * rounds)])
    run = median([measured([str(PROGRAM), "run", "--quiet", "--workspace", sample]) for _ in range(2 * rounds)])
    results.section("Start-up")
    results.table(
        ("", "wall", "CPU", "peak memory", "bar"),
        [
            ("`bailiwick --help`", *results.run(help_), verdict(help_.seconds, 0.02)),
            ("`bailiwick run` on SampleData", *results.run(run), verdict(run.seconds, 0.5)),
        ],
    )


def described(load: Load) -> str:
    return (
        f"{load.sales:,} sales and {load.sales // 5:,} calls in {load.bytes / 1e6:,.0f} MB, "
        f"{load.accounts:,} accounts, {load.territories} territories"
    )


PARTS: dict[str, Callable[[Results, int], None]] = {
    "peers": against_peers,
    "pandas": against_pandas,
    "growth": growth,
    "variants": variants,
    "gzip": compressed,
    "pages": many_pages,
    "start-up": start_up,
    "xml": xml_loads.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures Bailiwick beside its peers; writes Benchmarks/RESULTS.md.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median is taken (5)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to measure; writes no file")
    chosen = parser.parse_args()
    results = Results()
    atexit.register(contenders.remove_put_aside)
    for part in chosen.only:
        PARTS[part](results, chosen.rounds)
    # A part, or small loads, are no results to keep.
    if chosen.only == list(PARTS) and loads.DIVISOR == 1:
        peers = {peer.name: peer.version() for peer in (DUCKDB, POLARS, PANDAS)}
        results.write({"bailiwick": contenders.version()} | peers, chosen.rounds)


if __name__ == "__main__":
    main()
