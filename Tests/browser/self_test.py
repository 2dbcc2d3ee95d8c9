#!/usr/bin/env python3
"""Shows that each check finds its fault: pages with one fault planted each, and one sound page without any.

Usage: self_test.py FOLDER
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import accessibility
import budgets
import interaction
import keyboard
import layout
import links
import printing
import structure
import validity
import without_scripts
from chrome import Chrome
from reports import Report

STYLE = """body{margin:0 14px;background:#fff;color:#111;font:16px sans-serif;overflow-wrap:anywhere}
.skip{position:absolute;left:-999px}.skip:focus{left:0}:focus-visible{outline:2px solid #00f}
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}"""
SOUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
<style>{style}</style>{head}</head>
<body><a class="skip" href="#main">Skip to content</a><nav aria-label="Pages"><a href="index.html">Page</a></nav>
<main id="main"><h1>Page</h1><p>Text with a <a href="#main">link to the top</a>.</p>
{body}</main></body></html>
"""
LABELS = '<svg viewBox="0 0 300 60" width="300" height="60" role="img" aria-label="Drawing">{}</svg>'
TABLE = """<table><thead><tr><th aria-sort="none"><button>Sales</button></th></tr></thead>
<tbody><tr><td>$10</td></tr><tr><td>$9</td></tr></tbody></table>
<script>document.querySelector("th button").onclick = event => {
const head = event.target.parentElement, down = head.ariaSort === "ascending", body = document.querySelector("tbody");
head.ariaSort = down ? "descending" : "ascending"; %s }</script>"""
BY_TEXT = """body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * a.textContent.localeCompare(b.textContent)))"""
FILTER = """<p><input type="search" aria-label="Filter"></p><table><tbody><tr><td>one</td></tr><tr><td>two</td></tr></tbody></table>"""


@dataclass(frozen=True)
class Planted:
    """A page with a fault, the check that is to find it, and words that it says."""

    check: str
    words: str
    body: str = ""
    head: str = ""
    style: str = ""

    @property
    def page(self) -> str:
        return SOUND.format(style=STYLE + self.style, head=self.head, body=self.body)


PLANTED = [
    Planted("layout", "scrolls sideways", '<div style="width:2000px">wide</div>'),
    Planted("layout", "stands out of the page", '<div style="width:2000px">wide</div>', style="html,body{overflow-x:clip}"),
    Planted("layout", "stands out of its box", '<p style="width:60px;white-space:nowrap">far too long for it</p>'),
    Planted("layout", "overlap", LABELS.format('<text x="10" y="30">Atlanta</text><text x="30" y="33">Augusta</text>')),
    Planted("layout", "is cut off", LABELS.format('<text x="280" y="30">Savannah</text>')),
    Planted("layout", "has letters of", LABELS.format('<text x="10" y="30" font-size="6">Macon</text>')),
    Planted("layout", "the console says", "<script>console.log('here')</script>"),
    Planted("layout", "a script failed", "<script>missing()</script>"),
    Planted("layout", "requests", '<img src="missing.png" alt="">'),
    Planted("layout", "a dialog opened", "<script>alert(1)</script>"),
    Planted("printing", "are lost", "<p>one</p><p>two</p><p>three</p>", style="@media print{p{position:absolute;left:-5000px}}"),
    Planted("printing", "is empty", '<div style="break-before:page;height:10px"></div><p style="break-before:page">end</p>'),
    Planted("keyboard", "the focus cannot be seen", "<button>Press</button>", style="button:focus-visible{outline:none}"),
    Planted("keyboard", "Tab does not come to", "<button onfocus='this.blur()' tabindex='0'>Press</button><details open inert><summary>S</summary></details>"),
    Planted("keyboard", "goes on outside", style="main a{display:none}"),
    Planted("without scripts", "is hidden", '<p id="more" style="display:none">more</p>'),
    Planted("without scripts", "does nothing", "<button>Press</button>"),
    Planted("without scripts", "the text is another", "<script>document.querySelector('p').remove()</script>"),
    Planted("interaction", "stands before", TABLE % BY_TEXT),
    Planted("interaction", "aria-sort goes", TABLE % "head.ariaSort = 'ascending'"),
    Planted("interaction", "sorting changes its rows", TABLE % "body.rows[0]?.remove()"),
    Planted("interaction", "rows are shown", FILTER),
    Planted("interaction", "there is no button to choose the colours"),
    Planted("interaction", "there is no box to find", '<a href="territories/x.html">X</a>'),
    Planted("accessibility", "color-contrast", '<p style="color:#ccc;background:#fff">pale</p>'),
    Planted("accessibility", "image-alt", '<img src="data:,">'),
    Planted("links", "which is not there", '<a href="gone.html">gone</a>'),
    Planted("links", "no element has that id", '<a href="#gone">gone</a>'),
    Planted("links", "links to 'javascript:", '<a href="javascript:void 0">script</a>'),
    Planted("links", "more than once", '<p id="main">again</p>'),
    Planted("validity", "error", "<p><div>nested</div></p>"),
    Planted("structure", "hostile names make", "<b>more</b>"),
]  # fmt: skip
PAGE_CHECKS = {
    "layout": layout.check, "printing": printing.check, "keyboard": keyboard.check, "interaction": interaction.check,
    "without scripts": without_scripts.check, "accessibility": accessibility.check,
}  # fmt: skip


def written(folder: Path, name: str, page: str) -> Report:
    (folder / name).mkdir(parents=True)
    (folder / name / "index.html").write_text(page, "utf-8")
    return Report(name, folder / name)


def found(chrome: Chrome, check: str, report: Report, sound: Report) -> list[str]:
    """What a check says of a page."""
    if check == "links":
        return links.faults(report)
    if check == "structure":
        return structure.check(chrome, report, sound, "index.html")
    return PAGE_CHECKS[check](chrome, report, "index.html")


def budget_faults(chrome: Chrome, folder: Path) -> list[str]:
    """Which budgets let a page pass that is over them."""
    slow = "<script>for (const end = performance.now() + {}; performance.now() < end;);</script>"
    heavy = written(folder, "heavy", SOUND.format(style=STYLE, head=slow.format(400), body="x" * budgets.SAMPLE_BYTES))
    told = budgets.check(chrome, heavy)
    wanted = ["bytes are more", "ms of script are more", "readable on a slow phone after"]
    return [f"budgets: nothing says {words!r}" for words in wanted if not any(words in one for one in told)]


def main(folder: str) -> None:
    """Runs the command."""
    build = Path(folder).resolve()
    shutil.rmtree(build, ignore_errors=True)
    sound = written(build, "sound", SOUND.format(style=STYLE, head="", body=""))
    planted = [(one, written(build, f"planted-{at}", one.page)) for at, one in enumerate(PLANTED)]
    invalid = [report for one, report in planted if one.check == "validity"]
    checker = validity.start([sound, *invalid])
    chrome = Chrome()
    missed: list[str] = []
    for check in [*PAGE_CHECKS, "links", "structure"]:
        # A page without tables and tools has nothing to interact with: that is a fault of its own, planted below.
        if check != "interaction":
            missed += [f"of a sound page, {check} says: {one}" for one in found(chrome, check, sound, sound)]
    for one, report in planted:
        told = [] if one.check == "validity" else found(chrome, one.check, report, sound)
        if one.check != "validity" and not any(one.words in line for line in told):
            print(f"  {one.check} does not say {one.words!r}", flush=True)
            missed.append(f"{one.check} does not say {one.words!r} of {one.body!r}, but {told}")
    told = validity.faults(checker, [sound, *invalid])
    if not told or any(line.startswith("sound") for line in told):
        missed.append(f"the HTML checker says {told}")
    missed += budget_faults(chrome, build)
    chrome.close()
    for one in missed:
        print(f"  FAILED: {one}")
    print(f"self-test: {len(PLANTED)} planted faults, {len(missed)} missed")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
