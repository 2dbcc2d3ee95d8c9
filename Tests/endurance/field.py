"""A field force whose data changes every week; the same bytes for the same seed.

Sales and calls are appended, some past rows are restated, units move between territories, reps are exchanged and
replaced. `write` leaves a workspace as a weekly job finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

CONFIGURATION = """\
# Made by Tests/endurance/field.py: no name and no number here is of anybody.
title: {title}
as_of: latest-sale
currency: EUR
period: {{trailing_weeks: 13}}
geography: {{unit: as-given, name: district}}
sources:
  units: {{file: data/units.csv, fields: {{unit_id: unit, name: name, region: region}}}}
  territories: {{file: data/territories.csv, fields: {{territory_id: id, name: name, parent_id: parent, kind: kind}}}}
  unit_assignments:
    file: data/unit_assignments.csv
    fields: {{unit_id: unit, territory_id: territory, from: from, to: to}}
  reps: {{file: data/reps.csv, fields: {{rep_id: id, name: name, hired: hired}}}}
  rep_assignments:
    file: data/rep_assignments.csv
    fields: {{rep_id: rep, territory_id: territory, role: role, from: from, to: to}}
  accounts:
    file: data/accounts.csv
    fields: {{account_id: id, name: name, unit_id: unit, segment: segment, potential: potential}}
  sales:
    file: data/sales-*.csv
    fields: {{date: day, account_id: account, amount: amount, rep_id: rep, product_id: product}}
  activities: {{file: data/calls.csv, fields: {{date: day, account_id: account, rep_id: rep, minutes: minutes}}}}
  quotas: {{file: data/quotas.csv, fields: {{territory_id: territory, from: from, to: to, amount: amount}}}}
quality: {{max_rejected_rows: 5%, max_unmatched_sales: 5%, min_rows: {{sales: 1}}}}
publish: {{directory: reports, keep: {keep}, formats: [{formats}]}}
"""

FIRST_SUNDAY = date(2021, 1, 3)
SEGMENTS = ("Hospital", "Pharmacy", "Practice")


@dataclass(frozen=True)
class Shape:
    """How much there is of everything; the defaults are of a field of 25 territories."""

    territories: int = 25
    units: int = 200
    accounts: int = 1_000
    sales_a_week: int = 400
    calls_a_week: int = 120
    #: Weeks of sales that are there before the first as-of day.
    weeks_before: int = 60
    keep: int = 53
    formats: str = "html, markdown, csv, json"
    title: str = "Endurance"


class Field:
    """The data as of a Sunday."""

    def __init__(self, shape: Shape, seed: int = 1) -> None:
        self.shape, self.random = shape, Random(seed)
        self.territories = [f"T{place:02}" for place in range(1, shape.territories + 1)]
        self.reps = {f"R{place:03}": FIRST_SUNDAY - timedelta(900) for place in range(1, shape.territories + 1)}
        self.units = [f"U{place:03}" for place in range(1, shape.units + 1)]
        self.accounts = [
            (f"A{place:04}", self.units[place % shape.units], SEGMENTS[place % 3], 500 + place * 7919 % 9_000)
            for place in range(1, shape.accounts + 1)
        ]
        #: Spans of who has what: [thing, territory, from, to], the newest of a thing last.
        self.unit_spans = [
            [unit, self.territories[place * shape.territories // shape.units], "2019-01-01", ""]
            for place, unit in enumerate(self.units)
        ]
        self.rep_spans = [
            [rep, territory, "2019-01-01", ""] for rep, territory in zip(self.reps, self.territories)
        ]
        self.sales: dict[int, list[list[str]]] = {}
        self.calls: list[str] = []
        self.changed_years: set[int] = set()
        self.as_of = FIRST_SUNDAY
        self.week = 0
        for _ in range(shape.weeks_before):
            self._sell()
            self.as_of += timedelta(7)
        self._sell()

    def advance(self) -> None:
        """Lets a week pass."""
        self.week += 1
        self.as_of += timedelta(7)
        self._restate(max(2, self.shape.sales_a_week // 50))
        self._move(self.unit_spans, self.week % len(self.units))
        if self.week % 4 == 0:
            self._exchange_reps()
        if self.week % 26 == 0:
            self._replace_rep()
        self._sell()

    def restate(self) -> None:
        """Changes past rows and nothing else, as when the same day is run again."""
        self._restate(max(2, self.shape.sales_a_week // 10))

    # What changes

    def _owner(self, spans: list[list[str]], thing: str, place: int) -> str:
        return next(span[place] for span in reversed(spans) if span[1 - place] == thing and not span[3])

    def _sell(self) -> None:
        """A week of sales and calls that ends with the as-of day."""
        owner = {unit: territory for unit, territory, _, to in self.unit_spans if not to}
        rep_of = {territory: rep for rep, territory, _, to in self.rep_spans if not to}
        draw = self.random.random
        for number in range(self.shape.sales_a_week):
            account, unit, _, potential = self.accounts[int(draw() ** 2 * len(self.accounts))]
            # The last row of a week is of its Sunday, so that the newest sale is of the as-of day.
            day = self.as_of - timedelta(0 if number == 0 else int(draw() * 7))
            cents = int(potential * (0.2 + draw()) * (-100 if draw() < 0.02 else 100) / 20)
            rep = rep_of.get(owner.get(unit, ""), "") if draw() < 0.93 else self.random.choice(list(self.reps))
            product = f"P{int(draw() * 20):02}"
            self.sales.setdefault(day.year, []).append([f"{day}", account, f"{cents / 100:.2f}", rep, product])
            self.changed_years.add(day.year)
        for _ in range(self.shape.calls_a_week):
            account, unit, _, _ = self.accounts[int(draw() * len(self.accounts))]
            rep = rep_of.get(owner.get(unit, ""), "")
            self.calls.append(f"{self.as_of - timedelta(int(draw() * 7))},{account},{rep},{15 + int(draw() * 4) * 15}\n")

    def _restate(self, rows: int) -> None:
        years = [year for year in self.sales if year >= self.as_of.year - 1]
        for _ in range(rows):
            year = self.random.choice(years)
            row = self.random.choice(self.sales[year])
            row[2] = f"{float(row[2]) * (0.8 + self.random.random() * 0.5):.2f}"
            self.changed_years.add(year)

    def _move(self, spans: list[list[str]], place: int) -> None:
        unit = self.units[place]
        before = self._owner(spans, unit, 1)
        others = [territory for territory in self.territories if territory != before]
        self._hand_over(spans, unit, before, self.random.choice(others))

    def _hand_over(self, spans: list[list[str]], thing: str, before: str, after: str) -> None:
        """Ends one span on the day before the week's Monday and begins another on it."""
        monday = self.as_of - timedelta(6)
        for span in spans:
            if span[0] == thing and span[1] == before and not span[3]:
                span[3] = f"{monday - timedelta(1)}"
        spans.append([thing, after, f"{monday}", ""])

    def _exchange_reps(self) -> None:
        left, right = self.random.sample(self.territories, 2)
        one, other = self._owner(self.rep_spans, left, 0), self._owner(self.rep_spans, right, 0)
        self._hand_over(self.rep_spans, one, left, right)
        self._hand_over(self.rep_spans, other, right, left)

    def _replace_rep(self) -> None:
        territory = self.random.choice(self.territories)
        leaving = self._owner(self.rep_spans, territory, 0)
        coming = f"R{len(self.reps) + 1:03}"
        monday = self.as_of - timedelta(6)
        self.reps[coming] = monday
        for span in self.rep_spans:
            if span[0] == leaving and not span[3]:
                span[3] = f"{monday - timedelta(1)}"
        self.rep_spans.append([coming, territory, f"{monday}", ""])

    # Files

    def write(self, folder: Path, all_years: bool = True) -> None:
        """Writes the workspace; with `all_years=False` only the sales of years that changed since the last time."""
        data = folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        shape = self.shape
        text = CONFIGURATION.format(title=shape.title, keep=shape.keep, formats=shape.formats)
        (folder / "bailiwick.yaml").write_text(text, encoding="utf-8")
        groups = ["North", "South"]
        tables = {
            "units": ("unit,name,region", [[unit, f"District {unit}", groups[i % 2]] for i, unit in enumerate(self.units)]),
            "territories": (
                "id,name,parent,kind",
                [[f"G{place}", name, "", ""] for place, name in enumerate(groups)]
                + [[name, f"Territory {name}", f"G{i % 2}", "exclusive"] for i, name in enumerate(self.territories)],
            ),
            "unit_assignments": ("unit,territory,from,to", self.unit_spans),
            "reps": ("id,name,hired", [[rep, f"Person {rep}", f"{hired}"] for rep, hired in self.reps.items()]),
            "rep_assignments": (
                "rep,territory,role,from,to",
                [[rep, territory, "owner", start, end] for rep, territory, start, end in self.rep_spans],
            ),
            "accounts": (
                "id,name,unit,segment,potential",
                [[account, f"Account {account}", unit, segment, f"{potential}"]
                 for account, unit, segment, potential in self.accounts],
            ),
            "quotas": (
                "territory,from,to,amount",
                [[territory, f"{year}-01-01", f"{year}-12-31", f"{9_000 + 500 * place}"]
                 for year in range(2021, self.as_of.year + 1) for place, territory in enumerate(self.territories)],
            ),
        }  # fmt: skip
        for name, (header, rows) in tables.items():
            lines = "".join(",".join(row) + "\n" for row in rows)
            (data / f"{name}.csv").write_text(f"{header}\n{lines}", encoding="utf-8")
        (data / "calls.csv").write_text("day,account,rep,minutes\n" + "".join(self.calls), encoding="utf-8")
        for year, rows in self.sales.items():
            if all_years or year in self.changed_years:
                lines = "".join(",".join(row) + "\n" for row in rows)
                (data / f"sales-{year}.csv").write_text(
                    f"day,account,amount,rep,product\n{lines}", encoding="utf-8")  # fmt: skip
        self.changed_years.clear()


#: Few pages and rows: a run takes a small part of a second.
SMALL = Shape(territories=4, units=12, accounts=40, sales_a_week=25, calls_a_week=8, keep=3, title="Endurance, small")
