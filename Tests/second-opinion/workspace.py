"""Reads a workspace: bailiwick.yaml, and the CSV and XML files that it names.

Written from docs/configuration.md alone. It shares no code and no intermediate file with the program
that it checks.
"""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

EPOCH = date(1970, 1, 1).toordinal()
#: What is cut off both ends of a value: control characters, blank and no-break space.
TRIMMED = "".join(map(chr, range(33))) + "\x7f\u00a0"
ENCODINGS = {"utf-8": "utf-8", "latin-1": "latin-1", "windows-1252": "cp1252"}
DATE_FORMATS = {
    "yyyy-MM-dd": "%Y-%m-%d",
    "MM/dd/yyyy": "%m/%d/%Y",
    "dd/MM/yyyy": "%d/%m/%Y",
    "dd.MM.yyyy": "%d.%m.%Y",
    "yyyyMMdd": "%Y%m%d",
}
#: At most four decimals that count: further zeros are allowed.
FIXED = re.compile(r"[+-]?([0-9]+(\.[0-9]{0,4}0*)?|\.[0-9]{1,4}0*)", re.ASCII)
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
POSTAL = re.compile(r"[0-9]{5}($|-|\.0$|[0-9]{4}$)", re.ASCII)

Row = dict[str, str]


class Unreadable(ValueError):
    """A value that is not of its type; the row is refused."""


@dataclass(frozen=True)
class Source:
    """One entry of `sources`; all values as text."""

    root: Path
    settings: dict[str, Any]

    @property
    def fields(self) -> Row:
        """Our field: their column, path or template."""
        return self.settings.get("fields", {})

    @property
    def files(self) -> list[Path]:
        """The files that match, in the order of their names."""
        pattern = self.settings["file"]
        found = sorted(self.root.glob(pattern), key=str) if "*" in pattern else [self.root / pattern]
        if not found:
            raise FileNotFoundError(pattern)
        return found

    @property
    def where(self) -> dict[str, list[str]]:
        """Column: the values of the rows that count."""
        conditions = self.settings.get("where", {})
        return {key: value if isinstance(value, list) else [value] for key, value in conditions.items()}

    @property
    def delimiter(self) -> str:
        """The character between the fields."""
        text = self.settings.get("delimiter", ",")
        return "\t" if text == "tab" else text

    @property
    def encoding(self) -> str:
        """Python's name of the encoding."""
        return ENCODINGS[self.settings.get("encoding", "utf-8")]

    @property
    def decimal(self) -> str:
        """The decimal separator."""
        return self.settings.get("decimal", ".")

    @property
    def date_format(self) -> str:
        """The format of days as strptime has it."""
        return DATE_FORMATS[self.settings.get("date_format", "yyyy-MM-dd")]

    @property
    def null_words(self) -> list[str]:
        """Values that mean nothing."""
        words = self.settings.get("null_words", [])
        return words if isinstance(words, list) else [words]

    def is_xml(self, path: Path) -> bool:
        """Whether the file is read as XML."""
        named = "xml" if path.name.endswith((".xml", ".xml.gz")) else "csv"
        return self.settings.get("format", named) == "xml"

    def day(self, text: str) -> int:
        """Days since 1970-01-01; a time behind yyyy-MM-dd is ignored."""
        if self.date_format == "%Y-%m-%d" and len(text) > 10 and text[10] in "T ":
            text = text[:10]
        if not re.fullmatch(r"[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}[./][0-9]{2}[./][0-9]{4}", text):
            raise Unreadable(text)
        try:
            return datetime.strptime(text, self.date_format).toordinal() - EPOCH
        except ValueError as cause:
            raise Unreadable(text) from cause

    def fixed(self, text: str) -> int:
        """Count of 1/10,000, exactly."""
        text = text.replace(self.decimal, ".") if self.decimal != "." else text
        if not FIXED.fullmatch(text):
            raise Unreadable(text)
        whole, _, fraction = text.lstrip("+-").partition(".")
        units = int(whole or "0") * 10_000 + int(fraction[:4].ljust(4, "0"))
        return -units if text.startswith("-") else units

    def positive(self, text: str) -> int:
        """Count of 1/10,000 of what is never negative."""
        if (units := self.fixed(text)) < 0:
            raise Unreadable(text)
        return units

    def number(self, text: str) -> float:
        """A decimal number that is no money."""
        text = text.replace(self.decimal, ".") if self.decimal != "." else text
        if not NUMBER.fullmatch(text):
            raise Unreadable(text)
        return float(text)

    def rows(self) -> Iterator[Row]:
        """All rows that can be split and that `where` lets pass; a blank value is an empty text."""
        for path in self.files:
            yield from self.rows_of(path)

    def rows_of(self, path: Path) -> Iterator[Row]:
        """The rows of one file."""
        if self.is_xml(path):
            yield from self._xml_rows(path)
            return
        records = csv_records(read_text(path, self.encoding), self.delimiter)
        header = [name.strip(TRIMMED) for name in next(records) or []]
        yield from self.mapped(records, header)

    def mapped(self, records: Iterator[list[str] | None], header: list[str]) -> Iterator[Row]:
        """Takes the fields out of the records; refused records are left out."""
        getters = {field: getter(text, header) for field, text in self.fields.items()}
        where = [(header.index(column), set(values)) for column, values in self.where.items()]
        width, nulls = len(header), set(self.null_words)
        named = max((place + 1 for place, name in enumerate(header) if name), default=0)
        for record in records:
            if record is None:
                continue
            record = [value.strip(TRIMMED) for value in record]
            if len(record) > width or any(record[named:]):
                continue
            record += [""] * (width - len(record))
            if any(record[place] not in values for place, values in where):
                continue
            row = {field: get(record) for field, get in getters.items()}
            yield {field: "" if value in nulls else value for field, value in row.items()}

    def _xml_rows(self, path: Path) -> Iterator[Row]:
        target = self.settings["records"].strip("/").split("/")
        columns = sorted(
            {name for text in self.fields.values() for name in columns_of(text)} | set(self.where)
        )
        opener = gzip.open if path.name.endswith(".gz") else open
        records: list[list[str] | None] = []
        with opener(path, "rb") as stream:
            trail: list[str] = []
            for event, element in ElementTree.iterparse(stream, events=("start", "end")):
                if event == "start":
                    trail.append(local(element.tag))
                    continue
                if trail == target:
                    records.append([xml_value(element, column) for column in columns])
                    element.clear()
                trail.pop()
        yield from self.mapped(iter(records), columns)


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def xml_value(element: ElementTree.Element, path: str) -> str:
    """The text at a child path, or the value of an `@attribute`; empty where there is none."""
    found: ElementTree.Element | None = element
    for step in path.split("/"):
        if found is None:
            return ""
        if step.startswith("@"):
            return next((v for k, v in found.attrib.items() if local(k) == step[1:]), "")
        found = next((child for child in found if local(child.tag) == step), None)
    return "".join(found.itertext()) if found is not None else ""


def columns_of(text: str) -> list[str]:
    """The columns that a field's value names."""
    return [part.partition(":")[0] for part in re.findall(r"\{([^}]*)\}", text)] if "{" in text else [text]


def getter(text: str, header: list[str]) -> Callable[[list[str]], str]:
    """Makes the function that takes a column or a template out of a record."""
    if "{" not in text:
        place = header.index(text)
        return lambda record: record[place]
    parts = [
        (before, header.index(name), int(width or 0))
        for before, name, width in re.findall(r"([^{]*)\{([^}:]*):?(\d*)\}", text)
    ]
    tail = text.rpartition("}")[2]

    def fill(record: list[str]) -> str:
        values = [record[place] for _, place, _ in parts]
        if not any(values):
            return ""
        padded = [value.zfill(part[2]) if value.isdigit() else value for value, part in zip(values, parts)]
        return "".join(part[0] + value for part, value in zip(parts, padded)) + tail

    return fill


def read_text(path: Path, encoding: str) -> str:
    """The text of a file; bytes that are not of the encoding become lone surrogates."""
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rb") as stream:
        return stream.read().removeprefix(b"\xef\xbb\xbf").decode(encoding, errors="surrogateescape")


def csv_records(text: str, delimiter: str) -> Iterator[list[str] | None]:
    """The records of a delimited text; None for one that cannot be read; blank lines are skipped."""
    lines = iter(re.split("\r\n|\n|\r", text))
    for line in lines:
        if not line.strip(TRIMMED):
            continue
        fields, is_open = split_record(line, delimiter)
        while is_open:
            line += "\n" + next_line(lines)
            fields, is_open = split_record(line, delimiter)
        yield None if re.search("[\x00\ud800-\udfff]", line) else fields


def next_line(lines: Iterator[str]) -> str:
    """The next line; an error where the text ends inside quotes."""
    for line in lines:
        return line
    raise Unreadable("a quote is never closed")


def split_record(line: str, delimiter: str) -> tuple[list[str] | None, bool]:
    """The fields, None where a quote is astray; and whether the line ends inside quotes."""
    if '"' not in line:
        return line.split(delimiter), False
    fields: list[str] = []
    place, is_astray = 0, False
    while True:
        quoted = re.compile('"([^"]*(?:""[^"]*)*)("?)').match(line, place)
        if quoted and not quoted[2]:
            return None, True
        start = quoted.end() if quoted else place
        end = line.find(delimiter, start)
        rest = line[start:] if end < 0 else line[start:end]
        is_astray = is_astray or ('"' in rest) or bool(quoted and rest)
        fields.append(quoted[1].replace('""', '"') if quoted else rest)
        if end < 0:
            return (None if is_astray else fields), False
        place = end + len(delimiter)


class Workspace:
    """The configuration of a workspace."""

    def __init__(self, folder: Path) -> None:
        text = (folder / "bailiwick.yaml").read_text(encoding="utf-8")
        # The base loader leaves all scalars as text, so that `050` stays `050`.
        self.settings: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
        entries = self.settings["sources"]
        self.sources = {
            name: Source(folder, entry) for name, entry in entries.items() if isinstance(entry, dict)
        }
        self.demographics = [Source(folder, entry) for entry in entries.get("demographics", [])]

    def rows(self, name: str, required: tuple[str, ...] = (), **types: str) -> Iterator[dict[str, Any]]:
        """The typed rows of a source that may be absent; refused rows are left out."""
        if name in self.sources:
            yield from typed_rows(self.sources[name], required, types)

    def unit_id(self, text: str) -> str:
        """A unit id with its leading zero."""
        is_county = self.settings.get("geography", {}).get("unit", "us-county") == "us-county"
        return text.zfill(5) if is_county and text.isdigit() and len(text) == 4 else text


def typed_rows(source: Source, required: tuple[str, ...], types: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Rows with all required values, those of `types` (names of `Source`'s readers) read; blank is None."""
    for row in source.rows():
        if not all(row.get(field) for field in required):
            continue
        typed: dict[str, Any] = {field: value or None for field, value in row.items()}
        try:
            for field, kind in types.items():
                text = row.get(field)
                typed[field] = getattr(source, kind)(text) if text else None
        except Unreadable:
            continue
        yield typed


def postal_code(text: str) -> str:
    """The first five digits of a US postal code; any other code as it is."""
    return text[:5] if POSTAL.match(text) else text


def ratio_setting(text: str) -> float:
    """A share such as `15%` or `0.15`."""
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)
