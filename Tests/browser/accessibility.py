"""axe-core's rules, its best practices among them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from chrome import Chrome, Theme, View
from reports import Report

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = "options => axe.run(document, options)"
#: Dark changes nothing but colours.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def told(page: str, view: View, violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    where = f"{nodes[0]['target']}" + (f" and {len(nodes) - 1} more" if len(nodes) > 1 else "")
    why = " ".join(nodes[0]["failureSummary"].split())
    return f"{page} {view}: {violation['id']}: {violation['help']}: {where}: {why}"


def check(chrome: Chrome, report: Report, page: str) -> list[str]:
    """Violations at a desk and on a phone, light and dark."""
    faults: list[str] = []
    themes: list[Theme] = ["light", "dark"]
    with chrome.open(report.file(page)) as (window, _):
        window.evaluate(AXE)
        for view in (View(width, theme) for width in (1280, 360) for theme in themes):
            view.show(window)
            rules = COLOURS if view.theme == "dark" else {}
            found = window.evaluate(RUN, {"resultTypes": ["violations"], **rules})
            faults += [told(page, view, violation) for violation in found["violations"]]
    return faults
