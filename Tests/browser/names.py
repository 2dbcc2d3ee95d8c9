"""The sample under other names: hostile ones, and plain ones to compare the pages with.

Ids stay as they are, so that equal pages have equal links. Names differ and so does nothing else: the same sales, the
same reps, the same ground.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from reports import ROOT, Report, run

#: What breaks pages, tables and spreadsheets that do not escape.
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)><title>",
    "</style></script><script>alert(1)</script>",
    "</title></table></main><b><!-- <i>",
    "--> ]]> ?> %> <![CDATA[",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\"double\" 'single' `back` \\slash\\",
    "| pipe | `code` **bold** [x](javascript:alert(1)) ~~~",
    "{{name}} {{{title}}} {{>header}} {{/exceptions}} {{=<% %>=}}",
    "${7*7} #{7*7} {% raw %} %s%n%x %00 %2e%2e",
    "../../../etc/passwd",
    "C:\\CON\\..\\NUL.html?x=1#y&lt;",
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp",
    "two\nlines\tand a tab",
    "مرحبا بالعالم",
    "left\u202eright\u202c \u200b\u200d\ufeff zero",
    "W" * 120,
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "東京都" * 20,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "javascript:alert(1)",
    "https://example.com/<wbr>",
]  # fmt: skip
#: Which columns of which file are names; a product has its id for a name.
NAMED = {
    "data/territories.csv": "name",
    "data/reps.csv": "name",
    "data/counties.csv": "name",
    "data/crm/accounts.csv": "name",
    "data/notes.csv": "text",
    **{f"data/crm/sales-{half}.csv": "product_id" for half in ("2024H2", "2025H1", "2025H2", "2026H1")},
}
Naming = Callable[[int], str]


def hostile(number: int) -> str:
    return HOSTILE[number % len(HOSTILE)]


def plain(number: int) -> str:
    return f"Name {number % len(HOSTILE)}"


def rename(path: Path, column: str, name: Naming) -> None:
    """Gives each value of a column another name: the n-th new value the n-th name."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index(column)
    # Some rows of the sample are broken on purpose.
    values = [row[at] for row in rows if len(row) > at]
    known: dict[str, str] = {}
    for value in sorted(values) if column == "product_id" else values:
        known.setdefault(value, name(len(known)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(head)
        writer.writerows([*row[:at], known[row[at]], *row[at + 1:]] if len(row) > at else row for row in rows)


def publish(program: Path, folder: Path, name: Naming) -> Path:
    """Publishes the renamed sample as of two weeks."""
    shutil.copytree(ROOT / "SampleData", folder, ignore=shutil.ignore_patterns("reports", "*.sqlite*"))
    for file, column in NAMED.items():
        rename(folder / file, column, name)
    path = folder / "bailiwick.yaml"
    title = '"' + name(0).replace('"', '\\"') + '"'
    path.write_text(path.read_text("utf-8").replace("title: Southeast field sales", f"title: {title}"), "utf-8")
    run(program, folder, "--as-of", "2026-06-21")
    return run(program, folder)


def reports(program: Path, build: Path) -> tuple[Report, Report]:
    """The report with hostile names, and that with plain ones."""
    return (
        Report("hostile names", publish(program, build / "hostile", hostile)),
        Report("plain names", publish(program, build / "plain", plain)),
    )
