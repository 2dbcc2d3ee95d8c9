"""Checks the second opinion on tiny workspaces whose numbers were worked out by hand."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import self_test_data as data
from comparison import Comparison, compare, is_equal, shown
from needs import NEEDS
from regression import fit
from second_opinion import broken_sums, compute
from self_report import as_report
from values import Metrics, Opinion
from windows import Window, iso

ROUGH = 1e-5


def flatten(opinion: Opinion) -> dict[str, Metrics]:
    """All metrics by the subjects of `BY_HAND`."""
    return (
        {"organisation": opinion.organisation}
        | opinion.territories
        | {f"rep:{name}": metrics for name, metrics in opinion.reps.items()}
        | {f"pair:{'/'.join(pair)}": metrics for pair, metrics in opinion.pairs.items()}
        | {f"week:{name}/{iso(day)}": metrics for (name, day), metrics in opinion.weekly.items()}
    )


def is_as_by_hand(value: Any, text: str) -> bool:
    """Whether a value is what was worked out: `a/b`, `~rough`, `!reason`, `-` for nothing, or as shown."""
    if not isinstance(value, tuple):
        return ("-" if value is None else str(value)) == text
    if text.startswith("~"):
        return abs(float(value[1]) - float(text[1:])) <= ROUGH * float(text[1:])
    if "/" in text:
        numerator, denominator = map(Fraction, text.split("/"))
        return value[0] != "n/a" and is_equal(value, float(numerator / denominator))
    return shown(value) == text.replace("!", "n/a ")


def faults_by_hand(opinion: Opinion, by_hand: str, trees: str) -> Iterator[str]:
    """Where the opinion is not what was worked out by hand."""
    known = flatten(opinion)
    for line in by_hand.strip().splitlines():
        subject, *entries = line.split()
        for key, text in (entry.split("=") for entry in entries):
            if not is_as_by_hand(known[subject][key], text):
                yield f"{subject} {key}: by hand {text}, here {shown(known[subject][key])}"
    for line in trees.strip().splitlines():
        path, text = line.split("=")
        value = followed(opinion, path)
        if not is_as_by_hand(value, text):
            yield f"{path}: by hand {text}, here {value}"


def path_of(key: Any) -> str:
    """A key of a tree, which may be several things together, as paths have it."""
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)


def followed(opinion: Opinion, path: str) -> Any:
    """What stands at a path; None where a list has no such place."""
    territory, _, rest = path.partition("/") if path.split(".")[0].count("/") else ("", "", path)
    place: Any = opinion.territory_trees[territory] if territory else opinion.trees
    for step in rest.split("."):
        if isinstance(place, list):
            place = place[int(step)] if int(step) < len(place) else None
        elif isinstance(place, dict):
            place = next(value for key, value in place.items() if path_of(key) == step)
    return place


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle as GeoJSON has it."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def write_outlines(folder: Path) -> None:
    """Writes the squares of the land and the boxes of its territories."""
    units = {
        name: square(place % 5, place // 5, place % 5 + 1, place // 5 + 1)
        for place, name in enumerate(data.SQUARES)
    }
    boxes = {name: square(*box) for name, box in data.TERRITORY_BOXES.items()}
    for file, shapes in (("units.geojson", units), ("territories.geojson", boxes)):
        features = [
            {"type": "Feature", "properties": {"id": name}, "geometry": shape}
            for name, shape in shapes.items()
        ]
        (folder / file).write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Writes a workspace."""
    folder.mkdir()
    for file, text in files.items():
        is_latin = file == "units.csv"
        (folder / file).write_text(text, encoding="latin-1" if is_latin else "utf-8", newline="")


def reading_faults(folder: Path, opinion: Opinion) -> Iterator[str]:
    """What goes wrong with large files and with missing sources."""
    if flatten(compute(folder, None, "", large_file=0)[0]) != flatten(opinion):
        yield "large files are not read as small ones are"
    configuration = folder / "bailiwick.yaml"
    dropped = ("activities", "quotas", 'fields: {territory_id: "@')
    lines = configuration.read_text().splitlines()
    configuration.write_text("\n".join(line for line in lines if not line.strip().startswith(dropped)))
    smaller = compute(folder, None, "")[0]
    metrics = smaller.organisation | smaller.territories["OV"]
    reasons = {key for key, value in metrics.items() if value == ("n/a", "source_missing")}
    if reasons != {*NEEDS["activities"], *NEEDS["quotas"]}:
        yield f"missing sources are not told: {sorted(reasons)}"


def regression_faults() -> Iterator[str]:
    """A line through five points, with a column that is three times another."""
    found = fit([2, 4, 5, 4, 5], ["x", "y"], [[1, 2, 3, 4, 5], [3, 6, 9, 12, 15]])
    by_hand = {
        "intercept": (found.coefficients[0], 2.2),
        "slope": (found.coefficients[1], 0.6),
        "standard error": (found.errors[1], 0.08**0.5),
        "sigma": (found.sigma, 0.8**0.5),
        "R²": (found.r_squared, 0.6),
        "adjusted R²": (found.adjusted, 1 - 0.4 * 4 / 3),
        "leverage": (found.leverage[0], 0.6),
        "variance inflation": (found.inflation, 1),
        "half width": (found.half_width(2), 2.35336343 * 0.96**0.5),
    }
    for name, (value, right) in by_hand.items():
        if abs(float(value) - right) > 1e-7:
            yield f"regression {name}: by hand {right}, here {value}"
    if found.predictors != ["x"]:
        yield f"a collinear predictor is not left out: {found.predictors}"


def comparison_faults(opinion: Opinion, report: dict[str, Any], spans: dict[str, Window]) -> Iterator[str]:
    """Wrong and absent values that a comparison does not find."""

    def found(spoilt: dict[str, Any]) -> Comparison:
        return compare(opinion, spans, spoilt, False)

    for row in found(report).differences:
        yield f"its own report differs: {row}"
    for subject, key, wrong in (
        ("T1", "sales", Decimal("150.2501")),
        ("T2", "growth", Decimal(0)),
        ("T2", "reach", Decimal("0.99999999")),
        ("T2", "calls", None),
    ):
        spoilt = copy.deepcopy(report)
        next(t for t in spoilt["territories"] if t["id"] == subject)["metrics"][key] = {"value": wrong}
        if len(found(spoilt).differences) != 1:
            yield f"a wrong {key} of {subject} is not found"
    for name, spoil in (
        ("absent metric", lambda report: report["organisation"]["metrics"].pop("gini_sales")),
        ("absent entry", lambda report: report["relationships_at_risk"].pop()),
        ("unknown field", lambda report: report["accounts_to_call"][0].update(surplus=1)),
        ("wrong role", lambda report: report["shared_accounts"][0]["touches"][0].update(role="other")),
        ("wrong owner", lambda report: report["exceptions"][0].update(owner="R9", office=None)),
        ("wrong order", lambda report: report["exceptions"].reverse()),
        ("wrong share", lambda report: report["quality"]["placement"][1].update(share=Decimal("0.5"))),
    ):
        spoilt = copy.deepcopy(report)
        spoil(spoilt)
        if len(found(spoilt).differences) != 1:
            yield f"an {name} is not found" if name[0] in "au" else f"a {name} is not found"


def run() -> int:
    """Runs the self-test; 0 when all is well."""
    with tempfile.TemporaryDirectory() as name:
        small, land = Path(name) / "small", Path(name) / "land"
        write_files(small, data.FILES)
        opinion, spans, calculation = compute(small, None, "")
        faults = list(faults_by_hand(opinion, data.BY_HAND, data.TREES_BY_HAND))
        if (loaded := calculation.facts.loaded("sales")) != (12, 16_047_500):
            faults.append(f"accepted sales: {loaded}")
        faults += [" ".join(row) for row in broken_sums(opinion, calculation, spans)]
        totals, _, _ = compute(small, None, "", totals_only=True)
        faults += reading_faults(small, opinion)
        write_files(land, data.LAND_FILES)
        write_outlines(land)
        on_land, _, _ = compute(land, None, "")
        faults += faults_by_hand(on_land, data.LAND_BY_HAND, data.LAND_TREES)
    faults += regression_faults()
    report = json.loads(json.dumps(as_report(opinion, spans), default=float), parse_float=Decimal)
    faults += comparison_faults(opinion, report, spans)
    faults += [f"its totals differ: {row}" for row in compare(totals, spans, report, True).differences]
    compared = compare(opinion, spans, report, False).compared
    print("\n".join(faults) or f"self-test passed, {compared} values of its own report compared")
    return 1 if faults else 0
