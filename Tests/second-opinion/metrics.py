"""Every metric of docs/metrics.md, recomputed: Coverage, Overlap, Performance and Balance."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field as dataclass_field
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import Any

from facts import Facts
from model import UNASSIGNED, Account, Field, Window, winner
from workspace import ratio_setting

#: ("money", 1/10,000) · ("count", n) · ("number", x) · ("n/a", reason)
Value = tuple[str, Any]
Metrics = dict[str, Value]
SALES = {
    "sales": "current",
    "sales_prior": "prior",
    "sales_year_ago": "year_ago",
    "sales_trailing_year": "trailing_year",
}
MEASURES = {
    "sales": "no_sales",
    "potential": "no_potential",
    "workload_hours": "no_workload",
    "accounts": "no_accounts",
}
UNIT_METRICS = ("unit_coverage", "unit_coverage_by_population", "shared_units", "unit_overlap_rate")
ROLE_METRICS = (
    "capacity_hours",
    "utilisation",
    "contested_accounts",
    "account_overlap_rate",
    "outside_sales_in",
    "outside_sales_out",
    "outside_sales_share",
    "rank",
)
#: What is `source_missing` without an optional source.
NEEDS = {
    "units": UNIT_METRICS,
    "unit_assignments": UNIT_METRICS,
    "demographics": ("unit_coverage_by_population",),
    "reps": (*ROLE_METRICS, "shared_accounts"),
    "rep_assignments": (*ROLE_METRICS, "vacant_days"),
    "activities": (
        "accounts_called",
        "account_coverage",
        "account_coverage_by_potential",
        "reach",
        "frequency",
        "plan_attainment",
        "over_calling",
        "uncalled_value",
        "calls",
        "calls_per_week",
        "sales_per_call",
    ),
    "quotas": ("quota", "attainment", "pace"),
}
#: What a rep has of the territories that it owns; `no_accounts` or absent where it owns none. Its capacity is
#: its own in any case.
GROUND = (
    "accounts",
    "accounts_called",
    "account_coverage",
    "account_coverage_by_potential",
    "active_accounts",
    "active_rate",
    "targets",
    "reach",
    "frequency",
    "plan_attainment",
    "over_calling",
    "uncalled_value",
    "workload_hours",
    "utilisation",
)


def money(units: int) -> Value:
    """An exact amount."""
    return "money", units


def ratio(numerator: Any, denominator: Any, reason: str) -> Value:
    """A quotient, not available where the denominator is zero."""
    return ("number", Fraction(numerator) / Fraction(denominator)) if denominator else ("n/a", reason)


def rounded_share(amount: int, numerator: int, denominator: int) -> int:
    """amount × numerator ÷ denominator, rounded half away from zero."""
    magnitude = (2 * abs(amount) * numerator + denominator) // (2 * denominator)
    return -magnitude if amount < 0 else magnitude


class Sum(Counter):
    """Counts that may be negative and stay so when they are added."""

    def __add__(self, other: Counter) -> "Sum":
        result = Sum(self)
        for key, value in other.items():
            result[key] += value
        return result


@dataclass
class Tally:
    """What one account saw in the current window, and its sales per window."""

    amounts: Counter = dataclass_field(default_factory=Counter)
    lines: int = 0
    calls: int = 0
    first_sale: int | None = None
    touching: set[int] = dataclass_field(default_factory=set)


@dataclass
class Opinion:
    """All that is compared with a report."""

    organisation: Metrics
    territories: dict[str, Metrics]
    reps: dict[str, Metrics]
    pairs: dict[tuple[str, str], Metrics] = dataclass_field(default_factory=dict)
    weekly: dict[tuple[str, int], Metrics] = dataclass_field(default_factory=dict)
    rep_weeks: dict[tuple[str, int], Metrics] = dataclass_field(default_factory=dict)
    kinds: dict[str, str] = dataclass_field(default_factory=dict)


class Calculation:
    """One report's worth of metrics."""

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

    # Totals

    def totals(self) -> Opinion:
        """Sales of organisation, territories and reps only."""
        slots = self._territory_sales()
        reps = self.facts.by_subject("rep", self.windows)
        none = dict.fromkeys(self.windows, 0)
        return Opinion(
            self._sales_metrics(sum(slots.values(), Sum())),
            {
                self.names[node]: self._sales_metrics(sum((slots[leaf] for leaf in leaves), Sum()))
                for node, leaves in self._nodes().items()
            },
            {
                name: {key: money(reps.get(rep, none)[window]) for key, window in SALES.items()}
                for rep, name in enumerate(self.rep_names)
            },
            kinds=self._kinds(),
        )

    def _kinds(self) -> dict[str, str]:
        return dict(zip(self.names, [*self.field.kinds, UNASSIGNED]))

    def _nodes(self) -> dict[int, list[int]]:
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

    def _sales_metrics(self, sums: Counter) -> Metrics:
        result = {key: money(sums[window]) for key, window in SALES.items()}
        return result | {
            "sales_as_was": money(sums["as_was"]),
            "sales_moved_in": money(sums["moved_in"]),
            "sales_moved_out": money(sums["moved_out"]),
        }

    # Everything

    def everything(self) -> Opinion:
        """All metrics of all subjects."""
        self.slot = self._territory_sales()
        self.rep = {rep: Sum() for rep in range(self.field.no_rep + 1)}
        self.tallies = self._tally()
        self.has_account_potential = any(account.potential is not None for account in self.field.accounts)
        self.pairs: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
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
        nodes = self._nodes()
        self.all = sum(self.slot.values(), Sum())
        organisation = self._subject(self.slots, self.all)
        organisation["unassigned_sales_share"] = ratio(
            self.slot[self.field.no_territory]["current"], self.all["current"], "no_sales"
        )
        territories = {
            node: self._subject(leaves, sum((self.slot[leaf] for leaf in leaves), Sum()))
            for node, leaves in nodes.items()
        }
        self._add_balance(organisation, territories)
        reps = {rep: self._rep_metrics(rep) for rep in self.rep}
        self._add_ranks(reps)
        for metrics in (organisation, *territories.values(), *reps.values()):
            metrics |= dict.fromkeys(self.missing & metrics.keys(), ("n/a", "source_missing"))
        return Opinion(
            organisation,
            {self.names[node]: value for node, value in territories.items()},
            {self.rep_names[rep]: value for rep, value in reps.items()},
            self._pair_metrics(),
            self._weeks("as_is", self.names, self.slots),
            self._weeks("rep", self.rep_names, range(len(self.rep_names))),
            self._kinds(),
        )

    def _tally(self) -> list[Tally]:
        tallies = [Tally() for _ in range(self.field.no_account + 1)]
        self.first_sellers: dict[int, tuple[int, int]] = {}
        self.own_year_ago: list[tuple[int, int]] = []
        rows = self.facts.account_reps(self.windows)
        for account, rep, first, lines, calls, *amounts in rows:
            tally, own, sums = tallies[account], self.rep[rep], dict(zip(self.windows, amounts))
            tally.amounts.update(sums)
            own.update(sums)
            own["calls"] += calls
            self._add_concentration(own, sums["current"])
            tally.lines += lines
            tally.calls += calls
            if (lines or calls) and rep < self.field.no_rep:
                tally.touching.add(rep)
            if first is not None and account < self.field.no_account:
                self.first_sellers[account] = min(self.first_sellers.get(account, (first, rep)), (first, rep))
                tally.first_sale = self.first_sellers[account][0]
            if sums["year_ago"] > 0 and account < self.field.no_account:
                self.own_year_ago.append((account, rep))
        for account, (first, rep) in self.first_sellers.items():
            self.rep[rep]["new"] += first >= self.now.first
        for account, rep in self.own_year_ago:
            self.rep[rep]["lost"] += tallies[account].amounts["current"] <= 0
        self.slot[self.field.no_territory]["calls"] = tallies[-1].calls
        return tallies

    @staticmethod
    def _add_concentration(sums: Counter, amount: int) -> None:
        sums["squares"] += amount * amount
        sums["negative"] += amount < 0

    def _add_account(self, place: int, account: Account, tally: Tally) -> None:
        territory = self.field.territory_of(account, self.as_of)
        sums = self.slot[self.field.no_territory if territory is None else territory]
        amounts, is_called = tally.amounts, tally.calls > 0
        sums["accounts"] += 1
        sums["called"] += is_called
        sums["active"] += amounts["current"] > 0
        sums["calls"] += tally.calls
        sums["owned_calls"] += tally.calls
        sums["uncalled"] += 0 if is_called else amounts["trailing_year"]
        sums["touched"] += tally.lines > 0 or is_called
        sums["new"] += tally.first_sale is not None and tally.first_sale >= self.now.first
        sums["lost"] += amounts["year_ago"] > 0 and amounts["current"] <= 0
        self._add_concentration(sums, amounts["current"])
        if account.potential is not None:
            sums["account_potential"] += account.potential
            sums["called_potential"] += account.potential if is_called else 0
        if account.planned is not None:
            self._add_plan(sums, account.planned, account.segment, tally.calls)
        if len(tally.touching) >= 2:
            kind = self._overlap_kind(place, tally)
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
        self.shared_units: set[int] = set()
        for unit in range(len(self.field.units)):
            claims = self.field.unit_claims.get(unit, [])
            held = {claim.value for claim in claims if claim.holds(self.as_of)}
            for territory in held:
                self.in_force[territory].add(unit)
            if len(held) >= 2:
                self.shared_units.add(unit)
            territory = winner(claims, self.as_of)
            sums = self.slot[self.field.no_territory if territory is None else territory]
            sums["units"] += 1
            sums["population"] += Fraction(self.field.population.get(unit, 0))  # type: ignore[assignment]
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
        for (territory, rep), amount in self.facts.outside(self.now).items():
            self.slot[territory]["outside_in"] += amount
            self.rep[rep]["outside_out"] += amount

    def _potential(self, sums: Counter) -> int:
        return sums["account_potential" if self.has_account_potential else "unit_potential"]

    # Metrics from sums

    def _subject(self, leaves: list[int], sums: Counter) -> Metrics:
        """A territory, group, `unassigned` or the organisation."""
        result = (
            self._sales_metrics(sums) | self._ground_metrics(leaves, sums) | self._selling_metrics(sums, sums)
        )
        result |= self._unit_metrics(leaves, sums)
        result |= {
            "vacant_days": ("count", sums["vacant_days"]),
            "shared_accounts": ("count", sums["shared"]),
            "contested_accounts": ("count", sums["contested"]),
            "account_overlap_rate": ratio(sums["contested"], sums["touched"], "no_accounts"),
            "outside_sales_in": money(sums["outside_in"]),
            "outside_sales_out": money(sum(self.rep[rep]["outside_out"] for rep in self._owners(leaves))),
            "outside_sales_share": ratio(sums["outside_in"], sums["as_was"], "no_sales"),
        }
        return result

    def _owners(self, leaves: list[int]) -> set[int]:
        return {rep for leaf in leaves if (rep := self.owner.get(leaf)) is not None}

    def _unit_metrics(self, leaves: list[int], sums: Counter) -> Metrics:
        held = set().union(*(self.in_force[leaf] for leaf in leaves))
        is_placed = 0 if leaves == [self.field.no_territory] else 1
        loose = self.slot[self.field.no_territory] if len(leaves) == len(self.slots) else Sum()
        shared = len(held & self.shared_units)
        return {
            "unit_coverage": ratio(
                (sums["units"] - loose["units"]) * is_placed, len(self.field.units), "no_units"
            ),
            "unit_coverage_by_population": ratio(
                (sums["population"] - loose["population"]) * is_placed,
                self.all["population"],
                "no_population",
            ),
            "shared_units": ("count", shared),
            "unit_overlap_rate": ratio(shared, len(held), "no_units"),
        }

    def _ground_metrics(self, leaves: list[int], sums: Counter) -> Metrics:
        capacity = sum(self.field.capacity[rep] or 0 for rep in self._owners(leaves))
        hours, available = Fraction(sums["minutes"], 600_000), Fraction(capacity * 52, 10_000)
        not_called = "no_calls_recorded" if sums["targets"] else "no_targets"
        result: Metrics = {
            "accounts": ("count", sums["accounts"]),
            "accounts_called": ("count", sums["called"]),
            "account_coverage": ratio(sums["called"], sums["accounts"], "no_accounts"),
            "account_coverage_by_potential": ratio(
                sums["called_potential"], sums["account_potential"], "no_potential"
            ),
            "active_accounts": ("count", sums["active"]),
            "active_rate": ratio(sums["active"], sums["accounts"], "no_accounts"),
            "targets": ("count", sums["targets"]),
            "reach": ratio(sums["targets_called"], sums["targets"], "no_targets"),
            "frequency": ratio(sums["target_calls"], sums["targets_called"], not_called),
            "plan_attainment": ratio(sums["kept"], sums["planned"], "no_targets"),
            "over_calling": ratio(sums["over"], sums["owned_calls"] * 3_640_000, "no_calls_recorded"),
            "uncalled_value": money(sums["uncalled"]),
            "workload_hours": ("number", hours) if hours else ("n/a", "no_workload"),
            "capacity_hours": ("number", available) if capacity else ("n/a", "no_capacity"),
            "utilisation": (
                ratio(hours, available, "no_capacity") if hours or not capacity else ("n/a", "no_workload")
            ),
        }
        return result

    def _selling_metrics(self, sold: Counter, ground: Counter) -> Metrics:
        """Sales, calls and quota of `sold` on the potential of `ground`."""
        potential, everywhere = self._potential(ground), self._potential(self.all)
        quota, year_quota = sold["quota"], sold["year_quota"]
        concentration = ratio(sold["squares"] * 10_000, sold["current"] ** 2, "no_sales")
        index: Value = ("n/a", "no_potential")
        if potential > 0 and everywhere > 0:
            share = Fraction(self.all["current"], everywhere)
            index = ratio(Fraction(sold["current"], potential) * 100, share, "no_sales")
        return {
            "growth": self._growth(sold, "prior"),
            "growth_year": self._growth(sold, "year_ago"),
            "quota": money(quota) if quota else ("n/a", "no_quota"),
            "attainment": ratio(sold["current"], quota, "no_quota"),
            "pace": ratio(sold["fiscal_year_to_date"], year_quota, "no_quota"),
            "calls": ("count", sold["calls"]),
            "calls_per_week": ratio(sold["calls"] * 7, self.now.days, "no_calls_recorded"),
            "sales_per_call": (
                money(rounded_share(sold["current"], 1, sold["calls"]))
                if sold["calls"]
                else ("n/a", "no_calls_recorded")
            ),
            "new_accounts": ("count", sold["new"]),
            "lost_accounts": ("count", sold["lost"]),
            "account_concentration": ("n/a", "negative_sales") if sold["negative"] else concentration,
            "potential": money(potential) if potential > 0 else ("n/a", "no_potential"),
            "share_of_potential": ratio(sold["trailing_year"], max(0, potential), "no_potential"),
            "performance_index": index,
        }

    @staticmethod
    def _growth(sold: Counter, base: str) -> Value:
        if sold[base] <= 0:
            return "n/a", "no_prior_sales"
        return "number", Fraction(sold["current"], sold[base]) - 1

    def _rep_metrics(self, rep: int) -> Metrics:
        leaves, own = self.owned.get(rep, []), self.rep[rep]
        ground = sum((self.slot[leaf] for leaf in leaves), Sum())
        result: Metrics = {key: money(own[window]) for key, window in SALES.items()}
        result |= self._selling_metrics(own, ground) | {"outside_sales_out": money(own["outside_out"])}
        if leaves:
            return result | self._ground_metrics(leaves, ground)
        capacity = self.field.capacity[rep] if rep < self.field.no_rep else None
        result |= dict.fromkeys(GROUND, ("n/a", "no_accounts"))
        if capacity:
            return result | {"capacity_hours": ("number", Fraction(capacity * 52, 10_000))}
        return result | dict.fromkeys(("capacity_hours", "utilisation"), ("n/a", "no_capacity"))

    def _add_ranks(self, reps: dict[int, Metrics]) -> None:
        has_potential = any(metrics["performance_index"][0] == "number" for metrics in reps.values())
        key = "performance_index" if has_potential else "attainment"
        ranked = []
        for rep, metrics in reps.items():
            metrics["rank"] = ("n/a", "not_ranked")
            hired = self.field.hired[rep] if rep < self.field.no_rep else None
            is_ramping = hired is not None and hired > self.as_of - self.ramping
            if self.owned.get(rep) and not is_ramping and metrics[key][0] == "number":
                ranked.append((-metrics[key][1], rep))
        for place, (_, rep) in enumerate(sorted(ranked), start=1):
            reps[rep]["rank"] = ("count", place)

    def _add_balance(self, organisation: Metrics, territories: dict[int, Metrics]) -> None:
        for measure, reason in MEASURES.items():
            values = {
                leaf: Fraction(territories[leaf][measure][1])
                for leaf in self.field.leaves
                if territories[leaf][measure][0] != "n/a"
            }
            count, total = len(values), sum(values.values(), Fraction())
            is_small = count == 1 or len(self.field.leaves) < 2
            failure = "not_enough_territories" if is_small else reason if total <= 0 else None
            whole = [f"{key}_{measure}" for key in ("max_deviation", "cv", "gini", "share_outside_band")]
            organisation |= dict.fromkeys(whole, ("n/a", failure))
            for leaf in self.field.leaves:
                territories[leaf][f"deviation_{measure}"] = ("n/a", failure or reason)
            if failure:
                continue
            mean = total / count
            deviations = {leaf: (value - mean) / mean for leaf, value in values.items()}
            for leaf, deviation in deviations.items():
                territories[leaf][f"deviation_{measure}"] = ("number", deviation)
            variance = sum(((value - mean) ** 2 for value in values.values()), Fraction()) / count
            # ΣΣ|wᵢ−wⱼ| by order: the value at place i of p counts 2(2i − p + 1) times.
            ordered = enumerate(sorted(values.values()))
            differences = sum((2 * (2 * place - count + 1) * value for place, value in ordered), Fraction())
            outside = sum(abs(deviation) > self.band for deviation in deviations.values())
            results: tuple[Fraction, ...] = (
                max(map(abs, deviations.values())),
                Fraction(sqrt(variance)) / mean,
                differences / (2 * count * count * mean),
                Fraction(outside, count),
            )
            organisation |= {key: ("number", value) for key, value in zip(whole, results)}

    # Lists

    def _pair_metrics(self) -> dict[tuple[str, str], Metrics]:
        touched = Counter(rep for tally in self.tallies[:-1] for rep in tally.touching)
        result = {}
        for (first, second), shared in self.pairs.items():
            kinds = Counter(kind for kind, _ in shared)
            union = touched[first] + touched[second] - len(shared)
            result[self.rep_names[first], self.rep_names[second]] = {
                "accounts": ("count", len(shared)),
                "jaccard": ratio(len(shared), union, "no_accounts"),
                "sales": money(sum(amount for _, amount in shared)),
                "conflicting_sales": money(sum(amount for kind, amount in shared if kind == "conflict")),
                **{f"by_kind.{kind}": ("count", kinds[kind]) for kind in ("conflict", "handover", "overlay")},
            }
        return result

    def _weeks(self, subject: str, names: list[str], slots: Any) -> dict[tuple[str, int], Metrics]:
        sums = self.facts.weekly(subject, self.as_of)
        as_was = self.facts.weekly("as_was", self.as_of) if subject == "as_is" else {}
        result = {}
        for slot in slots:
            for day in range(self.as_of - 25 * 7, self.as_of + 1, 7):
                sales, calls = sums.get((slot, day), (0, 0))
                result[names[slot], day] = {"sales": money(sales), "calls": ("count", calls)}
                if subject == "as_is":
                    result[names[slot], day]["sales_as_was"] = money(as_was.get((slot, day), (0, 0))[0])
        return result
