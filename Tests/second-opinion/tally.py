"""The sums behind all metrics: per territory, rep, account, rep pair and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import combinations
from typing import Any

from facts import Facts, Touch
from model import UNASSIGNED, Account, Field, winner
from needs import NEEDS
from values import Metrics, Opinion, Sum, money, rounded_share
from windows import Window
from workspace import ratio_setting

SALES = {
    "sales": "current",
    "sales_prior": "prior",
    "sales_year_ago": "year_ago",
    "sales_trailing_year": "trailing_year",
}


@dataclass
class Tally:
    """What one account saw in the current window, and its sales per window."""

    amounts: Counter = dataclass_field(default_factory=Counter)
    lines: int = 0
    calls: int = 0
    touching: set[int] = dataclass_field(default_factory=set)
    by_rep: dict[int, Touch] = dataclass_field(default_factory=dict)

    @property
    def first_sale(self) -> int | None:
        """The day of the first sale ever, by anyone."""
        return min((t.first_sale for t in self.by_rep.values() if t.first_sale is not None), default=None)

    @property
    def last_call(self) -> int | None:
        """The day of the last call up to the as-of day, by anyone."""
        return max((t.last_call for t in self.by_rep.values() if t.last_call is not None), default=None)

    @property
    def is_lost(self) -> bool:
        """Whether the account bought a year ago and does not any more."""
        return self.amounts["year_ago"] > 0 and self.amounts["current"] <= 0


class Tallies:
    """One report's worth of sums."""

    def __init__(self, field: Field, facts: Facts, windows: dict[str, Window]) -> None:
        self.field, self.facts, self.windows = field, facts, windows
        self.now = windows["current"]
        self.as_of = self.now.last
        self.names = [*field.territory_ids, UNASSIGNED]
        self.rep_names = [*field.rep_ids, UNASSIGNED]
        self.slots = [*field.leaves, field.no_territory]
        settings = field.workspace.settings
        self.call_minutes = self._call_minutes(settings.get("workload", {}))
        self.band = ratio_setting(settings.get("bands", {}).get("balanced", "15%"))
        self.ramping = int(settings.get("ranking", {}).get("ramping_days", 180))
        self.owner = {leaf: field.owner_of(leaf, self.as_of) for leaf in field.leaves}
        self.owned: dict[int, list[int]] = defaultdict(list)
        for leaf, rep in self.owner.items():
            if rep is not None:
                self.owned[rep].append(leaf)
        sources = set(field.workspace.sources) | ({"demographics"} if field.workspace.demographics else set())
        self.missing = {key for source in NEEDS.keys() - sources for key in NEEDS[source]}

    @staticmethod
    def _call_minutes(rules: dict[str, Any]) -> dict[str | None, int]:
        def total(entry: dict[str, str]) -> int:
            return int(entry.get("call_minutes", 45)) + int(entry.get("travel_minutes", 30))

        by_segment = {name: total(entry) for name, entry in rules.get("by_segment", {}).items()}
        return {None: total(rules)} | by_segment

    # Names and nodes

    def kinds(self) -> dict[str, str]:
        """The kind of every territory by its id."""
        return dict(zip(self.names, [*self.field.kinds, UNASSIGNED]))

    def nodes(self) -> dict[int, list[int]]:
        """The leaves of every node that is reported with metrics of its own."""
        nodes = {
            place: self.field.leaves_of(place)
            for place, kind in enumerate(self.field.kinds)
            if kind != "overlay"
        }
        return nodes | {self.field.no_territory: [self.field.no_territory]}

    def _territory_sales(self) -> dict[int, Sum]:
        as_is = self.facts.by_subject("as_is", self.windows)
        as_was = self.facts.by_subject("as_was", {"current": self.now})
        slots = {slot: Sum(as_is.get(slot, {})) for slot in self.slots}
        for slot in self.slots:
            slots[slot]["as_was"] = as_was.get(slot, {}).get("current", 0)
        for before, after, amount in self.facts.moved(self.now):
            slots[after]["moved_in"] += amount
            slots[before]["moved_out"] += amount
        return slots

    @staticmethod
    def sales_metrics(sums: Counter) -> Metrics:
        """Sales of the windows, as-was, and what realignment moved."""
        result = {key: money(sums[window]) for key, window in SALES.items()}
        return result | {
            "sales_as_was": money(sums["as_was"]),
            "sales_moved_in": money(sums["moved_in"]),
            "sales_moved_out": money(sums["moved_out"]),
        }

    def totals(self) -> Opinion:
        """Sales of organisation, territories and reps only."""
        slots = self._territory_sales()
        reps = self.facts.by_subject("rep", self.windows)
        none = dict.fromkeys(self.windows, 0)
        return Opinion(
            self.sales_metrics(sum(slots.values(), Sum())),
            {
                self.names[node]: self.sales_metrics(sum((slots[leaf] for leaf in leaves), Sum()))
                for node, leaves in self.nodes().items()
            },
            {
                name: {key: money(reps.get(rep, none)[window]) for key, window in SALES.items()}
                for rep, name in enumerate(self.rep_names)
            },
            kinds=self.kinds(),
        )

    # Sums

    def add_up(self) -> None:
        """Makes all sums."""
        self.slot = self._territory_sales()
        self.rep = {rep: Sum() for rep in range(self.field.no_rep + 1)}
        self.tallies = self._tally()
        self.has_account_potential = any(account.potential is not None for account in self.field.accounts)
        self.pairs: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
        #: Shared account: its kind.
        self.shared: dict[int, str] = {}
        #: The slot that owns each account on the as-of day.
        self.home: list[int] = []
        for place, account in enumerate(self.field.accounts):
            self._add_account(place, account, self.tallies[place])
        self._add_concentration(self.slot[self.field.no_territory], self.tallies[-1].amounts["current"])
        self._add_units()
        self._add_quotas()
        for leaf in self.field.leaves:
            self.slot[leaf]["vacant_days"] = sum(
                self.field.owner_of(leaf, day) is None for day in range(self.now.first, self.now.last + 1)
            )
        self._add_outside()
        self.all = self.total(self.slots)

    def reference(self, account: int) -> dict[str, str]:
        """An account as lists name it."""
        found = self.field.accounts[account]
        return {"id": found.id, "name": found.name}

    def rep_id(self, rep: int | None) -> str | None:
        """The id of a rep, None for nobody."""
        return None if rep is None else self.rep_names[rep]

    def total(self, leaves: list[int]) -> Sum:
        """The sums of several territories."""
        result = Sum()
        for leaf in leaves:
            for key, value in self.slot[leaf].items():
                result[key] += value
        return result

    def _tally(self) -> list[Tally]:
        tallies = [Tally() for _ in range(self.field.no_account + 1)]
        self.touches = self.facts.account_reps(self.windows)
        for touch in self.touches:
            self._add_touch(tallies[touch.account], touch)
        for tally in tallies[:-1]:
            for rep, touch in tally.by_rep.items():
                year_ago = touch.amounts["year_ago"]
                if year_ago > 0 and tally.amounts["current"] <= 0:
                    self.rep[rep]["lost"] += 1
                    self.rep[rep]["lost_sales"] += year_ago
            if tally.first_sale is not None:
                first, rep = min(
                    (touch.first_sale, rep)
                    for rep, touch in tally.by_rep.items()
                    if touch.first_sale is not None
                )
                self.rep[rep]["new"] += first >= self.now.first
        self.slot[self.field.no_territory]["calls"] = tallies[-1].calls
        return tallies

    def _add_touch(self, tally: Tally, touch: Touch) -> None:
        own = self.rep[touch.rep]
        tally.amounts.update(touch.amounts)
        own.update(touch.amounts)
        own["calls"] += touch.calls
        self._add_concentration(own, touch.amounts["current"])
        tally.lines += touch.lines
        tally.calls += touch.calls
        if (touch.lines or touch.calls) and touch.rep < self.field.no_rep:
            tally.touching.add(touch.rep)
        tally.by_rep[touch.rep] = touch

    @staticmethod
    def _add_concentration(sums: Counter, amount: int) -> None:
        sums["squares"] += amount * amount
        sums["negative"] += amount < 0

    def _add_account(self, place: int, account: Account, tally: Tally) -> None:
        territory = self.field.territory_of(account, self.as_of)
        self.home.append(self.field.no_territory if territory is None else territory)
        sums = self.slot[self.home[-1]]
        amounts, is_called = tally.amounts, tally.calls > 0
        sums["accounts"] += 1
        sums["called"] += is_called
        sums["active"] += amounts["current"] > 0
        sums["calls"] += tally.calls
        sums["owned_calls"] += tally.calls
        sums["uncalled"] += 0 if is_called else amounts["trailing_year"]
        sums["touched"] += tally.lines > 0 or is_called
        sums["new"] += tally.first_sale is not None and tally.first_sale >= self.now.first
        sums["lost"] += tally.is_lost
        sums["lost_sales"] += amounts["year_ago"] if tally.is_lost else 0
        self._add_concentration(sums, amounts["current"])
        if account.potential is not None:
            sums["account_potential"] += account.potential
            sums["called_potential"] += account.potential if is_called else 0
        if account.planned is not None:
            self._add_plan(sums, account.planned, account.segment, tally.calls)
        if len(tally.touching) >= 2:
            kind = self.shared[place] = self._overlap_kind(place, tally)
            sums["shared"] += 1
            sums["contested"] += kind == "conflict"
            for pair in combinations(sorted(tally.touching), 2):
                self.pairs[pair].append((kind, amounts["current"]))

    def _add_plan(self, sums: Counter, plan: int, segment: str | None, calls: int) -> None:
        """Calls and plans are counted in 1/3,640,000 of a call, which makes both whole numbers."""
        planned, made = plan * self.now.days, calls * 3_640_000
        sums["over"] += max(0, made - planned)
        sums["minutes"] += plan * self.call_minutes.get(segment, self.call_minutes[None])
        if plan > 0:
            sums["targets"] += 1
            sums["planned"] += planned
            sums["kept"] += min(made, planned)
            sums["targets_called"] += calls > 0
            sums["target_calls"] += calls

    def _overlap_kind(self, place: int, tally: Tally) -> str:
        account = self.field.accounts[place]
        old = self.field.owner_of_account(account, self.now.first)
        new = self.field.owner_of_account(account, self.as_of)
        if old is not None and new is not None and old != new and tally.touching == {old, new}:
            return "handover"
        is_covered = all(self.field.overlay_covers(rep, place, self.as_of) for rep in tally.touching - {new})
        return "overlay" if is_covered else "conflict"

    def _add_units(self) -> None:
        self.in_force: dict[int, set[int]] = defaultdict(set)
        #: The slot that owns each unit on the as-of day.
        self.unit_home: list[int] = []
        self.shared_units: set[int] = set()
        for unit in range(len(self.field.units)):
            claims = self.field.unit_claims.get(unit, [])
            held = {claim.value for claim in claims if claim.holds(self.as_of)}
            for territory in held:
                self.in_force[territory].add(unit)
            if len(held) >= 2:
                self.shared_units.add(unit)
            territory = winner(claims, self.as_of)
            self.unit_home.append(self.field.no_territory if territory is None else territory)
            sums = self.slot[self.unit_home[-1]]
            sums["units"] += 1
            sums["population"] += self.field.population.get(unit, 0)  # type: ignore[assignment]
            sums["unit_potential"] += self.field.unit_potential[unit] or 0

    def _add_quotas(self) -> None:
        none, nobody = self.field.no_territory, self.field.no_rep
        year = self.windows["fiscal_year_to_date"]
        needed = ("from", "to", "amount")
        for row in self.field.workspace.rows(
            "quotas", needed, **{"from": "day", "to": "day", "amount": "positive"}
        ):
            span = Window(row["from"], row["to"])
            named, person = row.get("territory_id"), row.get("rep_id")
            kind = self.field.kind_of(named) if named else "none"
            is_unknown = kind in ("unknown", "group") or (person and person not in self.field.reps)
            if not span.days or not (named or person) or is_unknown:
                continue
            rep = self.field.reps.get(person or "", nobody)
            leaf = self.field.exclusive(named)
            if named:
                slot = none if leaf is None else leaf
            else:
                owned = self.owned.get(rep, [])
                slot = owned[0] if len(owned) == 1 else none
            if not person:
                owner = self.owner.get(slot)
                rep = nobody if owner is None else owner
            for key, window in (("quota", self.now), ("year_quota", year)):
                amount = rounded_share(row["amount"], span.shared(window), span.days)
                self.slot[slot][key] += amount
                self.rep[rep][key] += amount

    def _add_outside(self) -> None:
        self.outside = self.facts.outside(self.now)
        for (territory, rep), amount in self.outside.items():
            self.slot[territory]["outside_in"] += amount
            self.rep[rep]["outside_out"] += amount

    def potential_of(self, sums: Counter) -> int:
        """Potential of the accounts as soon as any account has one, else of the units."""
        return sums["account_potential" if self.has_account_potential else "unit_potential"]
