#!/usr/bin/env python3
"""Takes the README's pictures of the sample report.

Usage: pictures.py BAILIWICK FOLDER IMAGES
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PIL import Image

import reports
from chrome import DESK, Chrome

HEIGHT = 1500
MOST_BYTES = 300_000
PICTURES = {"leadership.png": "index.html", "territory.png": "territories/ga-04.html"}


def take(chrome: Chrome, file: Path, picture: Path) -> None:
    """The top of a page in at most 256 colours, which drawings and text do with."""
    with chrome.open(file, DESK) as (window, _):
        window.set_viewport_size({"width": DESK.width, "height": HEIGHT})
        window.screenshot(path=picture)
    with Image.open(picture) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)
    size = picture.stat().st_size
    print(f"{picture}: {size / 1000:.0f} KB")
    if size > MOST_BYTES:
        raise SystemExit(f"{picture} has {size:,} bytes, more than {MOST_BYTES:,}")


def main(program: str, folder: str, images: str) -> None:
    """Runs the command."""
    build = Path(folder).resolve()
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    report = reports.sample(Path(program).resolve(), build)
    chrome = Chrome()
    for name, page in PICTURES.items():
        take(chrome, report.file(page), Path(images) / name)
    chrome.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
