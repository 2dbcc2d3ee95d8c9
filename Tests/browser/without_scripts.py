"""A page says the same whether scripts run or not, and needs none to show what it has."""

from __future__ import annotations

from chrome import Chrome
from reports import Report

#: What the script adds: the boxes to filter by, and the line that tells the value under the pointer.
TEXT = """() => {
  document.querySelectorAll("main :is(.filter, .reading)").forEach(added => added.remove());
  return document.querySelector("main").innerText;
}"""
#: What is in the page and not to be seen, folded parts apart.
HIDDEN = """() => [...document.querySelectorAll("main *:not(svg *, script, style)")]
  .filter(one => one.textContent.trim() && !one.checkVisibility() && !one.closest("details:not([open])"))
  .filter(one => one.parentElement.checkVisibility())
  .map(one => one.tagName.toLowerCase() + " '" + one.textContent.trim().slice(0, 40) + "'")"""
DEAD = """() => [...document.querySelectorAll("button,input,select")].map(one => one.outerHTML.slice(0, 80))"""


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Faults of one page without scripts."""
    with chrome.open(report.file(page), scripts=False) as (window, watch):
        faults = watch.faults + [f"{one} is hidden" for one in window.evaluate(HIDDEN)]
        faults += [f"{one} does nothing" for one in window.evaluate(DEAD)]
        plain = window.evaluate(TEXT).split()
    with chrome.open(report.file(page)) as (window, _):
        lively = window.evaluate(TEXT).split()
    if plain != lively:
        at = next((at for at, (a, b) in enumerate(zip(plain, lively)) if a != b), min(len(plain), len(lively)))
        faults.append(f"the text is another with scripts: {' '.join(plain[at:at + 8])!r}, {' '.join(lively[at:at + 8])!r}")
    return [f"{page} without scripts: {what}" for what in faults]
