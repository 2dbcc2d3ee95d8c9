"""Names are text and nothing else: with hostile ones the pages have the elements that they have with plain ones."""

from __future__ import annotations

import csv
import re
from itertools import zip_longest

from chrome import Chrome, script
from names import HOSTILE
from reports import Report

STRUCTURE = script("structure.js")


def lines(chrome: Chrome, report: Report, page: str) -> tuple[list[str], list[str]]:
    """The elements of a page, and what it said while it was open."""
    with chrome.open(report.file(page)) as (window, watch):
        return window.evaluate(STRUCTURE), watch.faults


def check(chrome: Chrome, hostile: Report, plain: Report, page: str) -> list[str]:
    """Where the page with hostile names has other elements than that with plain ones."""
    found, faults = lines(chrome, hostile, page)
    wanted, _ = lines(chrome, plain, page)
    for one, other in zip_longest(found, wanted, fillvalue="nothing"):
        if one != other:
            faults.append(f"hostile names make {one!r} of {other!r}")
            break
    return [f"{page}: {what}" for what in faults]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", cell)


def cell_faults(report: Report) -> list[str]:
    """Formulas in the tables for spreadsheets, and hostile names that are in none of them."""
    faults: list[str] = []
    names: set[str] = set()
    for path in sorted((report.folder / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        faults += [f"data/{path.name}: {cell!r} is a formula" for row in rows for cell in row if is_formula(cell)]
        faults += [f"data/{path.name}: row {at} has other columns" for at, row in enumerate(rows) if len(row) != len(rows[0])]
        names.update(cell for row in rows for cell in row)
    wanted = [f"'{name}" if is_formula(name) else name for name in HOSTILE]
    return faults + [f"data/: {name!r} is in no table" for name in wanted if name not in names]
