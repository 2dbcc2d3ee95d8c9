"""The generated loads: the same bytes on every machine, made once under .build and kept, but for the largest."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
PROGRAM = BUILD / "release/bailiwick"
GENERATOR = BUILD / "release/generate-sample"
#: A benchmark of the benchmark: all but the loads of `check` are so many times smaller.
DIVISOR = int(os.environ.get("BENCH_DIVISOR", "1"))
MILLION = 1_000_000 // DIVISOR


@dataclass(frozen=True)
class Load:
    """One workspace; its calls are a fifth of its sales."""

    name: str
    sales: int
    accounts: int = 200_000 // DIVISOR
    territories: int = 250
    options: tuple[str, ...] = ()
    is_compressed: bool = field(default=False)

    @property
    def folder(self) -> Path:
        return BUILD / (f"bench-{self.name}" + (f"-by-{DIVISOR}" if DIVISOR > 1 else ""))

    @property
    def files(self) -> list[Path]:
        """Sales and calls."""
        crm = self.folder / "data/crm"
        return sorted([*crm.glob("sales-*"), *crm.glob("calls.*")])

    @property
    def bytes(self) -> int:
        return sum(file.stat().st_size for file in self.files)

    def make(self) -> Load:
        """Generates the files where they are missing, and reads them once, so that the page cache holds them."""
        if not self.folder.exists():
            print(f"generating {self.name}", flush=True)
            partial = self.folder.with_name(self.folder.name + ".partial")
            shutil.rmtree(partial, ignore_errors=True)
            subprocess.run(
                [GENERATOR, partial, "--benchmark", "--sales", str(self.sales), "--calls", str(self.sales // 5),
                 "--accounts", str(self.accounts), "--territories", str(self.territories),
                 "--geography", str(ROOT / "SampleData/data"), *self.options],
                check=True,
            )  # fmt: skip
            if self.is_compressed:
                compress(partial)
            os.rename(partial, self.folder)
        for file in self.files:
            with file.open("rb", buffering=0) as stream:
                while stream.read(1 << 24):
                    pass
        return self

    def without_facts(self) -> Path:
        """The same workspace with one sale and one call: what a run needs before it meets the facts."""
        folder = self.folder.with_name(self.folder.name + "-empty")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("reports", "sales-*", "calls.*"))
        for file in self.files:
            with file.open("rb") as stream:
                (folder / "data/crm" / file.name).write_bytes(stream.readline() + stream.readline())
        return folder

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def compress(folder: Path) -> None:
    """Sales and calls as .gz, as `gzip` writes them without being asked for more."""
    for file in [*(folder / "data/crm").glob("sales-*.csv"), folder / "data/crm/calls.csv"]:
        subprocess.run(["gzip", "--no-name", file], check=True)
    path = folder / "bailiwick.yaml"
    text = path.read_text(encoding="utf-8")
    for name in ("sales-*.csv", "calls.csv"):
        if f"crm/{name}\n" not in text:
            raise SystemExit(f"{path} names {name} in another way than the benchmark knows")
        text = text.replace(f"crm/{name}\n", f"crm/{name}.gz\n")
    path.write_text(text, encoding="utf-8")


PLAIN = Load("plain", 10 * MILLION)
#: For the totals, not for time: one million plain rows, then everything at once that a load may have, then gzip.
CHECK = [
    Load("check-plain", 1_000_000, accounts=20_000),
    Load("check-mixed", 200_000, accounts=5_000, options=("--skew", "--long-ids", "--quote-all", "--unnamed-reps", "20")),
    Load("check-gzip", 200_000, accounts=5_000, is_compressed=True),
]
SMALL = Load("1m", MILLION)
LARGE = Load("50m", 50 * MILLION)
#: As many territories and reps as a report may have; few rows, since the pages are what counts.
MANY = Load("2000", MILLION, territories=max(2_000 // DIVISOR, 50))
GZIP = Load("gzip", 10 * MILLION, is_compressed=True)
VARIANTS = {
    "few accounts have most sales (Zipf)": Load("skew", 10 * MILLION, options=("--skew",)),
    "1,000 accounts": Load("few", 10 * MILLION, accounts=max(1_000 // DIVISOR, 250)),
    "1,000,000 accounts": Load("million", 10 * MILLION, accounts=MILLION),
    "account ids of 40 characters": Load("long-ids", 10 * MILLION, options=("--long-ids",)),
    "all values quoted": Load("quoted", 10 * MILLION, options=("--quote-all",)),
    "a third of the rows without rep": Load("unnamed", 10 * MILLION, options=("--unnamed-reps", "33")),
}
