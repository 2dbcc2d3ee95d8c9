"""The land of the generated workspace: an irregular grid of units, their people and their postal codes."""

from __future__ import annotations

from random import Random
from typing import Any

COLUMNS, ROWS = 20, 15
WEST, SOUTH = 6.0, 46.0
WIDTH, HEIGHT = 0.4, 0.3
JITTER = 0.22
YEARS = (2015, 2020, 2024)
CODES = 900

Table = tuple[list[str], list[list[Any]]]
Place = tuple[float, float]


def unit_id(column: int, row: int) -> str:
    """The id of the cell in a column and row."""
    return f"D{column:02}{row:02}"


class Land:
    """Cells whose neighbours share their corners and the bends of their borders."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.cells = [(column, row) for row in range(ROWS) for column in range(COLUMNS)]
        self.ids = [unit_id(*cell) for cell in self.cells]
        # Corners stand at even places, bends of borders between them.
        self.points = {
            (x, y): self._point(x, y)
            for y in range(2 * ROWS + 1)
            for x in range(2 * COLUMNS + 1)
            if not (x % 2 and y % 2)
        }
        self.people = {unit: int(random.lognormvariate(10.2, 0.9)) + 500 for unit in self.ids}
        self.codes = self._codes()

    def _point(self, x: int, y: int) -> Place:
        shift = [self.random.uniform(-JITTER, JITTER) for _ in range(2)]
        return round(WEST + WIDTH * (x / 2 + shift[0]), 5), round(SOUTH + HEIGHT * (y / 2 + shift[1]), 5)

    def _codes(self) -> dict[str, list[tuple[str, float, float]]]:
        """Postal code: its units with the share of businesses and of all addresses."""
        result = {}
        for place in range(CODES):
            column, row = self.random.choice(self.cells)
            near = [(column, row), (min(column + 1, COLUMNS - 1), row), (column, min(row + 1, ROWS - 1))]
            units = sorted({unit_id(*cell) for cell in near[: self.random.choice([1, 1, 2, 3])]})
            parts = [self.random.randint(1, 9) for _ in units]
            shares = [round(part / sum(parts), 3) for part in parts]
            has_business = self.random.random() > 0.1
            result[f"{30000 + 7 * place}"] = [
                (unit, share if has_business else 0, round(1 - share, 3) if len(units) > 1 else 1)
                for unit, share in zip(units, shares)
            ]
        return result

    def ring(self, column: int, row: int) -> list[Place]:
        """The outline of a cell, counterclockwise and closed."""
        x, y = 2 * column, 2 * row
        around = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0)]
        return [self.points[x + dx, y + dy] for dx, dy in around]

    def place_in(self, unit: str) -> Place:
        """A place well inside a cell."""
        column, row = self.cells[self.ids.index(unit)]
        x = WEST + WIDTH * (column + self.random.uniform(0.35, 0.65))
        y = SOUTH + HEIGHT * (row + self.random.uniform(0.35, 0.65))
        return round(x, 5), round(y, 5)

    def outlines(self) -> dict[str, list[Any]]:
        """The polygon of every unit but the last, which has none."""
        return {unit: [[self.ring(*cell)]] for unit, cell in list(zip(self.ids, self.cells))[:-1]}

    def tables(self) -> dict[str, Table]:
        """Units, crosswalk and the two demographic files."""
        random = self.random
        units = [
            [unit, f"District {unit[1:]}", f"Region {unit[1]}", f"{random.uniform(600, 1300):.3f}"]
            for unit in self.ids
        ]
        for place in range(0, len(units), 41):
            units[place][3] = ""
        crosswalk = [
            [code, unit, business, total]
            for code, parts in self.codes.items()
            for unit, business, total in parts
        ]
        return {
            "units": (["unit", "name", "region", "km2"], units),
            "crosswalk": (["zip", "unit", "business", "total"], crosswalk),
            "population": (["unit", "year", "population"], self._population()),
            "census": (
                ["unit", "year", "labor_force", "unemployment_rate", "households", "income", "seniors"],
                self._census(),
            ),
        }

    def _population(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for unit in self.ids[:-2]:
            people = self.people[unit]
            for year in YEARS:
                if self.random.random() > 0.03:
                    rows.append([unit, year, people])
                people = int(people * self.random.uniform(0.94, 1.1))
        # Two values of one year: the larger counts. And a unit that nobody knows.
        rows.append([self.ids[3], YEARS[-1], 17])
        rows.append(["D9999", YEARS[0], 1000])
        return rows

    def _census(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for unit in self.ids:
            people = self.people[unit]
            for year in (2022, 2023):
                row = [
                    unit,
                    year,
                    int(people * self.random.uniform(0.4, 0.6)),
                    f"{self.random.uniform(2, 14):.1f}",
                    int(people / self.random.uniform(1.9, 2.8)),
                    self.random.randint(28_000, 74_000),
                    f"{self.random.uniform(12, 31):.2f}",
                ]
                rows.append([value if self.random.random() > 0.04 else "-" for value in row[:2] + row[2:]])
                rows[-1][:2] = row[:2]
        return rows
