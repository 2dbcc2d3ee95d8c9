"""What a power cut could lose: a kill leaves what was written, a power cut only what was forced to disk."""

from __future__ import annotations

import history
from program import Call


def unforced(calls: list[Call], day: str) -> list[str]:
    """What is made live before it is on disk, and what is told before what it rests on is."""
    live = [place for place, call in enumerate(calls) if call.kind == "rename" and call.path.endswith(f"/reports/{day}")]
    if len(live) != 1:
        return [f"the report becomes live {len(live)} times"]
    before, after = calls[: live[0]], calls[live[0] + 1 :]
    staged = sorted({call.path for call in before if call.kind == "write" and "/report/" in call.path})
    folders = sorted({path.rsplit("/", 1)[0] for path in staged})
    log = next((call.path for call in before if call.kind == "write" and call.path.endswith("-wal")), None)
    faults = [f"{path} is not on disk when its report becomes live" for path in staged if not _is_forced(before, path)]
    faults += [f"the names in {path} are not on disk when its report becomes live" for path in folders
               if not any(call == Call("fsync", path) for call in before)]  # fmt: skip
    if not staged:
        faults.append("nothing is written before the report becomes live")
    if log is None or not _is_forced(before, log):
        faults.append("the pending run is not on disk when its report becomes live")
    told = next((place for place, call in enumerate(after) if call.path == log and call.kind == "write"), len(after))
    if not any(call.kind == "fsync" and call.path.endswith("/reports") for call in after[:told]):
        faults.append("the history says that the report is live before that is on disk")
    if not any(call.kind == "fsync" and call.path in (log, log and log.removesuffix("-wal")) for call in after[told:]):
        faults.append(f"{history.FILE} is not forced to disk after the run is published")
    return faults


def _is_forced(calls: list[Call], path: str) -> bool:
    """Whether the last bytes that were written to a file were forced to disk."""
    written = max((place for place, call in enumerate(calls) if call == Call("write", path)), default=0)
    return any(call == Call("fsync", path) for call in calls[written:])
