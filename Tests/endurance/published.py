"""What a workspace has published, as a value, and what must hold of it after a run that was broken off."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from trees import Tree, differences, tree

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What stays in the folder of the reports whatever happens.
LASTING = {".lock", "latest"}


@dataclass(frozen=True)
class Published:
    """The reports by day, the newest of them, and what else lies about."""

    days: dict[str, Tree]
    latest: str | None
    litter: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, workspace: Path) -> Published:
        reports = workspace / "reports"
        names = sorted(os.listdir(reports)) if reports.is_dir() else []
        days = {name: tree(reports / name) for name in names if DAY.fullmatch(name)}
        link = reports / "latest"
        latest = os.readlink(link) if link.is_symlink() else None
        litter = [f"reports/{name}" for name in names if name not in days and name not in LASTING]
        return cls(days, latest, litter)

    def faults_after(self, old: Published, new: Published) -> list[str]:
        """What is wrong where a run that makes `new` of `old` was broken off somewhere."""
        faults = []
        for day in sorted(self.days.keys() | old.days.keys() | new.days.keys()):
            found = self.days.get(day)
            if found in (old.days.get(day), new.days.get(day)):
                continue
            nearest = min(
                (differences(found or {}, whole[day]) for whole in (old.days, new.days) if day in whole),
                key=len, default=["no run makes it"],
            )  # fmt: skip
            faults.append(f"the report {day} is neither the old nor the new one: {'; '.join(nearest)}")
        if self.latest not in (old.latest, new.latest):
            faults.append(f"latest points to {self.latest}")
        if self.latest is not None and self.latest not in self.days:
            faults.append(f"latest points to {self.latest}, which is not there")
        faults += [f"{name} is left" for name in self.litter if not name.startswith("reports/.staging-")]
        return faults

    def faults_against(self, expected: Published) -> list[str]:
        """What is wrong where exactly `expected` must stand."""
        faults = []
        for day in sorted(self.days.keys() | expected.days.keys()):
            if self.days.get(day) != expected.days.get(day):
                texts = differences(self.days.get(day, {}), expected.days.get(day, {}))
                faults.append(f"the report {day}: {'; '.join(texts)}")
        if self.latest != expected.latest:
            faults.append(f"latest points to {self.latest}, not to {expected.latest}")
        return faults + [f"{name} is left" for name in self.litter if name not in expected.litter]
