"""The history as its views show it, without disturbing what a broken run left of it."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

FILE = "bailiwick.sqlite"
BACKUP = FILE + ".backup"
VIEWS = ("runs", "metrics", "exceptions", "territories", "territory_reps", "reps", "units", "inputs")
#: What a run may have been doing when, which no two runs have in common.
TIMES = {"started_at", "finished_at"}


@dataclass(frozen=True)
class History:
    """What the views say of each day, as a digest; what no view shows; what is wrong with the file."""

    days: dict[str, str] = field(default_factory=dict)
    #: Digest of the whole report of each day.
    contents: dict[str, str] = field(default_factory=dict)
    pending: int = 0
    faults: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> History:
        """Reads a copy, because whoever opens a database after a crash repairs it; nothing is an empty history."""
        if not path.is_file():
            return cls()
        with tempfile.TemporaryDirectory(dir=path.parent.parent) as folder:
            copy = Path(folder, "copy")
            shutil.copy(path, copy)
            log = path.with_name(path.name + "-wal")
            if log.exists():
                shutil.copy(log, copy.with_name("copy-wal"))
            with closing(sqlite3.connect(copy)) as database:
                try:
                    return cls._of(database)
                except sqlite3.DatabaseError as error:
                    return cls(faults=(f"{path.name}: {error}",))

    @classmethod
    def _of(cls, database: sqlite3.Connection) -> History:
        if not database.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'view'").fetchone()[0]:
            # Made, but not yet filled: a run was killed before its first transaction.
            return cls()
        faults = [f"integrity_check: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"foreign_key_check: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        sums: dict[str, hashlib._Hash] = {}
        for view in VIEWS:
            cursor = database.execute(f"SELECT * FROM {view}")
            names = [column[0] for column in cursor.description]
            for row in sorted(cursor, key=repr):
                values = {name: value for name, value in zip(names, row) if name not in TIMES}
                sums.setdefault(values["as_of"], hashlib.sha256()).update(repr((view, values)).encode())
        contents = dict(database.execute("SELECT as_of, content_sha256 FROM runs"))
        pending = database.execute("SELECT count(*) FROM run WHERE state <> 'published'").fetchone()[0]
        return cls({day: sum.hexdigest() for day, sum in sums.items()}, contents, pending, tuple(faults))
