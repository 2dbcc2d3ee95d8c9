"""Publishes a report whose accounts, reps and territories bear strings that break escaping, and reads it back.

usage: naughty.py BAILIWICK STRINGS

STRINGS has a string on each line; lines that begin with # are comments. The same workspace is published with harmless
names too: the pages must not differ in elements, attributes, scripts, styles and links, and in nothing but text.
"""

import collections
import csv
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# White space, control and invisible characters that an import trims from the ends of a value.
BLANKS = (
    "".join(map(chr, [*range(0x00, 0x21), *range(0x7F, 0xA1), *range(0x2000, 0x2010)]))
    + "\u202f\u205f\u2060\u3000\ufeff")

CONFIGURATION = """
title: Names
as_of: 2026-06-28
currency: USD
geography: {unit: as-given, name: unit}
quality: {max_rejected_rows: 0%, max_unmatched_sales: 0%}
sources:
  units: {file: units.csv, fields: {unit_id: id, name: name}}
  territories: {file: territories.csv, fields: {territory_id: id, name: name}}
  unit_assignments: {file: units.csv, fields: {unit_id: id, territory_id: territory}}
  account_assignments: {file: accounts.csv, fields: {account_id: id, territory_id: territory}}
  reps: {file: reps.csv, fields: {rep_id: id, name: name}}
  rep_assignments: {file: reps.csv, fields: {rep_id: id, territory_id: territory, role: {literal: owner}}}
  accounts: {file: accounts.csv, fields: {account_id: id, name: name, unit_id: unit, segment: name, potential: money}}
  sales: {file: sales.csv, fields: {date: date, account_id: account, rep_id: rep, amount: amount}}
  activities: {file: calls.csv, fields: {date: date, account_id: account, rep_id: rep}}
  notes: {file: notes.csv, fields: {date: date, account_id: account, text: text, tags: text}}
publish: {directory: reports, formats: [html, markdown, csv, json]}
"""


def strings(path):
    """The strings that a value can be; those of nothing but blanks are no value."""
    lines = pathlib.Path(path).read_bytes().decode("utf-8").split("\n")
    found = [line for line in lines if not line.startswith("#") and "\0" not in line]
    return list(dict.fromkeys(line for line in found if line.strip(BLANKS)))


def write(folder, name, header, rows):
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)


def publish(program, folder, names):
    """Writes and runs a workspace in which each name is that of a unit, territory, rep, account and note."""
    folder.mkdir()
    (folder / "bailiwick.yaml").write_text(CONFIGURATION, "utf-8")
    # Ids are the names as well, made unique; the number before keeps their order where names differ.
    ids = [f"{number:04}{name}" for number, name in enumerate(names)]
    both = list(zip(ids, names))
    write(folder, "units.csv", ["id", "name", "territory"], [(i, n, i) for i, n in both])
    write(folder, "territories.csv", ["id", "name"], both)
    write(folder, "reps.csv", ["id", "name", "territory"], [(i, n, i) for i, n in both])
    write(folder, "accounts.csv", ["id", "name", "unit", "territory", "money"],
          [(i, n, i, i, 1000 + at) for at, (i, n) in enumerate(both)])
    # Each account is sold to by its own rep and by the next, so that all are shared.
    write(folder, "sales.csv", ["date", "account", "rep", "amount"],
          [("2026-06-01", i, rep, 100 + at) for at, i in enumerate(ids) for rep in (i, ids[at - 1])])
    write(folder, "calls.csv", ["date", "account", "rep"], [("2026-06-01", ids[0], ids[0])])
    write(folder, "notes.csv", ["date", "account", "text"], [("2026-06-02", i, n) for i, n in both])
    run = subprocess.run(
        [program, "run", "--quiet", "--workspace", str(folder)], capture_output=True, timeout=600)
    if run.returncode != 0:
        sys.exit(f"bailiwick run ended with {run.returncode}: {run.stderr.decode('utf-8', 'replace')}")
    return folder / "reports" / "2026-06-28", ids


class Page(html.parser.HTMLParser):
    """The structure of a page, and its text."""

    # Where the browser is told to go or to run something.
    ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster"}

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.structure = collections.Counter()
        self.addresses = []
        self.texts = []
        self.open = []
        self.feed(path.read_bytes().decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.structure[tag, tuple(name for name, _ in attributes)] += 1
        self.open.append(tag)
        for name, value in attributes:
            if name in self.ADDRESSES:
                self.addresses.append(value or "")
            elif name in ("style", "class", "rel", "type", "http-equiv"):
                self.structure[tag, name, value] += 1

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        self.structure["/", tag] += 1
        while self.open and self.open.pop() != tag:
            pass

    def handle_comment(self, data):
        self.structure["comment", data] += 1

    def handle_decl(self, declaration):
        self.structure["declaration", declaration] += 1

    def handle_pi(self, data):
        self.structure["instruction", data] += 1

    def unknown_decl(self, data):
        self.structure["unknown", data] += 1

    def handle_data(self, data):
        if self.open and self.open[-1] in ("script", "style"):
            self.structure[self.open[-1], data] += 1
        else:
            self.texts.append(data)


def shown(name):
    """A name as HTML may show it: control characters and changes of direction are replaced."""
    hidden = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
    text = re.sub(hidden, "\ufffd", name)
    return "".join("\ufffd" if ord(sign) & 0xFFFE == 0xFFFE else sign for sign in text)


def cell(text):
    """A value as a CSV file holds it: what a spreadsheet would take for a formula has an apostrophe before it."""
    is_number = re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text, re.ASCII)
    return "'" + text if text[:1] in tuple("=+-@\t\r") and not is_number else text


def check_json(report, names, ids):
    content = json.loads((report / "report.json").read_bytes().decode("utf-8"))
    wanted = sorted(zip(ids, names))
    found = {
        "territories": [(item["id"], item["name"]) for item in content["territories"]],
        "reps": [(item["id"], item["name"]) for item in content["reps"]],
        "units": [(item["id"], item["name"]) for item in content["units"]],
        "accounts": [(item["account"]["id"], item["account"]["name"]) for item in content["shared_accounts"]],
    }
    for what, pairs in found.items():
        for missing in sorted(set(wanted) - set(pairs)):
            yield f"report.json: {what}: {missing} is missing"
        # What belongs to nobody has a line of its own.
        for more in sorted(set(pairs) - set(wanted) - {("unassigned", "Unassigned")}):
            yield f"report.json: {what}: {more} is none of the names"
    if sorted(note["text"] for note in content["notes"]) != sorted(names):
        yield "report.json: the texts of the notes are not the names"
    rejected = sum(item["rows_rejected"] for item in content["quality"]["inputs"])
    if rejected:
        yield f"report.json: {rejected} rows were rejected"


def check_csv(report, names, ids):
    wanted = {(cell(i), cell(name)) for i, name in zip(ids, names)}
    columns = {"territories.csv": ("territory_id", "name"), "reps.csv": ("rep_id", "name"),
               "accounts_to_call.csv": ("account_id", "account"), "overlaps.csv": ("account_id", "account")}
    for path in sorted((report / "data").glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        if any(len(row) != len(rows[0]) for row in rows):
            yield f"{path.name}: a row has another number of cells than the header"
        for row in rows[1:]:
            for value in row:
                if value != cell(value):
                    yield f"{path.name}: {value!r} would be a formula"
        if path.name in columns:
            places = [rows[0].index(column) for column in columns.pop(path.name)]
            found = {tuple(row[place] for place in places) for row in rows[1:]}
            # The account that was called is not to be called.
            allowed = {(cell(ids[0]), cell(names[0]))} if path.name == "accounts_to_call.csv" else set()
            for missing in sorted(wanted - found - allowed):
                yield f"{path.name}: {missing} is missing"
    for name in columns:
        yield f"{name}: is missing"


def check_html(report, harmless, names):
    folders = ["", "territories", "reps"]
    texts = set()
    for folder in folders:
        pages = sorted((report / folder).glob("*.html"))
        others = sorted((harmless / folder).glob("*.html"))
        if len(pages) != len(others) or not pages:
            yield f"{folder}/: {len(pages)} pages, {len(others)} with harmless names"
        structures = []
        for paths in (pages, others):
            # Pages of the first level have fixed names, the others follow the ids.
            structure = collections.Counter()
            for path in paths:
                page = Page(path)
                kind = path.name if not folder else folder
                structure.update({(kind, *key): count for key, count in page.structure.items()})
                for address in page.addresses:
                    target = address.partition("#")[0]
                    if not re.fullmatch(r"[a-z0-9./_-]*(#[A-Za-z0-9_-]+)?", address) or (
                            target and not (path.parent / target).exists()):
                        yield f"{path.name}: links to {address!r}"
                if paths is pages:
                    texts.update(page.texts)
            structures.append(structure)
        for key, count in (structures[0] - structures[1]).items():
            yield f"{key}: {count} more than with harmless names"
        for key, count in (structures[1] - structures[0]).items():
            yield f"{key}: {count} fewer than with harmless names"
    joined = "\n".join(sorted(texts))
    stripped = {text.strip() for text in texts}
    for name in names:
        if shown(name).strip() not in stripped and shown(name) not in joined:
            yield f"no page shows {name!r} as text"


def unescaped(sign, text):
    """Number of times that a sign stands without a backslash before it."""
    return len(re.findall(rf"(?<!\\)(?:\\\\)*{re.escape(sign)}", text))


def check_markdown(report, harmless):
    totals = []
    for root in (report, harmless):
        total = collections.Counter()
        for path in sorted(root.rglob("*.md")):
            text = path.read_bytes().decode("utf-8")
            lines = text.split("\n")
            kind = path.parent.name if path.parent != root else path.name
            for sign in ["<", "](", "![", "`"]:
                total[kind, sign] += unescaped(sign, text)
            total[kind, "lines"] += len(re.split("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]", text))
            for start in ["#", "- ", "+ ", "* ", "=", "    ", "\t", ">", "~~~"]:
                total[kind, start] += sum(line.startswith(start) for line in lines)
            cells = None
            for number, line in enumerate(lines, 1):
                found = unescaped("|", line) if line.startswith("|") else None
                if None not in (cells, found) and cells != found:
                    yield f"{path.name}:{number}: a table row has {found} bars, the row before {cells}"
                cells = found
        totals.append(total)
    if not totals[0]:
        yield "there is no Markdown"
    for key in sorted(totals[0] | totals[1], key=str):
        if totals[0][key] != totals[1][key]:
            yield f"Markdown {key}: {totals[0][key]} where harmless names give {totals[1][key]}"


def check_file_names(report):
    for path in sorted(report.rglob("*")):
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(\.[a-z]+)?", path.name) or len(path.name) > 80:
            yield f"the file name {path.name!r} is not safe"


def main():
    program, names = sys.argv[1], strings(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary)
        report, ids = publish(program, root / "naughty", names)
        harmless, _ = publish(program, root / "harmless", [f"Name {number}" for number in range(len(names))])
        # What is read is trimmed as documented, and nothing else is changed.
        names, ids = [name.strip(BLANKS) for name in names], [i.strip(BLANKS) for i in ids]
        faults = [
            *check_json(report, names, ids), *check_csv(report, names, ids), *check_html(report, harmless, names),
            *check_markdown(report, harmless), *check_file_names(report),
        ]
    for fault in faults:
        print(fault.encode("ascii", "backslashreplace").decode("ascii"))
    print(f"naughty strings: {len(names)} names, {len(faults)} faults")
    sys.exit(1 if faults or not names else 0)


if __name__ == "__main__":
    main()
