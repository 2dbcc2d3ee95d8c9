"""Sales, calls, quotas and notes of the generated workspace."""

from __future__ import annotations

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from generated_customers import Customer, Customers
from generated_field import AS_OF, START, back
from generated_land import Table

PRODUCTS = [f"P{place:02}" for place in range(1, 31)]
#: Sold in two territories only.
LOCAL = "P99"
CALLS_PER_SALE = 0.3
TAGS = ("competitor", "price", "delivery", "contact", "training")


class Draw:
    """Draws customers by weight, and the reps who deal with them."""

    def __init__(self, random: Random, customers: Customers, weights: list[float]) -> None:
        self.random, self.customers = random, customers
        self.sums = list(accumulate(weights))
        self.beside: dict[str, list[str]] = {}
        for rep, territory, role, _, _ in customers.force.roles:
            if role != "owner":
                self.beside.setdefault(territory, []).append(rep)

    def customer(self) -> Customer:
        """A customer, the heavier the more often."""
        return self.customers.all[bisect(self.sums, self.random.random() * self.sums[-1])]

    def rep(self, customer: Customer, territory: str | None, day: date) -> str:
        """Mostly the owner rep, else nobody, one with another role, anybody, or one that no file knows."""
        reps, draw = self.customers.force.reps, self.random.random()
        beside = self.beside.get(territory or "", []) + self.customers.specialists(customer)
        if draw < 0.06:
            return ""
        if draw < 0.12 and beside:
            return self.random.choice(beside)
        if 0.12 < draw < 0.125:
            return self.random.choice(reps)
        owner = self.customers.force.owner_on(territory, day)
        return "R999" if 0.125 < draw < 0.13 else owner or ""


def facts(random: Random, customers: Customers, number: int) -> dict[str, Table]:
    """All rows of `sales`, `calls`, `quotas` and `notes`."""
    return {
        "sales": (
            ["day", "account", "amount", "rep", "territory", "product"],
            _sales(random, customers, number),
        ),
        "calls": (
            ["day", "account", "rep", "minutes"],
            _calls(random, customers, int(number * CALLS_PER_SALE)),
        ),
        "quotas": (["territory", "rep", "from", "to", "amount"], _quotas(random, customers)),
        "notes": (["day", "territory", "rep", "account", "tags", "text"], _notes(random, customers)),
    }


def _sales(random: Random, customers: Customers, number: int) -> list[list[Any]]:
    force = customers.force
    draw = Draw(random, customers, [customer.weight for customer in customers.all])
    span = (AS_OF - START).days + 1
    level = {name: random.lognormvariate(0, 0.25) for name in force.ids}
    taste = {name: random.sample(PRODUCTS, 8) for name in force.ids}
    rows: list[list[Any]] = []
    for _ in range(number):
        customer, chance = draw.customer(), random.random()
        day = START + timedelta(int(span * random.random()))
        territory = customers.territory_on(customer, day)
        amount = level.get(territory or "", 1.0) * random.lognormvariate(4.6, 0.8)
        if chance < 0.03:
            amount *= -1.2
        account = customer.id if chance < 0.99 else f"X{random.randrange(500):03}"
        if chance > 0.997:
            day = AS_OF + timedelta(random.randint(1, 30))
        known = taste.get(territory or "", PRODUCTS)
        product = random.choice(known if random.random() < 0.5 else [*PRODUCTS, ""])
        if territory in force.ids[30:32] and chance > 0.9:
            product = LOCAL
        rows.append(
            [
                day,
                account,
                f"{amount:.4f}" if chance < 0.1 else f"{amount:.2f}",
                draw.rep(customer, territory, day),
                _written_territory(random, customers, territory),
                product,
            ]
        )
    _spoil(rows)
    return rows


def _written_territory(random: Random, customers: Customers, territory: str | None) -> str:
    """The territory that a sales row names: mostly none, seldom a wrong one."""
    draw = random.random()
    if draw > 0.06:
        return ""
    if draw > 0.006:
        return territory or ""
    return random.choice([*customers.force.ids, "OV-1", "N", "T-99"])


def _spoil(rows: list[list[Any]]) -> None:
    """A few rows that must be refused."""
    for place, column, text in ((5, 0, "2026-02-30"), (50, 2, "n/a"), (500, 1, ""), (1000, 2, "1.23456")):
        if place < len(rows):
            rows[place][column] = text


def _calls(random: Random, customers: Customers, number: int) -> list[list[Any]]:
    force = customers.force
    weights = [
        0.0 if place % 4 == 1 else 0.2 + customer.weight for place, customer in enumerate(customers.all)
    ]
    draw = Draw(random, customers, weights)
    rows: list[list[Any]] = []
    while len(rows) < number:
        customer, chance = draw.customer(), random.random()
        day = back(random.randrange(364 if chance < 0.8 else 730)) if chance < 0.999 else AS_OF + timedelta(9)
        territory = customers.territory_on(customer, day)
        if territory in force.ids[5:8] and day > date(2026, 3, 1) and chance < 0.7:
            continue
        account = customer.id if chance > 0.004 else f"X{random.randrange(500):03}"
        rep = draw.rep(customer, territory, day)
        rows.append([day, account, rep, random.choice(["", 15, 30, 45, 60])])
    return rows


def _quotas(random: Random, customers: Customers) -> list[list[Any]]:
    force = customers.force
    rows: list[list[Any]] = []
    for place, name in enumerate(force.ids[:40]):
        for first, last in (
            (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 6, 30)),
            (date(2026, 7, 1), date(2026, 9, 30)),
        ):
            rows.append([name, "", first, last, random.randint(60_000, 120_000)])
        if place % 9 == 0:
            rows.append([name, "", date(2026, 2, 10), date(2026, 5, 19), f"{random.uniform(5, 900):.4f}"])
    for rep in (*force.reps[40:46], force.reps[11], force.reps[57]):
        rows.append(["", rep, date(2025, 10, 7), date(2026, 12, 3), random.randint(200_000, 500_000)])
    rows.append([force.ids[43], force.reps[3], date(2026, 1, 1), date(2026, 12, 31), 44_444.44])
    rows.append(["OV-1", "", date(2026, 1, 1), date(2026, 12, 31), 100_000])
    return rows


def _notes(random: Random, customers: Customers) -> list[list[Any]]:
    force = customers.force
    rows: list[list[Any]] = []
    for place in range(300):
        customer, day = random.choice(customers.all), back(random.randrange(600))
        territory = customers.territory_on(customer, day) or ""
        tags = ";".join(random.sample(TAGS, random.randrange(3)))
        rows.append(
            [
                day,
                territory,
                force.owner_on(territory, day) or "",
                customer.id,
                tags,
                f"Note {place} of this year.",
            ]
        )
    return rows
