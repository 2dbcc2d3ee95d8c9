"""All links of a report end at a page of it, and at a place that is there."""

from __future__ import annotations

import posixpath
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from reports import Report


class Anchors(HTMLParser):
    """Where a page leads, and the places it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.places.append(value or "")
            elif name in ("href", "xlink:href", "src"):
                self.links.append(value or "")


class Site:
    """The pages of a report with their links and places."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def anchors(self) -> dict[str, Anchors]:
        return {page: Anchors(self.report.file(page).read_text("utf-8")) for page in self.report.pages}

    def link_fault(self, page: str, link: str) -> str | None:
        """What is wrong with a link, if anything is."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None if parts.scheme in ("http", "https", "mailto") else f"links to {link!r}"
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
        if target.startswith("..") or not self.report.file(target).is_file():
            return f"links to {link!r}, which is not there"
        if parts.fragment and parts.fragment not in self.anchors[target].places:
            return f"links to {link!r}, where no element has that id"
        return None

    def faults(self) -> list[str]:
        faults: list[str] = []
        for page, anchors in self.anchors.items():
            told = [self.link_fault(page, link) for link in dict.fromkeys(anchors.links)]
            twice = {place for place in anchors.places if anchors.places.count(place) > 1}
            faults += [f"{page}: {what}" for what in told if what]
            faults += [f"{page}: the id {place!r} is there more than once" for place in sorted(twice)]
        return faults


def faults(report: Report) -> list[str]:
    """Links of a report that lead nowhere."""
    return Site(report).faults()
