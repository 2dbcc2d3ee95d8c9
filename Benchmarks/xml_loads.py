"""Measures Bailiwick on XML sales beside xmllint, lxml and pandas over the same file, and compares the totals."""

from __future__ import annotations

import decimal
import json
import pathlib
import sys

import xml_workspace
from contenders import bailiwick
from loads import BUILD, Load
from measuring import Run, alternated, measured
from results import Results

# pandas holds every element of a file in memory, and takes minutes for 200 MB.
PANDAS_SIZE = 50
SIZES = (0, PANDAS_SIZE, 200)
SOURCE = Load("xml-source", 500_000, accounts=20_000, territories=100)

LXML = """
import decimal, sys
from lxml import etree
total, rows = decimal.Decimal(0), 0
for _, sale in etree.iterparse(sys.argv[1], tag="sale"):
    total += decimal.Decimal(sale.findtext("amount"))
    rows += 1
    sale.clear()
    while sale.getprevious() is not None:
        del sale.getparent()[0]
open(sys.argv[2], "w").write(f"{rows} {total}")
"""

PANDAS = """
import decimal, sys, pandas
table = pandas.read_xml(sys.argv[1], xpath="/sales/sale", dtype={"amount": str})
total = sum(map(decimal.Decimal, table["amount"]))
open(sys.argv[2], "w").write(f"{len(table)} {total}")
"""


def loaded(workspace: pathlib.Path) -> tuple[int, decimal.Decimal]:
    """Rows and amount of all sales as the report states them."""
    report = json.loads((workspace / "reports/latest/report.json").read_text(), parse_float=decimal.Decimal)
    sales = [entry for entry in report["quality"]["inputs"] if entry["source"] == "sales"]
    return sum(entry["rows_loaded"] for entry in sales), sum(decimal.Decimal(entry["amount_loaded"]) for entry in sales)


def summed(script: str, file: pathlib.Path) -> tuple[Run, tuple[int, decimal.Decimal]]:
    """Runs a script that adds the sales of a file up; what it needed, rows and amount."""
    result = BUILD / "bench-xml-sum.txt"
    run = measured([sys.executable, "-c", script, str(file), str(result)])
    rows, total = result.read_text().split()
    return run, (int(rows), decimal.Decimal(total))


def measure(results: Results, rounds: int) -> None:
    spaces = {size: BUILD / f"bench-xml-{size}" for size in SIZES}
    for size, space in spaces.items():
        if not space.exists():
            xml_workspace.make(SOURCE.make().folder, space, size * 1_000_000)
    files = {size: space / "data/crm/sales.xml" for size, space in spaces.items()}
    lint = {
        f"xmllint {size}": lambda size=size: measured(["xmllint", "--sax", "--noout", str(files[size])])
        for size in SIZES[1:]
    }
    checks = {f"check {size}": lambda size=size: bailiwick("check", spaces[size]) for size in SIZES}
    runs = alternated(lint | checks, rounds)
    ceiling = {size: runs[f"xmllint {size}"] for size in SIZES[1:]}
    check = {size: runs[f"check {size}"] for size in SIZES}
    lxml, lxml_sum = summed(LXML, files[200])
    pandas, pandas_sum = summed(PANDAS, files[PANDAS_SIZE])
    for size, other in ((200, lxml_sum), (PANDAS_SIZE, pandas_sum)):
        bailiwick("run", spaces[size])
        if loaded(spaces[size]) != other:
            sys.exit(f"{files[size]}: the totals differ: {loaded(spaces[size])} and {other}")
    table = [
        ("`xmllint --sax --noout`: libxml2 alone, the ceiling", ceiling[200], ceiling[200]),
        ("`bailiwick check`, the sales alone", check[200].less(check[0]), ceiling[200]),
        ("`bailiwick check`, whole", check[200], ceiling[200]),
        ("`lxml.iterparse`, amounts summed (once)", lxml, ceiling[200]),
        (f"`pandas.read_xml` of {PANDAS_SIZE} MB (once), beside `xmllint` of the same", pandas, ceiling[PANDAS_SIZE]),
    ]
    results.section("XML")
    results.text(f"{files[200].stat().st_size / 1e6:.0f} MB of XML, {lxml_sum[0]:,} sales; number and amount of the sales the same in all.")
    results.table(
        ("", "wall", "CPU", "peak memory", "÷ xmllint"),
        [(name, *results.run(run), f"{run.seconds / base.seconds:.2f}") for name, run, base in table],
    )
    peaks = ", ".join(f"{run.memory:.0f} MB for {size} MB" for size, run in check.items())
    results.text(f"Peak memory of `bailiwick check` by the size of the sales: {peaks}.")
