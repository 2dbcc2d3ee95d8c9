"""What a workspace has published, as a value, and what must hold of it after a run that was broken off."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import history
from history import History
from trees import Tree, differences, tree

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What is there before and after any run.
LASTING = {"reports/.lock", "reports/latest", "reports", "data", "bailiwick.yaml", history.FILE, history.BACKUP}
#: What a run that was killed may leave; the next run removes it.
LEFT_BY_KILLS = re.compile(
    r"reports/\.staging-\d+|reports/\.latest\..*|"
    + re.escape(history.FILE) + r"(\.backup)?(\.new)?(-wal|-shm|-journal)?"
)


@dataclass(frozen=True)
class Published:
    """The reports by day, the newest of them, the history, and what else lies about."""

    days: dict[str, Tree]
    latest: str | None
    history: History = field(default_factory=History)
    backup: History = field(default_factory=History)
    litter: list[str] = field(default_factory=list)
    #: What `run.json` says of each report.
    contents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, workspace: Path) -> Published:
        reports = workspace / "reports"
        names = sorted(os.listdir(reports)) if reports.is_dir() else []
        days = {name: tree(reports / name) for name in names if DAY.fullmatch(name)}
        link = reports / "latest"
        all_names = os.listdir(workspace) + [f"reports/{name}" for name in names if name not in days]
        return cls(
            days,
            os.readlink(link) if link.is_symlink() else None,
            History.read(workspace / history.FILE),
            History.read(workspace / history.BACKUP),
            sorted(set(all_names) - LASTING),
            {day: json.loads(path.read_bytes())["content_sha256"]
             for day in days if (path := reports / day / "run.json").exists()},
        )  # fmt: skip

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
        faults += [f"{name} is left" for name in self.litter if not LEFT_BY_KILLS.fullmatch(name)]
        return faults + self._history_faults_after(old, new)

    def _history_faults_after(self, old: Published, new: Published) -> list[str]:
        """The history may lag behind the reports until the next run, never run ahead of them."""
        faults = list(self.history.faults)
        for day in sorted(self.history.days.keys() | old.history.days.keys() | new.history.days.keys()):
            found, before, after = (state.history.days.get(day) for state in (self, old, new))
            if found not in (before, after):
                faults.append(f"the history of {day} is neither the old nor the new one")
            elif found != before and self.days.get(day) != new.days.get(day):
                faults.append(f"the history of {day} is the new one, its report is not")
        if self.history.pending > 1:
            faults.append(f"{self.history.pending} runs are pending")
        return faults

    def faults_against(self, expected: Published) -> list[str]:
        """What is wrong where exactly `expected` must stand, after a run that succeeded."""
        faults = []
        for day in sorted(self.days.keys() | expected.days.keys()):
            if self.days.get(day) != expected.days.get(day):
                texts = differences(self.days.get(day, {}), expected.days.get(day, {}))
                faults.append(f"the report {day}: {'; '.join(texts)}")
        if self.latest != expected.latest:
            faults.append(f"latest points to {self.latest}, not to {expected.latest}")
        faults += [f"{name} is left" for name in self.litter if name not in expected.litter]
        for day in sorted(self.history.days.keys() | expected.history.days.keys()):
            if self.history.days.get(day) != expected.history.days.get(day):
                faults.append(f"the history of {day} is another one")
        return faults + self.disagreements()

    def disagreements(self) -> list[str]:
        """Where reports, history and its backup do not say the same after a run."""
        faults = [*self.history.faults, *(f"backup: {fault}" for fault in self.backup.faults)]
        for day, content in self.contents.items():
            if self.history.contents.get(day) != content:
                faults.append(f"the history has another run of {day} than its report")
        if self.history.pending:
            faults.append(f"{self.history.pending} runs are pending")
        if self.backup.days != self.history.days:
            faults.append("the backup of the history is not the history")
        return faults
