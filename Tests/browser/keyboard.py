"""The keyboard alone: Tab comes to everything that can be used, shows where it is, and the skip link skips."""

from __future__ import annotations

from playwright.sync_api import Page

from chrome import DESK, Chrome, View
from reports import Report

#: Notes everything that gets the focus, and whether one can see that.
LISTEN = """() => {
  const all = "a[href],button,input,select,textarea,summary,[tabindex]:not([tabindex='-1'])";
  window.wanted = [...document.querySelectorAll(all)].filter(one => one.checkVisibility() && !one.disabled);
  window.reached = new Map();
  document.addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    window.reached.set(target, (ringed || style.boxShadow !== "none") && box.right > 0 && box.bottom > 0);
  });
  return window.wanted.length;
}"""
FOUND = """() => {
  const named = one => one.tagName.toLowerCase() + " '" + (one.textContent || one.ariaLabel || "").trim().slice(0, 40) + "'";
  return {
    missed: window.wanted.filter(one => !window.reached.has(one)).map(named),
    unseen: [...window.reached].filter(([, isSeen]) => !isSeen).map(([one]) => named(one)),
  };
}"""
#: Where the focus is: in the main part, and on what.
FOCUS = "() => [document.activeElement?.className ?? '', document.activeElement?.closest('main') !== null]"


def reach_faults(window: Page) -> list[str]:
    """What Tab does not come to, and where one cannot see that it did."""
    count = window.evaluate(LISTEN)
    for _ in range(count + 5):
        window.keyboard.press("Tab")
    found = window.evaluate(FOUND)
    faults = [f"Tab does not come to {one}" for one in found["missed"][:5]]
    return faults + [f"the focus cannot be seen on {one}" for one in found["unseen"][:5]]


def skip_faults(window: Page) -> list[str]:
    """What is wrong with the first stop of Tab, which leads past the head of the page."""
    window.keyboard.press("Tab")
    if window.evaluate(FOCUS)[0] != "skip":
        return ["the first stop of Tab is not the link that skips to the content"]
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    if not window.evaluate(FOCUS)[1]:
        return ["after the skip link, Tab goes on outside of the main part"]
    return []


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Faults of one page at a desk; of the overview on a phone as well."""
    faults: list[str] = []
    for view in [DESK, View(360)] if page == "index.html" else [DESK]:
        with chrome.open(report.file(page), view) as (window, _):
            faults += [f"{page} {view}: {what}" for what in skip_faults(window)]
        with chrome.open(report.file(page), view) as (window, _):
            faults += [f"{page} {view}: {what}" for what in reach_faults(window)]
    return faults
