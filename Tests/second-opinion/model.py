"""The field: territories, assignments over time, accounts and who owns what on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from demographics import read_demographics
from workspace import Unreadable, Workspace, postal_code

FOREVER = 4_000_000
#: The id of what holds money that cannot be placed.
UNASSIGNED = "unassigned"


class Claim(NamedTuple):
    """`value` holds from `start` to `end`, both days in."""

    start: int
    end: int
    value: int

    def holds(self, day: int) -> bool:
        """Whether the claim is in force on the day."""
        return self.start <= day <= self.end


class Role(NamedTuple):
    """A rep's part in a territory from `start` to `end`."""

    start: int
    end: int
    territory: int
    role: str


def winner(claims: Iterable[Claim], day: int) -> int | None:
    """The value in force on the day: the latest start wins, then the lowest value."""
    held = [claim for claim in claims if claim.holds(day)]
    return max(held, key=lambda claim: (claim.start, -claim.value)).value if held else None


def edges(claims: Iterable[Claim | Role]) -> list[int]:
    """The days on which something may change, oldest first."""
    days = {-FOREVER}
    for claim in claims:
        if claim.start <= claim.end:
            days |= {claim.start, claim.end + 1}
    return sorted(day for day in days if day < FOREVER)


@dataclass
class Account:
    """A customer account; money and calls are counts of 1/10,000."""

    id: str
    name: str
    unit: int | None
    #: How the unit was found: `unit_id`, `coordinates`, `postal_code`, or empty where it has none.
    found_by: str
    named: int | None
    segment: str | None
    potential: int | None
    planned: int | None
    parent: str | None
    claims: list[Claim] = field(default_factory=list)


def by_id(rows: Iterable[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    """Rows sorted by the bytes of their ids; the first of an id counts."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row[key], row)
    return dict(sorted(first.items(), key=lambda item: item[0].encode()))


def indices(ids: Iterable[str]) -> dict[str, int]:
    """Each id with its place."""
    return {text: place for place, text in enumerate(ids)}


class Field:
    """Everything but sales and calls; ids are replaced by their places in id order."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._load_territories()
        self._load_units()
        self._load_reps()
        self._load_accounts()

    def _load_territories(self) -> None:
        known = ("", "exclusive", "overlay", "group")
        raw = self.workspace.rows("territories", ("territory_id", "name"))
        rows = by_id((row for row in raw if (row.get("kind") or "").lower() in known), "territory_id")
        self.territory_ids = list(rows)
        self.territories = indices(rows)
        self.no_territory = len(rows)
        self.parents = [self.territories.get(row.get("parent_id") or "") for row in rows.values()]
        for place in range(len(rows)):
            if self._leads_cycle(place):
                self.parents[place] = None
        groups = set(self.parents)
        kinds = [(row.get("kind") or "exclusive").lower() for row in rows.values()]
        self.kinds = [
            "group" if place in groups else "overlay" if kind == "overlay" else "exclusive"
            for place, kind in enumerate(kinds)
        ]
        self.leaves = [place for place, kind in enumerate(self.kinds) if kind == "exclusive"]

    def _leads_cycle(self, start: int) -> bool:
        """Whether a territory's parents lead back to it and it is the lowest of them."""
        place, seen = self.parents[start], {start}
        while place is not None and place not in seen:
            seen.add(place)
            place = self.parents[place]
        return place == start == min(seen)

    def leaves_of(self, territory: int) -> list[int]:
        """The exclusive leaves below a territory, or itself."""

        def is_below(place: int | None) -> bool:
            return place is not None and (place == territory or is_below(self.parents[place]))

        return [leaf for leaf in self.leaves if is_below(leaf)]

    def exclusive(self, territory_id: str | None) -> int | None:
        """The place of an exclusive leaf; None for anything else."""
        place = self.territories.get(territory_id or "")
        return place if place is not None and self.kinds[place] == "exclusive" else None

    def kind_of(self, territory_id: str) -> str:
        """The kind of a territory, or `unknown`."""
        place = self.territories.get(territory_id)
        return "unknown" if place is None else self.kinds[place]

    def _claims(self, source: str, key: str, places: dict[str, int]) -> tuple[dict, dict]:
        exclusive: dict[int, list[Claim]] = defaultdict(list)
        overlay: dict[int, list[Claim]] = defaultdict(list)
        rows = self.workspace.rows(source, (key, "territory_id"), **{"from": "day", "to": "day"})
        for row in rows:
            text = self.workspace.unit_id(row[key]) if key == "unit_id" else row[key]
            subject, territory = places.get(text), self.territories.get(row["territory_id"])
            if subject is None or territory is None or self.kinds[territory] == "group":
                continue
            chosen = exclusive if self.kinds[territory] == "exclusive" else overlay
            chosen[subject].append(Claim(*span(row), territory))
        return exclusive, overlay

    def _load_units(self) -> None:
        unit_id = self.workspace.unit_id
        raw = self.workspace.rows(
            "units", ("unit_id", "name"), potential="positive", land_area_km2="positive"
        )
        rows = by_id(({**row, "unit_id": unit_id(row["unit_id"])} for row in raw), "unit_id")
        self.unit_ids, self.units = list(rows), indices(rows)
        self.unit_potential = [row.get("potential") for row in rows.values()]
        self.land_area = [row.get("land_area_km2") for row in rows.values()]
        self.unit_claims, self.unit_overlays = self._claims("unit_assignments", "unit_id", self.units)
        self.demographics = read_demographics(
            self.workspace.demographics, lambda text: self.units.get(unit_id(text))
        )
        self.population = self.demographics.latest("population")

    def _load_reps(self) -> None:
        raw = self.workspace.rows("reps", ("rep_id", "name"), hired="day", weekly_capacity_hours="positive")
        rows = by_id(raw, "rep_id")
        self.rep_ids, self.reps, self.no_rep = list(rows), indices(rows), len(rows)
        self.hired = [row.get("hired") for row in rows.values()]
        self.capacity = [row.get("weekly_capacity_hours") for row in rows.values()]
        self.roles: dict[int, list[Role]] = defaultdict(list)
        self.owners: dict[int, list[Claim]] = defaultdict(list)
        needed = ("rep_id", "territory_id", "role")
        for row in self.workspace.rows("rep_assignments", needed, **{"from": "day", "to": "day"}):
            rep, territory = self.reps.get(row["rep_id"]), self.territories.get(row["territory_id"])
            if rep is None or territory is None:
                continue
            self.roles[rep].append(Role(*span(row), territory, row["role"].lower()))
            if row["role"].lower() == "owner":
                self.owners[territory].append(Claim(*span(row), rep))

    def _load_accounts(self) -> None:
        rows = by_id(
            self.workspace.rows(
                "accounts", ("account_id", "name"), potential="positive", planned_calls_per_year="positive"
            ),
            "account_id",
        )
        self.account_ids, self.no_account = indices(rows), len(rows)
        by_code, place_of = self._crosswalk(), self._places()
        self.accounts = []
        for name, row in rows.items():
            unit, found_by = self._located(row, by_code, place_of)
            self.accounts.append(
                Account(
                    name,
                    row["name"],
                    unit,
                    found_by,
                    self.exclusive(row.get("territory_id")),
                    row.get("segment"),
                    row.get("potential"),
                    row.get("planned_calls_per_year"),
                    row.get("parent_id"),
                )
            )
        claims, self.account_overlays = self._claims("account_assignments", "account_id", self.account_ids)
        for place, held in claims.items():
            self.accounts[place].claims = held

    def _crosswalk(self) -> dict[str, int]:
        """The unit of each postal code: largest weight, where all are 0 largest fallback, then lowest id."""
        best: dict[str, tuple[float, float, int]] = {}
        for row in self.workspace.rows(
            "crosswalk", ("postal_code", "unit_id"), weight="number", fallback_weight="number"
        ):
            unit = self.units.get(self.workspace.unit_id(row["unit_id"]))
            if unit is None:
                continue
            weight, fallback = row.get("weight"), row.get("fallback_weight")
            weight = 1.0 if weight is None else weight
            rank = (weight, 0.0 if weight or fallback is None else fallback, -unit)
            code = postal_code(row["postal_code"])
            best[code] = max(best.get(code, rank), rank)
        return {code: -rank[2] for code, rank in best.items()}

    def _places(self) -> Callable[[dict[str, Any]], int | None]:
        """The function that finds the unit at an account's coordinates."""
        accounts, boundaries = (self.workspace.sources.get(name) for name in ("accounts", "boundaries"))
        if accounts is None or boundaries is None or "latitude" not in accounts.fields:
            return lambda row: None
        # Shapely is loaded only where there is something to place.
        from outlines import Locator, read_outlines

        locator = Locator(read_outlines(boundaries, self.workspace.unit_id))

        def place(row: dict[str, Any]) -> int | None:
            try:
                longitude, latitude = (accounts.number(row[key] or "") for key in ("longitude", "latitude"))
            except Unreadable:
                return None
            return self.units.get(locator.unit(longitude, latitude) or "")

        return place

    def _located(
        self, row: dict[str, Any], by_code: dict[str, int], place_of: Callable[[dict[str, Any]], int | None]
    ) -> tuple[int | None, str]:
        unit = self.units.get(self.workspace.unit_id(row.get("unit_id") or ""))
        if unit is not None:
            return unit, "unit_id"
        if (unit := place_of(row)) is not None:
            return unit, "coordinates"
        unit = by_code.get(postal_code(row.get("postal_code") or ""))
        return unit, "" if unit is None else "postal_code"

    def territory_of(self, account: Account, day: int) -> int | None:
        """The exclusive territory that owns the account on the day."""
        own = winner(account.claims, day) if account.claims else None
        if own is None and account.unit is not None:
            own = winner(self.unit_claims.get(account.unit, ()), day)
        return account.named if own is None else own

    def way_of(self, account: Account, day: int) -> str:
        """How the territory that owns the account on the day was found."""
        if winner(account.claims, day) is not None:
            return "account_assignment"
        if account.unit is not None and winner(self.unit_claims.get(account.unit, ()), day) is not None:
            return account.found_by
        return "unassigned" if account.named is None else "territory_name"

    def owner_of(self, territory: int | None, day: int) -> int | None:
        """The owner rep of the territory on the day; None = vacant."""
        return None if territory is None else winner(self.owners.get(territory, ()), day)

    def owner_of_account(self, account: Account, day: int) -> int | None:
        """The owner rep of the account's territory on the day."""
        return self.owner_of(self.territory_of(account, day), day)

    def overlay_covers(self, rep: int, account: int, day: int) -> bool:
        """Whether the rep holds, on the day, an overlay role that covers the account."""
        subject = self.accounts[account]
        over = self.account_overlays.get(account, []) + self.unit_overlays.get(subject.unit, [])
        covering = {claim.value for claim in over if claim.holds(day)}
        for start, end, territory, role in self.roles.get(rep, ()):
            if not start <= day <= end:
                continue
            if territory in covering:
                return True
            if role == "overlay" and self.territory_of(subject, day) == territory:
                return True
        return False

    def account_timelines(self) -> tuple[list[int], list[tuple[int, int, int, int]]]:
        """The timeline of each account, and (timeline, first day, last day, territory) for all days."""
        keys: dict[Any, int] = {}
        chosen: list[int] = []
        segments: list[tuple[int, int, int, int]] = []
        for place, account in enumerate(self.accounts):
            key = (account.unit, account.named, place if account.claims else None)
            if key not in keys:
                keys[key] = len(keys)
                starts = edges([*account.claims, *self.unit_claims.get(account.unit, ())])
                segments += [
                    (keys[key], first, last, -1 if owner is None else owner)
                    for first, last, owner in self.painted(
                        starts, lambda day, a=account: self.territory_of(a, day)
                    )
                ]
            chosen.append(keys[key])
        return chosen, segments

    def owner_timelines(self) -> list[tuple[int, int, int, int]]:
        """(territory, first day, last day, owner rep) for the days with an owner."""
        return [
            (leaf, first, last, rep)
            for leaf in self.leaves
            for first, last, rep in self.painted(
                edges(self.owners.get(leaf, ())), lambda day, t=leaf: self.owner_of(t, day)
            )
            if rep is not None
        ]

    def role_timelines(self) -> list[tuple[int, int, int, int]]:
        """(rep, first day, last day, territory) for the days with any role; never two at once."""
        result = []
        for rep, roles in self.roles.items():
            for territory in {role.territory for role in roles}:
                held = [role for role in roles if role.territory == territory]
                result += [
                    (rep, first, last, territory)
                    for first, last, is_held in self.painted(
                        edges(held), lambda day, h=held: any(r.start <= day <= r.end for r in h)
                    )
                    if is_held
                ]
        return result

    @staticmethod
    def painted(starts: list[int], value: Any) -> list[tuple[int, int, Any]]:
        """(first day, last day, value) of the days from each start to the next."""
        ends = [*(day - 1 for day in starts[1:]), FOREVER]
        return [(first, last, value(first)) for first, last in zip(starts, ends)]


def span(row: dict[str, Any]) -> tuple[int, int]:
    """First and last day of an assignment; a missing end is open."""
    start, end = row.get("from"), row.get("to")
    return (-FOREVER if start is None else start), (FOREVER if end is None else end)
