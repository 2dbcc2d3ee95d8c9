"""What a page may weigh and take: bytes, script, and the time until a phone shows it.

Times are the best of some loads: a machine at work makes a load slower and never faster.
"""

from __future__ import annotations

import gzip
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from chrome import Chrome, View
from reports import ROOT, Report, run

SAMPLE_BYTES = 400_000
MANY_BYTES = 2_000_000
SCRIPT_MS = 50.0
READABLE_MS = 1000.0
LOADS = 5
#: A slow phone: a quarter of this machine's speed, 1.6 Mbit/s with 150 ms to the server and back.
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
#: The latest of the first and the largest thing that is painted; the headline is in the latter.
PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
  const paints = [...list.getEntries(), ...performance.getEntriesByName("first-contentful-paint")];
  done(Math.max(...paints.map(paint => paint.startTime)));
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


def script_time(chrome: Chrome, file: Path) -> float:
    """Milliseconds of script until a page has loaded."""
    times: list[float] = []
    for _ in range(LOADS):
        with chrome.open(file) as (window, _):
            session = window.context.new_cdp_session(window)
            session.send("Performance.enable")
            window.reload()
            metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            times.append(metrics["ScriptDuration"] * 1000)
    return min(times)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A server as any is: it sends pages compressed. Gives its address."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.lstrip("/")
            body = gzip.compress(path.read_bytes(), 6) if path.is_file() else b""
            self.send_response(200 if body else 404)
            for name, value in (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def readable_time(chrome: Chrome, address: str) -> float:
    """Milliseconds until a slow phone shows a page."""
    times: list[float] = []
    for _ in range(LOADS):
        context = chrome.browser.new_context()
        window = context.new_page()
        View(360).show(window)
        session = context.new_cdp_session(window)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        window.goto(address)
        times.append(window.evaluate(PAINTED))
        context.close()
        if times[-1] < READABLE_MS:
            break
    return min(times)


def size_faults(report: Report, budget: int) -> list[str]:
    size = report.file("index.html").stat().st_size
    print(f"  {report.name}: index.html has {size / 1000:,.0f} of {budget / 1000:,.0f} KB")
    return [f"index.html: {size:,} bytes are more than {budget:,}"] if size >= budget else []


def check(chrome: Chrome, report: Report) -> list[str]:
    """The budgets of the sample's first page."""
    faults = size_faults(report, SAMPLE_BYTES)
    spent = script_time(chrome, report.file("index.html"))
    with served(report.folder) as address:
        shown = readable_time(chrome, f"{address}/index.html")
    print(f"  {report.name}: {spent:.0f} of {SCRIPT_MS:.0f} ms of script, on a slow phone after {shown:.0f} of {READABLE_MS:.0f} ms")
    if spent >= SCRIPT_MS:
        faults.append(f"index.html: {spent:.0f} ms of script are more than {SCRIPT_MS:.0f}")
    if shown >= READABLE_MS:
        faults.append(f"index.html 360: readable on a slow phone after {shown:.0f} ms, not {READABLE_MS:.0f}")
    return faults


def many(program: Path, build: Path) -> Report:
    """A report of 2,000 territories and 2,000 reps."""
    workspace = build / "many"
    subprocess.run(
        [program.parent / "generate-sample", workspace, "--benchmark", "--sales", "100000", "--calls", "20000",
         "--accounts", "20000", "--territories", "2000", "--geography", ROOT / "SampleData/data"],
        check=True, capture_output=True,
    )  # fmt: skip
    return Report("2,000 territories", run(program, workspace))
