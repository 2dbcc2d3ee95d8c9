"""Folders as values: every file byte for byte, every link, every folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

Tree = dict[str, str]


def tree(folder: Path) -> Tree:
    """What each path in a folder is; empty where there is no folder."""
    found: Tree = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            key = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[key] = f"link to {os.readlink(path)}"
            elif os.path.isdir(path):
                found[key] = "folder"
            else:
                with open(path, "rb") as file:
                    found[key] = hashlib.sha256(file.read()).hexdigest()
    return found


def differences(found: Tree, expected: Tree, limit: int = 5) -> list[str]:
    """The first paths that differ, in words."""
    texts = []
    for path in sorted(found.keys() | expected.keys()):
        if found.get(path) != expected.get(path):
            change = "is not expected" if path not in expected else "is missing" if path not in found else "differs"
            texts.append(f"{path} {change}")
    return texts[:limit] + ([f"and {len(texts) - limit} more"] if len(texts) > limit else [])


def replace(source: Path, target: Path) -> None:
    """Makes one folder the copy of another, times and modes included."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target, symlinks=True)
