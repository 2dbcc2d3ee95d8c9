"""What the script of a page adds: tables are sorted and filtered, places found, colours chosen, and the address knows."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from chrome import DESK, Chrome, View, script
from reports import Report

SCALES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "%": 1.0}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
KEPT = "() => [document.cookie, localStorage.length, sessionStorage.length]"
VISIBLE = "rows => rows.filter(row => row.checkVisibility()).map(row => row.innerText.replace(/\\s+/g, ' ').trim())"
SORTING = script("sorting.js")


def number(text: str) -> float | None:
    """The number or day that a cell shows; None where it shows neither."""
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    if day:
        return float("".join(day.groups()))
    named = re.match(rf"({'|'.join(MONTHS)}) (\d+), (\d{{4}})", text)
    if named:
        return int(named[3]) * 10000 + (MONTHS.index(named[1]) + 1) * 100 + int(named[2])
    plain = text.replace("\u2212", "-").replace(",", "")
    found = re.fullmatch(r"([-+]?)[$€£]?(\d+(?:\.\d+)?)([KMB%]?)(?: [a-z/².]+)?", plain)
    return float(found[1] + found[2]) * SCALES[found[3]] if found else None


def order_fault(cells: list[str], down: bool) -> str | None:
    """Where a sorted column is out of order. Cells with no value stand last in both ways."""
    shown = [cell for cell in cells if cell not in ("", "–", "—") and not cell.startswith("n/a")]
    if cells[: len(shown)] != shown:
        return "cells without a value do not stand last"
    numbers = [number(cell) for cell in shown]
    if any(value is None for value in numbers):
        return None
    if len({"%" in cell for cell in shown}) > 1 or any("points" in cell for cell in shown):
        return None  # values of several units, which no reader can put in order
    known = [value for value in numbers if value is not None]
    wanted = sorted(known, reverse=down)
    at = next((at for at, (one, other) in enumerate(zip(known, wanted)) if one != other), None)
    return None if at is None else f"{shown[at]!r} is out of order at row {at + 1}"


def sort_faults(tables: list[dict[str, Any]]) -> list[str]:
    """What is wrong with tables that were sorted by each column, both ways."""
    faults: list[str] = []
    for place, table in enumerate(tables, 1):
        for sort in table["sorts"]:
            fault = order_fault(sort["cells"], sort["way"] == "descending")
            if fault:
                faults.append(f"table {place} by column {sort['column'] + 1}, {sort['way']}: {fault}")
        ways = [sort["way"] for sort in table["sorts"]]
        if any(set(ways[at : at + 2]) != {"ascending", "descending"} for at in range(0, len(ways), 2)):
            faults.append(f"table {place}: aria-sort goes {ways}")
        if any(sort["others"] for sort in table["sorts"]):
            faults.append(f"table {place}: more than one column says that it is sorted by")
        if not table["isSame"]:
            faults.append(f"table {place}: sorting changes its rows")
    return faults


def filter_faults(window: Page, box: Locator) -> list[str]:
    """Filters a table by the name in its last row."""
    table = window.locator("table", has=window.locator("tbody")).nth(
        window.evaluate("box => [...document.querySelectorAll('table')].findIndex(table => "
                        "box.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING)", box.element_handle())
    )  # fmt: skip
    rows = table.locator("tbody tr")
    all_rows: list[str] = rows.evaluate_all(VISIBLE)
    word = max(re.findall(r"\w+", all_rows[-1]), key=len)
    box.fill(word)
    found = rows.evaluate_all(VISIBLE)
    faults = []
    if found != [row for row in all_rows if word.lower() in row.lower()]:
        faults.append(f"filtered by {word!r}, {len(found)} of {len(all_rows)} rows are shown")
    box.fill("")
    if rows.evaluate_all(VISIBLE) != all_rows:
        faults.append("not all rows come back when the filter is cleared")
    return faults


def table_faults(window: Page) -> list[str]:
    """Sorts and filters all tables of a page."""
    faults = sort_faults(window.evaluate(SORTING))
    boxes = window.locator("main input[type=search]")
    for at in range(boxes.count()):
        if boxes.nth(at).is_visible():
            faults += [f"filter {at + 1}: {what}" for what in filter_faults(window, boxes.nth(at))]
    return faults


def query(window: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(window.url).query)


def theme_faults(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Chooses the dark colours: they are those of a dark system, stay, and are taken along to other pages."""
    colours = "() => [document.body, document.querySelector('main a')].map(one => getComputedStyle(one).color + getComputedStyle(one).backgroundColor)"
    with chrome.open(report.file(page), View(1280, "dark")) as (window, _):
        wanted = window.evaluate(colours)
    faults: list[str] = []
    with chrome.open(report.file(page)) as (window, _):
        button = window.locator("button.theme")
        if button.count() != 1:
            return ["there is no button to choose the colours"]
        button.click()
        if window.evaluate(colours) != wanted:
            faults.append("the chosen dark colours are not those of a dark system")
        if button.get_attribute("aria-pressed") != "true" or query(window).get("theme") != ["dark"]:
            faults.append("the button and the address do not tell that dark is chosen")
        window.reload()
        if window.evaluate(colours) != wanted:
            faults.append("the chosen colours are forgotten when the page is loaded again")
        window.locator("nav a:not([aria-current])").first.click()
        if query(window).get("theme") != ["dark"]:
            faults.append("the chosen colours are not taken along to the next page")
        if window.evaluate(KEPT) != ["", 0, 0]:
            faults.append("something is kept elsewhere than in the address")
    return faults


def memory_faults(window: Page) -> list[str]:
    """Sorts, filters and loads again: the page is as it was."""
    rows = window.locator("main table tbody tr")
    if window.locator("thead button").count() == 0:
        return []
    before = rows.evaluate_all(VISIBLE)
    window.locator("thead button").first.press("Enter")
    box = window.locator("main input[type=search]")
    if box.count() and box.first.is_visible():
        box.first.fill("a")
    after = rows.evaluate_all(VISIBLE)
    window.reload()
    again = rows.evaluate_all(VISIBLE)
    return [] if again == after or before == after else ["the order and filter of the tables are forgotten on loading"]


def find_faults(window: Page, name: str, path: str) -> list[str]:
    """Finds a territory by a part of its name, in other letters, and goes there."""
    box = window.locator("header input[type=search]")
    if box.count() != 1:
        return ["there is no box to find a territory"]
    box.fill(name.upper()[: max(4, len(name) - 1)])
    links = window.locator("header .find a")
    if name not in links.all_inner_texts():
        return [f"{name!r} is not found, but {links.all_inner_texts()}"]
    links.filter(has_text=name).first.click()
    return [] if urlsplit(window.url).path.endswith(path) else [f"{name!r} leads to {window.url}"]


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Faults of the script of one page."""
    with chrome.open(report.file(page), DESK) as (window, watch):
        faults = table_faults(window) + watch.faults
    with chrome.open(report.file(page), DESK) as (window, _):
        faults += memory_faults(window)
    if page == "index.html":
        faults += theme_faults(chrome, report, page)
        with chrome.open(report.file(page), DESK) as (window, _):
            links = window.locator("main a[href^='territories/']")
            if links.count() == 0:
                return [*faults, f"{page}: no link leads to a territory"]
            name, path = links.last.inner_text().strip(), links.last.get_attribute("href") or ""
            faults += find_faults(window, name, path)
    return [f"{page} {DESK}: {what}" for what in faults]
