"""Debian's Chromium, driven by Playwright; no browser is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int
    theme: Theme = "light"

    def __str__(self) -> str:
        return f"{self.width} {self.theme}"

    def show(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(color_scheme=self.theme)


#: Phone, tablet and desk, light and dark; the theme changes last, since a width costs more.
VIEWS = [View(width, theme) for width in (1280, 768, 360) for theme in ("light", "dark")]
DESK = VIEWS[0]


class Watch:
    """What a page says and asks for while it is open; a page of ours does neither."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"the console says: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))
        page.on("request", lambda request: self.asked(request.url))
        page.on("dialog", lambda dialog: (self.faults.append(f"a dialog opened: {dialog.message}"), dialog.dismiss()))

    def asked(self, url: str) -> None:
        if not url.startswith("data:") and url.split("?")[0].split("#")[0] != self.address:
            self.faults.append(f"requests {url}")


class Chrome:
    """One running browser."""

    def __init__(self) -> None:
        self.driver = sync_playwright().start()
        self.browser: Browser = self.driver.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium",
            args=["--no-sandbox", "--font-render-hinting=none"],
        )

    @contextmanager
    def open(self, file: Path, view: View = DESK, *, scripts: bool = True, query: str = "") -> Iterator[tuple[Page, Watch]]:
        """A file in a window of its own, watched from its first moment."""
        context = self.browser.new_context(java_script_enabled=scripts)
        try:
            page = context.new_page()
            view.show(page)
            watch = Watch(page, file.as_uri())
            page.goto(file.as_uri() + query)
            yield page, watch
        finally:
            context.close()

    def close(self) -> None:
        self.browser.close()
        self.driver.stop()


def script(name: str) -> str:
    """A function of JavaScript that lies beside this file."""
    return (Path(__file__).parent / name).read_text("utf-8")
