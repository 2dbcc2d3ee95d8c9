"""Runs `bailiwick inspect` on public suites of files and compares with what they expect.

usage: compare.py BAILIWICK SUITES

SUITES is a folder with csv-spectrum, csv-test-data, csvlint, commons-csv, spreadsheetml, sdmx and kml. The first two
state the records of each file as JSON. What XML files hold is computed here with ElementTree. For all others
`expected.json` beside this script says what a careful reader does with each file.
"""

import decimal
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"

# Two files of csv-spectrum do not fit their JSON in the copy that we have. What is known of the damage is taken from
# the expectation, nothing else; where the damage is gone, this fails and the entry must go.
DAMAGE = {
    "newlines_crlf": (
        "the CSV has lost the carriage returns that the JSON states",
        lambda records: json.loads(json.dumps(records).replace("\\r\\n", "\\n")),
    ),
    "location_coordinates": (
        "the JSON has another telephone number than the CSV",
        lambda records: [{**record, "Contact Phone Number": "2095257564"} for record in records],
    ),
}


def run(program, *arguments):
    """Exit code, standard output and standard error as text."""
    done = subprocess.run([program, "inspect", *arguments], capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def records(program, arguments, path):
    """Exit code, the records, and what was said."""
    code, output, said = run(program, "--records", *arguments, str(path))
    return code, [json.loads(line) for line in output.split("\n")[:-1]], said


def compare_with_json(program, csv_files, json_folder):
    """Files whose records stand in a JSON file of the same name; arrays of arrays mean that there is no header."""
    failures = 0
    for path in csv_files:
        expected = json.loads((json_folder / f"{path.stem}.json").read_text("utf-8"))
        if isinstance(expected, dict):
            expected = [expected]
        raw = bool(expected) and isinstance(expected[0], list)
        if path.stem in DAMAGE:
            reason, mend = DAMAGE[path.stem]
            print(f"{path.name}: compared modulo known damage: {reason}")
            as_stated, expected = expected, mend(expected)
        code, found, said = records(program, ["--raw"] if raw else [], path)
        if path.stem in DAMAGE and found == as_stated:
            failures += 1
            print(f"{path}: the known damage is gone: remove it from this script")
        elif (code, found) != (0, expected):
            failures += 1
            print(f"{path}: expected {expected}, found {found} (exit {code}) {said}")
    return len(csv_files), failures


def compare_with_expectation(program, suites, expectations):
    """Files of which `expected.json` says the number of records, the first and last, and what is refused."""
    failures = 0
    for expected in expectations:
        name, arguments = expected["file"], expected.get("arguments", [])
        code, found, said = records(program, arguments, suites / name)
        seen = {"exit": code, "records": len(found)}
        wanted = {"exit": expected.get("exit", 0), "records": expected["records"]}
        for key, place in [("first", 0), ("last", -1)]:
            if key in expected:
                seen[key] = found[place] if found else None
                wanted[key] = expected[key]
        missing = [text for text in expected.get("says", []) if text not in said]
        faults = sum(": the record " in line for line in said.split("\n"))
        if seen != wanted or missing or faults != expected.get("refused", 0):
            failures += 1
            print(f"{name} {arguments}: expected {wanted}, found {seen}; not said: {missing}; said: {said}")
    return len(expectations), failures


def rows_of_first_sheet(path):
    """Rows of the first worksheet that has any, sparse cells in their places, without blank ends and rows."""
    for sheet in ElementTree.parse(path).iter(f"{SHEET}Worksheet"):
        rows = []
        for row in sheet.iterfind(f"{SHEET}Table/{SHEET}Row"):
            cells = []
            for cell in row.iterfind(f"{SHEET}Cell"):
                index = cell.get(f"{SHEET}Index")
                cells += [""] * (int(index) - 1 - len(cells) if index else 0)
                data = cell.find(f"{SHEET}Data")
                cells.append("" if data is None else "".join(data.itertext()))
                cells += [""] * int(cell.get(f"{SHEET}MergeAcross") or 0)
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                rows.append(cells)
        if rows:
            return rows
    return []


def compare_worksheets(program, folder):
    """XML Spreadsheets 2003: all rows, whatever is a header."""
    failures = 0
    paths = sorted(folder.glob("*.xml"))
    for path in paths:
        expected = rows_of_first_sheet(path)
        code, found, said = records(program, ["--raw"], path)
        for row in found:
            while row and not row[-1].strip():
                row.pop()
        found = [row for row in found if row]
        if found != expected or (code == 0) != bool(expected) or (not expected and "is empty" not in said):
            failures += 1
            print(f"{path}: expected {expected}, found {found} (exit {code}) {said}")
    return len(paths), failures


def observations(path):
    """Values of the observations of an SDMX-ML message, generic or structure-specific."""
    values = []
    for element in ElementTree.parse(path).iter():
        if element.tag.rpartition("}")[2] != "Obs":
            continue
        children = [child.get("value") for child in element if child.tag.rpartition("}")[2] == "ObsValue"]
        values.append(element.get("OBS_VALUE") or (children[0] if children else None))
    return values


def compare_statistics(program, folder):
    """SDMX-ML: number of observations and the sum of their values."""
    failures = 0
    paths = sorted(folder.glob("*.xml"))
    for path in paths:
        values = observations(path)
        expected = (len(values), sum(decimal.Decimal(value) for value in values if value))
        code, rows, said = records(program, [], path)
        found = (len(rows), sum(decimal.Decimal(row["OBS_VALUE"]) for row in rows if row["OBS_VALUE"]))
        is_refused = code == 65 and "holds no observations" in said
        if found != expected or (code != 0 and not (is_refused and not values)):
            failures += 1
            print(f"{path}: expected {expected}, found {found} (exit {code}) {said}")
    return len(paths), failures


def compare_maps(program, folder):
    """KML: number of shapes, the names of their properties, and a mapping."""
    failures = 0
    paths = sorted(folder.glob("*.kml"))
    for path in paths:
        tree = ElementTree.parse(path)
        local = [(element, element.tag.rpartition("}")[2]) for element in tree.iter()]
        names = {element.get("name") for element, tag in local if tag in ("Data", "SimpleData")}
        shapes = sum(tag == "Placemark" for _, tag in local)
        code, text, said = run(program, str(path))
        missing = [name for name in names if f"\n  {name} " not in text]
        is_counted = any(line.split() == ["shapes", str(shapes)] for line in text.split("\n"))
        if code != 0 or missing or not is_counted or "\n  boundaries:\n" not in text:
            failures += 1
            print(f"{path}: expected {shapes} shapes with {names}, not said: {missing} (exit {code}) {text}{said}")
    return len(paths), failures


def main():
    program, suites = sys.argv[1], pathlib.Path(sys.argv[2])
    here = pathlib.Path(__file__).parent
    expectations = json.loads((here / "expected.json").read_text("utf-8"))
    spectrum, test_data = suites / "csv-spectrum", suites / "csv-test-data"
    good = [path for path in sorted((test_data / "csv").glob("*.csv")) if not path.name.startswith("bad-")]
    results = [
        compare_with_json(program, sorted((spectrum / "csvs").glob("*.csv")), spectrum / "json"),
        compare_with_json(program, good, test_data / "json"),
        compare_with_expectation(program, suites, expectations),
        compare_worksheets(program, suites / "spreadsheetml"),
        compare_statistics(program, suites / "sdmx"),
        compare_maps(program, suites / "kml"),
    ]
    listed = {str(suites / expected["file"]) for expected in expectations}
    bad = (test_data / "csv").glob("bad-*.csv")
    for path in sorted([*(suites / "csvlint").rglob("*.csv"), *(suites / "commons-csv").rglob("*.csv"), *bad]):
        if str(path) not in listed:
            results.append((0, 1))
            print(f"{path}: nothing is expected of it")
    count = sum(result[0] for result in results)
    failures = sum(result[1] for result in results)
    print(f"suites: {count} comparisons, {failures} differ")
    sys.exit(1 if failures or count == 0 or any(result == (0, 0) for result in results) else 0)


if __name__ == "__main__":
    main()
