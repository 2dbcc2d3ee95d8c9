"""The customers of the generated workspace: where they lie, what they are worth, who is named for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from generated_field import LONG_AGO, UNITLESS, Force, Span, back, in_force
from generated_land import Land, Table

SEGMENTS = ("Hospital", "Clinic", "Pharmacy", "Laboratory", "Practice", "")
SEGMENT_WEIGHTS = (5, 20, 30, 8, 32, 5)
RARE = "Zoo"
NAMED, KEY = 200, 150


@dataclass
class Customer:
    """One account."""

    id: str
    unit: str | None
    named: str
    weight: float
    row: list[Any]


class Customers:
    """All accounts and their assignments."""

    def __init__(self, random: Random, land: Land, force: Force, number: int) -> None:
        self.random, self.land, self.force = random, land, force
        self.all = [self._customer(place) for place in range(number)]
        for customer in self.all:
            customer.row[-1] = self._parent(customer)
        self.spans: dict[str, list[Span]] = {}
        #: Accounts that overlays cover by name, with their places.
        self.key: dict[str, int] = {}
        self.covered = {row[0]: row[1] for row in reversed(force.overlay_units)}
        self._name_accounts(number)

    def _customer(self, place: int) -> Customer:
        random = self.random
        name = f"A{place:05}"
        unit: str | None = random.choice(self.land.ids)
        code, own, latitude, longitude, named = "", "", "", "", ""
        way = random.random()
        if way < 0.25:
            own = unit or ""
        elif way < 0.5 and unit != self.land.ids[-1]:
            east, north = self.land.place_in(unit or "")
            longitude, latitude = f"{east}", f"{north}"
        elif way < 0.92:
            code = random.choice(list(self.land.codes))
            parts = self.land.codes[code]
            is_by_business = any(business for _, business, _ in parts)
            unit = max(parts, key=lambda part: (part[1] if is_by_business else part[2]))[0]
            if way > 0.9:
                # Outside of all outlines: the postal code counts.
                longitude, latitude = "-3.5", "40.1"
        else:
            unit, code = None, random.choice(["", "99999"])
            if way > 0.95:
                named = random.choice([*self.force.ids, "T-99", "OV-1"])
        segment = random.choices(SEGMENTS, SEGMENT_WEIGHTS)[0] if place % 150 else RARE
        weight = random.lognormvariate(0, 1.1) if random.random() < 0.72 else 0.0
        potential = f"{(weight + 0.3) * random.uniform(4000, 16000):.2f}" if random.random() < 0.85 else ""
        plan = random.choice(["", 0, 1, 2, 4, 4, 6, 12, 12, 26, 6.5])
        row = [name, f"Customer {place}", code, own, latitude, longitude, named, segment, potential, plan, ""]
        return Customer(name, unit, named, weight, row)

    def _parent(self, customer: Customer) -> str:
        draw = self.random.random()
        if draw > 0.06:
            return ""
        return "A99999" if draw > 0.058 else self.random.choice(self.all).id

    def _name_accounts(self, number: int) -> None:
        chosen = self.random.sample(self.all, min(number // 4, NAMED + KEY))
        part = len(chosen) * NAMED // (NAMED + KEY)
        spans: list[tuple[date | None, date | None]] = [
            (LONG_AGO, None),
            (None, None),
            (back(250), None),
            (back(70), None),
            (LONG_AGO, back(300)),
            (LONG_AGO, back(15)),
            (back(-40), None),
        ]
        unitless = [self.force.ids[place] for place in UNITLESS]
        for place, customer in enumerate(chosen[:part]):
            territory = self.random.choice(unitless if place % 2 else self.force.ids)
            first, last = spans[place % len(spans)] if place % 3 else spans[0]
            self.spans[customer.id] = [(first, last, territory)]
            if place % 20 == 0:
                self.spans[customer.id].append((back(130), None, self.random.choice(self.force.ids)))
        self.key = {customer.id: place for place, customer in enumerate(chosen[part:])}

    def territory_on(self, customer: Customer, day: date) -> str | None:
        """The owning territory."""
        own = in_force(self.spans.get(customer.id, []), day)
        if own is None and customer.unit is not None:
            own = in_force(self.force.unit_spans[customer.unit], day)
        return own or customer.named or None

    def specialists(self, customer: Customer) -> list[str]:
        """The reps of an overlay that covers the customer."""
        overlay = "OV-2" if customer.id in self.key else self.covered.get(customer.unit or "")
        return [rep for rep, territory, *_ in self.force.roles if territory == overlay] if overlay else []

    def tables(self) -> dict[str, Table]:
        """Accounts and account assignments."""
        assignments = [
            [name, territory, first or "", last or ""]
            for name, spans in self.spans.items()
            for first, last, territory in spans
        ]
        for name, place in self.key.items():
            assignments.append([name, "OV-2", "2024-01-01", back(20) if place % 10 == 9 else ""])
            if place % 3 == 0:
                assignments.append([name, "OV-3", "2025-06-01", ""])
        header = ["id", "name", "zip", "unit", "latitude", "longitude", "territory"]
        header += ["segment", "potential", "plan", "parent"]
        return {
            "accounts": (header, [customer.row for customer in self.all]),
            "account_assignments": (["account", "territory", "from", "to"], assignments),
        }
