"""The published reports that are looked at."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Report:
    """One report folder, and the name by which faults tell of it."""

    name: str
    folder: Path

    @property
    def pages(self) -> list[str]:
        """All HTML files, by their path in the report."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.html"))

    @property
    def kinds(self) -> list[str]:
        """A page of each kind: all of the first level, a territory of each kind, and the first rep."""
        content = json.loads((self.folder / "report.json").read_text("utf-8"))
        first: dict[str, str] = {}
        for territory in content["territories"]:
            first.setdefault(territory["kind"], f"territories/{territory['id'].lower()}.html")
        wanted = [*first.values(), f"reps/{content['reps'][0]['id'].lower()}.html"]
        pages = self.pages
        missing = [path for path in wanted if path not in pages]
        if missing:
            raise SystemExit(f"{self.name}: {missing} are not in the report")
        return [path for path in pages if "/" not in path] + wanted

    def file(self, page: str) -> Path:
        return self.folder / page


def run(program: Path, workspace: Path, *options: str) -> Path:
    """Publishes, and gives the folder of the newest report."""
    outcome = subprocess.run(
        [program, "run", "--quiet", "--workspace", workspace, *options], capture_output=True, text=True, timeout=300
    )
    if outcome.returncode != 0:
        raise SystemExit(f"bailiwick run ended with {outcome.returncode}: {outcome.stderr}")
    return (workspace / "reports/latest").resolve()


def sample(program: Path, build: Path) -> Report:
    """The sample as of two weeks, so that the second has something to compare with."""
    workspace = build / "sample"
    shutil.copytree(ROOT / "SampleData", workspace, ignore=shutil.ignore_patterns("reports", "*.sqlite*"))
    run(program, workspace, "--as-of", "2026-06-21")
    return Report("sample", run(program, workspace))
