"""The field force of the generated workspace: territories, reps and who had what from when to when."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from generated_land import COLUMNS, ROWS, Land, Place, Table, unit_id

AS_OF = date(2026, 6, 28)
START = date(2024, 7, 1)
LONG_AGO = date(2022, 1, 1)
TERRITORIES = 48
#: Territories that own no unit, only named accounts.
UNITLESS = (46, 47)
#: A block of nine units whose middle lies in another territory than the eight around it.
RING, MIDDLE, RING_CORNER = 0, 1, (3, 4)
OPEN = None

Span = tuple[date | None, date | None, str]
GROUPS = [
    ["N", "North", "", ""],
    ["N-1", "North coast", "N", ""],
    ["N-1-A", "North coast, towns", "N-1", ""],
    ["S", "South", "", ""],
    ["S-1", "South hills", "S", ""],
    ["W", "West", "", ""],
]


def back(days: int) -> date:
    """So many days before the as-of day."""
    return AS_OF - timedelta(days)


def in_force(spans: list[Span], day: date) -> str | None:
    """The value on the day: the latest start wins, then the lowest value."""
    held = [
        (first or date.min, value)
        for first, last, value in spans
        if (first is None or first <= day) and (last is None or day <= last)
    ]
    latest = max((first for first, _ in held), default=None)
    return min((value for first, value in held if first == latest), default=None)


class Force:
    """Territories on the land, reps in the territories."""

    def __init__(self, random: Random, land: Land) -> None:
        self.random, self.land = random, land
        self.ids = [f"T-{place:02}" for place in range(1, TERRITORIES + 1)]
        self.overlays = ["OV-1", "OV-2", "OV-3"]
        self.reps = [f"R{place:03}" for place in range(1, 61)]
        self.home = self._grown()
        self.unit_spans: dict[str, list[Span]] = {}
        self.overlay_units: list[list[Any]] = []
        self._assign_units()
        self.owner_spans: dict[str, list[Span]] = {name: [] for name in self.ids}
        self.roles: list[list[Any]] = []
        self._assign_reps()

    # Land

    def _grown(self) -> dict[str, str]:
        """Grows the territories from seeds until every unit has one."""
        seeds = self.random.sample(self.land.cells, TERRITORIES - len(UNITLESS))
        owner = dict(zip(seeds, self.ids))
        front = list(seeds)
        while front:
            column, row = front.pop(self.random.randrange(len(front)))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                cell = column + dx, row + dy
                if 0 <= cell[0] < COLUMNS and 0 <= cell[1] < ROWS and cell not in owner:
                    owner[cell] = owner[column, row]
                    front.append(cell)
        left, bottom = RING_CORNER
        for dx in range(3):
            for dy in range(3):
                owner[left + dx, bottom + dy] = self.ids[MIDDLE if dx == dy == 1 else RING]
        # Pieces that lie apart from the rest of their territory.
        for cell in self.random.sample(self.land.cells, 8):
            if not (left <= cell[0] < left + 3 and bottom <= cell[1] < bottom + 3):
                owner[cell] = self.random.choice(self.ids[2:-2])
        return {unit_id(*cell): name for cell, name in owner.items()}

    def _other(self, territory: str) -> str:
        return self.random.choice([name for name in self.ids[2:-2] if name != territory])

    def _assign_units(self) -> None:
        ring = {unit_id(RING_CORNER[0] + dx, RING_CORNER[1] + dy) for dx in range(3) for dy in range(3)}
        free = [unit for unit in self.land.ids if unit not in ring]
        chosen = iter(self.random.sample(free, 40))
        self.unit_spans = {unit: [(LONG_AGO, OPEN, self.home[unit])] for unit in self.land.ids}
        for _ in range(5):
            self.unit_spans[next(chosen)] = []
        for days in (400, 300, 200, 150, 100, 60, 45, 20, 20, 7, -30):
            unit = next(chosen)
            before = self.unit_spans[unit][0][2]
            self.unit_spans[unit] = [
                (LONG_AGO, back(days + 1), before),
                (back(days), OPEN, self._other(before)),
            ]
        for days in (500, 250, 40):
            # In two territories at once, the later start owns.
            unit = next(chosen)
            self.unit_spans[unit].append((back(days), OPEN, self._other(self.unit_spans[unit][0][2])))
        for _ in range(2):
            # In two territories from the same day, the lower id owns; no day of their start is known.
            unit = next(chosen)
            before = self.unit_spans[unit][0][2]
            self.unit_spans[unit] = [(None, OPEN, before), (None, AS_OF, self._other(before))]
        unit = next(chosen)
        self.unit_spans[unit] = [
            (LONG_AGO, back(120), self.home[unit]),
            (back(50), OPEN, self.home[unit]),
        ]
        for unit in self.land.ids[::5]:
            self.overlay_units.append([unit, "OV-1", "2023-01-01", ""])
        for unit in self.land.ids[::7]:
            self.overlay_units.append([unit, "OV-3", "2025-01-01", "2026-05-31" if unit < "D08" else ""])

    # Reps

    def _own(self, territory: int, rep: int, first: date | None, last: date | None) -> None:
        self.owner_spans[self.ids[territory]].append((first, last, self.reps[rep]))
        self.roles.append([self.reps[rep], self.ids[territory], "owner", first or "", last or ""])

    def _hold(self, rep: int, territory: str, role: str, first: date | None, last: date | None) -> None:
        self.roles.append([self.reps[rep], territory, role, first or "", last or ""])

    def _assign_reps(self) -> None:
        for place in range(13, TERRITORIES):
            self._own(place, place, LONG_AGO, OPEN)
        # Vacant: since a week in the current period, since last year, ever.
        self._own(0, 0, LONG_AGO, back(30))
        self._own(1, 1, LONG_AGO, back(280))
        self._hold(13, self.ids[0], "interim", back(29), OPEN)
        # Handovers inside the current period, with and without days between, and before it.
        for place, days, pause in (
            (3, 50, 0),
            (4, 30, 0),
            (5, 60, 11),
            (6, 120, 0),
            (7, 170, 20),
            (8, 300, 0),
        ):
            self._own(place, place, LONG_AGO, back(days + pause + 1))
            self._own(place, 48 + place - 3, back(days), OPEN)
        # Away for two months, then back.
        self._own(9, 9, LONG_AGO, back(100))
        self._own(9, 14, back(99), back(41))
        self._own(9, 9, back(40), OPEN)
        # Two owners at once, the later start owns; one ends in time to come.
        self._own(10, 10, LONG_AGO, OPEN)
        self._own(10, 54, back(200), AS_OF + timedelta(90))
        # Reps with several territories.
        self._own(11, 11, LONG_AGO, OPEN)
        self._own(12, 11, back(500), OPEN)
        self._own(12, 12, LONG_AGO, back(501))
        for overlay, reps in zip(self.overlays, ((55, 56), (57,), (58, 56))):
            for rep in reps:
                self._hold(rep, overlay, "specialist" if rep == 57 else "overlay", date(2023, 1, 1), OPEN)
        self._hold(55, "OV-3", "overlay", date(2025, 1, 1), back(10))
        self._hold(58, self.ids[20], "overlay", back(400), OPEN)
        self._hold(59, self.ids[21], "support", back(400), OPEN)
        self._hold(59, self.ids[21], "trainer", back(500), OPEN)
        self._hold(22, self.ids[23], "backup", back(35), back(5))
        self._hold(59, "N", "owner", LONG_AGO, OPEN)
        self._hold(24, "S-1", "lead", LONG_AGO, OPEN)

    def owner_on(self, territory: str | None, day: date) -> str | None:
        """The owner rep of a territory."""
        return in_force(self.owner_spans[territory], day) if territory in self.owner_spans else None

    # Files

    def parent_of(self, place: int) -> str:
        """Groups of several depths, and two territories without one."""
        names = ("N-1-A", "N-1-A", "N-1", "N", "S", "S-1", "S-1", "W")
        return "" if place in (44, 45) else names[place % len(names)]

    def tables(self) -> dict[str, Table]:
        """Territories, reps and their assignments."""
        territories = [
            *GROUPS,
            *(
                [name, f"Territory {name}", self.parent_of(place), "exclusive"]
                for place, name in enumerate(self.ids)
            ),
            ["OV-1", "Specialists by district", "N", "overlay"],
            ["OV-2", "Key accounts", "", "overlay"],
            ["OV-3", "Specialists by both", "S", "overlay"],
        ]
        assignments = [
            [unit, territory, first or "", last or ""]
            for unit, spans in self.unit_spans.items()
            for first, last, territory in spans
        ]
        reps = [
            [
                name,
                f"Person {name}",
                "" if place % 17 == 5 else back(self.random.randint(400, 5000)),
                "" if place % 13 == 7 else self.random.choice([24, 30, 37.5, 40]),
            ]
            for place, name in enumerate(self.reps)
        ]
        for place, days in ((49, 40), (50, 179), (16, 180), (17, 181)):
            reps[place][2] = back(days)
        return {
            "territories": (["id", "name", "parent", "kind"], territories),
            "unit_assignments": (["unit", "territory", "from", "to"], assignments + self.overlay_units),
            "reps": (["id", "name", "hired", "hours"], reps),
            "rep_assignments": (["rep", "territory", "role", "from", "to"], self.roles),
        }

    def outlines(self) -> dict[str, list[Any]]:
        """Outlines that territories bring: some over each other, one with a hole, one in two parts."""

        def box(west: float, south: float, east: float, north: float) -> list[Place]:
            return [(west, south), (east, south + 0.03), (east, north), (west - 0.02, north), (west, south)]

        result = {
            name: [[box(6 + 0.7 * place, 46.2, 7 + 0.7 * place, 47.1 + 0.05 * place)]]
            for place, name in enumerate(self.ids[:6])
        }
        hole = box(6.9, 47.9, 7.2, 48.1)[::-1]
        result[self.ids[6]] = [[box(6.5, 47.6, 7.6, 48.4), hole]]
        result[self.ids[7]] = [[box(7.0, 47.8, 7.1, 48.9)], [box(9.0, 49.0, 9.4, 49.6)]]
        result[self.ids[8]] = [[box(12.0, 49.0, 12.4, 49.6)]]
        result["OV-1"] = [[box(6.0, 46.0, 9.0, 49.0)]]
        result["N"] = [[box(6.0, 46.0, 8.0, 48.0)]]
        return result
