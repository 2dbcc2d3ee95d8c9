"""Measures Bailiwick on XML sales beside xmllint, lxml and pandas over the same file, and compares the totals.

usage: measure_xml.py PROGRAM FOLDER, which holds the workspaces 0, 50 and 200, named by the megabytes of their sales
"""

import decimal
import json
import pathlib
import subprocess
import sys

from measure import measured

# pandas holds every element of a file in memory, and takes minutes for 200 MB.
PANDAS_SIZE = 50

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


def best(commands: dict[str, list[str]], times: int = 5) -> dict[str, tuple[float, float]]:
    """Of each command the shortest time and the largest memory; they take turns, so that load meets all alike."""
    rounds = [{name: measured(command) for name, command in commands.items()} for _ in range(times)]
    return {name: (min(r[name][0] for r in rounds), max(r[name][1] for r in rounds)) for name in commands}


def loaded(workspace: pathlib.Path) -> tuple[int, decimal.Decimal]:
    """Rows and amount of all sales as the report states them."""
    report = json.loads((workspace / "reports/latest/report.json").read_text(), parse_float=decimal.Decimal)
    sales = [entry for entry in report["quality"]["inputs"] if entry["source"] == "sales"]
    return sum(entry["rows_loaded"] for entry in sales), sum(decimal.Decimal(entry["amount_loaded"]) for entry in sales)


def peer(script: str, file: pathlib.Path, result: pathlib.Path) -> tuple[float, float, tuple[int, decimal.Decimal]]:
    seconds, memory = measured([sys.executable, "-c", script, str(file), str(result)])
    rows, total = result.read_text().split()
    return seconds, memory, (int(rows), decimal.Decimal(total))


def line(name: str, seconds: float, memory: float, ceiling: float) -> None:
    print(f"{name:48} {seconds:7.2f} s  {memory:6.0f} MB  {seconds / ceiling:6.2f} x xmllint")


def main() -> None:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    spaces = {size: folder / str(size) for size in (0, 50, 200)}
    files = {size: space / "data/crm/sales.xml" for size, space in spaces.items()}

    def run(size: int, command: str) -> list[str]:
        return [program, command, "--quiet", "--workspace", str(spaces[size])]

    lint = {f"xmllint {size}": ["xmllint", "--sax", "--noout", str(files[size])] for size in (50, 200)}
    times = best(lint | {f"check {size}": run(size, "check") for size in (0, 50, 200)})
    ceiling = {size: times[f"xmllint {size}"] for size in (50, 200)}
    check = {size: times[f"check {size}"] for size in (0, 50, 200)}
    print(f"sales: {files[200].stat().st_size / 1e6:.0f} MB of XML")
    line("xmllint --sax --noout", *ceiling[200], ceiling[200][0])
    line("bailiwick check, the sales alone", check[200][0] - check[0][0], check[200][1], ceiling[200][0])
    line("bailiwick check, whole", *check[200], ceiling[200][0])
    lxml = peer(LXML, files[200], folder / "lxml.txt")
    line("lxml.iterparse, amounts summed", *lxml[:2], ceiling[200][0])
    pandas = peer(PANDAS, files[PANDAS_SIZE], folder / "pandas.txt")
    line(f"pandas.read_xml, of {PANDAS_SIZE} MB", *pandas[:2], ceiling[PANDAS_SIZE][0])
    print("peak memory of bailiwick: " + ", ".join(f"{memory:.0f} MB for {size} MB" for size, (_, memory) in check.items()))
    for size, (_, _, other) in ((200, lxml), (PANDAS_SIZE, pandas)):
        subprocess.run(run(size, "run"), check=True)
        if loaded(spaces[size]) != other:
            sys.exit(f"the totals differ: {loaded(spaces[size])} and {other}")
        print(f"{size} MB: {other[0]} sales of {other[1]} in both")


if __name__ == "__main__":
    main()
