"""Every page at every width, light and dark: it says nothing, asks for nothing, and nothing stands where it should not."""

from __future__ import annotations

from chrome import VIEWS, Chrome, script
from reports import Report

LAYOUT = script("layout.js")


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Faults of one page in all views."""
    seen: dict[str, list[str]] = {}
    with chrome.open(report.file(page), VIEWS[0]) as (window, watch):
        for view in VIEWS:
            view.show(window)
            for what in [*window.evaluate(LAYOUT), *watch.faults]:
                seen.setdefault(what, []).append(str(view))
            watch.faults.clear()
    return [f"{page} {', '.join(dict.fromkeys(views))}: {what}" for what, views in seen.items()]
