"""Pages on paper: PDFs of A4 and Letter have the text of the page, on a sensible number of pages, none of them empty."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from chrome import Chrome
from reports import Report

#: Width and height in points.
SHEETS = {"A4": (595, 842), "Letter": (612, 792)}
#: A sheet has room for this many letters at least, drawings and tables with much white in them too.
LETTERS = 500
#: The text of what stands alone: a heading, a paragraph, a cell.
BLOCKS = """() => [...document.querySelectorAll("main :is(h1,h2,h3,p,td,th,dt,dd,li,figcaption)")]
  .filter(block => !block.closest("svg") && block.checkVisibility() && !block.querySelector("p,td,dt,dd,li,svg,button")
    && [...block.querySelectorAll("a")].every(link => getComputedStyle(link, "::after").content === "none"))
  .map(block => block.innerText)"""


def tight(text: str) -> str:
    """A text without white space, as lines may break anywhere, and without commas, which style puts between names."""
    return "".join(text.split()).replace("\u00ad", "").replace(",", "")


def said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def printed_faults(window: Page, sheet: str, pdf: Path) -> list[str]:
    """What is wrong with a page that is printed on one kind of paper."""
    window.emulate_media(media="null")
    window.pdf(path=pdf, format=sheet)
    lines = dict(line.split(":", 1) for line in said("pdfinfo", pdf).splitlines() if ":" in line)
    sheets = said("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-").split("\f")[:-1]
    faults = [f"sheet {number} is empty" for number, text in enumerate(sheets, 1) if not text.strip()]
    width, height = SHEETS[sheet]
    printed = [float(lines["Page size"].split()[place]) for place in (0, 2)]
    if abs(printed[0] - width) > 1 or abs(printed[1] - height) > 1:
        faults.append(f"the paper is {lines['Page size'].strip()}")
    window.emulate_media(media="print")
    blocks = [tight(block) for block in window.evaluate(BLOCKS)]
    text = tight("".join(sheets))
    if not blocks or len(sheets) > 3 + sum(map(len, blocks)) / LETTERS:
        faults.append(f"{len(sheets)} sheets for {sum(map(len, blocks))} letters")
    # A cell that goes on over the edge of a sheet has the head of its table between its lines.
    lost = [block for block in blocks if block not in text]
    if len(lost) > max(1, len(blocks) // 100):
        faults.append(f"{len(lost)} of {len(blocks)} texts are lost: {', '.join(lost[:3])}"[:200])
    return faults


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Faults of one page on both kinds of paper."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder, chrome.open(report.file(page)) as (window, _):
        for sheet in SHEETS:
            told = printed_faults(window, sheet, Path(folder) / f"{sheet}.pdf")
            faults += [f"{page} printed on {sheet}: {what}" for what in told]
    return faults
