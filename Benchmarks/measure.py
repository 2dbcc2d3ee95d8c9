"""Measures one run of Bailiwick beside DuckDB's totals over the same files: wall seconds, peak memory, equality."""

import os
import pathlib
import re
import subprocess
import sys
import time


def measured(command: list[str]) -> tuple[float, float]:
    """Runs a command; returns wall seconds and peak resident memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main() -> None:
    workspace, program, python, opinion = sys.argv[1:5]
    day = re.search(r"^as_of: *([0-9-]+)", pathlib.Path(workspace, "bailiwick.yaml").read_text(), re.M)
    if day is None:
        sys.exit("the workspace has no fixed as_of")
    report = f"{workspace}/reports/{day[1]}/report.json"
    size = sum(p.stat().st_size for p in pathlib.Path(workspace, "data/crm").glob("sales*.csv"))
    seconds, memory = measured([program, "run", "--quiet", "--workspace", workspace])
    other, other_memory = measured([python, opinion, "--totals-only", workspace, report])
    print(f"sales files: {size / 1e6:.0f} MB")
    print(f"bailiwick run (everything):     {seconds:7.2f} s  {memory:7.0f} MB")
    print(f"DuckDB, totals only, compared:  {other:7.2f} s  {other_memory:7.0f} MB")
    print(f"ratio bailiwick / DuckDB:       {seconds / other:7.2f}    {memory / other_memory:7.2f}")


if __name__ == "__main__":
    main()
