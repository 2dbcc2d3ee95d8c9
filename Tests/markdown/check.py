#!/usr/bin/env python3
"""Reads the Markdown pages of published reports with cmark-gfm, GitHub's parser, and fails where one is not what it says.

Usage: check.py REPORT…   (folders with report.json, index.md, territories/ …)

Every table is a table, each of its rows has as many cells as its head; every heading is one; links and pictures lead to
files that are there; no HTML comes through; and the names of territories, reps and accounts to call are, as text, those
of report.json.
"""
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET

SPACE = "{http://commonmark.org/xml/1.0}"
EXTENSIONS = ["table", "strikethrough", "autolink", "tagfilter"]
DELIMITERS = re.compile(r"^\|(\s*:?-+:?\s*\|)+$")


def tree(path):
    command = ["cmark-gfm", "--to", "xml"] + [word for name in EXTENSIONS for word in ("-e", name)]
    made = subprocess.run(command + [path], check=True, capture_output=True).stdout
    # A character that XML forbids would have come from an input: the parser below then fails.
    return ET.fromstring(made)


def text(node):
    """The text of a node as a reader sees it."""
    parts = []
    for inner in node.iter():
        kind = inner.tag.removeprefix(SPACE)
        if kind in ("text", "code") and inner.text:
            parts.append(inner.text)
        elif kind in ("softbreak", "linebreak"):
            parts.append(" ")
    return plain("".join(parts))


def plain(text):
    """White space as one space, and nothing of what the program replaces by U+FFFD: control characters, directions."""
    kept = (
        " " if character.isspace() or character == "\x85" else character for character in text
        if character != "\ufffd" and (character.isspace() or unicodedata.category(character) != "Cc")
        and not (0x202A <= ord(character) <= 0x202E or 0x2066 <= ord(character) <= 0x2069))
    return re.sub(" +", " ", "".join(kept)).strip()


def cells(line):
    """The number of cells of a row: its bars without a backslash before them, less one."""
    return len(re.findall(r"(?:^|[^\\])(?:\\\\)*\|", line.replace("||", "| |"))) - 1


class Page:
    def __init__(self, folder, name):
        self.folder, self.name, self.faults = folder, name, []
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8", newline="\n") as file:
            self.lines = file.read().split("\n")
        self.tree = tree(path)

    def nodes(self, *kinds):
        return [node for node in self.tree.iter() if node.tag.removeprefix(SPACE) in kinds]

    def fault(self, words):
        self.faults.append(f"{self.folder}/{self.name}: {words}")

    def check(self):
        for node in self.nodes("html_block", "html_inline"):
            self.fault(f"HTML comes through: {node.text!r}")
        for node in self.nodes("code_block", "strikethrough", "block_quote"):
            self.fault(f"a {node.tag.removeprefix(SPACE)} that no template has: {text(node)[:80]!r}")
        headings = sum(line.startswith("#") for line in self.lines)
        if headings != len(self.nodes("heading")):
            self.fault(f"{headings} headings are written, {len(self.nodes('heading'))} are read")
        self.check_tables()
        for node in self.nodes("link", "image"):
            self.check_link(node)
        return self.faults

    def check_tables(self):
        written = []
        for place, line in enumerate(self.lines):
            if not DELIMITERS.match(line):
                continue
            rows = [place - 1]
            while place + len(rows) < len(self.lines) and self.lines[place + len(rows)].startswith("|"):
                rows.append(place + len(rows))
            width = cells(line)
            for row in rows:
                if cells(self.lines[row]) != width:
                    self.fault(f"line {row + 1} has {cells(self.lines[row])} cells, its table {width}: "
                               f"{self.lines[row][:120]!r}")
            written.append(len(rows))
        read = [len(node.findall(SPACE + "table_header")) + len(node.findall(SPACE + "table_row"))
                for node in self.nodes("table")]
        if written != read:
            self.fault(f"tables of {written} rows are written, of {read} are read")

    def check_link(self, node):
        target = node.get("destination") or ""
        if re.match(r"[a-z]+:", target):
            # GitHub links an address in any text; a link that says something else is none of ours.
            if text(node) not in target:
                self.fault(f"a link to {target!r} that says {text(node)!r}")
            return
        path = os.path.normpath(os.path.join(self.folder, os.path.dirname(self.name), target))
        if not path.startswith(os.path.normpath(self.folder) + os.sep) or not os.path.isfile(path):
            self.fault(f"a link to {target!r}, which is not there")
        elif target.endswith(".svg"):
            if not ET.parse(path).getroot().tag.endswith("}svg"):
                self.fault(f"{target!r} is no picture")


def names(page, kind, level="1"):
    return [text(node) for node in page.nodes(kind) if kind != "heading" or node.get("level") == level]


def check_names(folder, pages):
    """Faults where names are not those of report.json."""
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
        report = json.load(file)
    faults = []
    for subject in ("territories", "reps"):
        read = sorted(names(page, "heading")[0] for name, page in pages.items() if name.startswith(subject + "/"))
        known = sorted(plain(f"{one['name']} ({one['id']})") for one in report[subject])
        for wrong in sorted(set(read) ^ set(known)):
            faults.append(f"{folder}: {subject}: {wrong!r} is {'not in report.json' if wrong in read else 'on no page'}")
    shown = {text(cell) for cell in pages["coverage.md"].nodes("table_cell")}
    for account in report["accounts_to_call"][:100]:
        name = plain(account["account"]["name"])
        if name not in shown:
            faults.append(f"{folder}/coverage.md: account {account['account']['id']} is not called {name!r}")
    return faults


def main(folders):
    faults, count = [], 0
    for folder in folders:
        found = sorted(os.path.relpath(os.path.join(place, name), folder)
                       for place, _, names in os.walk(folder) for name in names if name.endswith(".md"))
        if "index.md" not in found:
            sys.exit(f"{folder} has no Markdown pages")
        pages = {name: Page(folder, name) for name in found}
        for page in pages.values():
            faults += page.check()
        faults += check_names(folder, pages)
        count += len(pages)
    print("\n".join(faults) if faults else f"{count} Markdown pages are read by cmark-gfm as they are meant")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
